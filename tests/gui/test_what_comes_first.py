"""What presses most stands first in every list, and each list says how a dossier stands."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop import assembly
from desktop.services.reminding import Reason
from tests.gui.birth import CODE
from tests.gui.person import Person
from tests.gui.prepared import entered, queued, received
from tests.screenshots.talking import a_month_ago

ADDED = {"/con/noi_sinh": "Trạm Y tế xã Mường Lát"}


def another(services: assembly.Services) -> str:
    """One more of the same, sent."""
    dossier = queued(services)
    services.outbox.send_due()
    return dossier


@pytest.mark.timeout(180)
def test_a_draft_certificate_comes_ahead_of_everything_with_its_countdown(person: Person) -> None:
    services = entered(person)
    certificate, office = received(person)
    fee = another(services)
    for action in ("receive", "process"):
        office.act(certificate, action)
    office.act(certificate, "ask_confirmation")
    office.act(fee, "ask_payment")
    services.tracking.refresh()
    person.program.navigator.go("home")
    person.sees(f"move_{fee}")
    assert person.height_of(f"move_{certificate}") < person.height_of(f"procedure_{CODE}")
    person.program.navigator.go("dossiers")
    person.waits(lambda: person.told(f"stands_{certificate}") == "Xem bản dự thảo · Còn 23 giờ", "no countdown")
    assert person.height_of(f"open_{certificate}") < person.height_of(f"open_{fee}")
    assert services.reminding.all()[0].reason is Reason.CONFIRMATION


@pytest.mark.timeout(180)
def test_a_list_tells_what_was_answered_what_is_stuck_and_what_was_not_taken_in(person: Person) -> None:
    services = entered(person)
    asked, office = received(person)
    late, new, leaves, taken_back = (another(services) for _ in range(4))
    for dossier in (asked, late):
        for action in ("receive", "process"):
            office.act(dossier, action)
    office.act(asked, "ask_supplement", text="Thiếu", fields=[{"pointer": next(iter(ADDED)), "why": "ghi rõ"}])
    for dossier in (leaves, taken_back):
        services.answering.withdraw(dossier, "nộp nhầm")
    services.outbox.send_due()
    office.act(taken_back, "grant_withdrawal")
    services.tracking.refresh()
    person.presses("networkSwitch")
    person.waits(lambda: person.program.network.waiting == 0, "a round that is under way would tell it anew")
    a_month_ago(services, late)
    services.answering.answer_supplement(asked, answers=ADDED, papers={})
    person.program.navigator.go("dossiers")
    person.waits(lambda: person.told(f"stands_{asked}") == "Chờ gửi", "it still asks for what was answered")
    person.program.navigator.go("supplement", asked)
    person.reads("Bạn đã trả lời rồi.")
    assert "sendSupplement" not in person.names()
    person.program.navigator.go("dossiers")
    told = {one: person.told(f"stands_{one}") for one in (late, new, leaves, taken_back)}
    assert list(told.values()) == ["Đang kẹt", "Cổng đã nhận", "Đang xin rút", "Đã rút hồ sơ"]


@pytest.mark.timeout(120)
def test_the_last_word_of_the_portal_is_read_offline_with_its_age(person: Person) -> None:
    services = entered(person)
    dossier, office = received(person)
    office.act(dossier, "receive")
    services.tracking.refresh()
    person.presses("networkSwitch")
    person.waits(lambda: person.program.network.waiting == 0, "a round that is under way would tell it anew")
    with services.open_unit() as uow:
        copy = uow.dossiers.get(dossier)
        assert copy is not None
        uow.dossiers.upsert(replace(copy, refreshed_at=services.clock.now() - timedelta(days=3)))
        uow.commit()
    person.program.navigator.go("dossier", dossier)
    person.waits(lambda: "(3 ngày trước)" in person.told("asOf"), "its age is not told")
    assert person.height_of("asOf") < person.height_of("refresh"), "beside what it is the age of"
    person.program.navigator.go("dossiers")
    person.reads("Được tiếp nhận (cổng báo 3 ngày trước)")
