"""What nobody holds any more is cleared away on the main thread."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.garbage import Garbage


class Witness(QObject):
    """Hears who destroys."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    @Slot()
    def gone(self) -> None:
        self.seen.append(threading.current_thread().name)


@pytest.fixture
def garbage(qapp: QApplication) -> Iterator[Garbage]:
    made = Garbage(qapp)
    yield made
    made.rest()
    made.deleteLater()


def leaves_a_circle(witness: Witness) -> None:
    widget = QWidget()
    widget.destroyed.connect(witness.gone, Qt.ConnectionType.DirectConnection)
    circle: list[object] = [widget]
    circle.append(circle)


@pytest.mark.usefixtures("garbage")
def test_a_widget_in_a_circle_goes_on_the_main_thread(qtbot: QtBot) -> None:
    witness, many = Witness(), list[list[int]]()
    leaves_a_circle(witness)
    worker = threading.Thread(target=lambda: many.extend([number] for number in range(10_000)), name="worker")
    worker.start()
    worker.join()
    assert witness.seen == []
    qtbot.waitUntil(lambda: bool(witness.seen), timeout=20_000)
    assert witness.seen == [threading.main_thread().name]
