"""Talking with the office from the window: a question, its answer, the word that the result came, a rating."""

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from desktop import assembly
from desktop.domain.errors import Refusal
from desktop.domain.events import DossierChanged
from desktop.domain.submission import Kind
from tests.gui.person import Person
from tests.gui.prepared import entered, is_confirmed, queued, received
from tests.screenshots.talking import a_month_ago

QUESTION = "Bao giờ tôi được lấy giấy khai sinh?"
ANSWER = "Chiều mai bà đến nhé."


@pytest.mark.timeout(180)
def test_a_question_is_answered_and_what_is_being_written_stays(person: Person) -> None:
    services = entered(person)
    dossier, office = received(person)
    office.act(dossier, "receive")
    services.tracking.refresh()
    person.program.navigator.go("dossier", dossier)
    person.presses("talk")
    person.sees("nothingSaid")
    person.presses("sendMessage")
    person.reads("Chưa có nội dung tin nhắn. Hãy viết điều bạn muốn hỏi.")
    person.writes("messageText", QUESTION)
    person.presses("sendMessage")
    person.waits(lambda: person.told("said_1") == QUESTION, "the question is not shown")
    person.waits(lambda: is_confirmed(services, dossier, Kind.MESSAGE), "the question has not arrived")
    person.writes("messageText", "Vâng, con")
    office.act(dossier, "reply", text=ANSWER)
    services.tracking.refresh()
    person.waits(lambda: "said_2" in person.names(), "the answer is not shown")
    assert person.told("said_2") == ANSWER
    assert services.talking.conversation(dossier)[0].text == QUESTION
    person.presses("sendMessage")
    person.waits(lambda: len(services.talking.conversation(dossier)) == 3, "what was being written is gone")


@pytest.mark.timeout(180)
def test_a_result_is_acknowledged_and_the_office_rated_once(person: Person) -> None:
    services = entered(person)
    dossier, office = received(person)
    for action in ("receive", "process", "finish"):
        office.act(dossier, action)
    services.tracking.refresh()
    person.program.navigator.go("result", dossier)
    person.presses("acknowledge_1")
    person.sees("acknowledged_1")
    person.waits(lambda: is_confirmed(services, dossier, Kind.ACKNOWLEDGEMENT), "the office was not told")
    person.presses("rate")
    person.reads("Hãy chọn một câu.")
    person.chooses("ratingStars", "4")
    person.writes("ratingText", "Cô cán bộ rất nhiệt tình")
    person.presses("rate")
    person.sees("rated")
    assert "rate" not in person.names()
    person.waits(lambda: is_confirmed(services, dossier, Kind.RATING), "the rating has not arrived")
    person.program.navigator.go("home")
    person.program.navigator.go("result", dossier)
    person.sees("acknowledged_1")
    assert "rate" not in person.names()


@pytest.mark.timeout(180)
def test_a_stuck_dossier_says_where_and_the_drafted_question_goes_to_the_office(person: Person) -> None:
    services = entered(person)
    dossier, office = received(person)
    for action in ("receive", "process"):
        office.act(dossier, action)
    services.tracking.refresh()
    person.waits(lambda: person.program.network.waiting == 0, "a round that is under way would tell it anew")
    a_month_ago(services, dossier)
    person.program.navigator.go("dossier", dossier)
    person.sees("stuckCard")
    assert "ngày làm việc" in person.told("stuckWhy")
    person.presses("writeEnquiry")
    person.sees("drafted")
    box = person.sees("messageText").findChild(QPlainTextEdit)
    assert box is not None
    cut = box.verticalScrollBar().maximum
    person.waits(lambda: cut() == 0, f"sent without having been read to its end: {box.height()} {cut()}")
    person.presses("sendMessage")
    person.waits(lambda: is_confirmed(services, dossier, Kind.MESSAGE), "the question has not arrived")
    [said] = services.talking.conversation(dossier)
    assert "Đề nghị cơ quan cho biết hồ sơ đang ở đâu" in said.text
    assert assembly.draw_enquiry(services, dossier).startswith(b"%PDF")
    office.act(dossier, "finish")
    services.tracking.refresh()
    with pytest.raises(Refusal, match=r"enquiry\.not-stuck"):
        services.enquiring.draft(dossier)


@pytest.mark.timeout(180)
def test_a_dossier_that_the_portal_never_told_of_is_drawn_again_and_again(person: Person) -> None:
    services = entered(person)
    submission = queued(services)
    person.program.navigator.go("dossier", submission)
    person.reads("Chưa có gì ở cổng.")
    for _ in range(2):
        person.program.events(DossierChanged(submission))
    person.reads("Chưa có gì ở cổng.")
