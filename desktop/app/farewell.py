"""What is asked before the window goes while something has not been sent."""

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox

from desktop.ui.main_window import MainWindow
from desktop.ui.words import tr


def may_go(window: MainWindow, waiting: int, put_away: Callable[[], None]) -> bool:
    """Whether the person wants to leave although so many dossiers wait; else the window is put away and sends on."""
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
    box.exec()
    box.deleteLater()
    if box.clickedButton() is leave:
        return True
    put_away()
    return False
