"""A dossier that the portal has taken back stays gone, even where that portal was put back to before it did."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from desktop.services.hurdles import Hurdles
from desktop.services.ports import AnswerClass, OpenUnit, PortalTrouble
from desktop.services.reading import Reader

_LATER = (AnswerClass.NOT_REACHED, AnswerClass.NOT_THE_PORTAL, AnswerClass.WAIT, AnswerClass.LOGIN)


def keep_gone(reader: Reader, open_unit: OpenUnit, named: Collection[str], before: datetime, hurdles: Hurdles) -> None:
    """Take back anew what the portal still names, and what it has not called gone since *before*.

    One that an office has taken in meanwhile is no longer the portal's to let go, and stays as it is.
    """
    with open_unit() as uow:
        alive = uow.outbox.taken_back(reader.portal.profile.portal_id, reader.account, named, before)
    for dossier in sorted(alive):
        hurdles.past(partial(_take_back, reader, dossier))


def _take_back(reader: Reader, dossier: str) -> None:
    answer = reader.read(partial(reader.portal.withdraw, dossier))
    if answer.kind in _LATER:
        raise PortalTrouble(answer)
