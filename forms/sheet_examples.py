"""The example row of a template."""

from collections.abc import Sequence

from forms.sheet_columns import Column, Shape
from forms.sheet_values import EXAMPLE

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
