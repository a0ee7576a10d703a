"""A dossier that the portal has taken back stays gone, even where that portal was put back to before it did."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from desktop.domain.submission import State
from desktop.services.ports import AnswerClass, OpenUnit, PortalTrouble, UnitOfWork
from desktop.services.reading import Reader

_LATER = (AnswerClass.NOT_REACHED, AnswerClass.NOT_THE_PORTAL, AnswerClass.WAIT, AnswerClass.LOGIN)


def keep_gone(reader: Reader, open_unit: OpenUnit, named: Collection[str], before: datetime) -> None:
    """Take back anew what the portal still names, and what it has not called gone since *before*; PortalTrouble.

    One that an office has taken in meanwhile is no longer the portal's to let go, and stays as it is.
    """
    with open_unit() as uow:
        alive = _alive(uow, reader, named, before)
    for dossier in alive:
        answer = reader.read(partial(reader.portal.withdraw, dossier))
        if answer.kind in _LATER:
            raise PortalTrouble(answer)


def _alive(uow: UnitOfWork, reader: Reader, named: Collection[str], before: datetime) -> list[str]:
    lane = (reader.portal.profile.portal_id, reader.account)
    alive = []
    for submission in uow.submissions.all():
        item, copy = uow.outbox.get(submission.id), uow.dossiers.get(submission.id)
        is_ours = item.state is State.WITHDRAWN and item.started and (item.portal_id, item.account) == lane
        is_open = copy is not None and not copy.final and copy.refreshed_at is not None and copy.refreshed_at < before
        if is_ours and (item.id in named or is_open):
            alive.append(item.id)
    return alive
