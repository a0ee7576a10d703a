"""The resident's consent: printed and signed for one dossier, followed at the portal, and replaced when it ran out."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from desktop import assembly
from desktop.assembly.documents import read_text
from desktop.cli.demo_office import DemoOffice
from desktop.cli.demo_papers import consent_paper
from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.consent import ConsentState
from desktop.domain.draft import FilingFor, Relation, Submitter
from desktop.domain.submission import Mode, State
from tests.gui.birth import STORY, Papers
from tests.gui.officer import OFFICER, sits_down
from tests.gui.person import Person
from tests.screenshots.drafts import filled_draft

APPLICANT = STORY["answers"]["nguoi_yeu_cau"]
DAY = 86400


@pytest.fixture
def desk(person: Person) -> tuple[Person, assembly.Services, str]:
    services = sits_down(person)
    draft = filled_draft(services)
    services.drafting.file_for(draft, FilingFor.OTHER, Submitter(Relation.OFFICER, *OFFICER))
    return person, services, draft


Desk = tuple[Person, assembly.Services, str]


def test_the_paper_says_who_what_why_and_how_long(desk: Desk, papers: Papers) -> None:
    person, services, draft = desk
    person.program.navigator.go("papers", draft)
    person.waits(lambda: days(person) == "30", "the longest is not offered")
    person.reads("Đọc cho nghe rồi hẹn ký sau là chưa đủ")
    person.writes("consentDays", "40")
    person.reads("Số ngày đồng ý từ 1 đến 30")
    assert services.consenting.days(draft) == 30
    person.writes("consentDays", "7")
    person.waits(lambda: services.consenting.days(draft) == 7, "the days are not kept")
    path = papers.lies_ready("dong-y.pdf")
    person.presses("printConsent")
    person.reads(str(path.parent))
    told = " ".join(read_text(Path(path).read_bytes()).split())
    for wanted in (
        "VĂN BẢN ĐỒNG Ý", APPLICANT["ho_ten"], APPLICANT["so_dinh_danh"], *OFFICER, "Đăng ký khai sinh", "1.001193",
        "Thời hạn: 7 ngày", "91/2025/QH15", "rút lại đồng ý", "Giấy chứng sinh", "Ký hoặc điểm chỉ", "xã Mường Lát",
        STORY["answers"]["con"]["ho_ten"],
    ):  # fmt: skip
        assert wanted in told, (wanted, told)
    assert assembly.count_pages(path.read_bytes()) == 1


def test_what_the_portal_says_of_it_is_shown(desk: Desk, papers: Papers) -> None:
    person, services, draft = desk
    submission, _office = at_the_portal(person, services, draft, days=2)
    services.outbox.pause(submission)
    services.outbox.send_due()
    person.program.navigator.go("sent", submission)
    person.reads("Còn 1 ngày")
    person.reads(f"{OFFICER[0]} nộp thay cho {APPLICANT['ho_ten']}")
    services.outbox.unpause(submission)
    services.outbox.send_due()
    services.tracking.refresh()
    person.program.navigator.go("dossier", submission)
    person.reads("Đã dùng cho hồ sơ này")
    view = services.consenting.of_submission(submission)
    assert view is not None
    assert view.standing is not None
    assert view.standing.state is ConsentState.USED
    slip = papers.lies_ready("phieu.pdf")
    person.program.navigator.go("sent", submission)
    person.presses("proofSlip")
    person.waits(slip.exists, "no slip")
    person.reads(str(slip.parent))
    told = " ".join(read_text(slip.read_bytes()).split())
    assert view.standing.expires_at is not None
    for wanted in (view.consent.id, f"Người nộp: {OFFICER[0]}", f"Nộp thay cho: {APPLICANT['ho_ten']}"):
        assert wanted in told, told
    until = view.standing.expires_at + timedelta(hours=7)
    assert f"{until:%d/%m/%Y}" in told


def test_one_that_ran_out_is_replaced_and_the_corrected_dossier_arrives(desk: Desk, papers: Papers) -> None:
    person, services, draft = desk
    submission, office = at_the_portal(person, services, draft, days=7)
    services.outbox.pause(submission)
    services.outbox.send_due()
    office._call("PUT", "/clock", {"offset_s": 8 * DAY, "speed": 1})
    services.consenting.refresh(submission)
    person.program.navigator.go("sent", submission)
    person.reads("Đã hết hạn")
    services.outbox.unpause(submission)
    services.outbox.send_due()  # or the program does, which sees that it may go
    person.waits(lambda: services.outbox.item(submission).state is State.NEEDS_FIX, "it was not refused")
    assert services.outbox.item(submission).reason == "consent-expired"
    person.program.navigator.go("waiting")
    person.reads("đã hết hạn. Lấy giấy mới")
    person.presses(f"correct_{submission}")
    person.sees("choose_CONSENT")
    person.reads("Cần có")
    assert "dong-y.pdf" not in person.words(), "the old paper is not carried on"
    papers.lies_ready("dong-y-moi.pdf", consent_paper(["Tôi đồng ý lần nữa."]))
    person.presses("choose_CONSENT")
    person.sees("remove_CONSENT_1")
    person.presses("next")
    person.sees("allGood")
    person.ticks("pledge")
    person.presses("send")
    person.presses("sendUnseen")
    person.sees("atPortal")
    (again,) = (one.submission.id for one in services.tracking.listing.all() if one.submission.replaces == submission)
    person.waits(lambda: services.outbox.item(again).state is State.RECEIPTED, "it did not arrive")
    held = office.ledger()
    assert [one["id"] for one in held["dossiers"]] == [again]
    assert submission in held["tombstones"]


def test_taken_back_before_it_was_sent_nothing_goes_out(desk: Desk) -> None:
    person, services, draft = desk
    submission = services.finalising.submit(draft, pledge=True, mode=Mode.PRACTICE).id
    message = services.talking.write(submission, "Bao giờ có kết quả?").id
    person.program.navigator.go("sent", submission)
    person.presses("takeBackConsent")
    person.reads("Những gì chưa gửi sẽ không gửi nữa")
    person.presses("takeBackNo")
    assert services.outbox.item(submission).state is State.QUEUED, "nothing before a yes"
    person.presses("takeBackConsent")
    person.presses("takeBackYes")
    person.reads("Đã rút lại đồng ý.")
    person.waits(lambda: "takeBackConsent" not in person.names(), "it is offered again")
    assert person.told("consentState") == "Đã rút lại"
    office = DemoOffice.at(services)
    person.program.switch.turn(True)
    services.signing_in.as_user(STORY["user"], office.token)
    services.outbox.send_due()
    assert services.outbox.item(submission).state is State.WITHDRAWN
    assert services.outbox.item(message).state is State.WITHDRAWN
    assert office.ledger()["dossiers"] == []
    again = services.finalising.correct(submission)
    assert CONSENT_SLOT not in {paper.slot for paper in services.attaching.of_draft(again.id)}


def test_taken_back_without_a_network_all_stops_here_and_the_portal_is_told_later(desk: Desk) -> None:
    person, services, draft = desk
    submission, office = at_the_portal(person, services, draft, days=7)
    services.outbox.pause(submission)
    services.outbox.send_due()
    person.program.switch.turn(False)
    person.program.navigator.go("sent", submission)
    person.presses("takeBackConsent")
    person.presses("takeBackYes")
    person.reads("Trên máy này đã dừng gửi")
    assert services.outbox.item(submission).state is State.WITHDRAWN
    person.program.switch.turn(True)
    person.presses("tellConsent")
    person.reads("Đã rút lại đồng ý.")
    view = services.consenting.of_submission(submission)
    assert view is not None
    assert view.standing is not None
    assert view.standing.state is ConsentState.REVOKED
    assert office.ledger()["dossiers"] == []


def test_taken_back_after_it_was_sent_the_dossier_stays_with_the_office(desk: Desk) -> None:
    person, services, draft = desk
    submission, office = at_the_portal(person, services, draft, days=7)
    services.outbox.send_due()
    services.tracking.refresh()
    person.program.navigator.go("dossier", submission)
    person.presses("takeBackConsent")
    person.reads("vẫn ở cơ quan")
    person.presses("takeBackYes")
    person.reads("Đã rút lại đồng ý.")
    assert services.outbox.item(submission).state is State.RECEIPTED
    assert [one["id"] for one in office.ledger()["dossiers"]] == [submission]
    view = services.consenting.refresh(submission)
    assert view is not None
    assert view.standing is not None
    assert view.standing.state is ConsentState.REVOKED


def at_the_portal(person: Person, services: assembly.Services, draft: str, *, days: int) -> tuple[str, DemoOffice]:
    """Finalised with a consent for so many days, the officer signed in."""
    services.consenting.choose_days(draft, days)
    submission = services.finalising.submit(draft, pledge=True, mode=Mode.PRACTICE).id
    office = DemoOffice.at(services)
    person.program.switch.turn(True)
    services.signing_in.as_user(STORY["user"], office.token)
    return submission, office


def days(person: Person) -> str:
    line = person.line("consentDays")
    return line.text() if isinstance(line, QLineEdit) else ""
