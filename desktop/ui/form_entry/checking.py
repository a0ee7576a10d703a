"""What is wrong with the answers of a form, worked out once for all who ask."""

from collections.abc import Callable
from datetime import date

from forms.pack import Answers, ProcedurePack
from forms.validation import FieldError, validate


class Checking:
    """The steps of one page ask about the same answers one after the other; only the last ones are kept.

    The same answers are the same object: nobody changes answers in place, and 1 equals True.
    """

    def __init__(self, pack: ProcedurePack, today: Callable[[], date]) -> None:
        self._pack = pack
        self._today = today
        self._answers: Answers | None = None
        self._day: date | None = None
        self._found: tuple[FieldError, ...] = ()

    def faults(self, answers: Answers) -> tuple[FieldError, ...]:
        """As `validate` finds them."""
        day = self._today()
        if answers is not self._answers or day != self._day:
            self._found = validate(self._pack, answers, today=day)
            self._answers, self._day = answers, day
        return self._found
