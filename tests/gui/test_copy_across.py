"""Copying across to the national portal: line by line, on the real clipboard, which is empty afterwards."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from desktop.domain.by_hand import Way
from desktop.services.copying_across import CopySheet
from desktop.ui.copy_across.clipboard import LENT_FOR, MARKS
from desktop.ui.copy_across.window import ON_TOP, CopyWindow
from tests.gui.birth import Papers
from tests.gui.person import Person
from tests.gui.prepared import entered, services_of
from tests.gui.walking import CHECKS
from tests.screenshots.drafts import filled_draft

SOMEBODY_ELSES = "mật khẩu ngân hàng của ai đó"


def clipboard() -> QClipboard:
    return QGuiApplication.clipboard()


def opened(person: Person, **answers: object) -> tuple[CopyWindow, CopySheet]:
    """The window over the grandmother's draft."""
    services = entered(person)
    draft = filled_draft(services)
    if answers:
        services.drafting.merge(draft, answers)
    clipboard().clear()
    person.program.navigator.go("check", draft)
    person.presses("copyAcross")
    return window_of(person), services.handing_over.copy_sheet(draft)


def window_of(person: Person) -> CopyWindow:
    person.sees("copyNext")
    window = person.program.copy_across.window
    assert window is not None
    return window


def hits(window: QWidget, key: Qt.Key) -> None:
    """On the keyboard, wherever the cursor is."""
    window.activateWindow()
    QTest.keyClick(window.focusWidget(), key)


def test_it_is_narrow_lies_over_all_and_holds_what_the_sheet_says(person: Person) -> None:
    window, sheet = opened(person)
    assert window.windowFlags() & ON_TOP == ON_TOP
    assert window.width() <= 400
    shown = [person.told(f"value_{number}") for number in range(len(sheet.lines))]
    assert [words.replace("\u200b", "") for words in shown] == [line.value for line in sheet.lines]
    assert [person.told(f"label_{number}") for number in range(4)] == ["Tỉnh/Thành phố", "Phường/Xã", "Họ", "Chữ đệm"]


@pytest.mark.parametrize(("scale", "language"), [("1.0", "vi"), ("2.0", "vi"), ("2.0", "en")])
def test_it_is_for_everybody(person: Person, scale: str, language: str) -> None:
    """By ear, by keyboard, in large text."""
    entered(person)
    person.program.choices.update({"textSize": scale, "language": language})
    person.program._rebuild()
    draft = filled_draft(services_of(person))
    person.program.navigator.go("check", draft)
    person.presses("copyAcross")
    window = window_of(person)
    person.presses("copyNext")
    faults = {name: check(window) for name, check in CHECKS.items() if scale == "1.0" or name != "too_small"}
    assert {name: found for name, found in faults.items() if found} == {}


def test_every_line_is_copied_exactly_in_order_by_one_button(person: Person) -> None:
    _, sheet = opened(person)
    number = len(sheet.lines)
    for place, line in enumerate(sheet.lines):
        assert person.told("copyProgress") == f"Đã chép {place}/{number} dòng"
        person.presses("copyNext")
        assert clipboard().text() == line.value
        person.sees(f"copied_{place}")
    assert person.told("copyProgress") == f"Đã chép {number}/{number} dòng"
    assert "Đã chép hết" in person.told("pasteHere")
    button = person.sees("copyNext")
    assert not button.isEnabled()


def test_a_lower_window_still_shows_the_line_that_is_next(person: Person) -> None:
    window, _ = opened(person)
    for _ in range(9):
        person.presses("copyNext")
    frame = window.findChild(QWidget, "line_9")
    assert frame is not None
    person.waits(lambda: not frame.visibleRegion().isEmpty(), "it is not in sight")
    window.resize(window.width(), 420)
    person.waits(lambda: frame.visibleRegion().boundingRect().height() == frame.height(), "it went out of sight")


def test_the_keyboard_alone_is_enough(person: Person) -> None:
    window, sheet = opened(person)
    hits(window, Qt.Key.Key_Return)
    assert clipboard().text() == sheet.lines[0].value
    hits(window, Qt.Key.Key_Down)
    hits(window, Qt.Key.Key_Down)
    hits(window, Qt.Key.Key_Up)
    hits(window, Qt.Key.Key_Enter)
    assert clipboard().text() == sheet.lines[2].value
    assert {"copied_0", "copied_2"} <= set(person.names())
    assert "copied_1" not in person.names()
    hits(window, Qt.Key.Key_Return)
    assert clipboard().text() == sheet.lines[3].value, "Enter goes on from there"
    hits(window, Qt.Key.Key_Escape)
    person.waits(lambda: "copyNext" not in person.names(), "Escape does not close it")
    assert clipboard().text() == ""


def test_a_line_is_copied_by_its_own_button_and_again(person: Person) -> None:
    _, sheet = opened(person)
    person.presses("copy_5")
    assert clipboard().text() == sheet.lines[5].value
    person.presses("copyNext")
    assert clipboard().text() == sheet.lines[6].value, "it goes on from where one was"
    person.presses("copy_5")
    assert clipboard().text() == sheet.lines[5].value
    assert person.told("copyProgress").startswith("Đã chép 2/")


def test_what_was_copied_is_known_when_the_window_comes_again(person: Person) -> None:
    window, sheet = opened(person)
    person.presses("copyNext")
    person.presses("copyNext")
    window.close()
    services_of(person).drafting.merge(sheet.draft.id, {"nguoi_yeu_cau": {"ho_ten": "Vi Thị May"}})
    person.program.navigator.go("check", sheet.draft.id)
    person.presses("copyAcross")
    window_of(person)
    assert person.told("copyProgress").startswith("Đã chép 2/")
    person.presses("copyNext")
    assert clipboard().text() == "Vi", "a changed answer is to be copied anew"


def test_the_clipboard_is_emptied_when_time_is_up(person: Person) -> None:
    opened(person)
    person.presses("copyNext")
    timer = person.program.copy_across.timer
    assert timer.isActive()
    assert timer.interval() == LENT_FOR == 30_000
    timer.timeout.emit()
    assert clipboard().text() == ""
    assert not timer.isActive()


@pytest.mark.parametrize("how", ["close", "quit", "time", "language", "lock"])
def test_the_clipboard_is_emptied_however_it_ends(person: Person, how: str) -> None:
    window, _ = opened(person)
    person.presses("copyNext")
    assert clipboard().text()
    ends(person, window, how)
    assert clipboard().text() == ""


@pytest.mark.parametrize("how", ["close", "quit", "time"])
def test_what_somebody_else_copied_meanwhile_stays(person: Person, how: str) -> None:
    window, _ = opened(person)
    person.presses("copyNext")
    clipboard().setText(SOMEBODY_ELSES)
    ends(person, window, how)
    assert clipboard().text() == SOMEBODY_ELSES


def ends(person: Person, window: CopyWindow, how: str) -> None:
    if how == "close":
        window.close()
    elif how == "quit":
        person.program.close()
        assert person.program.copy_across.window is None
    elif how == "lock":
        person.program.window.show_alone(QWidget())
        assert person.program.copy_across.window is None
    elif how == "time":
        person.program.copy_across.timer.timeout.emit()
    else:
        person.program.choices["language"] = "en"
        person.program._rebuild()


def test_it_asks_to_be_kept_out_of_clipboard_histories(person: Person) -> None:
    opened(person)
    person.presses("copyNext")
    data = clipboard().mimeData()
    assert data is not None
    assert {name: bytes(data.data(name).data()) for name in MARKS} == MARKS
    assert any("CanIncludeInClipboardHistory" in name for name in MARKS)


def test_the_portal_opens_only_when_one_asks(person: Person) -> None:
    gone: list[str] = []
    person.program.open_browser = lambda url: not gone.append(url)  # type: ignore[func-returns-value]
    _, sheet = opened(person)
    person.presses("copyNext")
    assert gone == []
    person.presses("openPortal")
    assert gone == [sheet.page]
    assert sheet.page is not None
    assert sheet.page.endswith("ma_thu_tuc=1.001193")


def test_the_papers_are_saved_under_names_of_our_own(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, sheet = opened(person)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "USB"))
    for _ in "once", "again":
        person.presses("savePapers")
        person.sees("papersSaved")
        person.waits(lambda: not person.program.store.waiting, "it does not end")
    person.reads("Các tệp này không được mã hóa")
    folders = sorted(one.name for one in (tmp_path / "USB").iterdir())
    assert len(folders) == 2
    assert folders[0].startswith("ho-so_1.001193_")
    saved = {one.name: one.read_bytes() for one in (tmp_path / "USB" / folders[0]).iterdir()}
    assert sorted(saved) == [one.name for one in sheet.papers]
    assert [len(saved[one.name]) for one in sheet.papers] == [one.paper.size for one in sheet.papers]


def test_where_they_cannot_be_saved_is_said(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(person)
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "file"))
    person.presses("savePapers")
    person.reads("[file.not-written]")


def test_a_very_long_value_wraps_and_is_copied_whole(person: Person) -> None:
    long = "http://" + "x" * 150
    window, sheet = opened(person, con={"noi_sinh": long})
    place = next(number for number, line in enumerate(sheet.lines) if line.value == long)
    person.presses(f"copy_{place}")
    assert clipboard().text() == long
    assert window.width() <= 400
    label = person.sees(f"value_{place}")
    assert label.width() < 300
    assert label.height() > 3 * label.fontMetrics().height()


def test_afterwards_one_is_asked_and_it_is_tracked(person: Person) -> None:
    opened(person)
    person.presses("copyNext")
    person.waits(lambda: bool(services_of(person).filing_by_hand.open_questions()), "nobody will ask")
    person.presses("answerFiled")
    person.reads("Bạn đã chép sang Cổng lúc")
    person.presses("filedOnline")
    person.writes("code", "H56.14845-261126-0011")
    person.presses("recordFiling")
    assert person.told("handMark") == "Bạn tự ghi"
    assert "Cổng Dịch vụ công quốc gia" in person.told("filedHow")
    [(filing, _)] = services_of(person).filing_by_hand.all()
    assert (filing.way, filing.code) == (Way.ONLINE, "H56.14845-261126-0011")
    assert services_of(person).outbox.items() == ()
    assert clipboard().text() == ""


def test_who_only_looked_is_not_asked(person: Person) -> None:
    window, _ = opened(person)
    window.close()
    person.waits(lambda: not person.program.store.waiting)
    assert services_of(person).filing_by_hand.open_questions() == ()


def test_one_primary_button(person: Person) -> None:
    window, _ = opened(person)
    primary = [one.objectName() for one in window.findChildren(QPushButton) if one.property("role") == "primary"]
    assert primary == ["copyNext"]


def test_the_package_is_saved_after_a_plain_warning(person: Person, papers: Papers) -> None:
    draft = filled_draft(entered(person))
    person.program.navigator.go("check", draft)
    path = papers.lies_ready("goi.zip")
    person.presses("exportPackage")
    person.reads("Gói hồ sơ không được mã hóa")
    assert not path.exists()
    person.presses("exportSure")
    person.waits(path.exists, "nothing was written")
    person.reads("Tệp này không được mã hóa")
    assert path.read_bytes()[:2] == b"PK"
    person.presses("answerFiled")
    person.sees("filedCounter")
    assert [one.id for one, _ in services_of(person).filing_by_hand.open_questions()] == [draft]
