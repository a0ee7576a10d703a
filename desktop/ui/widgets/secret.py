"""Fields for what nobody else should read: hidden until *Hiện chữ* is ticked, with a hint about Caps Lock."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout

from desktop.ui.widgets.basic import column, text
from desktop.ui.widgets.word_wrap import WordWrap
from desktop.ui.words import tr

_UNLEARNED = (
    Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
)
"""No keyboard learns it or mends it, also while it is shown."""


class SecretLine(QLineEdit):
    """A line that hides what is typed; `capitals` tells whether the last letter came as if Caps Lock were on.

    No system tells Qt the state of that key, but all of them tell the letter that came and whether Shift was held.
    """

    capitals = Signal(bool)

    def __init__(self, name: str, label: str, help_text: str, width: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setAccessibleDescription(help_text)
        self.setMaximumWidth(width)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(_UNLEARNED | Qt.InputMethodHint.ImhHiddenText)

    def show_letters(self, shown: bool) -> None:
        """Show or hide what is typed."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.setInputMethodHints(_UNLEARNED if shown else _UNLEARNED | Qt.InputMethodHint.ImhHiddenText)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if letter.isalpha():
            self.capitals.emit(letter.isupper() != shift)
        super().keyPressEvent(event)


def under_each_other(show_name: str, *lines: SecretLine) -> QVBoxLayout:
    """The lines with their labels, one tick `show…` for all of them, and the hint."""
    show = QCheckBox(tr("secret.show"))
    show.setObjectName(show_name)
    show.setAccessibleName(tr("secret.show"))
    WordWrap(show)
    hint = text(tr("secret.capitals"), "second", tone="warn", name=f"{show_name}Capitals")
    hint.hide()
    whole = column(gap=5)
    for line in lines:
        if whole.count():
            whole.addSpacing(8)
        label = text(line.accessibleName(), "label")
        label.setBuddy(line)
        whole.addWidget(label)
        if line.accessibleDescription():
            whole.addWidget(text(line.accessibleDescription(), "help"))
        whole.addWidget(line)
        show.toggled.connect(line.show_letters)
        line.capitals.connect(hint.setVisible)
    whole.addWidget(hint)
    whole.addWidget(show)
    return whole
