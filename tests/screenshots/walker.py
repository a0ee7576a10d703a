"""Brings a program to a scene, dressed in a variant."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop import assembly
from desktop.app.program import Program
from desktop.ui.widgets.truth_line import TruthLine
from tests.screenshots.hands import press, settle
from tests.screenshots.scene import FIRST_RUN, Scene, Variant


class Walker:
    """Walks the pages of one open program."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def settle(self, ready: Callable[[], bool] = lambda: True) -> None:
        """Wait until nothing is on its way and *ready* holds."""
        settle(lambda: not (self.program.store.waiting or self.program.network.waiting) and ready())

    def enter(self) -> None:
        """First run without answers."""
        for name in FIRST_RUN:
            self.settle()
            press(self.program.window, name)
        self.settle()

    def go(self, scene: Scene, variant: Variant) -> QWidget:
        """Be there, with everything done that is done there; the window where it is seen."""
        self._dress(variant)
        for line in self.program.window.findChildren(TruthLine):
            line.read()  # the world went on between two scenes, and not all of it was told
        if scene.place:
            self.program.navigator.go(*scene.place)
            self.settle()
        for act in scene.acts:
            act()
            self.settle()
        return scene.window() if scene.window is not None else self.program.window

    def _dress(self, variant: Variant) -> None:
        self.program.window.resize(variant.width, variant.height)
        wanted = {"theme": variant.theme, "textSize": variant.scale, "language": variant.lang}
        if {key: self.program.choices[key] for key in wanted} != wanted:
            self.program.choices.update(wanted)
            self.program._rebuild()
        self.settle()


@contextmanager
def opened(app: QApplication, home: Path) -> Iterator[Walker]:
    """A program over a vault of its own, past its first run; its practice portal ends with it."""
    link = assembly.PortalLink(practice_data=home / "practice", offline=True)
    program = Program(app, link, str(home / "vault"))
    program.open()
    walker = Walker(program)
    walker.enter()
    try:
        yield walker
    finally:
        program.close()
        program.window.hide()
        program.window.deleteLater()
        assembly.erase_practice(home / "practice")
