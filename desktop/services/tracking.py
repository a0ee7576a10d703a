"""Following dossiers: what the portal says is stored as it says it, and compared with what we were promised."""

from dataclasses import dataclass, field

from desktop.domain.dossier import Dossier, Turn
from desktop.domain.errors import Refusal, StillWaiting
from desktop.domain.fee import Payment
from desktop.domain.stuck import Stuck, stuck
from desktop.domain.submission import Kind, OutboxItem, Submission
from desktop.services.asking_again import AskingAgain
from desktop.services.listing import Listing, receipted_at
from desktop.services.portal_time import PortalTime
from desktop.services.ports import Checkpoint, Clock, Connect, OpenUnit, PortalTrouble, Publish, passed
from desktop.services.reading import Reader, Refreshed, as_error, asked_to_wait, busy, open_reader
from desktop.services.reading_round import ReadingRound
from desktop.services.signing_in import SigningIn
from desktop.services.turns import Left, left_of, turn_of
from desktop.services.twins import Twin, twins_of
from forms.deadlines import WorkCalendar


@dataclass(frozen=True, slots=True)
class StatusView:
    """The local truth about one submission, whose move it is first."""

    submission: Submission
    item: OutboxItem
    dossier: Dossier | None
    payments: tuple[Payment, ...]
    turn: Turn
    is_overdue: bool
    stuck: Stuck | None
    left: Left
    twins: tuple[Twin, ...] = ()


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

    def dossiers(self) -> tuple[tuple[Submission, Dossier | None], ...]:
        """Everything that was finalised, with the portal's copy where there is one."""
        with self.open_unit() as uow:
            copies = {dossier.id: dossier for dossier in uow.dossiers.all()}
            return tuple((submission, copies.get(submission.id)) for submission in uow.submissions.all())

    @property
    def listing(self) -> Listing:
        """What was finalised, a piece at a time."""
        return Listing(self.open_unit, self.portal_time, self.calendar)

    def status(self, submission_id: str) -> StatusView:
        """Where one submission stands, from the vault alone."""
        now = self.portal_time.now()
        with self.open_unit() as uow:
            submission = uow.submissions.get(submission_id)
            items = uow.outbox.of_submission(submission_id)
            dossier = uow.dossiers.get(submission_id)
            payments = uow.dossiers.payments(submission_id)
            twins = twins_of(uow, dossier)
        item = next(item for item in items if item.kind is Kind.DOSSIER)
        return StatusView(
            submission=submission,
            item=item,
            dossier=dossier,
            payments=payments,
            turn=turn_of(item, dossier, items),
            left=left_of(dossier, items),
            is_overdue=dossier is not None and dossier.is_overdue(now),
            stuck=stuck(dossier, receipted_at(item), now, self.calendar),
            twins=twins,
        )
