"""A field: label above, help below it, its error between them and the control."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.form_entry.control import Control
from desktop.ui.icons import Icons
from desktop.ui.theme import Look
from desktop.ui.widgets.basic import picture, text
from desktop.ui.widgets.clauses import Clauses
from desktop.ui.widgets.notice import announce
from forms.law import Clause


class Field(QWidget):
    """One question; its object name is the pointer, so that a test and the error summary find it.

    In a cell of a table the error stands under the control, and `fold` takes label and help away.
    """

    def __init__(
        self, pointer: str, control: Control, words: tuple[str, str], icons: Icons, look: Look, *, in_cell: bool = False
    ) -> None:
        super().__init__()
        self.pointer = pointer
        self.control = control
        self.label, self.help = words
        self.place = ""
        self._icons = icons
        self._law: Clauses | None = None
        self.setObjectName(pointer)
        if not control.has_fields:
            self.setMaximumWidth(look.px(620))
        self._title: QLabel | None = None if control.says_label else text(self.label, "label")
        self._explained: QLabel | None = text(self.help, "help") if self.help else None
        self._error_text = text("", "error", name=f"error{pointer}")
        self._warning_text = text("", "second", tone="warn", name=f"warning{pointer}")
        self._error, self._warning = _beside_icon(self._error_text), _beside_icon(self._warning_text)
        self._lay_out(in_cell=in_cell)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        for widget in control.inputs() if in_cell else ():
            widget.setProperty("cell", True)
        self._describe()

    @property
    def error(self) -> str:
        """The sentence that is shown, empty when all is well."""
        return self._error_text.text() if not self._error.isHidden() else ""

    @property
    def warning(self) -> str:
        """The doubt that is shown, empty when there is none."""
        return self._warning_text.text() if not self._warning.isHidden() else ""

    @property
    def spoken(self) -> str:
        """What it is called where nobody sees what stands around it: `Dòng 2: Họ tên`."""
        return f"{self.place}: {self.label}" if self.place and self.label != self.place else self.label

    def show_fault(self, error: str, warning: str = "", law: Sequence[Clause] = ()) -> None:
        """Show what is wrong and on which clauses that rests, or nothing."""
        if (error, "" if error else warning) == (self.error, self.warning):
            return
        if error and error != self.error:
            announce(self.control.inputs()[0], f"{self.spoken}: {error}")
        if error or warning:
            self._mark(self._error, "circle-alert", "error")
            self._mark(self._warning, "triangle-alert", "warn")
        self._error_text.setText(error)
        self._error.setVisible(bool(error))
        self._warning_text.setText(warning)
        self._warning.setVisible(bool(warning) and not error)
        self._show_law(law if error or warning else ())
        self.control.set_faulty(faulty=bool(error))
        self._describe()

    def move_to(self, pointer: str, place: str) -> None:
        """The field shows the answer at another pointer now, in the row that is called *place*."""
        self.pointer, self.place = pointer, place
        self.setObjectName(pointer)
        self._error_text.setObjectName(f"error{pointer}")
        self._warning_text.setObjectName(f"warning{pointer}")
        self.control.move_to(pointer, place)
        self._describe()

    def fold(self, *, in_table: bool, explained: bool) -> None:
        """Take away, or show again, what a table says in its head."""
        self.control.fold(in_table=in_table)
        if self._title is not None:
            self._title.setVisible(not in_table)
        if self._explained is not None:
            self._explained.setVisible(explained)

    def _describe(self) -> None:
        trouble = self.error or self.warning
        self.control.describe(self.spoken, f"{trouble} {self.help}".strip())

    def _mark(self, holder: QWidget, icon: str, tone: str) -> None:
        """Draw the icon when there is something to tell for the first time; a table has hundreds of fields."""
        layout = holder.layout()
        if isinstance(layout, QHBoxLayout) and layout.count() == 1:
            layout.insertWidget(0, picture(self._icons, icon, tone, 20), 0, Qt.AlignmentFlag.AlignTop)

    def _show_law(self, law: Sequence[Clause]) -> None:
        layout = self.layout()
        if self._law is None and law and layout is not None:
            self._law = Clauses(self._icons)
            layout.addWidget(self._law)
        if self._law is not None:
            self._law.show_clauses(law)

    def _lay_out(self, *, in_cell: bool) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        below = [self._explained] if self.control.says_label else []
        above = [self._title] if self.control.says_label else [self._title, self._explained]
        order = [*above, self.control, self._error, *below] if in_cell else [*above, self._error, self.control, *below]
        for widget in (*order, self._warning):
            if widget is not None:
                layout.addWidget(widget)
        if self._title is not None:
            self._title.setBuddy(self.control.inputs()[0])


def _beside_icon(words: QLabel) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(words, 1)
    holder.hide()
    return holder
