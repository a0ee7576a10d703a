"""A list as a table: a row an entry, a column a field; where there is little room, a card an entry."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.form_entry.control import Faults
from desktop.ui.form_entry.items import ListControl
from desktop.ui.form_entry.part import Ground
from desktop.ui.form_entry.table_row import GAP, Head, Room, Row, columns_of
from forms.pack import Json
from forms.rules import Element

NUMBER, BUTTON, TWO_COLUMNS = 26, 46, 600


class TableControl(ListControl):
    """Plain widgets, which a screen reader can follow; buttons `up/list/3`, `down/list/3`, `remove/list/3`."""

    def __init__(self, ground: Ground, pointer: str, schema: Mapping[str, Json], element: Element) -> None:
        super().__init__(ground, pointer, schema, element)
        self._columns = tuple(columns_of(ground.pack, pointer, schema, element))
        self._rows: list[Row] = []
        self._room = Room((), ground.look.px(NUMBER), is_beside=False)
        self._head = Head(self._columns)
        self._body.setSpacing(6)
        self._body.addWidget(self._head)
        self.end_with_buttons()

    def show_items(self) -> None:
        while len(self._rows) > len(self.items):
            gone = self._rows.pop()
            self._body.removeWidget(gone)
            gone.hide()
            gone.setParent(None)
            gone.deleteLater()
        for place, item in enumerate(self.items):
            if place == len(self._rows):
                self._rows.append(self._new_row())
            row = self._rows[place]
            row.show_item(f"{self.pointer}/{place}", place, self.name_of(place), item)
            self.name_tools(row.buttons, place)
        self._show_head()

    def first_input(self, place: int) -> QWidget:
        return next(iter(self._rows[place].part.fields.values())).control.inputs()[0]

    def after_removal(self, place: int) -> QWidget:
        return self._rows[min(place, len(self._rows) - 1)].buttons[-1]

    def tool(self, place: int, number: int) -> QWidget:
        return self._rows[place].buttons[number]

    def owner(self, pointer: str) -> str | None:
        place, rest = self.split(pointer)
        if place is None:
            return ""
        inner = self._rows[place].part.owner(rest, self.items[place].value)
        return None if inner is None else f"/{place}{inner}"

    def said(self, pointer: str) -> str:
        place, rest = self.split(pointer)
        if place is None:
            return ""
        field = self._rows[place].part.said(rest)
        return f"{self.name_of(place)} – {field}" if field else self.name_of(place)

    def reached(self, pointer: str) -> QWidget:
        place, rest = self.split(pointer)
        found = self._rows[place].part.reached(rest) if place is not None else None
        return found or super().reached(pointer)

    def show_faults(self, faults: Faults) -> None:
        for row in self._rows:
            row.part.show_faults(faults)

    def minimumSizeHint(self) -> QSize:
        """The widest field in a card, whether cards are shown or not: a hint that follows them could swing for ever."""
        px = self._ground.look.px
        widest = px(max(column.least for column in self._columns)) + 32 if self._columns else 0
        hint = super().minimumSizeHint()
        return QSize(max(widest, self.inputs()[0].minimumSizeHint().width()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self._measured(self.width())
        if room == self._room:
            return
        self._room = room
        self._head.fit(room)
        for row in self._rows:
            row.fit(room)
        self._show_head()
        QTimer.singleShot(0, self, self._head.tell_height)

    def _show_head(self) -> None:
        """A list of plain words is called once, above."""
        named = any(column.pointer for column in self._columns)
        self._head.setVisible(bool(self.items) and self._room.is_table and named)

    def _measured(self, width: int) -> Room:
        px = self._ground.look.px
        least = [px(column.least) for column in self._columns]
        free = width - px(NUMBER) - GAP * (len(least) + 1)
        buttons = px(BUTTON) * self.tools_per_entry
        if sum(least) > free:
            return Room((), px(NUMBER), is_beside=False, columns=2 if width >= px(TWO_COLUMNS) else 1)
        is_beside = sum(least) + buttons <= free
        spare = free - sum(least) - (buttons if is_beside else 0)
        return Room(tuple(one + spare * one // sum(least) for one in least), px(NUMBER), is_beside=is_beside)

    def _new_row(self) -> Row:
        tools = self.new_tools(lambda: self._rows.index(row))
        row = Row(self._ground, f"{self.pointer}/0", self._columns, tools)
        if self._is_frozen:
            row.part.set_read_only()
        row.part.edited.connect(lambda: self._heard(row))
        row.part.left.connect(self.committed)
        self._body.addWidget(row)
        row.fit(self._room)
        if self.isVisible():
            row.show()
        self.put_before_undo(row)
        return row

    def _heard(self, row: Row) -> None:
        if row.item is not None:
            row.item.value = row.part.value
        self.edited.emit()
