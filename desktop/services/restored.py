"""A portal that was put back to an old state: what it lost is found out, and goes there once more under its own id."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from desktop.domain.dossier import WITHDRAWN, Dossier
from desktop.domain.submission import Kind, Move, OutboxItem, State, after
from desktop.services.answering import is_undecided
from desktop.services.ports import AnswerClass, OpenUnit, UnitOfWork
from desktop.services.reading import Reader
from desktop.services.uploading import latest

_OFFERED_AS = {Kind.WITHDRAWAL: "withdraw", Kind.RATING: "rating"}


def lost_beside(reader: Reader, open_unit: OpenUnit, copy: Dossier) -> tuple[str, ...]:
    """Ids of what the portal had confirmed beside the dossier and no longer knows.

    Numbers prove nothing: they may have caught up. So the portal is asked about whatever its copy still wants although
    it has its receipt here, or no longer lists. Payments are left to who pays.
    """
    with open_unit() as uow:
        items = [item for item in uow.outbox.of_submission(copy.id) if item.state is State.RECEIPTED]
        stored = uow.dossiers.get(copy.id)
    items = [item for item in items if _is_meant(item, stored)]
    return tuple(item.id for item in items if _is_doubtful(item, copy) and _is_unknown(reader, item))


def _is_doubtful(item: OutboxItem, copy: Dossier) -> bool:
    if item.kind is Kind.SUPPLEMENT:
        return copy.supplement is not None and copy.supplement.sid == item.id
    if item.kind is Kind.CONFIRMATION:
        asked = copy.confirmation
        return asked is not None and asked.cid == item.id and not asked.answered
    if item.kind is Kind.MESSAGE:
        return "message" in copy.allowed_actions and item.id not in {one.mid for one in copy.messages}
    if item.kind is Kind.ACKNOWLEDGEMENT:
        return item.id in {result.rid for result in copy.results}
    return _OFFERED_AS.get(item.kind) in copy.allowed_actions


def _is_unknown(reader: Reader, item: OutboxItem) -> bool:
    return reader.ask(partial(reader.portal.ask, item)).kind is AnswerClass.UNKNOWN_ID


def is_lower(copy: Dossier, stored: Dossier | None) -> bool:
    """Whether the portal's numbers went back; those of a second life, which begins at nothing, never do."""
    return stored is not None and 0 < stored.seq > copy.seq


def offer_again(uow: UnitOfWork, dossier: str) -> bool:
    """The portal forgot it: the same frozen bytes go there again under the same id, and what was said about it.

    What the office let go is over, and is never filed anew.
    """
    item, stored = uow.outbox.get(dossier), uow.dossiers.get(dossier)
    if item.state is not State.RECEIPTED or _was_let_go(stored):
        return False
    with_it = [item.id, *([item.depends_on] if item.depends_on is not None else [])]
    for lost in with_it:
        for upload in latest(uow.outbox.uploads(lost)):
            uow.outbox.save_upload(replace(upload, offset=0, complete=False))
    return put_again(uow, [*with_it, *_still_meant(uow, dossier, stored)]) and begin_anew(uow, stored)


def put_lower_again(uow: UnitOfWork, stored: Dossier, lost: Sequence[str]) -> bool:
    """The portal has an older copy of it: all that it may lack goes there again."""
    put_again(uow, lost if _was_let_go(stored) else (stored.id, *lost))
    return begin_anew(uow, stored)


def put_again(uow: UnitOfWork, forgotten: Sequence[str]) -> bool:
    """The frozen bytes go there once more under the same ids; for what the portal does know that is harmless.

    The cursor may be ahead of all that such a portal will tell, so everything is asked for anew.
    """
    receipted = [item for item in map(uow.outbox.get, forgotten) if item.state is State.RECEIPTED]
    for item in receipted:
        uow.outbox.save(after(item, Move.PORTAL_FORGOT, reason="portal.forgot"))
        if item.portal_id is not None and item.account is not None:
            uow.dossiers.forget_cursor(item.portal_id, item.account)
    return bool(receipted)


def begin_anew(uow: UnitOfWork, stored: Dossier | None) -> bool:
    """Whatever number the portal tells next is believed; no clock says which life of the dossier it is of."""
    if stored is not None:
        uow.dossiers.upsert(replace(stored, seq=0))
    return True


def _was_let_go(stored: Dossier | None) -> bool:
    return stored is not None and stored.told_as == WITHDRAWN


def _is_meant(item: OutboxItem, stored: Dossier | None) -> bool:
    """An office that said no to a withdrawal is not asked it again."""
    return item.kind is not Kind.WITHDRAWAL or _was_let_go(stored) or is_undecided(item, stored)


def _still_meant(uow: UnitOfWork, dossier: str, stored: Dossier | None) -> Iterator[str]:
    """What was written, and the wish to withdraw unless the office said no; results begin anew, and so does thanks."""
    for item in uow.outbox.of_submission(dossier):
        if item.kind in (Kind.MESSAGE, Kind.WITHDRAWAL) and _is_meant(item, stored):
            yield item.id
