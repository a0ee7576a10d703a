"""What both ways to fill a list share: rows are added, removed, moved, and a removed one comes back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.form_entry.control import Control, Value
from desktop.ui.form_entry.part import Ground
from desktop.ui.form_entry.steps import row_name
from desktop.ui.widgets.arrangement import Folding
from desktop.ui.widgets.basic import button, text
from desktop.ui.widgets.notice import announce
from desktop.ui.words import lang, tr
from forms.pack import Json
from forms.pointers import dotted, join, parts, put
from forms.rules import Element


@dataclass(slots=True)
class Item:
    """One entry of a list; `touched` are its fields that may be told to be wrong, all of them once `is_asked`."""

    value: Json
    touched: set[str] = field(default_factory=set)
    is_asked: bool = False


class ListControl(Control):
    """Buttons `<path>.add` and `<path>.undo`; the entries are places, and the answers move through them.

    Nothing is drawn anew when two entries change places, so the cursor and the order of Tab stay.
    """

    has_fields = True

    def __init__(self, ground: Ground, pointer: str, schema: Mapping[str, Json], element: Element) -> None:
        super().__init__()
        self.pointer = pointer
        self.items: list[Item] = []
        self._ground = ground
        self._schema = schema
        self._path = dotted(pointer)
        self._place = ""
        self._is_faulty = False
        self._removed: list[tuple[int, Item]] = []
        options = element.get("options", {})
        self._is_frozen = False
        self.tools_per_entry = 3 if options.get("showSortButtons", True) is not False else 1
        pack, key = ground.pack, f"{self._path}.add"
        words = pack.text(key, lang()) if pack.has_text(key) else tr("list.add")
        self._add = button(words, f"{self._path}.add", self.add, icon="plus", icons=ground.icons)
        self._undo = button(tr("list.undo"), f"{self._path}.undo", self.undo, icon="undo-2", icons=ground.icons)
        self._gone = text("", "second", name=f"{self._path}.removed")
        self._full = text("", "second", tone="warn", name=f"{self._path}.full")
        self._none = text(tr("list.none"), "help")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        self._layout.addWidget(self._none)
        self._body = QVBoxLayout()
        self._layout.addLayout(self._body)
        self._before = QWidget(self)
        self._before.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._before.hide()
        self._back = Folding(self._gone, self._undo, least=ground.icons.px(200))

    def end_with_buttons(self) -> None:
        """The last thing that is laid out, so that Tab comes to it last."""
        for widget in (self._back, self._full, self._add):
            self._layout.addWidget(widget)
        self._back.hide()

    def show_items(self) -> None:
        """Draw `items` as they are now."""
        raise NotImplementedError

    def first_input(self, place: int) -> QWidget:
        """Where one begins to fill an entry."""
        raise NotImplementedError

    def tool(self, place: int, number: int) -> QWidget:
        """The button for an entry: 0 moves it up, 1 down."""
        raise NotImplementedError

    def after_removal(self, place: int) -> QWidget:
        """Where the cursor goes when the entry at *place* went."""
        raise NotImplementedError

    def name_of(self, place: int) -> str:
        """`Dòng 2`, or what the pack calls an entry."""
        return row_name(self._ground.pack, self.pointer, place, lang())

    def value(self) -> Value:
        return [item.value for item in self.items] or None

    def put(self, value: Value) -> None:
        self.items = [Item(one) for one in value] if isinstance(value, list) else []
        self._removed = []
        self._redraw()

    def inputs(self) -> tuple[QWidget, ...]:
        return (self._add,)

    def describe(self, label: str, help_text: str) -> None:
        words = self._add.text().strip()
        self._add.setAccessibleName(f"{words}: {label}" if self._place else words)
        self._add.setAccessibleDescription(help_text)

    def move_to(self, pointer: str, place: str) -> None:
        self.pointer, self._place = pointer, place
        self._redraw()

    def set_read_only(self) -> None:
        self._is_frozen = True
        self.tools_per_entry = 0

    def set_faulty(self, *, faulty: bool) -> None:
        super().set_faulty(faulty=faulty)
        self._is_faulty = faulty

    def reached(self, pointer: str) -> QWidget:
        """The first entry; a list that is wrong itself lacks one or has one too many."""
        del pointer
        return self.first_input(0) if self.items and not self._is_faulty else self._add

    def ask_all(self) -> None:
        for item in self.items:
            item.is_asked = True
        self.show_items()

    def add(self) -> None:
        """A new entry at the end, and the cursor in its first field; a full list says so instead."""
        if self._is_full():
            announce(self._add, self._full.text())
            return
        self.items.append(Item(defaults(self._schema.get("items", {}))))
        self._changed()
        self._look_at(self.first_input(len(self.items) - 1))

    def remove(self, place: int) -> None:
        """Take an entry away; it can be brought back."""
        self._gone.setText(tr("list.removed", item=self.told(place)))
        self._removed.append((place, self.items.pop(place)))
        self._changed()
        announce(self._undo, f"{self._gone.text()} {self._undo.accessibleName()}")
        self._look_at(self.after_removal(place) if self.items else self._add)

    def undo(self) -> None:
        """Bring back what was removed last, where it was."""
        place, item = self._removed.pop()
        place = min(place, len(self.items))
        self.items.insert(place, item)
        if self._removed:
            self._gone.setText(tr("list.removed_more", n=len(self._removed)))
        self._changed()
        self._look_at(self.first_input(place))

    def shift(self, place: int, by: int) -> int:
        """Let an entry change places with its neighbour; where it stands then."""
        target = place + by
        if not 0 <= target < len(self.items):
            return place
        self.items[place], self.items[target] = self.items[target], self.items[place]
        self._changed()
        announce(self, tr("list.moved", item=self.told(target), n=target + 1))
        return target

    def told(self, place: int) -> str:
        """An entry in a few words."""
        return self.name_of(place)

    def _changed(self) -> None:
        self._redraw()
        self.edited.emit()
        self.committed.emit()

    def _redraw(self) -> None:
        self._none.setVisible(not self.items)
        self._back.setVisible(bool(self._removed))
        self._add.setVisible(not self._is_frozen)
        most = self._schema.get("maxItems")
        self._full.setText(tr("list.full", n=most) if self._is_full() else "")
        self._full.setVisible(self._is_full())
        self.show_items()

    def _is_full(self) -> bool:
        most = self._schema.get("maxItems")
        return isinstance(most, int) and len(self.items) >= most

    def _look_at(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, widget, lambda: _scroll_to(widget))

    def new_tools(self, place: Callable[[], int]) -> list[QPushButton]:
        """Buttons for an entry, the one that removes it last; *place* tells where it stands when one is pressed."""
        every = [
            (_small(self._ground, "chevron-up"), lambda: self._move_from(place(), -1)),
            (_small(self._ground, "chevron-down"), lambda: self._move_from(place(), +1)),
            (_small(self._ground, "trash-2"), lambda: self.remove(place())),
        ]
        tools = every[3 - self.tools_per_entry :]
        for push, act in tools:
            push.clicked.connect(act)
        return [push for push, _ in tools]

    def name_tools(self, tools: Sequence[QPushButton], place: int) -> None:
        """Say which entry the buttons are for; the first does not go up, the last not down."""
        names = ("up", "down", "remove")[-len(tools) :] if tools else ()
        for name, push in zip(names, tools, strict=True):
            words = tr(f"list.{name}", item=self._spoken(place))
            push.setObjectName(f"{name}{self.pointer}/{place}")
            push.setAccessibleName(words)
            push.setToolTip(words)
            push.setEnabled((name, place) not in (("up", 0), ("down", len(self.items) - 1)))

    def put_before_undo(self, row: QWidget) -> None:
        """Tab comes to a new row after the rows before it, not after everything that was there earlier.

        `_before` is never seen: it keeps the place where the first row goes.
        """
        before: QWidget = self._undo
        while (earlier := before.previousInFocusChain()) is not None:
            before = earlier
            if before.focusPolicy() & Qt.FocusPolicy.TabFocus:
                break
        for widget in row.findChildren(QWidget):
            stops = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
            if stops and widget.window() is self.window():
                QWidget.setTabOrder(before, widget)
                before = widget

    def split(self, pointer: str) -> tuple[int | None, str]:
        """`/3/ho_ten` as 3 and `/ho_ten`; None when it is about the list itself or an entry that is not there."""
        tokens = parts(pointer)
        if not tokens or not tokens[0].isdigit() or int(tokens[0]) >= len(self.items):
            return None, ""
        return int(tokens[0]), join(tokens[1:])

    def _move_from(self, place: int, by: int) -> None:
        target = self.shift(place, by)
        wanted = [self.tool(target, 0 if by < 0 else 1), self.tool(target, 1 if by < 0 else 0)]
        self._look_at(next((one for one in wanted if one.isEnabled()), wanted[0]))

    def _spoken(self, place: int) -> str:
        return f"{self._place}, {self.told(place)}" if self._place else self.told(place)


def defaults(schema: Mapping[str, Json], value: Json = None) -> Json:
    """A new entry with what the schema gives by default."""
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        return schema.get("default")
    value = {}
    for pointer, given in _given(properties, ""):
        value = put(value, pointer, given)
    return value


def _given(properties: Mapping[str, Json], at: str) -> Iterator[tuple[str, Json]]:
    for name, schema in properties.items():
        if not isinstance(schema, Mapping):
            continue
        if "default" in schema:
            yield f"{at}/{name}", schema["default"]
        elif isinstance(schema.get("properties"), Mapping):
            yield from _given(schema["properties"], f"{at}/{name}")


def _small(ground: Ground, icon: str) -> QPushButton:
    push = button("", "", role="icon", icon=icon, icons=ground.icons)
    push.setText("")
    return push


def _scroll_to(widget: QWidget) -> None:
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(widget, 40, 80)
