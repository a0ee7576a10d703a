"""Opening the form of 1.001193: our page from its pack beside the same widgets from a .ui file."""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QMainWindow, QScrollArea

from desktop.app.program import Program
from tests.bench.measuring import Line, in_turn
from tests.bench.ui_file import number_of_widgets, written
from tests.bench.window import Painted, filled_draft, form_shown, opened, services_of, until, until_nothing_waits

NAME = "opening"
RUNS = 7
STEP = "con"


def measured(folder: Path) -> Iterator[Line]:
    with opened(folder) as program:
        draft, steps = filled_draft(services_of(program))
        bare = QMainWindow()
        bare.resize(program.window.size())
        bare.show()
        files, widgets = {}, {}
        for step in steps:
            form = form_shown(program, draft, step)
            files[step], widgets[step] = written(form), number_of_widgets(form)
        for name, part in ((f"opening the step `{STEP}`", [STEP]), (f"opening all {len(steps)} steps", steps)):
            ours, theirs = in_turn(
                RUNS,
                partial(total, lambda step: our_page(program, draft, step), part),
                partial(total, lambda step: their_page(bare, files[step]), part),
            )
            yield Line(name, ours, f"same {sum(widgets[step] for step in part)} widgets, QUiLoader", theirs)
        bare.close()
        bare.deleteLater()


def total(seconds: Callable[[str], float], steps: Sequence[str]) -> float:
    """One step after the other."""
    return sum(seconds(step) for step in steps)


def our_page(program: Program, draft: str, step: str) -> float:
    """From leaving home for the step until its form was painted."""
    program.navigator.go("home")
    until_nothing_waits(program)
    began = time.perf_counter()
    form_shown(program, draft, step)
    return time.perf_counter() - began


def their_page(window: QMainWindow, file: bytes) -> float:
    """From reading the .ui file until its form was painted."""
    began = time.perf_counter()
    buffer = QBuffer()
    buffer.setData(QByteArray(file))
    form = QUiLoader().load(buffer)
    painted = Painted(form)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(form)
    window.setCentralWidget(area)
    until(lambda: painted.seen)
    return time.perf_counter() - began
