"""Controls where something is chosen: a tick, one of few, one of many, one that is searched for."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.form_entry.control import Control, Value, only
from desktop.ui.form_entry.lines import nfc, quietly
from desktop.ui.widgets.arrangement import FlowLayout
from desktop.ui.widgets.word_wrap import WordWrap
from desktop.ui.words import tr
from forms.choices import token
from forms.fold import fold
from forms.pack import Json

Choices = Sequence[tuple[Json, str]]
"""(value, words) in order; a value keeps its JSON type: 1, "1" and true are three."""

SHORT = 16
FEW = 12


def is_same(value: Json, other: Json) -> bool:
    """Whether two answers are the same JSON value."""
    return isinstance(value, bool) is isinstance(other, bool) and bool(value == other)


def room_for(choices: Choices) -> FlowLayout | QVBoxLayout:
    """Short choices stand in one row, longer ones under one another."""
    short = all(len(words) <= SHORT for _, words in choices)
    layout = FlowLayout(gap=24) if short else QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    if isinstance(layout, QVBoxLayout):
        layout.setSpacing(0)
    return layout


class TickControl(Control):
    """Yes or not yet said; the label stands beside the box, unless it is *bare* in a table's cell."""

    def __init__(self, width: int, *, bare: bool = False) -> None:
        super().__init__()
        self.says_label = not bare
        self._box = QCheckBox()
        self._box.setMaximumWidth(width)
        self._box.toggled.connect(lambda _on: self._decided())
        only(self, self._box)

    def describe(self, label: str, help_text: str) -> None:
        super().describe(label, help_text)
        if self.says_label:
            self._box.setText(label)
            WordWrap(self._box)

    def value(self) -> Value:
        return True if self._box.isChecked() else None

    def put(self, value: Value) -> None:
        self._box.blockSignals(True)
        self._box.setChecked(value is True)
        self._box.blockSignals(False)

    def inputs(self) -> tuple[QWidget, ...]:
        return (self._box,)


class RadioControl(Control):
    """One of few, all seen at once; short ones stand in one row."""

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._choices = list(choices)
        self._radios: list[QRadioButton] = []
        layout = room_for(choices)
        for value, words in choices:
            radio = QRadioButton(words)
            radio.setObjectName(token(value))
            self._group.addButton(radio)
            self._radios.append(radio)
            layout.addWidget(radio)
            if isinstance(layout, QVBoxLayout):
                WordWrap(radio)
        self._group.buttonToggled.connect(self._toggled)
        self.setLayout(layout)

    def describe(self, label: str, help_text: str) -> None:
        for (_, words), radio in zip(self._choices, self._radios, strict=True):
            radio.setAccessibleName(f"{label}: {words}")
            radio.setAccessibleDescription(help_text)

    def value(self) -> Value:
        chosen = zip(self._choices, self._radios, strict=True)
        return next((value for (value, _), radio in chosen if radio.isChecked()), None)

    def put(self, value: Value) -> None:
        self._group.blockSignals(True)
        self._group.setExclusive(False)
        for (known, _), radio in zip(self._choices, self._radios, strict=True):
            radio.setChecked(is_same(known, value))
        self._group.setExclusive(True)
        self._group.blockSignals(False)

    def inputs(self) -> tuple[QWidget, ...]:
        return tuple(self._radios)

    def _toggled(self, _radio: QWidget, on: bool) -> None:
        if on:
            self.edited.emit()
            self.committed.emit()


class DropDownControl(Control):
    """One of many."""

    def __init__(self, choices: Choices, width: int) -> None:
        super().__init__()
        self._values: list[Json] = [None, *(value for value, _ in choices)]
        self._box = QComboBox()
        self._box.setMaximumWidth(width)
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(14)
        self._box.addItem(tr("form.choose"), None)
        for value, words in choices:
            self._box.addItem(words, token(value))
        self._box.currentIndexChanged.connect(lambda _index: self._decided())
        only(self, self._box)

    def value(self) -> Value:
        return self._values[self._box.currentIndex()]

    def put(self, value: Value) -> None:
        self._box.blockSignals(True)
        places = (place for place, known in enumerate(self._values) if is_same(known, value))
        self._box.setCurrentIndex(next(places, 0))
        self._box.blockSignals(False)

    def inputs(self) -> tuple[QWidget, ...]:
        return (self._box,)


class SearchControl(Control):
    """One of very many, found by typing without accents; what is not found stays as typed until it is chosen."""

    def __init__(self, find: Callable[[str], Choices], words_of: Callable[[str], str | None], width: int) -> None:
        super().__init__()
        self._find = find
        self._words_of = words_of
        self._found: dict[str, str] = {}
        self._value: str | None = None
        self._line = QLineEdit()
        self._line.setMaximumWidth(width)
        self._line.setPlaceholderText(tr("form.type_to_search"))
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(8)
        if (popup := completer.popup()) is not None:
            popup.setAccessibleName(tr("form.suggestions"))
        completer.activated.connect(self._chosen)
        self._line.setCompleter(completer)
        self._line.textEdited.connect(self._search)
        self._line.textChanged.connect(self._typed)
        self._line.editingFinished.connect(self._left)
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(0)
        self._stack.addWidget(self._line)

    def value(self) -> Value:
        return self._value

    def put(self, value: Value) -> None:
        self._value = value if value is None else str(value)
        quietly(self._line, "" if self._value is None else self._words_of(self._value) or self._value)

    def inputs(self) -> tuple[QWidget, ...]:
        return (self._line,)

    def stack(self, widget: QWidget) -> None:
        """Put *widget* under the line."""
        self._stack.addWidget(widget)

    def _search(self, typed: str) -> None:
        found = self._find(typed)[:FEW] if typed.strip() else ()
        self._found = {words: value for value, words in found}
        self._model.setStringList(list(self._found))

    def _typed(self, typed: str) -> None:
        self._value = self._found.get(typed, nfc(typed.strip()))
        self.edited.emit()

    def _chosen(self, words: str) -> None:
        self._value = self._found.get(words, words)
        self.edited.emit()
        self.committed.emit()

    def _left(self) -> None:
        typed = self._line.text().strip()
        alike = [value for value, words in self._find(typed) if fold(words).startswith(fold(typed))] if typed else []
        exact = [value for value, words in self._find(typed) if fold(words) == fold(typed)] if typed else []
        chosen = exact or alike
        if typed and self._words_of(self._value or "") is None and len(chosen) == 1:
            self.put(chosen[0])
            self.edited.emit()
        self.committed.emit()
