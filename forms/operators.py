"""The closed list of JsonLogic operators; an empty or unreadable argument of one of ours gives None."""

from collections.abc import Callable, Mapping
from datetime import date

from forms.deadlines import WorkCalendar
from forms.formats import full_date, partial_date
from forms.json_logic import LAZY, PLAIN
from forms.pack import Json

_ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def years_between(start: Json, end: Json) -> int | None:
    """Whole years from *start* to *end*; where a date is partial, its known years are compared."""
    if not (_is(partial_date, start) and _is(partial_date, end)):
        return None
    years = int(str(end)[:4]) - int(str(start)[:4])
    if len(start) == len(end) == len("2026-11-23"):
        return years - int(str(end)[5:] < str(start)[5:])
    return years


def days_between(start: Json, end: Json) -> int | None:
    """Days from *start* to *end*, both full dates."""
    if not (_is(full_date, start) and _is(full_date, end)):
        return None
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def working_days_between(start: Json, end: Json) -> int | None:
    """Working days after *start* up to *end* in the shipped calendar."""
    if not (_is(full_date, start) and _is(full_date, end)):
        return None
    return WorkCalendar.shipped().working_days_between(date.fromisoformat(start), date.fromisoformat(end))


def add_working_days(start: Json, number: Json) -> str | None:
    """The ISO date *number* working days after *start*."""
    if not _is(full_date, start) or not isinstance(number, int):
        return None
    return WorkCalendar.shipped().add_working_days(date.fromisoformat(start), number).isoformat()


def date_in_words(day: Json) -> str | None:
    """A date read aloud: `Ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi sáu`."""
    if not _is(full_date, day):
        return None
    read = date.fromisoformat(day)
    month = "tư" if read.month == 4 else number_in_words(read.month)
    return f"Ngày {number_in_words(read.day)} tháng {month} năm {number_in_words(read.year)}"


def length(value: Json) -> int | None:
    """How many rows a list or letters a text has; 0 for what is not there."""
    return 0 if value is None else len(value) if isinstance(value, list | str) else None


def number_in_words(number: int) -> str:
    """A whole number from 0 to 9999 in Vietnamese, as read in dates."""
    if number < 100:
        return _under_hundred(number)
    thousands, rest = divmod(number, 1000)
    hundreds, rest = divmod(rest, 100)
    words = [f"{_ONES[thousands]} nghìn"] if thousands else []
    if hundreds or rest:
        words.append(f"{_ONES[hundreds]} trăm")
    if 0 < rest < 10:
        words.append(f"linh {_ONES[rest]}")
    elif rest:
        words.append(_under_hundred(rest))
    return " ".join(words)


def _under_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _ONES[ones]
    unit = {0: "", 1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm"}.get(ones, _ONES[ones])
    return f"{'mười' if tens == 1 else _ONES[tens] + ' mươi'} {unit}".strip()


def _is(kind: Callable[[str], bool], value: Json) -> bool:
    return isinstance(value, str) and kind(value)


OF_ROWS = frozenset(["all", "some", "none", "filter", "map", "reduce"])
"""Those whose second argument is worked out for each row of the first; `var` is the row's there."""

OPERATORS: Mapping[str, Callable[..., Json]] = {
    "years_between": years_between,
    "days_between": days_between,
    "working_days_between": working_days_between,
    "add_working_days": add_working_days,
    "date_in_words": date_in_words,
    "length": length,
}

KNOWN = frozenset({"var"}) | PLAIN.keys() | LAZY.keys() | OF_ROWS | OPERATORS.keys()
"""The closed list: an expression with any other operator is refused."""
