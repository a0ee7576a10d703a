"""The real window in a process of its own, on whatever screen DISPLAY names, and somebody before it.

`python walk_window.py PRACTICE HOME` goes through first run to the settings, presses *Đăng nhập*, and prints who is
signed in; the browser is the system's business.
"""

import os
import sys
import traceback
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app import start
from tests.gui.person import Person
from tests.screenshots.scene import FIRST_RUN

PATIENCE_MS = 60_000
STEP_MS = 50


def wait(until: Callable[[], bool]) -> None:
    for _ in range(PATIENCE_MS // STEP_MS):
        if until():
            return
        QTest.qWait(STEP_MS)


def walk(app: QApplication) -> None:
    person = Person(None, wait)  # type: ignore[arg-type]  # this one knows the window alone
    sys.stdout.write(f"{app.platformName()}\n")
    for name in FIRST_RUN:
        person.presses(name)
    person.presses("rail_settings")
    person.presses("signIn")
    sys.stdout.write(f"{person.told('signedInAs')}\n")
    sys.stdout.flush()
    app.closeAllWindows()


def safely(app: QApplication) -> None:
    try:
        walk(app)
    except BaseException:  # noqa: BLE001 whatever it was, the test shall read it and not wait
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(9)


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    QTimer.singleShot(200, lambda: safely(application))
    sys.exit(start.main(sys.argv[1:]))
