"""What is asked before the window goes while something has not been sent."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QMessageBox, QPushButton

from desktop.ui.main_window import MainWindow
from desktop.ui.words import tr


@dataclass(frozen=True, slots=True)
class ClosingQuestion:
    """The question, and the answer that means to leave all the same."""

    box: QMessageBox
    leave: QPushButton


def may_go(window: MainWindow, waiting: int, put_away: Callable[[], None]) -> bool:
    """Whether the person wants to leave although so many dossiers wait; else the window is put away and sends on."""
    asked = closing_question(window, waiting)
    asked.box.exec()
    asked.box.deleteLater()
    if asked.box.clickedButton() is asked.leave:
        return True
    put_away()
    return False


def closing_question(window: MainWindow, waiting: int) -> ClosingQuestion:
    """Not yet asked."""
    box = QMessageBox(window)
    box.setObjectName("closing")
    box.setWindowTitle(tr("close.title"))
    box.setText(tr("close.waiting", n=waiting))
    box.setInformativeText(tr("close.background_help"))
    stay = box.addButton(tr("close.background"), QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(tr("close.leave"), QMessageBox.ButtonRole.DestructiveRole)
    stay.setObjectName("runInBackground")
    leave.setObjectName("leaveAnyway")
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    return ClosingQuestion(box, leave)
