"""The example row of a template, and answers written as cells."""

from collections.abc import Sequence

from forms.pack import Answers, Json
from forms.pointers import get
from forms.sheet_columns import Column, Shape
from forms.sheet_values import EXAMPLE, Cell

_BY_FORMAT = {
    "person-name": "Lò Văn Tâm",
    "citizen-id": "038204003456",
    "vn-phone": "0912345678",
    "tax-code": "038204003456",
    "email": "tam@example.vn",
}
_BY_SHAPE = {
    Shape.NUMBER: "2",
    Shape.DECIMAL: "25,5",
    Shape.DATE: "05/11/2026",
    Shape.PARTIAL_DATE: "05/11/1985 (hoặc chỉ 1985)",
    Shape.TEXT: "chữ",
}


def example_row(known: Sequence[Column]) -> tuple[str, ...]:
    """One cell a column; each says that it is an example, and is never read as anything else."""
    return tuple(f"{EXAMPLE} {_example(column)}" for column in known)


def _example(column: Column) -> str:
    if column.choices:
        return column.choices[0][1]
    return _BY_FORMAT.get(column.format) or _BY_SHAPE[column.shape]


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
