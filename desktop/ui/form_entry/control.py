"""What every kind of control can do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from forms.law import Clause

Value = Any


@dataclass(frozen=True, slots=True)
class Faults:
    """Sentences, and the clauses that they rest on, by the pointer of the field that shows them."""

    errors: Mapping[str, str]
    warnings: Mapping[str, str]
    law: Mapping[str, tuple[Clause, ...]]


class Control(QWidget):
    """One answer: `edited` with every change, `committed` when the person has left it and it may be checked."""

    edited = Signal()
    committed = Signal()
    says_label = False
    has_fields = False

    def value(self) -> Value:
        """The answer in NFC; None when there is none."""
        raise NotImplementedError

    def put(self, value: Value) -> None:
        """Show an answer without telling that it was edited."""
        raise NotImplementedError

    def inputs(self) -> tuple[QWidget, ...]:
        """The widgets that take the focus."""
        raise NotImplementedError

    def move_to(self, pointer: str, place: str) -> None:
        """Its answer stands at *pointer* now, in the row that is called *place*; lists tell their own fields."""

    def fold(self, *, in_table: bool) -> None:
        """Stand in a row of a table, where the head says what is asked, or alone."""

    def owner(self, pointer: str) -> str | None:
        """Where within it (`/3/ho_ten`) a fault at *pointer* is shown; None when that is not asked for now."""
        del pointer
        return ""

    def said(self, pointer: str) -> str:
        """What a field within it is called: `Dòng 4 – Họ tên`."""
        del pointer
        return ""

    def reached(self, pointer: str) -> QWidget:
        """The widget for the answer at *pointer* within it, brought to the light if it was not shown."""
        del pointer
        return self.inputs()[0]

    def show_faults(self, faults: Faults) -> None:
        """Show what is wrong within it."""

    def ask_all(self) -> None:
        """From now on everything within it may be told to be wrong, also what nobody has touched."""

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


def only(control: Control, widget: QWidget, *beside: QWidget) -> None:
    """Lay out a control that is one widget, with words beside it."""
    layout = QHBoxLayout(control) if beside else QVBoxLayout(control)
    layout.setContentsMargins(0, 0, 0, 0)
    for one in (widget, *beside):
        layout.addWidget(one)
    if beside:
        layout.addStretch(1)
