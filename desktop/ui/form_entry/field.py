"""A field: label above, help below it, its error between them and the control."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.form_entry.control import Control
from desktop.ui.icons import Icons
from desktop.ui.theme import Look
from desktop.ui.widgets.basic import picture, text
from desktop.ui.widgets.clauses import Clauses
from desktop.ui.widgets.notice import announce
from forms.law import Clause


class Field(QWidget):
    """One question; its object name is the pointer, so that a test and the error summary find it."""

    def __init__(self, pointer: str, control: Control, words: tuple[str, str], icons: Icons, look: Look) -> None:
        super().__init__()
        self.pointer = pointer
        self.control = control
        self.label, self.help = words
        self.setObjectName(pointer)
        self.setMaximumWidth(look.px(620))
        control.describe(self.label, self.help)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        if not control.says_label:
            title = text(self.label, "label")
            title.setBuddy(control.inputs()[0])
            layout.addWidget(title)
        explained = text(self.help, "help") if self.help else None
        if explained is not None and not control.says_label:
            layout.addWidget(explained)
        self._error = QWidget()
        self._error_text = text("", "error", name=f"error{pointer}")
        self._warning_text = text("", "second", tone="warn", name=f"warning{pointer}")
        line = QHBoxLayout(self._error)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(picture(icons, "circle-alert", "error", 20), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._error_text, 1)
        layout.addWidget(self._error)
        layout.addWidget(control)
        if explained is not None and control.says_label:
            layout.addWidget(explained)
        layout.addWidget(self._warning_text)
        self._law = Clauses(icons)
        layout.addWidget(self._law)
        self._error.hide()
        self._warning_text.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @property
    def error(self) -> str:
        """The sentence that is shown, empty when all is well."""
        return self._error_text.text() if not self._error.isHidden() else ""

    def show_fault(self, error: str, warning: str = "", law: Sequence[Clause] = ()) -> None:
        """Show what is wrong and on which clauses that rests, or nothing."""
        if error and error != self.error:
            announce(self.control.inputs()[0], f"{self.label}: {error}")
        self._error_text.setText(error)
        self._error.setVisible(bool(error))
        self._warning_text.setText(warning)
        self._warning_text.setVisible(bool(warning) and not error)
        self._law.show_clauses(law if error or warning else ())
        self.control.set_faulty(faulty=bool(error))
        described = f"{error} {self.help}".strip() if error else self.help
        for widget in self.control.inputs():
            widget.setAccessibleDescription(described)
