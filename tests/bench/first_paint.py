"""A child of its own for every start: `ours HOME` or `bare`; prints when what is named was on the screen, and ends."""

import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget


class Watch(QObject):
    """Sees the first painting of any window, or of the widget that is named."""

    def __init__(self, app: QApplication, name: str) -> None:
        super().__init__(app)
        self._app = app
        self._name = name
        self._is_painting = False
        self._is_told = False
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            if not self._is_painting and self._is_wanted(watched):
                self._is_painting = True
                QTimer.singleShot(0, self._tell)
        elif self._is_painting:
            self._tell()  # the first thing that comes after painting
        return False

    def _is_wanted(self, watched: QObject) -> bool:
        if self._name:
            return watched.objectName() == self._name
        return isinstance(watched, QWidget) and watched.isWindow()

    def _tell(self) -> None:
        if not self._is_told:
            self._is_told = True
            sys.stdout.write(f"{time.monotonic()}\n")
            sys.stdout.flush()
            self._app.removeEventFilter(self)
            QTimer.singleShot(0, self._app.quit)


def main(kind: str, name: str = "", home: str = "") -> int:
    app = QApplication([kind])
    watch = Watch(app, name)
    if kind == "ours":
        from desktop.__main__ import main as hoso

        return hoso(["--offline", "--home", home])
    window = QMainWindow()
    window.setCentralWidget(QLabel("bare"))
    window.resize(1280, 800)
    window.show()
    code = app.exec()
    del watch
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
