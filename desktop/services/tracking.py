"""Following dossiers: what the portal says is stored as it says it, and compared with what we were promised."""

from dataclasses import dataclass, field, fields

from desktop.domain.errors import Refusal, StillWaiting
from desktop.domain.fee import Payment
from desktop.services.asking_again import AskingAgain
from desktop.services.listing import Listed, Listing
from desktop.services.portal_time import PortalTime
from desktop.services.ports import Checkpoint, Clock, Connect, OpenUnit, PortalTrouble, Publish, passed
from desktop.services.reading import Reader, Refreshed, as_error, asked_to_wait, busy, open_reader
from desktop.services.reading_round import ReadingRound
from desktop.services.signing_in import SigningIn
from forms.deadlines import WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView(Listed):
    """One submission as the list has it, with the tries to pay."""

    payments: tuple[Payment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracking:
    """Reads the portal; shows what is known. `again` is its own, kept for as long as the program runs."""

    open_unit: OpenUnit
    connect: Connect
    signing_in: SigningIn
    clock: Clock
    portal_time: PortalTime
    publish: Publish
    again: AskingAgain
    calendar: WorkCalendar = field(default_factory=WorkCalendar.shipped)
    checkpoint: Checkpoint = passed

    def refresh(self) -> tuple[str, ...]:
        """A person wants to know: ids of the dossiers that changed.

        StillWaiting when the portal cannot be read now, or not all of it; Refusal `portal.refused`.
        """
        return self.look().all()

    def refresh_by_itself(self) -> tuple[str, ...]:
        """As `refresh`, unasked: a portal that wants to be left alone is not read before that time is over."""
        return self._looked(is_hurried=False).all()

    def look(self) -> Refreshed:
        """As `refresh`, but what changed is told although something stands in the way of the rest."""
        return self._looked(is_hurried=True)

    def _looked(self, *, is_hurried: bool) -> Refreshed:
        try:
            reader = open_reader(self.connect, self.open_unit, self.signing_in)
            portal_id, now = reader.portal.profile.portal_id, self.clock.now()
            not_before = None if is_hurried else self.again.next_try(portal_id)
            if not_before is not None:
                raise busy(not_before - now)
        except (Refusal, StillWaiting) as trouble:
            return Refreshed((), trouble)
        return self._read(self._round(reader, is_hurried=is_hurried))

    def _round(self, reader: Reader, *, is_hurried: bool) -> ReadingRound:
        return ReadingRound(
            reader=reader,
            open_unit=self.open_unit,
            clock=self.clock,
            publish=self.publish,
            checkpoint=self.checkpoint,
            again=self.again,
            is_hurried=is_hurried,
        )

    def _read(self, reading: ReadingRound) -> Refreshed:
        portal_id = reading.reader.portal.profile.portal_id
        try:
            reading.run()
        except PortalTrouble as trouble:
            if (left := asked_to_wait(trouble.answer)) is not None:
                self.again.put_off(portal_id, left.total_seconds())
            return Refreshed(reading.told, as_error(trouble))
        except (Refusal, StillWaiting) as trouble:
            return Refreshed(reading.told, trouble)
        self.again.came(portal_id)
        return Refreshed(reading.told)

    @property
    def listing(self) -> Listing:
        """What was finalised, a piece at a time."""
        return Listing(self.open_unit, self.portal_time, self.calendar)

    def status(self, submission_id: str) -> StatusView:
        """Where one submission stands, from the vault alone."""
        with self.open_unit() as uow:
            (one,) = self.listing.stand(uow, [uow.submissions.get(submission_id)])
            payments = uow.dossiers.payments(submission_id)
        return StatusView(payments=payments, **{known.name: getattr(one, known.name) for known in fields(one)})
