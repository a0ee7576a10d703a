"""What was said and cannot go on by itself is not asked for again: each page shows the way on."""

import pytest

from desktop import assembly
from desktop.cli.demo_office import DemoOffice
from desktop.domain.submission import Kind, State
from tests.gui.person import Person
from tests.gui.prepared import entered, received
from tests.integration.vault.records import brought_to

FIELD = "/con/noi_sinh"
ADDED = "Trạm Y tế xã Mường Lát"


@pytest.fixture
def asked(person: Person) -> tuple[assembly.Services, str, DemoOffice]:
    """Her dossier, offline from now on, and the office."""
    services = entered(person)
    dossier, office = received(person)
    for action in ("receive", "process"):
        office.act(dossier, action)
    return services, dossier, office


def answered(person: Person, services: assembly.Services, dossier: str, state: State) -> None:
    """She answered the open request, and the answer came so far."""
    services.tracking.refresh()
    person.presses("networkSwitch")
    item = services.answering.answer_supplement(dossier, answers={FIELD: ADDED}, papers={})
    brought_to(services.vault, state, item.id)


def ask(office: DemoOffice, dossier: str) -> None:
    office.act(dossier, "ask_supplement", text="Thiếu", fields=[{"pointer": FIELD, "why": "ghi rõ"}], days=5)


@pytest.mark.timeout(180)
def test_an_answer_that_waits_for_signing_in_is_not_asked_for_again(
    person: Person, asked: tuple[assembly.Services, str, DemoOffice]
) -> None:
    services, dossier, office = asked
    ask(office, dossier)
    answered(person, services, dossier, State.NEEDS_LOGIN)
    person.program.navigator.go("supplement", dossier)
    person.reads("Bạn đã trả lời rồi, không phải điền lại.")
    assert "sendSupplement" not in person.names()
    person.program.navigator.go("dossiers")
    person.waits(lambda: person.told(f"stands_{dossier}").startswith("Đăng nhập · Còn"), "it still asks for papers")
    person.program.navigator.go("home")
    person.reads("Đăng nhập để gửi tiếp")
    person.program.navigator.go("dossier", dossier)
    person.reads("Đến lượt bạn: đăng nhập")
    person.presses("nextMove")
    person.sees("signOut")


@pytest.mark.timeout(180)
def test_an_answer_that_the_portal_refused_is_asked_for_again_and_goes(
    person: Person, asked: tuple[assembly.Services, str, DemoOffice]
) -> None:
    services, dossier, office = asked
    ask(office, dossier)
    answered(person, services, dossier, State.NEEDS_FIX)
    person.program.navigator.go("dossier", dossier)
    person.presses("nextMove")
    person.sees("failedBefore")
    assert person.line(FIELD).property("plainText") == ADDED, "what she wrote is still there"
    person.presses("sendSupplement")
    person.sees("turnCard")
    person.reads("Còn việc đang chờ gửi")
    with services.open_unit() as uow:
        [again] = [item for item in uow.outbox.of_submission(dossier) if item.kind is Kind.SUPPLEMENT]
    assert (again.state, again.started) == (State.QUEUED, False)
    person.presses("networkSwitch")
    person.waits(lambda: services.outbox.item(again.id).state is State.RECEIPTED, "the corrected answer did not go")


@pytest.mark.timeout(180)
def test_a_message_that_could_not_go_is_the_persons_turn_everywhere(
    person: Person, asked: tuple[assembly.Services, str, DemoOffice]
) -> None:
    services, dossier, office = asked
    office.act(dossier, "finish")
    services.tracking.refresh()
    services.results.download(dossier)
    office.act(dossier, "return")
    services.tracking.refresh()
    person.presses("networkSwitch")
    item = services.talking.write(dossier, "Bao giờ tôi được lấy giấy?")
    brought_to(services.vault, State.NEEDS_FIX, item.id)
    person.program.navigator.go("dossier", dossier)
    person.reads("Đến lượt bạn: mở Chờ gửi")
    assert "Không ai phải làm gì nữa" not in person.words()
    person.program.navigator.go("dossiers")
    person.waits(lambda: person.told(f"stands_{dossier}") == "Mở Chờ gửi", "the list says something else")
    person.program.navigator.go("home")
    person.reads("Có việc chưa gửi được")
    person.presses(f"move_{dossier}")
    person.sees(f"item_{item.id}")


@pytest.mark.timeout(180)
def test_a_request_to_take_back_that_is_held_up_is_not_said_to_go_by_itself(
    person: Person, asked: tuple[assembly.Services, str, DemoOffice]
) -> None:
    services, dossier, _office = asked
    services.tracking.refresh()
    person.presses("networkSwitch")
    first = services.answering.withdraw(dossier, "nộp nhầm")
    assert first is not None
    person.program.navigator.go("supplement", dossier)
    person.reads("Cơ quan không còn hỏi gì ở đây.")
    brought_to(services.vault, State.NEEDS_LOGIN, first.id)
    person.program.navigator.go("dossier", dossier)
    person.presses("withdraw")
    person.writes("withdrawWhy", "nộp nhầm")
    person.presses("withdrawNow")
    person.reads("Lời xin rút trước đây còn ở máy này")
