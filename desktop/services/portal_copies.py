"""The portal's copies of dossiers: read, compared with what is stored, and kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from desktop.domain.dossier import WITHDRAWN, Dossier, Status
from desktop.domain.fee import remembered
from desktop.domain.submission import State
from desktop.services.ports import AnswerClass, OpenUnit, PortalTrouble, UnitOfWork
from desktop.services.reading import Reader
from desktop.services.restored import is_lower, lost_beside, offer_again, put_again, put_lower_again

T = TypeVar("T")
_NOT_THERE = (AnswerClass.UNKNOWN_ID, AnswerClass.GONE)


@dataclass(frozen=True, slots=True)
class Found:
    """What the portal holds of a dossier, or that it is unknown or gone there, and what it lost beside it.

    `before` is the number of the copy that was stored when it was asked for.
    """

    copy: Dossier | AnswerClass
    lost: tuple[str, ...] = ()
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of keeping it: whether the dossier changed here, and whether the portal had forgotten something."""

    has_changed: bool
    has_forgotten: bool = False


def find(reader: Reader, open_unit: OpenUnit, dossier: str, now: datetime) -> Found:
    """What the portal has of a dossier that it confirmed; PortalTrouble where it does not say."""
    with open_unit() as uow:
        stored = uow.dossiers.get(dossier)
    copy = read_copy(reader, dossier, now)
    lost = lost_beside(reader, open_unit, copy) if isinstance(copy, Dossier) else ()
    return Found(copy, lost, stored.seq if stored is not None else None)


def read_copy(reader: Reader, dossier: str, now: datetime) -> Dossier | AnswerClass:
    """The portal's copy with its history, or that it is unknown or gone there."""
    try:
        copy = reader.read(lambda token: reader.portal.dossier(dossier, token))
    except PortalTrouble as trouble:
        if trouble.answer.kind in _NOT_THERE:
            return trouble.answer.kind
        raise
    history = _beside(reader, lambda token: reader.portal.history(dossier, token))
    can_write = "message" in copy.allowed_actions
    messages = _beside(reader, lambda token: reader.portal.messages(dossier, token)) if can_write else ()
    return replace(copy, history=history, messages=messages, refreshed_at=now)


def _beside(reader: Reader, call: Callable[[str], T]) -> T:
    """What belongs to a dossier that was told just now: a road that is not there today says nothing of the dossier."""
    try:
        return reader.read(call)
    except PortalTrouble as trouble:
        if trouble.answer.kind not in _NOT_THERE:
            raise
        raise PortalTrouble(replace(trouble.answer, kind=AnswerClass.WAIT)) from trouble


def keep(uow: UnitOfWork, dossier: str, found: Found, now: datetime) -> Kept:
    """Store what was found; what the portal lost is queued once more."""
    copy, stored = found.copy, uow.dossiers.get(dossier)
    if copy is AnswerClass.UNKNOWN_ID:
        is_offered = offer_again(uow, dossier)
        return Kept(is_offered, is_offered)
    if not isinstance(copy, Dossier):
        return Kept(bury(uow, dossier, now))
    if stored is not None and is_lower(copy, stored):
        if stored.seq != found.before:  # another program has read it meanwhile, and later than this one
            return Kept(has_changed=False)
        return Kept(put_lower_again(uow, stored, found.lost), has_forgotten=True)
    has_forgotten = put_again(uow, found.lost)
    return Kept(uow.dossiers.upsert(with_kept(copy, stored)) or has_forgotten, has_forgotten)


def bury(uow: UnitOfWork, dossier: str, now: datetime) -> bool:
    """A tombstone: it ended at the portal, nothing is asked any more, and what was known of it stays.

    Another computer may have taken it back before anything of it was read here.
    """
    stored = uow.dossiers.get(dossier)
    is_ours = dossier in uow.submissions.some([dossier])
    if stored is None and is_ours and uow.outbox.get(dossier).state is State.RECEIPTED:
        stored = Dossier(dossier, 0, None, Status.STOPPED, "")
    if stored is None or stored.final:
        return False
    gone = replace(stored, status=Status.STOPPED, final=True, reason=WITHDRAWN, allowed_actions=(), refreshed_at=now)
    return uow.dossiers.upsert(_asking_nothing(gone))


def with_kept(copy: Dossier, stored: Dossier | None) -> Dossier:
    """What is kept here stays kept, and so does what is known of money, whatever the portal lists."""
    kept = {result.rid: result for result in stored.results if result.kept} if stored is not None else {}
    told = replace(
        copy,
        fee_notices=remembered(copy.fee_notices, stored.fee_notices if stored is not None else ()),
        results=tuple(
            replace(result, kept=True, verdict=kept[result.rid].verdict)
            if result.rid in kept and kept[result.rid].sha256 == result.sha256
            else result
            for result in copy.results
        ),
    )
    return _asking_nothing(told) if told.final else told


def _asking_nothing(final: Dossier) -> Dossier:
    """What is over asks for nothing, whatever the portal still lists; what was paid for it is still told."""
    paid = tuple(notice for notice in final.fee_notices if not notice.is_open or notice.attempts)
    return replace(final, supplement=None, confirmation=None, fee_notices=paid)
