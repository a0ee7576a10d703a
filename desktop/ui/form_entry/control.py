"""What every kind of control can do."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

Value = Any


class Control(QWidget):
    """One answer: `edited` with every change, `committed` when the person has left it and it may be checked."""

    edited = Signal()
    committed = Signal()
    says_label = False

    def value(self) -> Value:
        """The answer in NFC; None when there is none."""
        raise NotImplementedError

    def put(self, value: Value) -> None:
        """Show an answer without telling that it was edited."""
        raise NotImplementedError

    def inputs(self) -> tuple[QWidget, ...]:
        """The widgets that take the focus."""
        raise NotImplementedError

    def _decided(self) -> None:
        """A choice is an edit and a commit at once."""
        self.edited.emit()
        self.committed.emit()

    def describe(self, label: str, help_text: str) -> None:
        """Tell assistive technology what is asked."""
        for widget in self.inputs():
            widget.setAccessibleName(label)
            widget.setAccessibleDescription(help_text)

    def set_faulty(self, *, faulty: bool) -> None:
        """Show whether the answer has a fault."""
        for widget in self.inputs():
            if widget.property("faulty") != faulty:
                widget.setProperty("faulty", faulty)
                widget.style().unpolish(widget)
                widget.style().polish(widget)

    def set_read_only(self) -> None:
        """Let it be read and copied, never changed."""
        for widget in self.inputs():
            if isinstance(widget, QLineEdit | QPlainTextEdit):
                widget.setReadOnly(True)
            else:
                widget.setEnabled(False)

    def set_enabled(self, *, enabled: bool) -> None:
        """Let the person change it or not."""
        for widget in self.inputs():
            widget.setEnabled(enabled)


def only(control: Control, widget: QWidget) -> None:
    """Lay out a control that is one widget."""
    layout = QVBoxLayout(control)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(widget)
