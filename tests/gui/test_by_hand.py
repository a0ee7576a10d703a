"""Filing on paper, by hand: printed, asked, written down, found again; and never sent."""

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QLabel

from desktop.domain.by_hand import HandStatus, Way
from desktop.services.filing_by_hand import Slip
from tests.gui.birth import Papers
from tests.gui.person import Person
from tests.gui.prepared import entered, services_of
from tests.screenshots.drafts import filled_draft
from tests.unit.documents import reading

SEVEN = timedelta(hours=7)


def today() -> datetime:
    return datetime.now(UTC) + SEVEN


def on_paper(person: Person) -> str:
    """The page of the paper way, with the grandmother's draft."""
    draft = filled_draft(entered(person))
    person.program.navigator.go("check", draft)
    person.presses("paperWay")
    person.sees("filedPost")
    return draft


def words_of(person: Person, name: str) -> str:
    return " ".join(label.text() for label in person.sees(name).findChildren(QLabel))


def test_printed_on_the_check_page_one_is_asked_there_and_at_home(person: Person, papers: Papers) -> None:
    draft = filled_draft(entered(person))
    person.program.navigator.go("check", draft)
    copy = papers.lies_ready("bo-giay.pdf")
    person.presses("printSet")
    person.waits(copy.exists, "nothing was written")
    person.reads("Bạn đã nộp chưa?")
    assert copy.read_bytes().startswith(b"%PDF")
    person.presses("answerFiled")
    person.sees("filedCounter")
    person.presses("rail_home")
    person.presses(f"filed_{draft}")
    person.presses("notYet")
    person.reads("Chưa nộp: hồ sơ vẫn là bản nháp trên máy này.")
    person.presses("rail_home")
    person.sees(f"resume_{draft}")
    assert f"filed_{draft}" not in person.names(), "asked again although one has just said no"


def test_the_envelope_is_saved_and_names_the_office(person: Person, papers: Papers) -> None:
    on_paper(person)
    copy = papers.lies_ready("phong-bi.pdf")
    person.presses("printEnvelope")
    person.waits(copy.exists, "nothing was written")
    person.reads(str(copy))
    assert "Trung tâm Phục vụ hành chính công xã Mường Lát" in reading.text(copy.read_bytes())


def test_what_the_slip_says_is_written_down_and_found_again(person: Person) -> None:
    draft = on_paper(person)
    person.presses("filedPost")
    person.writes("code", "H56.14845-261123-0007")
    due = today() + timedelta(days=9)
    person.dates("dueOn", f"{due:%Y-%m-%d}")
    person.writes("postNumber", "EB123456789VN")
    person.presses("recordFiling")
    assert person.told("handMark") == "Bạn tự ghi"
    assert "H56.14845-261123-0007" in person.told("filedHow")
    assert f"{due:%d/%m/%Y}" in person.told("dueWords")
    services = services_of(person)
    [(filing, frozen)] = services.filing_by_hand.all()
    assert (frozen.id, filing.way, filing.due_on, filing.post_number) == (draft, Way.POST, due.date(), "EB123456789VN")
    assert services.outbox.items() == ()
    person.presses("rail_dossiers")
    person.presses(f"hand_{filing.id}")
    person.searches("261123-0007")
    person.presses(f"found_{filing.id}")
    person.chooses("status", "supplement")
    person.presses("saveFiling")
    person.reads("Đã lưu trên máy này.")
    assert services.filing_by_hand.get(filing.id)[0].status is HandStatus.SUPPLEMENT
    person.presses("rail_home")
    person.presses(f"hand_{filing.id}")
    person.waits(lambda: person.told("handStatus") == "Cần bổ sung", "its state is not shown")
    person.presses("rail_waiting")
    person.sees("empty")


def test_a_day_that_is_none_is_told_at_its_field(person: Person) -> None:
    on_paper(person)
    person.presses("filedCounter")
    assert "postNumber" not in person.names(), "nobody has a number of the post at the counter"
    person.dates("filedOn", "2026-02-31")
    person.presses("recordFiling")
    person.reads("Ngày này không có trong lịch.")
    person.dates("filedOn", f"{today() + timedelta(days=2):%Y-%m-%d}")
    person.presses("recordFiling")
    person.reads("Ngày nộp không thể sau hôm nay.")
    assert services_of(person).filing_by_hand.all() == ()


def recorded(person: Person) -> tuple[str, str]:
    services = entered(person)
    draft = filled_draft(services)
    filing = services.filing_by_hand.record(draft, Slip(Way.COUNTER, today().date()))
    person.program.navigator.go("by_hand", filing.id)
    return draft, filing.id


def test_it_is_taken_back_after_a_second_yes(person: Person) -> None:
    draft, _ = recorded(person)
    person.presses("takeBack")
    assert services_of(person).filing_by_hand.all() != ()
    person.presses("takeBackSure")
    person.sees("/nguoi_yeu_cau/ho_ten")
    assert services_of(person).filing_by_hand.all() == ()
    assert services_of(person).drafting.get(draft).finalised_as is None


def test_it_is_copied_and_printed_again(person: Person, papers: Papers) -> None:
    draft, filing = recorded(person)
    copy = papers.lies_ready("in-lai.pdf")
    person.presses("printAgain")
    person.waits(copy.exists, "nothing was written")
    person.presses("copyFiling")
    person.sees("/nguoi_yeu_cau/ho_ten")
    [copied] = services_of(person).drafting.open()
    assert copied.id != draft
    assert services_of(person).filing_by_hand.get(filing)[1].id == draft


def test_a_filed_draft_is_not_offered_again(person: Person) -> None:
    draft, _ = recorded(person)
    person.program.navigator.go("paper_way", draft)
    person.reads("Hồ sơ này đã được ghi là nộp rồi")
    assert "filedCounter" not in person.names()


def test_where_both_must_come_nothing_is_said_of_the_post(person: Person) -> None:
    draft = entered(person).drafting.start("1.000894")
    person.program.navigator.go("paper_way", draft.id)
    person.reads("Thủ tục này không nhận qua bưu điện")
    assert {"filedPost", "printEnvelope"}.isdisjoint(person.names())
