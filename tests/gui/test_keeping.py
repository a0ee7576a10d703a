"""What is kept and what goes, as a person does it: backup, bin, working papers, and erasing everything."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from desktop import assembly
from desktop.app.upkeep import erase_all
from desktop.cli.demo_office import DemoOffice
from desktop.domain.submission import Move, after
from desktop.services.keeping import LAST
from desktop.ui.outbox_timer import OutboxTimer
from tests.gui.birth import STORY
from tests.gui.conftest import Start
from tests.gui.person import Person
from tests.gui.prepared import entered, queued, received, services_of
from tests.screenshots.drafts import filled_draft


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the dialog gives."""
    out = tmp_path / "the-nho" / "tu-ho-so.hoso"
    out.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    return out


def test_a_backup_is_made_grows_is_checked_and_remembered(person: Person, stick: Path) -> None:
    services = entered(person)
    filled_draft(services)
    person.presses("rail_settings")
    assert person.told("lastBackup") == "Chưa sao lưu lần nào."
    person.presses("backUpElsewhere")
    person.reads("Đã sao lưu và đọc lại thấy đúng")
    person.waits(lambda: "backUpNow" in person.names(), "the card shows no last backup")
    first = stick.stat().st_size
    person.presses("backUpNow")
    person.waits(lambda: stick.stat().st_size > first and "backupBar" not in person.names(), "it did not grow")
    person.presses("verifyBackup")
    person.reads("Đã đọc hết bản sao lưu: mọi thứ đều đúng.")
    stick.write_bytes(stick.read_bytes()[:-100])
    person.presses("verifyBackup")
    person.reads("[restore.damaged]")


@pytest.mark.usefixtures("stick")
@pytest.mark.parametrize("way", ["lock", "close"])
def test_no_thread_outlives_the_open_vault(person: Person, way: str) -> None:
    before = set(threading.enumerate())
    entered(person)
    person.presses("rail_settings")
    person.presses("backUpElsewhere")
    person.reads("Đã sao lưu và đọc lại thấy đúng")
    assert set(threading.enumerate()) > before
    if way == "lock":
        person.presses("lock")
    else:
        person.program.close()
    person.waits(lambda: set(threading.enumerate()) <= before, "a thread goes on")


def test_home_reminds_of_a_backup_that_is_old(person: Person, start: Start, stick: Path) -> None:
    services = entered(person)
    assert "goBackUp" not in person.names()
    filled_draft(services)
    row = {"path": str(stick), "made_at": "2026-01-02T03:04:05+00:00", "size": 9, "wants_renewing": False}
    with services.open_unit() as uow:
        uow.settings.put(LAST, json.dumps(row))
        uow.commit()
    again = start()
    again.presses("goBackUp")
    again.sees("backupDue")
    again.presses("backUpNow")
    again.waits(lambda: "backupDue" not in again.names() and "backUpNow" in again.names(), "it still reminds")


def test_more_than_half_dead_offers_a_fresh_backup(person: Person, stick: Path) -> None:
    services = entered(person)
    for _ in range(3):
        services.upkeep.keeping.back_up(stick)
    person.presses("rail_settings")
    person.presses("renewBackup")
    person.waits(lambda: "renewBackup" not in person.names() and "backUpNow" in person.names(), "it is not renewed")
    last = services.upkeep.keeping.last()
    assert last is not None
    assert (last.size, last.wants_renewing) == (stick.stat().st_size, False)


def test_a_discarded_draft_comes_back_where_it_was(person: Person) -> None:
    services = entered(person)
    draft = filled_draft(services)
    person.presses("rail_dossiers")
    person.presses(f"discard_{draft}")
    person.waits(lambda: f"draft_{draft}" not in person.names(), "it stays in the list")
    person.presses("undoDiscard")
    person.sees(f"draft_{draft}")
    assert services.drafting.get(draft).discarded_at is None


def test_a_draft_leaves_for_good_after_a_question(person: Person) -> None:
    services = entered(person)
    draft = filled_draft(services)
    services.drafting.discard(draft)
    person.presses("rail_settings")
    person.reads("Còn 29 ngày")
    person.presses(f"remove_{draft}")
    assert services.drafting.binned()
    person.presses("removeYes")
    person.waits(lambda: f"remove_{draft}" not in person.names(), "it stays in the bin")
    assert services.vault.papers.all() == frozenset()


def test_papers_of_a_finished_dossier_go_and_their_digests_stay(person: Person) -> None:
    services = entered(person)
    submission, office = received(person)
    finished(office, submission)
    services.tracking.refresh()
    services.results.download(submission)
    (receipt,) = services.fee_receipts.fetch(submission)
    person.program.navigator.go("dossier", submission)
    person.presses("letPapersGo")
    person.presses("letPapersGoYes")
    person.reads("mã băm còn trong hồ sơ")
    person.presses("rail_wallet")
    person.reads("Giấy tờ đã dọn ngày")
    kept = {result.sha256 for result in services.results.kept(submission)}
    stays = kept | {receipt.paper_sha256}
    assert services.vault.papers.all() == stays
    shown = [name for name in person.names() if name.startswith("savePaper_")]
    assert set(shown) == {f"savePaper_{sha256[:12]}" for sha256 in stays}
    person.program.navigator.go("duplicate", submission)
    person.sees("pageTitle")


def finished(office: DemoOffice, dossier: str) -> None:
    office.act(dossier, "receive")
    office.act(dossier, "process")
    office.act(dossier, "ask_payment")
    office.act(dossier, "pay", note="00123")
    office.act(dossier, "finish")
    office.act(dossier, "return")


def doubted(person: Person) -> str:
    """A dossier whose reply was lost."""
    services = services_of(person)
    submission = queued(services)
    with services.open_unit() as uow:
        for move in (Move.CLAIM, Move.PAPERS_GOOD, Move.UPLOADED, Move.UNCERTAIN):
            item = after(uow.outbox.get(submission), move)
            uow.outbox.save(replace(item, paused=True))
        uow.commit()
    return submission


def test_nothing_is_erased_while_the_portal_may_hold_something(person: Person) -> None:
    entered(person)
    doubted(person)
    person.presses("rail_settings")
    person.presses("eraseAll")
    person.sees("inDoubt")
    person.reads("Lò Văn Bảo")
    assert "eraseNow" not in person.names()
    person.presses("toWaiting")


@pytest.mark.parametrize("unsent", [False, True])
def test_everything_goes_and_the_first_run_begins_again(person: Person, start: Start, *, unsent: bool) -> None:
    services = entered(person)
    home = person.program.home
    if unsent:
        queued(services)
    person.presses("rail_settings")
    person.presses("eraseAll")
    push = person.sees("eraseNow")
    assert isinstance(push, QPushButton)
    word = person.sees("eraseWord")
    person.types(word, "xoa het", telex=False)
    assert not push.isEnabled()
    person.types(word, "Xóa hết")
    if unsent:
        assert not push.isEnabled()
        person.ticks("unsentToo")
    person.presses("eraseNow")
    person.sees("toCommune")
    assert not assembly.vault_exists(home)
    assert not home.exists() or not any(home.iterdir())
    entered(person)
    assert services_of(person).drafting.open() == ()
    again = start()
    again.sees(f"procedure_{STORY['procedure']}")


def test_an_answer_lost_at_the_last_moment_stops_it(person: Person) -> None:
    services = entered(person)
    person.presses("rail_settings")
    person.presses("eraseAll")
    person.types(person.sees("eraseWord"), "Xóa hết")
    person.waits(lambda: not person.program.store.waiting, "the store is busy")
    doubted(person)
    erase_all(person.program)
    person.sees("inDoubt")
    assert assembly.vault_exists(person.program.home)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop runs here that would do it
    assert person.program.app.findChildren(OutboxTimer) == [person.program.timer]
    person.presses("rail_home")
    person.sees(f"procedure_{STORY['procedure']}")
    assert services.outbox.items()


def test_the_libraries_are_named_with_their_licences(person: Person) -> None:
    entered(person)
    person.presses("rail_settings")
    person.presses("about")
    person.reads("reportlab 5")
    person.reads("SQLAlchemy 2.1.9 · MIT")
    person.reads("SIL OFL 1.1")


def test_practice_data_are_erased(person: Person) -> None:
    entered(person)
    received(person)
    folder = person.program.link.practice_data
    assert folder.exists()
    person.presses("rail_settings")
    person.presses("erasePractice")
    person.presses("erasePracticeYes")
    person.reads("Đã xóa dữ liệu tập dượt.")
    assert not folder.exists()
