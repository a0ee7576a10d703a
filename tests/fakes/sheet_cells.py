"""Answers as somebody would write them into the columns of a spreadsheet."""

from collections.abc import Sequence

from forms.pack import Answers, Json
from forms.pointers import get
from forms.sheet_columns import Column, Shape
from forms.sheet_values import Cell


def cells_of(known: Sequence[Column], answers: Answers) -> tuple[Cell, ...]:
    """Answers as a person would write them into these columns; None where there is none."""
    return tuple(_cell(column, get(answers, column.pointer)) for column in known)


def _cell(column: Column, value: Json) -> Cell:
    if value is None:
        return None
    if column.shape in (Shape.DATE, Shape.PARTIAL_DATE):
        return "/".join(reversed(str(value).split("-")))
    if column.shape is Shape.CHOICES:
        return "; ".join(_words(column, one) for one in value)
    if column.choices:
        return _words(column, value)
    return str(value).replace(".", ",") if column.shape in (Shape.NUMBER, Shape.DECIMAL) else str(value)


def _words(column: Column, value: Json) -> str:
    same = (words for one, words in column.choices if one == value and isinstance(one, bool) is isinstance(value, bool))
    return next(same, str(value))
