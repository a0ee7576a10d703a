"""After a visit nothing of the person is left: in no file, clipboard, undo stack, list, widget, title or log."""

from pathlib import Path

import pytest

from tests.gui import traces
from tests.gui.kiosk import WORDS, Hall, begins_a_birth, says_who_they_are


def test_whoever_walks_away_leaves_nothing(there: Hall, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    begins_a_birth(there)
    says_who_they_are(there)
    key, folder = there.visit.key, there.visit.folder
    sees_everything_before(there)
    there.walks_away(loses=True)
    finds_nothing(there)
    assert (any(key), folder.exists()) == (False, False)
    assert not [word for word in WORDS if word in caplog.text]
    there.person.reads("CHƯA gửi: 1 hồ sơ")


def test_whoever_ends_leaves_nothing(there: Hall, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    begins_a_birth(there)
    says_who_they_are(there)
    key, folder = there.visit.key, there.visit.folder
    sees_everything_before(there)
    there.person.presses("kioskEnd")
    there.person.sees("notSent")
    there.person.presses("finish")
    there.is_at_the_start()
    finds_nothing(there)
    assert (any(key), folder.exists()) == (False, False)
    assert not [word for word in WORDS if word in caplog.text]


def test_what_is_typed_but_not_left_is_gone_too(there: Hall) -> None:
    """Under the input method's hand, in a field that nobody left, with a list open under another."""
    begins_a_birth(there)
    person = there.person
    person.types(person.line("/noi_dang_ky"), "muong lat")
    line = person.line("/nguoi_yeu_cau/ho_ten")
    person.types(line, WORDS[0])
    assert traces.in_widgets(WORDS)
    there.walks_away(loses=True)
    finds_nothing(there)


def test_the_next_person_finds_an_empty_kiosk(there: Hall) -> None:
    begins_a_birth(there)
    says_who_they_are(there)
    there.person.sees("kioskEnd")
    there.walks_away(loses=True)
    begins_a_birth(there)
    assert traces.in_widgets(WORDS) == []
    services = there.visit.services
    assert [dict(one.answers) for one in services.drafting.open() if WORDS[0] in str(one.answers)] == []
    assert not services.remembering.known().people
    assert not services.remembering.known().may_keep


def sees_everything_before(there: Hall) -> None:
    """The control: while the person is there, each of the looks finds them."""
    there.person.waits(lambda: bool(there.visit.services.drafting.open()[0].answers), "it was not saved")
    assert traces.in_widgets(WORDS)
    assert traces.in_clipboard(WORDS)
    assert traces.undo_stacks()
    held = there.visit.folder
    assert {"vault.db", "vault.db-wal", "papers.db"} <= {path.name for path in held.iterdir()}
    assert traces.in_files(there.folders(), WORDS) == [], "even now nothing stands there in plain words"
    sees_what_is_planted(there, held)


def sees_what_is_planted(there: Hall, held: Path) -> None:
    planted = held / "vault.db-journal"
    planted.write_bytes(b"\x00\x01" + WORDS[0].encode("utf-16-le"))
    assert traces.in_files(there.folders(), WORDS) == [f"{planted}: {WORDS[0]}"]


def finds_nothing(there: Hall) -> None:
    assert traces.in_widgets(WORDS) == []
    assert traces.in_clipboard(WORDS) == []
    assert traces.undo_stacks() == []
    assert traces.in_files(there.folders(), WORDS) == []
    assert there.kiosk.window.windowTitle() == "Hồ Sơ"
    assert there.left_open() == []
