"""While dossiers are read: what stands in the way of one does not stand in the way of the others."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from desktop.services.ports import LINE_CUT, AnswerClass, PortalTrouble

T = TypeVar("T")
MOST = 3
"""So many may stand in the way in one reading; after one more the portal is left in peace."""
_EVERYBODYS = (AnswerClass.NOT_REACHED, AnswerClass.LOGIN, AnswerClass.TOO_OLD)


@dataclass(frozen=True, slots=True)
class Hurdles:
    """What was met in one reading, the first first."""

    met: list[PortalTrouble] = field(default_factory=list)

    def past(self, call: Callable[[], T]) -> T | None:
        """What *call* gives, and None where something stands in its way; PortalTrouble that would meet all others."""
        try:
            return call()
        except PortalTrouble as trouble:
            self.met.append(trouble)
            is_its_own = trouble.answer.kind not in _EVERYBODYS and trouble.answer.code != LINE_CUT
            if not is_its_own or len(self.met) > MOST:
                raise
            return None
