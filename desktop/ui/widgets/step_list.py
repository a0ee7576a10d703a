"""The steps of filing at the left: done, here, to come, has a problem; icon and word, never colour alone."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.form_entry.steps import Step
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import WordsButton, column, picture, text
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
        for step in steps:
            layout.addWidget(self._entry(step, go))
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

    def _entry(self, step: Step, go: Callable[[Step], None]) -> QWidget:
        icon, token = _ICONS[step.state]
        tone = "muted" if step.state == "todo" else ""
        words = column(text(step.label, "label" if step.state == "here" else "body", tone=tone))
        mark = picture(self._around.icons, icon, token, 20)
        push = WordsButton(f"step_{step.id}", "step", words, picture=mark, room=(8, 6))
        push.setAccessibleName(f"{step.label}: {tr(f'step.{step.state}')}")
        push.clicked.connect(lambda: go(step))
        return push
