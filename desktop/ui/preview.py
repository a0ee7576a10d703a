"""A pack author's look at a form: the real fields of any pair of files, drawn anew when a file changes."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QMainWindow, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.form_entry.step import StepForm
from desktop.ui.form_entry.steps import categories, label_of
from desktop.ui.icons import Icons
from desktop.ui.theme import Look
from desktop.ui.widgets.basic import text
from desktop.ui.widgets.notice import announce, notice
from desktop.ui.words import lang, tr
from forms.pack import Answers, ProcedurePack
from forms.pointers import get, put

WIDTH = 760
TALLEST = 16_000
"""Pixels; more than any picture viewer likes."""


class FormSheet(QWidget):
    """All steps of a form under one another, as one picture."""

    def __init__(
        self, pack: ProcedurePack, answers: Answers, today: Callable[[], date], icons: Icons, look: Look
    ) -> None:
        super().__init__()
        self.setObjectName("preview")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._start = answers
        self.forms: list[StepForm] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 28, 40, 32)
        layout.setSpacing(20)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for _, category in categories(pack, answers):
            if words := label_of(pack, category, lang()):
                layout.addWidget(text(words, "title"))
            form = StepForm(pack, category, answers, today, icons, look)
            form.edited.connect(self._share)
            self.forms.append(form)
            layout.addWidget(form)
        layout.addStretch(1)

    def answers(self) -> Answers:
        """What every step holds now."""
        found = self._start
        for form in self.forms:
            for pointer in form.fields:
                found = put(found, pointer, get(form.answers, pointer))
        return found

    def _share(self) -> None:
        """A rule of one step may look at an answer of another."""
        answers = self.answers()
        for form in self.forms:
            form.take(answers)

    def fit(self, width: int) -> None:
        """As tall as everything in it, at this width; wrapped words tell their height only once they have a width."""
        self.setFixedWidth(width)
        for _ in range(2):
            self.resize(width, min(self.heightForWidth(width), TALLEST))
            self.grab()


class PreviewWindow(QMainWindow):
    """Shows a sheet, and over it what is wrong with the files now."""

    def __init__(self, icons: Icons, look: Look) -> None:
        super().__init__()
        self.setObjectName("previewWindow")
        self._icons = icons
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._trouble = QVBoxLayout()
        self._fault: QFrame | None = None
        self.sheet: FormSheet | None = None
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self._trouble)
        whole.addWidget(self._scroll, 1)
        self.setCentralWidget(inside)
        self.setMinimumSize(480, 360)
        self.resize(look.px(WIDTH) + 100, look.px(800))

    def show_sheet(self, sheet: FormSheet, name: str) -> None:
        """Put *sheet* in place of the one before, where the eye was."""
        place = self._scroll.verticalScrollBar().value()
        self.sheet = sheet
        self.setWindowTitle(f"{name} – Hồ Sơ")
        self._scroll.setWidget(sheet)
        self._scroll.verticalScrollBar().setValue(place)
        self.show_trouble("")

    def show_trouble(self, sentence: str) -> None:
        """What is wrong with the files, over the form that was good; nothing when all is well."""
        if self._fault is not None:
            self._trouble.removeWidget(self._fault)
            self._fault.deleteLater()
            self._fault = None
        if sentence:
            self._fault = notice(self._icons, "error", sentence, tr("preview.old_stays"), name="previewFault")
            self._trouble.addWidget(self._fault)
            announce(self, sentence)
