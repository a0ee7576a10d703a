"""The tray: what it shows is what the store says, by shape and in words; what it tells names nobody."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QAction

from desktop import assembly
from desktop.domain.by_hand import Way
from desktop.domain.events import DossierChanged
from desktop.services import local_day
from desktop.services.filing_by_hand import Slip
from desktop.services.reminding import Reminding
from desktop.ui.tray import SHAPES, Tray
from desktop.ui.widgets.truth_line import Truth, TruthLine
from forms.deadlines import ICT
from tests.fakes.time_and_chance import FakeClock
from tests.gui.conftest import Start
from tests.gui.person import Person
from tests.gui.prepared import entered, queued, received, services_of
from tests.gui.test_closing import Question
from tests.screenshots.drafts import filled_draft

# The offscreen screen has no tray; whether the system shows the icon is the system's business.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")
TOLD_NAMES = ("Lò Văn Bảo", "Hà Thị Nết", "Lò Văn Tâm")


@pytest.fixture
def person(start: Start) -> Person:
    return start(has_tray=True)


def tray_of(person: Person) -> Tray:
    tray = person.program.background.tray
    assert tray is not None
    return tray


def chooses(person: Person, name: str) -> None:
    [action] = [one for one in tray_of(person).menu.actions() if one.objectName() == name]
    assert isinstance(action, QAction)
    assert action.isEnabled()
    action.trigger()


def test_every_state_has_a_shape_of_its_own() -> None:
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_nothing_is_claimed_before_the_store_was_read(person: Person) -> None:
    assert tray_of(person).state == ""
    assert not tray_of(person).icon.isVisible()


def test_it_says_what_the_line_says(person: Person) -> None:
    services = entered(person)
    tray = tray_of(person)
    person.waits(lambda: tray.state == "offline", "the tray did not hear that there is no network")
    queued(services)
    person.waits(lambda: tray.words == "Không có mạng – 1 hồ sơ đang chờ gửi", tray.words)
    assert tray.icon.toolTip() == f"Hồ Sơ (chế độ tập) – {person.told('truthLine')}"


def test_received_only_after_the_store_said_so(person: Person) -> None:
    entered(person)
    received(person)
    tray = tray_of(person)
    person.waits(lambda: tray.state == "received", tray.words)
    assert tray.words == person.told("truthLine")


def test_what_waits_too_long_comes_before_all_but_doubt(person: Person) -> None:
    entered(person)
    tray = tray_of(person)
    tray.show_truth(Truth("neutral", "Đang chờ gửi", 1, is_alarming=True, state="waiting"))
    assert (tray.state, tray.words) == ("alarm", "Hồ sơ CHƯA được gửi")
    tray.show_truth(Truth("warn", "đừng nộp lại", 1, is_alarming=True, state="doubt"))
    assert (tray.state, tray.words) == ("doubt", "đừng nộp lại")


def test_an_hour_that_passes_without_anything_happening_is_noticed(person: Person) -> None:
    services = entered(person)
    queued(services)
    hours = [0.0]
    around = replace(person.program.around, now=lambda: services.clock.now() + timedelta(hours=hours[0]))
    line = TruthLine(services, around, person.program.switch)
    line.changed.connect(tray_of(person).show_truth)
    person.waits(lambda: line.truth.waiting == 1, "it was not read")
    assert not line.truth.is_alarming
    person.waits(lambda: person.program.store.waiting == 0, "the program's own line is still reading")
    hours[0] = 1.1
    line.minutely.timeout.emit()
    person.waits(lambda: tray_of(person).state == "alarm", "nobody noticed")


def test_leaving_with_something_unsent_goes_into_the_tray_and_comes_back(person: Person) -> None:
    queued(entered(person))
    window, question = person.program.window, Question("runInBackground")
    assert not window.close()
    assert question.said
    assert not window.isVisible()
    chooses(person, "trayOpen")
    assert window.isVisible()
    assert not window.isMinimized()
    question = Question("leaveAnyway")
    chooses(person, "trayLeave")
    assert question.said == "Còn 1 hồ sơ chưa gửi. Chương trình phải mở và máy có mạng thì mới gửi được."
    assert not window.isVisible()


def test_send_now_sends(person: Person) -> None:
    services = entered(person)
    received(person)
    submission = queued(services)
    chooses(person, "traySend")
    person.waits(lambda: services.outbox.item(submission).receipted_at is not None, "it was not sent")


def at_noon(person: Person) -> Reminding:
    """Whenever this runs, the program reminds as at noon: at night it does not."""
    program, services = person.program, services_of(person)
    noon = datetime.combine(local_day.today(services.clock), time(12), ICT)
    reminding = replace(services.reminding, clock=FakeClock(noon))
    assert program.timer is not None
    line = TruthLine(services, program.around, program.switch)
    line.setParent(program.window)  # what is followed lives as long as the window
    program.background.follow(line, program.timer, replace(services, reminding=reminding))
    return reminding


def test_a_day_that_comes_near_is_told_once_and_opens_its_page(person: Person) -> None:
    services = entered(person)
    today = local_day.today(services.clock)
    filing = services.filing_by_hand.record(
        filled_draft(services), Slip(Way.COUNTER, today - timedelta(days=2), due_on=today + timedelta(days=1))
    )
    said: list[str] = []
    tray = tray_of(person)
    tray.told.connect(said.append)
    reminding = at_noon(person)
    person.program.background.look()
    person.waits(lambda: bool(said), "nobody was reminded")
    assert said[0].startswith("Sắp đến hẹn trả: ")
    assert [name for name in TOLD_NAMES if name in said[0]] == []
    person.waits(lambda: reminding.untold() == (), "it is not noted")
    tray.icon.messageClicked.emit()
    person.sees("dueWords")
    person.program.navigator.go("home")
    person.presses(f"due_{filing.id}")
    person.sees("dueWords")
    person.program.background.look()
    person.waits(lambda: person.program.store.waiting == 0, "it is still reading")
    assert len(said) == 1


def test_started_with_the_computer_it_stays_in_the_tray(start: Start) -> None:
    entered(start(has_tray=True))
    again = start(has_tray=True, in_tray=True)
    window, tray = again.program.window, tray_of(again)
    again.waits(lambda: tray.state == "offline", "it does not run")
    assert not window.isVisible()
    chooses(again, "trayOpen")
    again.sees("rail_home")


def test_where_there_is_no_tray_it_starts_small(start: Start) -> None:
    entered(start())
    again = start(in_tray=True)
    assert again.program.window.isMinimized()
    assert again.program.background.tray is None
    services_of(again)


def test_behind_a_passphrase_it_shows_a_lock_and_asks_when_opened(start: Start, tmp_path: Path) -> None:
    assembly.create_vault(tmp_path / "home", "chim sẻ đồng")
    person = start(has_tray=True, in_tray=True)
    tray = tray_of(person)
    assert tray.state == "locked"
    assert "traySend" not in {one.objectName() for one in tray.menu.actions() if one.isEnabled()}
    assert not person.program.window.isVisible()
    chooses(person, "trayOpen")
    person.sees("unlock")


def test_without_a_vault_the_first_run_is_shown_however_it_was_started(start: Start) -> None:
    person = start(has_tray=True, in_tray=True)
    person.sees("toCommune")


def test_news_is_told_while_nobody_looks_names_nobody_and_opens_the_dossier(person: Person) -> None:
    services = entered(person)
    submission, office = received(person)
    at_noon(person)
    said: list[str] = []
    tray = tray_of(person)
    tray.told.connect(said.append)
    person.program.window.hide()
    office.act(submission, "receive")
    services.tracking.refresh()
    person.waits(lambda: bool(said), "nothing was told")
    assert said == ["Làm giấy khai sinh: Được tiếp nhận"]
    assert not [name for name in TOLD_NAMES if name in said[0]]
    tray.icon.messageClicked.emit()
    assert person.program.window.isVisible()
    person.sees("turnCard")


def test_a_word_of_the_office_is_news_until_the_dossier_moves_on(person: Person) -> None:
    services = entered(person)
    submission, office = received(person)
    at_noon(person)
    said: list[str] = []
    tray_of(person).told.connect(said.append)
    person.program.window.hide()
    office.act(submission, "receive")
    office.act(submission, "reply", text="Mời bà Hà Thị Nết đến")
    services.tracking.refresh()
    person.waits(lambda: bool(said), "nothing was told")
    office.act(submission, "process")
    services.tracking.refresh()
    person.waits(lambda: len(said) == 2, "nothing more was told")
    assert said == ["Làm giấy khai sinh: Cơ quan nhắn tin cho bạn", "Làm giấy khai sinh: Đang xử lý"]


def test_a_word_of_the_office_is_news_once(person: Person) -> None:
    services = entered(person)
    submission, office = received(person)
    at_noon(person)
    said: list[str] = []
    tray_of(person).told.connect(said.append)
    program = person.program
    program.window.hide()
    written, stands = "Làm giấy khai sinh: Cơ quan nhắn tin cho bạn", "Làm giấy khai sinh: Được tiếp nhận"

    def is_told(*words: str) -> None:
        person.waits(lambda: len(said) == len(words), "nothing was told")
        assert said == list(words)

    office.act(submission, "receive")
    office.act(submission, "reply", text="Mời bà Hà Thị Nết đến")
    services.tracking.refresh()
    is_told(written)
    program.events(DossierChanged(submission))  # a fee receipt was fetched, papers were let go, another handler
    is_told(written, stands)
    office.act(submission, "reply", text="Mời bà Hà Thị Nết đến vào thứ Năm")
    services.tracking.refresh()
    is_told(written, stands, written)
    program.background.rest()
    at_noon(person)
    program.events(DossierChanged(submission))
    is_told(written, stands, written, stands)


def test_a_word_that_came_while_somebody_looked_is_news_no_more(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = entered(person)
    submission, office = received(person)
    at_noon(person)
    said: list[str] = []
    tray_of(person).told.connect(said.append)
    window, background = person.program.window, person.program.background
    monkeypatch.setattr(window, "isActiveWindow", lambda: True)
    office.act(submission, "receive")
    office.act(submission, "reply", text="Mời bà Hà Thị Nết đến")
    services.tracking.refresh()
    person.waits(background._gathering.isActive, "nobody heard")
    person.waits(
        lambda: not background._gathering.isActive() and person.program.store.waiting == 0, "it is still gathering"
    )
    assert said == []
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    person.program.events(DossierChanged(submission))
    person.waits(lambda: bool(said), "nothing was told")
    assert said == ["Làm giấy khai sinh: Được tiếp nhận"]


def test_who_looks_at_the_window_or_wants_quiet_is_told_nothing(person: Person) -> None:
    services = entered(person)
    submission, office = received(person)
    at_noon(person).turn(on=False)
    said: list[str] = []
    tray_of(person).told.connect(said.append)
    person.program.window.hide()
    office.act(submission, "receive")
    services.tracking.refresh()
    gathering = person.program.background._gathering
    person.waits(lambda: not gathering.isActive() and person.program.store.waiting == 0, "it is still gathering")
    assert said == []
