"""A control where several of a few are ticked."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.ui.form_entry.choices import Choices, is_same, room_for
from desktop.ui.form_entry.control import Control, Value
from desktop.ui.widgets.word_wrap import WordWrap
from forms.choices import token
from forms.pack import Json


class TickListControl(Control):
    """The answer is the list of what is ticked, in the order of the choices; what is no choice of ours stays in it."""

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self._choices = list(choices)
        self._boxes: list[QCheckBox] = []
        self._others: list[Json] = []
        layout = room_for(choices)
        for value, words in choices:
            box = QCheckBox(words)
            box.setObjectName(token(value))
            box.toggled.connect(lambda _on: self._decided())
            self._boxes.append(box)
            layout.addWidget(box)
            if isinstance(layout, QVBoxLayout):
                WordWrap(box)
        self.setLayout(layout)

    def describe(self, label: str, help_text: str) -> None:
        for (_, words), box in zip(self._choices, self._boxes, strict=True):
            box.setAccessibleName(f"{label}: {words}")
            box.setAccessibleDescription(help_text)

    def value(self) -> Value:
        ticked = [value for (value, _), box in zip(self._choices, self._boxes, strict=True) if box.isChecked()]
        return [*ticked, *self._others] or None

    def put(self, value: Value) -> None:
        given = value if isinstance(value, list) else []
        for (known, _), box in zip(self._choices, self._boxes, strict=True):
            box.blockSignals(True)
            box.setChecked(any(is_same(known, one) for one in given))
            box.blockSignals(False)
        known_values = [known for known, _ in self._choices]
        self._others = [one for one in given if not any(is_same(one, known) for known in known_values)]

    def inputs(self) -> tuple[QWidget, ...]:
        return tuple(self._boxes)
