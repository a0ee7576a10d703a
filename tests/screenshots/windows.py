"""Windows beside the program's own: copying across, the resident's screen, the tray's menu, the question at the end."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget

from desktop import assembly
from desktop.app.farewell import closing_question
from desktop.app.program import Program
from desktop.domain.draft import FilingFor, Relation, Submitter
from desktop.ui.tray import Tray, TrayActs
from tests.screenshots.drafts import filled_draft
from tests.screenshots.hands import press
from tests.screenshots.scene import Scene

ABOVE_AND_BELOW = 60
"""What a screen keeps for its own bars."""


def copied_across(program: Program, draft: str) -> Iterator[Scene]:
    """Nothing copied, some, all."""

    def window() -> QWidget:
        shown = program.copy_across.window
        assert shown is not None
        return shown

    def begin() -> None:
        program.copy_across.forget()
        press(program.window, "copyAcross")

    def fit() -> None:
        window().resize(window().width(), min(window().height(), program.window.height() - ABOVE_AND_BELOW))

    def copy(times: int) -> None:
        for _ in range(times):
            press(window(), "copyNext")

    place = ("check", draft)
    yield Scene("copy_across", place, (begin, fit), window)
    yield Scene("copy_across_some", place, (begin, fit, lambda: copy(7)), window)
    yield Scene("copy_across_all", place, (begin, fit, lambda: copy(200)), window)
    program.copy_across.forget()


def residents_screen(program: Program, services: assembly.Services) -> Iterator[Scene]:
    """Read, called wrong, agreed to; and nothing while the officer works on it."""
    draft = filled_draft(services)
    services.drafting.file_for(draft, FilingFor.OTHER, Submitter(Relation.OFFICER, "Hà Văn Lực", "038080009999"))

    def window() -> QWidget:
        (shown,) = (one for one in QApplication.topLevelWidgets() if one.objectName() == "residentScreen")
        return shown

    def fit() -> None:
        window().resize(program.window.size())

    place, opened = ("check", draft), (program.second.blank, lambda: press(program.window, "openSecond"), fit)
    yield Scene("second_screen", place, opened, window)
    yield Scene("second_screen_wrong", place, (*opened, lambda: press(window(), "residentDiffers")), window)
    yield Scene("second_screen_agreed", place, (*opened, lambda: press(window(), "residentAgrees")), window)
    yield Scene("second_screen_waits", place, (*opened, lambda: program.navigator.go("form", draft, "con")), window)
    program.second.blank()
    services.drafting.discard(draft)


def at_the_end(program: Program) -> Iterator[Scene]:
    """What the tray's icon offers, and what is asked before one leaves."""
    tray = Tray(TrayActs(*[lambda: None] * 4))
    boxes: list[QWidget] = []

    def menu() -> QWidget:
        tray.dress(program.around.icons, program.around.look.tokens)
        tray.menu.resize(tray.menu.sizeHint())
        return tray.menu

    def ask() -> None:
        while boxes:
            boxes.pop().deleteLater()
        boxes.append(closing_question(program.window, 2).box)
        boxes[0].show()

    yield Scene("tray_menu", ("home",), (), menu)
    yield Scene("closing", ("home",), (ask,), lambda: boxes[0])
    boxes[0].deleteLater()
    tray.menu.deleteLater()
    tray.deleteLater()
