"""Papers come from a stick and from nowhere else: no dialog, no dragging."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.cli.demo_papers import birth_paper
from tests.gui.kiosk import Hall
from tests.screenshots.drafts import filled_draft


@pytest.fixture(autouse=True)
def _no_file_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> tuple[str, str]:
        raise AssertionError("a kiosk opens no file dialog")

    monkeypatch.setattr(QFileDialog, "getOpenFileName", refuse)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", refuse)


def before_the_papers(there: Hall) -> str:
    there.person.presses("kioskFile")
    there.person.sees("allProcedures")
    draft = filled_draft(there.visit.services)
    assert there.kiosk.visit is not None
    there.kiosk.visit.navigator.go("papers", draft)
    there.person.sees("slot_TP08")
    return draft


def test_a_photograph_on_a_stick_becomes_a_paper(there: Hall) -> None:
    (there.stick / "anh").mkdir()
    (there.stick / "anh" / "noi-cu-tru.jpg").write_bytes(birth_paper(["Nơi cư trú: xã Mường Lát"]))
    (there.stick / "hong.jpg").write_bytes(b"no picture")
    draft = before_the_papers(there)
    there.person.presses("choose_TP08")
    there.person.sees("stickFile_1")
    number = next(n for n in (0, 1) if "noi-cu-tru" in _title(there, n))
    there.person.presses(f"stickFile_{number}")
    there.person.presses("makePdf")
    there.person.sees("remove_TP08_1")
    assert {one.slot for one in there.visit.services.attaching.of_draft(draft)} >= {"TP08"}


def _title(there: Hall, number: int) -> str:
    return str(there.person.sees(f"stickFile_{number}").accessibleName())


def test_without_a_stick_one_is_asked_for_and_seen_when_it_comes(there: Hall) -> None:
    before_the_papers(there)
    there.stick.rmdir()
    there.person.presses("choose_TP08")
    there.person.sees("noStick")
    there.stick.mkdir()
    (there.stick / "don.pdf").write_bytes(b"%PDF-1.7")
    there.person.sees("stickFile_0")
    there.person.presses("cancelStick")
    there.person.sees("slot_TP08")


def test_who_walks_away_from_the_stick_leaves_its_names_nowhere(there: Hall) -> None:
    (there.stick / "don-ly-hon-cua-Trang.pdf").write_bytes(b"%PDF-1.7")
    before_the_papers(there)
    there.person.presses("choose_TP08")
    there.person.sees("stickFile_0")
    there.walks_away(loses=True)
    from tests.gui import traces

    assert traces.in_widgets(("don-ly-hon",)) == []
    there.person.presses("kioskFile")
    there.person.sees("allProcedures")


def test_nothing_is_dragged_in(there: Hall, tmp_path: Path) -> None:
    before_the_papers(there)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "x.pdf"))])
    action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    drag = QDragEnterEvent(QPoint(5, 5), action, files, left, Qt.KeyboardModifier.NoModifier)
    drag.ignore()
    QApplication.sendEvent(there.person.sees("slot_TP08"), drag)
    assert drag.type() == QEvent.Type.DragEnter
    assert not drag.isAccepted()
