"""What settings change is seen at once and loses nothing that was typed."""

from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit

from tests.gui.birth import Papers, begins
from tests.gui.conftest import Start
from tests.gui.person import Person
from tests.gui.prepared import entered, queued, services_of
from tests.screenshots.drafts import filled_draft


def test_another_language_keeps_what_is_typed(person: Person, papers: Papers) -> None:
    entered(person)
    begins(person, papers)
    person.types(person.line("/nguoi_yeu_cau/ho_ten"), "Lò Thị Mây")
    person.presses("rail_settings")
    person.picks_from("language", "en")
    person.reads("Language")
    assert QCoreApplication.translate("QPlatformTheme", "Abort") == "Abort"
    assert person.told("practiceBand").startswith("PRACTICE")
    assert "PRACTICE" in person.program.window.windowTitle()
    [draft] = services_of(person).drafting.open()
    person.presses("rail_home")
    person.presses(f"resume_{draft.id}")
    line = person.line("/nguoi_yeu_cau/ho_ten")
    assert isinstance(line, QLineEdit)
    assert line.text() == "Lò Thị Mây"
    person.presses("next")
    person.sees("errorSummary")


@pytest.mark.parametrize(("name", "value"), [("textSize", "1.5"), ("theme", "dark"), ("theme", "contrast")])
def test_another_look_is_worn_at_once_and_next_time(start: Start, name: str, value: str) -> None:
    person = start()
    entered(person)
    person.presses("rail_settings")
    person.picks_from(name, value)

    def worn(one: Person) -> str:
        look = one.program.around.look
        return look.name if name == "theme" else str(look.scale)

    person.waits(lambda: worn(person) == value, "the look is not worn")
    person.sees("networkSwitch")
    again = start()
    again.sees("procedure_1.001193")
    assert worn(again) == value


def test_the_network_has_one_truth_in_two_places(person: Person) -> None:
    services = entered(person)
    person.presses("rail_settings")
    assert person.told("truthLine") == "Không có mạng"
    person.ticks("network")
    person.waits(lambda: person.sees("networkSwitch").accessibleName() == "Mạng: có", "the switch lags behind")
    assert not services.connect.offline
    person.presses_space_on("networkSwitch")
    person.waits(lambda: person.sees("networkSwitch").accessibleName() == "Mạng: không", "the switch is stuck")
    assert person.sees("network").property("checked") is False
    assert services.connect.offline


def test_the_send_button_follows_the_network(person: Person) -> None:
    services = entered(person)
    person.program.navigator.go("check", filled_draft(services))
    send = person.sees("send")
    person.waits(lambda: send.accessibleName() == "Chờ có mạng, rồi đăng nhập để gửi", "offline")
    person.presses("networkSwitch")
    person.waits(lambda: send.accessibleName() == "Đăng nhập để gửi", "online and not signed in")


def test_a_discarded_draft_comes_back_from_the_bin(person: Person) -> None:
    services = entered(person)
    draft = filled_draft(services)
    person.presses("rail_dossiers")
    person.presses(f"discard_{draft}")
    person.waits(lambda: f"draft_{draft}" not in person.names(), "it stays in the list")
    person.presses("rail_settings")
    person.presses(f"restore_{draft}")
    person.waits(lambda: f"restore_{draft}" not in person.names(), "it stays in the bin")
    person.presses("rail_dossiers")
    person.presses(f"draft_{draft}")
    person.waits(lambda: services.drafting.get(draft).discarded_at is None, "it is not back")


@pytest.mark.parametrize("scale", ["1.0", "2.0"])
def test_the_line_of_truth_is_never_cut_off(person: Person, scale: str) -> None:
    queued(entered(person))
    person.presses("rail_settings")
    person.picks_from("textSize", scale)
    person.waits(lambda: person.told("truthLine") == "Không có mạng – 1 hồ sơ đang chờ gửi", "the line of truth")

    def fits(width: int) -> bool:
        if person.program.window.width() != width:
            return False
        line, switch = person.sees("truthLine"), person.sees("networkSwitch")
        needs = line.heightForWidth(line.width()) if line.hasHeightForWidth() else line.sizeHint().height()
        is_whole = line.height() >= needs and (line.hasHeightForWidth() or line.width() >= line.sizeHint().width())
        return is_whole and not line.geometry().intersects(switch.geometry())

    for width in (1280, 1024, 800):
        person.program.window.resize(width, 700)
        person.waits(partial(fits, width), f"the line is cut off at {width}")
