"""A list whose entries are chosen by name, the chosen one's fields beside the names or below them."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QLabel, QVBoxLayout, QWidget

from desktop.ui.form_entry.control import Faults
from desktop.ui.form_entry.items import Item, ListControl
from desktop.ui.form_entry.kinds import shown_value
from desktop.ui.form_entry.part import Ground, Part
from desktop.ui.form_entry.table_row import plain_controls
from desktop.ui.widgets.arrangement import Folding
from desktop.ui.widgets.basic import WordsButton, card, column, picture, text
from desktop.ui.words import lang, tr
from forms.pack import Json
from forms.pointers import get
from forms.rules import Element
from forms.schema_paths import subschema
from forms.validation import is_within

Draw = Callable[[Part, Element], QWidget]
NAMES, LEAST = 220, 620
"""Width of the names, and of the whole from which on they stand beside the detail; pixels at 100 %."""


class ListWithDetailControl(ListControl):
    """Buttons `item/list/3` choose; there is one detail, and it shows the entry that is chosen."""

    def __init__(self, ground: Ground, pointer: str, schema: Mapping[str, Json], element: Element, draw: Draw) -> None:
        super().__init__(ground, pointer, schema, element)
        options = element.get("options", {})
        self.part = Part(f"{pointer}/0", self)
        self._named_by = str(options.get("elementLabelProp", ""))
        self._chosen = 0
        self._item: Item | None = None
        self._faults = Faults({}, {}, {})
        self._names: list[EntryName] = []
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self._listing = QWidget()
        self._listing.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._title = text("", "section")
        self._tools = self.new_tools(lambda: self._chosen)
        detail = options.get("detail") or {
            "type": "VerticalLayout",
            "elements": plain_controls(schema.get("items", {})),
        }
        head = Folding(self._title, *self._tools, least=ground.look.px(160))
        self._detail = card(head, draw(self.part, detail), gap=14)
        if isinstance(inside := self._detail.layout(), QVBoxLayout):
            inside.addStretch(1)
        self._pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._pair.setSpacing(16)
        self._pair.addWidget(self._listing)
        self._pair.addWidget(self._detail, 1)
        self._body.addLayout(self._pair)
        self.end_with_buttons()
        self.part.edited.connect(self._heard)
        self.part.left.connect(self.committed)

    def set_read_only(self) -> None:
        super().set_read_only()
        self.part.set_read_only()
        for tool in self._tools:
            tool.hide()

    def show_items(self) -> None:
        self._chosen = min(self._chosen, max(len(self.items) - 1, 0))
        while len(self._names) > len(self.items):
            gone = self._names.pop()
            self._group.removeButton(gone)
            self._column.removeWidget(gone)
            gone.hide()
            gone.setParent(None)
            gone.deleteLater()
        while len(self._names) < len(self.items):
            self._names.append(self._new_name(len(self._names)))
        for place, name in enumerate(self._names):
            name.setObjectName(f"item{self.pointer}/{place}")
            name.call(self.told(place))
        self._detail.setVisible(bool(self.items))
        self._listing.setVisible(bool(self.items))
        if self.items:
            self.choose(self._chosen)

    def choose(self, place: int) -> None:
        """Show an entry in the detail; the one that is shown already is not touched."""
        self._chosen = place
        item = self.items[place]
        self.part.move_to(f"{self.pointer}/{place}", self.name_of(place))
        if self._item is not item:
            self._item = item
            self.part.put(item.value, item.touched)
        if item.is_asked:
            self.part.ask_all()
        self.part.show_faults(self._faults)
        self._names[place].setChecked(True)
        self._title.setText(self.name_of(place))
        self.name_tools(self._tools, place)

    def told(self, place: int) -> str:
        named = get(self.items[place].value, f"/{self._named_by}") if self._named_by else None
        if named in (None, ""):
            return self.name_of(place)
        pointer = f"{self.pointer}/{place}/{self._named_by}"
        words = shown_value(
            self._ground.pack, pointer, subschema(self._ground.pack.schema, pointer) or {}, named, lang()
        )
        return f"{place + 1}. {words}"

    def first_input(self, place: int) -> QWidget:
        self.choose(place)
        return next(iter(self.part.fields.values())).control.inputs()[0]

    def after_removal(self, place: int) -> QWidget:
        return self._names[min(place, len(self._names) - 1)]

    def tool(self, place: int, number: int) -> QWidget:
        self.choose(place)
        return self._tools[number]

    def owner(self, pointer: str) -> str | None:
        place, rest = self.split(pointer)
        if place is None:
            return ""
        inner = self.part.owner(rest, self.items[place].value)
        return None if inner is None else f"/{place}{inner}"

    def said(self, pointer: str) -> str:
        place, rest = self.split(pointer)
        return "" if place is None else f"{self.name_of(place)} – {self.part.said(rest)}"

    def reached(self, pointer: str) -> QWidget:
        place, rest = self.split(pointer)
        if place is None:
            return super().reached(pointer)
        self.choose(place)
        return self.part.reached(rest) or self._names[place]

    def show_faults(self, faults: Faults) -> None:
        self._faults = faults
        if self.items:
            self.part.show_faults(faults)
        for place, (name, item) in enumerate(zip(self._names, self.items, strict=True)):
            at = f"{self.pointer}/{place}"
            wrong = [pointer for pointer in faults.errors if is_within(pointer, at) and pointer != at]
            name.mark(faulty=any(item.is_asked or one.removeprefix(at) in item.touched for one in wrong))

    def minimumSizeHint(self) -> QSize:
        widths = (one.minimumSizeHint().width() for one in (self._detail, self._listing, *self.inputs()))
        return QSize(max(widths), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self._ground.look.px
        beside = self.width() >= px(LEAST)
        self._pair.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._listing.setMinimumWidth(px(NAMES) if beside else 0)
        self._listing.setMaximumWidth(px(NAMES) if beside else 1 << 20)

    def _new_name(self, place: int) -> "EntryName":
        name = EntryName(picture(self._ground.icons, "circle-alert", "error", 20))
        name.clicked.connect(lambda: self.choose(self._names.index(name)))
        self._group.addButton(name)
        self._column.insertWidget(place, name)
        name.show()
        QWidget.setTabOrder(self._names[-1] if self._names else self._before, name)
        return name

    def _heard(self) -> None:
        self.items[self._chosen].value = self.part.value
        self._names[self._chosen].call(self.told(self._chosen))
        self.edited.emit()


class EntryName(WordsButton):
    """The name of an entry; with an icon and in words, whether something in it is wrong."""

    def __init__(self, alarm: QLabel) -> None:
        self._label = text("")
        super().__init__("", "step", column(self._label), picture=alarm, room=(8, 6))
        self._alarm = alarm
        self.setCheckable(True)
        self._alarm.hide()

    def call(self, words: str) -> None:
        """Show a name."""
        self._label.setText(words)
        self._speak()

    def mark(self, *, faulty: bool) -> None:
        """Say whether something is wrong."""
        self._alarm.setVisible(faulty)
        self._speak()

    def _speak(self) -> None:
        words = self._label.text()
        self.setAccessibleName(words if self._alarm.isHidden() else f"{words}: {tr('step.problem')}")
