"""What the portal takes for the same matter filed twice (fault 69): the office decides, the person is told."""

from dataclasses import dataclass

from desktop.domain.dossier import Dossier
from desktop.services.ports import UnitOfWork

LOOKED_AT = 20
"""How many are looked up here; a portal that names more has said what there is to say."""


@dataclass(frozen=True, slots=True)
class Twin:
    """The other dossier; its code is known only where it is kept here."""

    dossier: str
    code: str | None = None
    is_here: bool = False


def twins_of(uow: UnitOfWork, dossier: Dossier | None) -> tuple[Twin, ...]:
    """Those that may still run beside *dossier*; none once it or the other one has ended, as far as is known here."""
    if dossier is None or dossier.final:
        return ()
    found = []
    for other in dossier.possible_duplicate_of[:LOOKED_AT]:
        known = uow.dossiers.get(other)
        if known is None:
            found.append(Twin(other))
        elif not known.final:
            found.append(Twin(other, known.code, is_here=True))
    return tuple(found)
