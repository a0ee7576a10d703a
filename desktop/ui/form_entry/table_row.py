"""Rows, columns and head of a table that is built of plain widgets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.items import Item
from desktop.ui.form_entry.kinds import DATES, Asked, choices_of, made_control
from desktop.ui.form_entry.part import Ground, Part
from desktop.ui.form_entry.steps import optional_mark
from desktop.ui.widgets.basic import column, row, text
from desktop.ui.words import lang, tr
from forms.choices import is_tick_list
from forms.pack import Json, ProcedurePack
from forms.pointers import dotted, of_scope
from forms.rules import Element
from forms.schema_paths import is_object, subschema

GAP, READABLE = 8, 320
_WIDTHS = {"date": 164, "partial-date": 164, "citizen-id": 140, "vn-phone": 120, "person-name": 150, "commune": 200}
_KINDS = {"integer": 76, "number": 84, "boolean": 76}
_MONEY = _LINE = 116
_LETTER, _AROUND, _LONG, _LEAST_CHOICE = 8.4, 54, 20, 100
"""Pixels of a letter and of what stands around the words of a choice; longer words are cut off in the closed list."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field that every row has; `pointer` counts from the row, `rules` are the elements that may hide it."""

    pointer: str
    element: Element
    rules: tuple[Element, ...]
    schema: Mapping[str, Json]
    label: str
    help: str

    longest: int = 0

    @property
    def least(self) -> int:
        """The narrowest it may be, in pixels at 100 %."""
        if self.element.get("options", {}).get("format") == "money":
            return _MONEY
        if self.longest:
            return max(round(_LETTER * min(self.longest, _LONG)) + _AROUND, _LEAST_CHOICE)
        kind, shape = str(self.schema.get("type")), str(self.schema.get("format"))
        return _WIDTHS.get(shape) or _KINDS.get(kind) or _LINE


@dataclass(frozen=True, slots=True)
class Room:
    """How a table is laid out: widths of its cells in pixels, none for cards; buttons stand beside them or below.

    A card has its fields in so many columns.
    """

    cells: tuple[int, ...]
    number: int
    is_beside: bool
    columns: int = 1

    @property
    def is_table(self) -> bool:
        """Whether there is room for a table."""
        return bool(self.cells)


class Head(QWidget):
    """What the columns are called, and what is asked there."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP)
        self._cells = [_cell(text(one.label, "label"), *_hints(one)) for one in columns]
        self._corner = QWidget()
        for cell in (self._corner, *self._cells):
            self._layout.addWidget(cell)
        self._layout.addStretch(1)

    def fit(self, room: Room) -> None:
        """Stand over the cells."""
        self._corner.setFixedWidth(room.number)
        for cell, width in zip(self._cells, room.cells, strict=False):
            cell.setFixedWidth(width)

    def tell_height(self) -> None:
        """Widths that are set while everything is laid out are not heard further up: say it again."""
        for cell in self._cells:
            cell.updateGeometry()


class Row(QFrame):
    """One entry: its number, its cells, its buttons; a card with a heading where there is little room."""

    def __init__(self, ground: Ground, pointer: str, columns: Sequence[Column], buttons: Sequence[QPushButton]) -> None:
        super().__init__()
        self.part = Part("", self)
        self.item: Item | None = None
        self.buttons = tuple(buttons)
        self._is_first = False
        self._readable = ground.look.px(READABLE)
        self._number = text("", "help", wrap=False)
        self._number.setFixedHeight(ground.look.px(44))
        self._name = text("", "label")
        self._cells = [self._made(ground, pointer, column) for column in columns]
        self._beside = QHBoxLayout()
        self._beside.setSpacing(GAP)
        self._beside.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(10)
        self._troubles = column(gap=2)
        self._beside.addLayout(column(self._name, self._grid, self._troubles, gap=4))
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setSpacing(4)
        self._layout.addLayout(self._beside)
        self._tools = column(row(*self.buttons, None, gap=2))
        self._tools.addStretch(1)
        self._layout.addLayout(self._tools)
        self._layout.addStretch(1)

    def show_item(self, at: str, place: int, name: str, item: Item) -> None:
        """Show an entry; what is shown already is not touched, for somebody may be composing a word there."""
        if self.part.at != at:
            self.part.move_to(at, name)
        if self.item is not item:
            self.item = item
            self.part.put(item.value, item.touched)
        if item.is_asked:
            self.part.ask_all()
        self._number.setText(str(place + 1))
        self._name.setText(name)
        self._is_first = place == 0

    def fit(self, room: Room) -> None:
        """Be a row of a table or a card."""
        is_table = room.is_table
        self.setProperty("role", "" if is_table else "card")
        self.style().unpolish(self)
        self.style().polish(self)
        margins = (0, 0, 0, 0) if is_table else (16, 12, 16, 12)
        self._layout.setContentsMargins(*margins)
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        indent = room.number + GAP if is_table and not room.is_beside else 0
        self._tools.setContentsMargins(indent, 0, 0, 6 if indent else 0)
        self._layout.setDirection(sideways if room.is_beside else down)
        self._place(room)
        self._number.setVisible(is_table)
        self._number.setFixedWidth(room.number)
        self._name.setVisible(not is_table)
        for place, cell in enumerate(self._cells):
            cell.setMinimumWidth(room.cells[place] if is_table else 0)
            cell.setMaximumWidth(room.cells[place] if is_table else 1 << 20)
        for place, field in enumerate(self.part.fields.values()):
            field.fold(in_table=is_table, explained=not is_table and self._is_first)
            self._place_trouble(field, place, room)

    def _place_trouble(self, field: Field, place: int, room: Room) -> None:
        """Under its cell, and as wide as it likes: a sentence in a column for a year would be a word a line."""
        trouble = field.trouble
        if trouble is None:
            return
        self._troubles.removeWidget(trouble)
        layout = trouble.layout()
        indent, whole = 0, sum(room.cells) + GAP * (len(room.cells) - 1)
        if room.is_table:
            left = sum(room.cells[:place]) + GAP * place
            indent = max(0, min(left, whole - self._readable))
            self._troubles.addWidget(trouble)
        else:
            field.take_trouble()
        trouble.setMaximumWidth(whole if room.is_table else 1 << 20)
        if layout is not None:
            layout.setContentsMargins(indent, 0, 0, 0)

    def _place(self, room: Room) -> None:
        """The cells in one line of the table, or in the columns of a card; nothing is drawn anew."""
        across = len(self._cells) if room.is_table else room.columns
        for cell in self._cells:
            self._grid.removeWidget(cell)
        for place, cell in enumerate(self._cells):
            self._grid.addWidget(cell, place // across, place % across)
        for place in range(len(self._cells)):
            self._grid.setColumnStretch(place, 0 if room.is_table or place >= across else 1)
        self._grid.setColumnStretch(len(self._cells), 1 if room.is_table else 0)

    def _made(self, ground: Ground, pointer: str, column: Column) -> QWidget:
        options = column.element.get("options", {})
        asked = Asked(ground.pack, f"{pointer}{column.pointer}", column.schema, options, lang(), in_cell=True)
        control = made_control(asked, ground.look)
        words = (column.label, column.help)
        field = Field(column.pointer, control, words, ground.icons, ground.look, in_cell=True)
        if options.get("readonly") or column.schema.get("readOnly"):
            control.set_read_only()
        self.part.add(column.pointer, field, column.rules)
        if column.rules:
            self.part.obey(field, *column.rules)
        return _cell(field)


def columns_of(pack: ProcedurePack, pointer: str, schema: Mapping[str, Json], element: Element) -> Iterator[Column]:
    """The controls of the detail in their order; without one, every property of an entry."""
    items = schema.get("items", {})
    detail = element.get("options", {}).get("detail")
    if not isinstance(detail, Mapping):
        detail = {"elements": plain_controls(items)}
    for control, rules in _controls(detail, ()):
        yield from _leaves(pack, pointer, items, control, rules)


def plain_controls(items: Mapping[str, Json]) -> list[Element]:
    """A control for each property, or for the entry itself when it is no object."""
    if not is_object(items):
        return [{"type": "Control", "scope": "#"}]
    return [{"type": "Control", "scope": f"#/properties/{name}"} for name in items.get("properties", {})]


def _controls(element: Element, rules: tuple[Element, ...]) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    around = (*rules, element) if "rule" in element else rules
    if "scope" in element and element.get("type") != "Label":
        yield element, around
    for child in element.get("elements", []):
        yield from _controls(child, around)


def _leaves(
    pack: ProcedurePack, pointer: str, items: Mapping[str, Json], control: Element, rules: tuple[Element, ...]
) -> Iterator[Column]:
    inside = of_scope(control["scope"])
    schema = subschema(items, inside) or {}
    if is_object(schema):
        for name in schema.get("properties", {}):
            inner = {**control, "scope": f"{control['scope']}/properties/{name}"}
            yield from _leaves(pack, pointer, items, inner, rules)
        return
    words = tuple(_text(pack, f"{dotted(pointer + inside)}.{key}") for key in ("label", "description"))
    label = words[0] or inside.rpartition("/")[2]
    if inside and optional_mark(pack, f"{pointer}/0{inside}", schema, label):
        label = f"{label} {tr('form.optional')}"
    choices = schema.get("items", schema) if is_tick_list(schema) else schema
    longest = max((len(one) for _, one in choices_of(pack, f"{pointer}/0{inside}", choices, lang())), default=0)
    yield Column(inside, control, rules, schema, label, words[1] if inside else "", longest)


def _hints(column: Column) -> Iterator[QWidget]:
    if column.help:
        yield text(column.help, "help")
    if column.schema.get("format") in DATES:
        yield text(tr("date.order"), "help")


def _text(pack: ProcedurePack, key: str) -> str:
    return pack.text(key, lang()) if pack.has_text(key) else ""


def _cell(*things: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    for thing in things:
        layout.addWidget(thing)
    layout.addStretch(1)
    holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return holder
