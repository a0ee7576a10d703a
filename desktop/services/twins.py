"""What the portal takes for the same matter filed twice (fault 69): the office decides, the person is told."""

from dataclasses import dataclass

from desktop.domain.dossier import Dossier
from desktop.domain.submission import State
from desktop.services.ports import UnitOfWork

LOOKED_AT = 20
"""How many are looked up here; a portal that names more has said what there is to say."""


@dataclass(frozen=True, slots=True)
class Twin:
    """The other dossier; its code is known only where it is kept here, and has been told of (`is_told`)."""

    dossier: str
    code: str | None = None
    is_here: bool = False
    is_told: bool = False


def twins_of(uow: UnitOfWork, dossier: Dossier | None) -> tuple[Twin, ...]:
    """Those that may still run beside *dossier*; none once it or the other one has ended, as far as is known here."""
    if dossier is None or dossier.final:
        return ()
    found = (_twin(uow, other) for other in dossier.possible_duplicate_of[:LOOKED_AT])
    return tuple(twin for twin in found if twin is not None)


def _twin(uow: UnitOfWork, other: str) -> Twin | None:
    known = uow.dossiers.get(other)
    if known is not None:
        return None if known.final else Twin(other, known.code, is_here=True, is_told=True)
    if not uow.submissions.some([other]):
        return Twin(other)
    return None if uow.outbox.get(other).state is State.WITHDRAWN else Twin(other, is_here=True)
