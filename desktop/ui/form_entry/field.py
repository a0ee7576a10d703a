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

    In a cell of a table the error stands under the control, in `trouble`, which a narrow cell may give to its row;
    `fold` takes label and help away.
    """

    most = 620
    """The widest, in pixels at 100 %; a list takes what there is."""

    def __init__(
        self, pointer: str, control: Control, words: tuple[str, str], icons: Icons, look: Look, *,
        in_cell: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.pointer = pointer
        self.control = control
        self.label, self.help = words
        self.place = ""
        self.icons = icons
        self._law: Clauses | None = None
        self.trouble: QWidget | None = None
        self.setObjectName(pointer)
        if not control.has_fields:
            self.setMaximumWidth(look.px(self.most))
        self._title: QLabel | None = None if control.says_label else text(self.label, "label")
        self._explained: QLabel | None = None
        self._told: dict[str, _Told] = {}  # most fields never have a fault, and six widgets each are many
        self._column = self.column()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._place_of_error = self.lay_out(self._column)
        self._under = self._column
        if in_cell:
            self._stand_under_cell()
        if self._title is not None:
            self._title.setBuddy(control.inputs()[0])
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        for widget in control.inputs() if in_cell else ():
            widget.setProperty("cell", True)
        self._describe()

    @property
    def error(self) -> str:
        """The sentence that is shown, empty when all is well."""
        return self._said("error")

    @property
    def warning(self) -> str:
        """The doubt that is shown, empty when there is none."""
        return self._said("warning")

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
        self._tell("error", error)
        self._tell("warning", "" if error else warning)
        self._show_law(law if error or warning else ())
        if self.trouble is not None:
            self.trouble.setVisible(bool(error or warning))
        self.control.set_faulty(faulty=bool(error))
        self._describe()

    def move_to(self, pointer: str, place: str) -> None:
        """The field shows the answer at another pointer now, in the row that is called *place*."""
        self.pointer, self.place = pointer, place
        self.setObjectName(pointer)
        for what, told in self._told.items():
            told.words.setObjectName(f"{what}{pointer}")
        self.control.move_to(pointer, place)
        self._describe()

    def fold(self, *, in_table: bool, explained: bool) -> None:
        """Take away, or show again, what a table says in its head."""
        self.control.fold(in_table=in_table)
        if self._title is not None:
            self._title.setVisible(not in_table)
        if self._explained is not None:
            self._explained.setVisible(explained)

    def take_trouble(self) -> None:
        """What is wrong stands under the control again, not in the row."""
        if self.trouble is not None:
            self._column.addWidget(self.trouble)

    def _describe(self) -> None:
        trouble = self.error or self.warning
        self.control.describe(self.spoken, f"{trouble} {self.help}".strip())

    def _said(self, what: str) -> str:
        told = self._told.get(what)
        return told.words.text() if told is not None and not told.isHidden() else ""

    def _show_law(self, law: Sequence[Clause]) -> None:
        if self._law is None and law:
            self._law = Clauses(self.icons)
            self._under.addWidget(self._law)
        if self._law is not None:
            self._law.show_clauses(law)

    def _tell(self, what: str, sentence: str) -> None:
        if sentence and what not in self._told:
            self._told[what] = told = _Told(f"{what}{self.pointer}", what, self.icons)
            last = self._under.count() if self._law is None else self._under.indexOf(self._law)
            self._under.insertWidget(self._place_of_error if what == "error" else last, told)
        if what in self._told:
            self._told[what].words.setText(sentence)
            self._told[what].setVisible(bool(sentence))

    def _stand_under_cell(self) -> None:
        self.trouble = QWidget(self)
        self.trouble.hide()
        self._under = QVBoxLayout(self.trouble)
        self._under.setContentsMargins(0, 0, 0, 0)
        self._under.setSpacing(2)
        self._place_of_error = 0
        self._column.addWidget(self.trouble)

    def column(self) -> QVBoxLayout:
        """What label, help and control stand in."""
        return _AtMost(self.maximumWidth(), self)

    def lay_out(self, column: QVBoxLayout) -> int:
        """Put label, help and control into the column; where in it an error goes."""
        column.setSpacing(5)
        self._explained = text(self.help, "help") if self.help else None
        below = [self._explained] if self.control.says_label else []
        above = [self._title] if self.control.says_label else [self._title, self._explained]
        for widget in (*above, self.control, *below):
            if widget is not None:
                column.addWidget(widget)
        return column.indexOf(self.control)


class _Told(QWidget):
    """An error or a warning: the sentence with its sign."""

    def __init__(self, name: str, what: str, icons: Icons) -> None:
        super().__init__()
        is_error = what == "error"
        self.words = text("", "error", name=name) if is_error else text("", "second", tone="warn", name=name)
        sign = picture(icons, "circle-alert", "error", 20) if is_error else picture(icons, "triangle-alert", "warn", 20)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.words, 1)
        self.hide()


class _AtMost(QVBoxLayout):
    """Knows that it never gets wider: Qt asks how high it is at the width of what it lies in, and cuts off the rest."""

    def __init__(self, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._width = width

    def heightForWidth(self, width: int) -> int:
        return super().heightForWidth(min(width, self._width))

    def minimumHeightForWidth(self, width: int) -> int:
        return super().minimumHeightForWidth(min(width, self._width))
