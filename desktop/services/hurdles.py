"""While dossiers are read: what stands in the way of one does not stand in the way of the others."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from desktop.domain.errors import StillWaiting
from desktop.services.ports import LINE_CUT, Answer, AnswerClass, PortalTrouble
from desktop.services.reading import asked_to_wait, is_about_one

T = TypeVar("T")
MOST = 3
"""So many may say *wait* in one reading; after one more the portal is left in peace. What is refused does not count."""
_EVERYBODYS = (AnswerClass.NOT_REACHED, AnswerClass.LOGIN, AnswerClass.TOO_OLD)


@dataclass(slots=True)
class Hurdles:
    """What was met in one reading, the first first; `end` would be met by all others too, or nobody is signed in."""

    met: list[PortalTrouble] = field(default_factory=list)
    end: PortalTrouble | StillWaiting | None = None

    def past(self, call: Callable[[], T]) -> T | None:
        """What *call* gives; None where something stands in its way, and after the end without a call."""
        if self.end is not None:
            return None
        try:
            return call()
        except PortalTrouble as trouble:
            self.met.append(trouble)
            if is_everybodys(trouble.answer) or self._waits > MOST:
                self.end = trouble
        except StillWaiting as waiting:
            self.end = waiting
        return None

    @property
    def holds_cursor(self) -> bool:
        """Whether what was not read is to be told of again; who refuses would refuse then too."""
        return self.end is not None or self._waits > 0

    def tell(self) -> None:
        """PortalTrouble or StillWaiting where something was met; what all would meet ahead of what one met."""
        if self.end is not None:
            raise self.end
        if self.met:
            raise self.met[0]

    @property
    def _waits(self) -> int:
        return sum(trouble.answer.kind is AnswerClass.WAIT for trouble in self.met)


def is_everybodys(answer: Answer) -> bool:
    """Whether it says nothing about the one dossier that was asked for."""
    if answer.kind is AnswerClass.NOT_THE_PORTAL:
        return not is_about_one(answer) and answer.code != "portal.reply-too-large"
    return answer.kind in _EVERYBODYS or answer.code == LINE_CUT or asked_to_wait(answer) is not None
