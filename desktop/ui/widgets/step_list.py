"""The steps of filing at the left: done, here, to come, has a problem; icon and word, never colour alone."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.form_entry.steps import Step
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import WordsButton, column, picture, retone, text
from desktop.ui.words import tr

_ICONS = {
    "done": ("circle-check", "ok"),
    "here": ("circle-dot", "accent"),
    "problem": ("circle-alert", "error"),
    "todo": ("circle", "muted"),
}


class StepList(QWidget):
    """Buttons `step_<id>`; `saved` is the line that tells when the draft was saved."""

    def __init__(
        self, around: Surroundings, title: str, second: str, steps: Sequence[Step], go: Callable[[Step], None]
    ) -> None:
        super().__init__()
        self._around = around
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(2)
        head = column(text(title, "section"), text(second, "second"), gap=2)
        head.setContentsMargins(8, 0, 0, 0)
        layout.addLayout(head)
        layout.addSpacing(8)
        self._go = go
        self._entries: dict[str, _Entry] = {}
        self._column = column(gap=2)
        layout.addLayout(self._column)
        self.mark(steps)
        layout.addSpacing(16)
        self.saved = text("", "second", name="savedLine")
        line = QHBoxLayout()
        line.setContentsMargins(8, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(picture(around.icons, "save", "ok", 18))
        line.addWidget(self.saved, 1)
        layout.addLayout(line)
        layout.addStretch(1)
        self.setFixedWidth(around.look.px(214))

    def entry(self, name: str) -> QWidget:
        """The button of a step."""
        return self._entries[name]

    def mark(self, steps: Sequence[Step]) -> None:
        """Their states now; answers may take steps away or bring new ones."""
        for place, step in enumerate(steps):
            if step.id not in self._entries:
                self._entries[step.id] = _Entry(self._around, step, self._go)
            self._column.insertWidget(place, self._entries[step.id])
            self._entries[step.id].show_state(step.state)
        shown = {step.id for step in steps}
        for name, entry in self._entries.items():
            entry.setVisible(name in shown)


class _Entry(WordsButton):
    """One step."""

    def __init__(self, around: Surroundings, step: Step, go: Callable[[Step], None]) -> None:
        words, mark = text(step.label), picture(around.icons, *_ICONS[step.state], 20)
        super().__init__(f"step_{step.id}", "step", column(words), picture=mark, room=(8, 6))
        self._icons = around.icons
        self._label = step.label
        self._words = words
        self._mark = mark
        self._state = ""
        self.clicked.connect(lambda: go(step))

    def show_state(self, state: str) -> None:
        """In icon and words."""
        if state == self._state:
            return
        self._state = state
        self._mark.setPixmap(self._icons.pixmap(*_ICONS[state], 20))
        self._words.setProperty("role", "label" if state == "here" else "body")
        retone(self._words, "muted" if state == "todo" else "")
        self.setAccessibleName(f"{self._label}: {tr(f'step.{state}')}")
