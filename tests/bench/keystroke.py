"""A letter typed until rules, calculations and errors are up to date, beside a bare line and a bare validator."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import jsonschema_rs
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from forms.answers import put
from forms.catalogue import Catalogue
from forms.formats import FORMATS
from tests.bench.measuring import Line, in_turn
from tests.bench.place import STORY
from tests.bench.window import Form, filled_draft, form_shown, opened, services_of

NAME = "keystroke"
LETTERS = 500
WARM = 50
STEP = "con"
FIELD = "/con/ho_ten"
TYPED = "Nguyễn Thị Ánh Dương "
BESIDE = "bare QLineEdit, jsonschema-rs alone"


def measured(folder: Path) -> Iterator[Line]:
    with opened(folder) as program:
        draft, _ = filled_draft(services_of(program))
        form = form_shown(program, draft, STEP)
        ours = typing(our_line(form))
        bare = BareForm()
        theirs = typing(bare.line)
        in_turn(WARM, ours, theirs)
        mine, others = in_turn(LETTERS, ours, theirs)
        yield Line("letter to validated, p50", mine, BESIDE, others)
        yield Line("letter to validated, p99", mine, BESIDE, others, at=0.99)
        bare.deleteLater()


def our_line(form: Form) -> QLineEdit:
    """The field; every letter is followed by what leaving the field does, which is when errors are shown."""
    [line] = form.fields[FIELD].control.inputs()
    assert isinstance(line, QLineEdit)
    line.textChanged.connect(lambda _text: line.editingFinished.emit())
    return line


def typing(line: QLineEdit) -> Callable[[], float]:
    """Types one letter after the other, the name again and again, as an input method does."""
    typed = 0

    def letter() -> float:
        nonlocal typed
        if typed % len(TYPED) == 0:
            line.clear()
        event = QInputMethodEvent()
        event.setCommitString(TYPED[typed % len(TYPED)])
        typed += 1
        began = time.perf_counter()
        QApplication.sendEvent(line, event)
        return time.perf_counter() - began

    return letter


class BareForm(QWidget):
    """What one would write without us: the whole schema checked at every letter, the first error under the line."""

    def __init__(self) -> None:
        super().__init__()
        pack = Catalogue.shipped().get(STORY["procedure"])
        self._answers = STORY["answers"]
        self._validator = jsonschema_rs.Draft202012Validator(
            dict(pack.schema), validate_formats=True, formats=dict(FORMATS)
        )
        self.line = QLineEdit()
        self._error = QLabel()
        layout = QVBoxLayout(self)
        layout.addWidget(self.line)
        layout.addWidget(self._error)
        self.line.textChanged.connect(self._check)
        self.show()

    def _check(self, typed: str) -> None:
        self._answers = put(self._answers, FIELD, typed or None)
        errors = [error.message for error in self._validator.iter_errors(self._answers)]
        self._error.setText(errors[0] if errors else "")
