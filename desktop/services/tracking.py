"""Following dossiers: what the portal says is stored as it says it, and compared with what we were promised."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from desktop.domain.dossier import WITHDRAWN, Dossier, Status, Turn
from desktop.domain.events import DossierChanged
from desktop.domain.fee import Payment
from desktop.domain.stuck import Stuck, stuck
from desktop.domain.submission import Kind, Move, OutboxItem, State, Submission, after
from desktop.services.hurdles import Hurdles
from desktop.services.listing import Listing, receipted_at
from desktop.services.portal_time import PortalTime
from desktop.services.ports import (
    AnswerClass,
    Changes,
    Checkpoint,
    Clock,
    Connect,
    OpenUnit,
    PortalTrouble,
    Publish,
    UnitOfWork,
    passed,
)
from desktop.services.reading import Reader, as_error, open_reader
from desktop.services.signing_in import SigningIn
from desktop.services.staying_gone import keep_gone
from desktop.services.turns import Left, left_of, turn_of
from desktop.services.twins import Twin, twins_of
from desktop.services.uploading import latest
from forms.deadlines import WorkCalendar

_SAID_ONCE = frozenset({Kind.WITHDRAWAL, Kind.ACKNOWLEDGEMENT, Kind.MESSAGE, Kind.RATING})
LOOK_AGAIN = timedelta(days=1)
"""A dossier that nothing was heard of for so long is read even when the portal reports no change (fault 23)."""


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
    """Reads the delta and what it names; shows what is known."""

    open_unit: OpenUnit
    connect: Connect
    signing_in: SigningIn
    clock: Clock
    portal_time: PortalTime
    publish: Publish
    calendar: WorkCalendar = field(default_factory=WorkCalendar.shipped)
    checkpoint: Checkpoint = passed

    def refresh(self) -> tuple[str, ...]:
        """Ids of the dossiers that changed; StillWaiting when the portal cannot be read now, or not all of it."""
        reader, hurdles = open_reader(self.connect, self.open_unit, self.signing_in), Hurdles()
        try:
            changed = self._delta(reader, hurdles)
            changed += self._fetched(reader, self._silent(reader), hurdles)
            if hurdles.met:
                raise hurdles.met[0]
        except PortalTrouble as trouble:
            raise as_error(trouble) from trouble
        return tuple(dict.fromkeys(changed))

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

    def _delta(self, reader: Reader, hurdles: Hurdles) -> list[str]:
        portal_id = reader.portal.profile.portal_id
        with self.open_unit() as uow:
            cursor = uow.dossiers.cursor(portal_id, reader.account)
        changed: list[str] = []
        while True:
            page, resynced = self._page(reader, cursor)
            if resynced:
                changed += self._fetched(reader, sorted(self._receipted(reader)), hurdles)
            changed += self._store(reader, page, hurdles)
            if not page.has_more or page.next_cursor == cursor:
                return changed
            cursor = page.next_cursor

    def _page(self, reader: Reader, cursor: str | None) -> tuple[Changes, bool]:
        """The next page; the first of all again when the portal no longer knows the cursor."""
        try:
            return reader.read(lambda token: reader.portal.changes(cursor, token)), False
        except PortalTrouble as trouble:
            if cursor is None or trouble.answer.kind is not AnswerClass.GONE:
                raise
        return reader.read(lambda token: reader.portal.changes(None, token)), True

    def _store(self, reader: Reader, page: Changes, hurdles: Hurdles) -> list[str]:
        """Rows first read, then written in one unit with the cursor that leads past them, if all could be read."""
        keep_gone(reader, self.open_unit, page.changed, self.clock.now() - LOOK_AGAIN, hurdles)
        ours = self._receipted(reader, page.changed)
        named = [dossier for dossier in dict.fromkeys(page.changed) if dossier in ours]
        told = {dossier: hurdles.past(partial(self._told, reader, dossier)) for dossier in named}
        changed = []
        self.checkpoint("copies.read")
        with self.open_unit() as uow:
            if not hurdles.met:
                uow.dossiers.save_cursor(reader.portal.profile.portal_id, reader.account, page.next_cursor)
            for dossier, found in told.items():
                if found is not None and self._keep(uow, dossier, *found):
                    changed.append(dossier)
            changed += [dossier for dossier in page.tombstones if _bury(uow, dossier, self.clock.now())]
            self.checkpoint("copies.keeping")
            uow.commit()
        self.checkpoint("copies.kept")
        self._tell(changed)
        return changed

    def _fetched(self, reader: Reader, named: Sequence[str], hurdles: Hurdles) -> list[str]:
        return [dossier for dossier in named if hurdles.past(partial(self._fetch, reader, dossier))]

    def _fetch(self, reader: Reader, dossier: str) -> bool:
        copy, lost = self._told(reader, dossier)
        with self.open_unit() as uow:
            has_changed = self._keep(uow, dossier, copy, lost)
            uow.commit()
        self._tell([dossier] if has_changed else [])
        return has_changed

    def _told(self, reader: Reader, dossier: str) -> tuple[Dossier | AnswerClass, tuple[str, ...]]:
        """The portal's copy, and what was lost there beside it."""
        copy = self._copy(reader, dossier)
        return copy, self._lost(reader, copy)

    def _copy(self, reader: Reader, dossier: str) -> Dossier | AnswerClass:
        """The portal's copy with its history, or that it is unknown or gone there."""
        try:
            copy = reader.read(lambda token: reader.portal.dossier(dossier, token))
            history = reader.read(lambda token: reader.portal.history(dossier, token))
            can_write = "message" in copy.allowed_actions
            messages = reader.read(lambda token: reader.portal.messages(dossier, token)) if can_write else ()
        except PortalTrouble as trouble:
            if trouble.answer.kind in (AnswerClass.UNKNOWN_ID, AnswerClass.GONE):
                return trouble.answer.kind
            raise
        return replace(copy, history=history, messages=messages, refreshed_at=self.clock.now())

    def _lost(self, reader: Reader, copy: Dossier | AnswerClass) -> tuple[str, ...]:
        """What the portal had confirmed beside the dossier and no longer knows, where its numbers went back.

        Payments are left to who pays; an answer goes again only while its question stands.
        """
        if not isinstance(copy, Dossier):
            return ()
        with self.open_unit() as uow:
            stored = uow.dossiers.get(copy.id)
            if stored is None or copy.seq >= stored.seq or _is_new_life(uow, stored):
                return ()
            items = [item for item in uow.outbox.of_submission(copy.id) if item.state is State.RECEIPTED]
        asked = {copy.supplement.sid if copy.supplement else "", copy.confirmation.cid if copy.confirmation else ""}
        mine = [item for item in items if item.kind in _SAID_ONCE or item.id in asked]
        return tuple(item.id for item in mine if self._is_unknown(reader, item))

    def _is_unknown(self, reader: Reader, item: OutboxItem) -> bool:
        return reader.read(lambda token: reader.portal.ask(item, token)).kind is AnswerClass.UNKNOWN_ID

    def _keep(self, uow: UnitOfWork, dossier: str, copy: Dossier | AnswerClass, lost: tuple[str, ...]) -> bool:
        if copy is AnswerClass.UNKNOWN_ID:
            return self._offer_again(uow, dossier)
        if not isinstance(copy, Dossier):
            return _bury(uow, dossier, self.clock.now())
        stored = uow.dossiers.get(dossier)
        if stored is not None and copy.seq < stored.seq and not _is_new_life(uow, stored):
            return _put_again(uow, (dossier, *lost))
        return uow.dossiers.upsert(_with_kept(copy, stored))

    def _offer_again(self, uow: UnitOfWork, dossier: str) -> bool:
        """The portal was restored and forgot it: the same frozen bytes go there again under the same id."""
        item = uow.outbox.get(dossier)
        if item.state is not State.RECEIPTED:
            return False
        forgotten = [item.id, *([item.depends_on] if item.depends_on is not None else [])]
        for lost in forgotten:
            for upload in latest(uow.outbox.uploads(lost)):
                uow.outbox.save_upload(replace(upload, offset=0, complete=False))
        return _put_again(uow, forgotten)

    def _receipted(self, reader: Reader, among: Collection[str] | None = None) -> frozenset[str]:
        with self.open_unit() as uow:
            return uow.outbox.held(reader.portal.profile.portal_id, reader.account, among)

    def _silent(self, reader: Reader) -> tuple[str, ...]:
        """Receipted dossiers of which the portal has told nothing yet, or nothing for long."""
        before = self.clock.now() - LOOK_AGAIN
        with self.open_unit() as uow:
            return uow.dossiers.silent(reader.portal.profile.portal_id, reader.account, before)

    def _tell(self, changed: list[str]) -> None:
        for dossier in changed:
            self.publish(DossierChanged(dossier))


def _put_again(uow: UnitOfWork, forgotten: Sequence[str]) -> bool:
    """The frozen bytes go there once more under the same ids; for what the portal does know that is harmless.

    The cursor may be ahead of all that such a portal will tell, so everything is asked for anew.
    """
    receipted = [item for item in map(uow.outbox.get, forgotten) if item.state is State.RECEIPTED]
    for item in receipted:
        uow.outbox.save(after(item, Move.PORTAL_FORGOT, reason="portal.forgot"))
        if item.portal_id is not None and item.account is not None:
            uow.dossiers.forget_cursor(item.portal_id, item.account)
    return bool(receipted)


def _bury(uow: UnitOfWork, dossier: str, now: datetime) -> bool:
    """A tombstone: it ended at the portal, and what was known of it stays.

    Another computer may have taken it back before anything of it was read here.
    """
    stored = uow.dossiers.get(dossier)
    if stored is None and uow.submissions.find(dossier) and uow.outbox.get(dossier).state is State.RECEIPTED:
        stored = Dossier(dossier, 0, None, Status.STOPPED, "", refreshed_at=now)
    if stored is None or stored.final:
        return False
    return uow.dossiers.upsert(replace(stored, status=Status.STOPPED, final=True, reason=WITHDRAWN))


def _is_new_life(uow: UnitOfWork, stored: Dossier) -> bool:
    """It was put again after our copy was made, so its numbers begin anew."""
    received = uow.outbox.get(stored.id).receipted_at
    return received is not None and stored.refreshed_at is not None and received > stored.refreshed_at


def _with_kept(copy: Dossier, stored: Dossier | None) -> Dossier:
    """What is kept here stays kept, and so does what was owed and settled, whatever the portal lists."""
    listed = {notice.notice for notice in copy.fee_notices}
    before = stored.fee_notices if stored is not None else ()
    settled = tuple(notice for notice in before if not notice.is_open and notice.notice not in listed)
    kept = {result.rid: result for result in stored.results if result.kept} if stored is not None else {}
    return replace(
        copy,
        fee_notices=(*settled, *copy.fee_notices),
        results=tuple(
            replace(result, kept=True, verdict=kept[result.rid].verdict)
            if result.rid in kept and kept[result.rid].sha256 == result.sha256
            else result
            for result in copy.results
        ),
    )
