"""Every page that a person can meet, in the order of one story, for whoever walks it: the camera and the tests."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from desktop import assembly
from desktop.app.program import Program
from desktop.cli.demo_office import DemoOffice
from desktop.cli.demo_papers import birth_paper
from desktop.domain.by_hand import Way
from desktop.domain.submission import Mode
from desktop.services import local_day
from desktop.services.filing_by_hand import Slip
from desktop.ui.pages.background_card import BackgroundCard
from desktop.ui.pages.bin_card import BinCard
from desktop.ui.pages.papers import PapersPage
from desktop.ui.pages.people_card import PeopleCard
from desktop.ui.pages.retention_card import RetentionCard
from desktop.ui.widgets.face_switch import FACE, PAGE, STEPS
from desktop.ui.widgets.truth_line import Truth, TruthLine
from tests.screenshots import elsewhere, talking, upkeep
from tests.screenshots.account import account_scenes
from tests.screenshots.door import at_the_door, with_protection
from tests.screenshots.drafts import STORY, filled_draft
from tests.screenshots.hands import look_at, press
from tests.screenshots.many import with_many_dossiers
from tests.screenshots.officer import build_whole, officers_desk
from tests.screenshots.scene import Scene
from tests.screenshots.windows import at_the_end, copied_across

LATE = "clause_60/2014/QH13#15.1"


def scenes(program: Program, folder: Path) -> Iterator[Scene]:
    """The whole story; between two scenes the world goes on. *folder* is for files that are picked."""
    services = program.services
    assert services is not None
    yield from with_nothing_there(program, services)
    yield from upkeep.scenes_at_first(program, services, folder)
    yield from with_protection(program, services)
    draft = filled_draft(services)
    yield from while_filling(program, services, draft)
    yield from refused_papers(program, folder, draft)
    yield from by_ones_own_hand(program, services)
    yield from on_paper(program, services)
    submission = services.finalising.submit(draft, pledge=True, mode=Mode.PRACTICE).id
    yield Scene("sent_waiting", ("sent", submission))
    yield from with_people_known(program, services, submission)
    yield from elsewhere.filed_elsewhere(program, services)
    yield Scene("waiting", ("waiting",))
    yield Scene("alarm", ("home",), (lambda: alarm(program),))
    yield from at_the_portal(program, services, submission)
    yield from account_scenes(program, services, filled_draft(services))
    yield from officers_desk(program)
    yield from at_the_end(program)
    yield from with_many_dossiers(program, services, folder)
    yield from at_the_door(program, folder)


def with_nothing_there(program: Program, services: assembly.Services) -> Iterator[Scene]:
    """Lists without a row."""
    yield Scene("home_empty", ("home",))
    yield Scene("dossiers_empty", ("dossiers",))
    yield Scene("waiting_empty", ("waiting",))
    yield Scene("wallet_empty", ("wallet",))
    yield Scene("search_nothing", ("search", "máy cày"))
    yield Scene("settings", ("settings",))
    services.drafting.discard(services.drafting.start(STORY["procedure"]).id)
    yield Scene("settings_bin", ("settings",), (lambda: look_at(program.window, BinCard),))
    yield Scene("settings_background", ("settings",), (lambda: look_at(program.window, BackgroundCard),))
    yield Scene("settings_tidy", ("settings",), (lambda: look_at(program.window, RetentionCard),))


def while_filling(program: Program, services: assembly.Services, draft: str) -> Iterator[Scene]:
    """All pages of an offline afternoon."""
    empty = services.drafting.start(STORY["procedure"]).id
    answers = {"con": {"ho_ten": "Lò Văn Bảo", "ngay_sinh": "2026-11-31", "gioi_tinh": "nam"}}
    services.drafting.save(empty, answers, step="con")
    yield Scene("home", ("home",))
    yield Scene("search", ("search", "khai sinh"))
    yield Scene("sheet", ("sheet", STORY["procedure"]))
    yield from law_and_choice(program)
    yield Scene("filing_for", ("filing_for", draft))
    for category in services.catalogue.get(STORY["procedure"]).ui["elements"]:
        step = category["i18n"].removeprefix("step.")
        yield Scene(f"form_{step}", ("form", draft, step))
    yield Scene("form_fault", ("form", empty, "con"), (lambda: press(program.window, "next"),))
    yield from on_one_page(program, draft, empty)
    yield Scene("papers", ("papers", draft))
    yield Scene("check", ("check", draft))
    yield Scene("check_fault", ("check", empty))
    late = {"con": {"ho_ten": "Lò Văn Bảo", "ngay_sinh": "2026-01-05", "gioi_tinh": "nam"}}
    services.drafting.save(empty, late, step="con")
    yield Scene(
        "form_law", ("form", empty, "con"), (lambda: press(program.window, "next"), lambda: press(program.window, LATE))
    )
    yield Scene("check_law", ("check", empty), (lambda: press(program.window, LATE),))


def law_and_choice(program: Program) -> Iterator[Scene]:
    """Clauses that open, a sheet that can only be read, and the questions that lead to a procedure."""
    yield Scene("sheet_law", ("sheet", STORY["procedure"]), (lambda: press(program.window, LATE[:-2]),))
    yield Scene("sheet_thin", ("sheet", "1.001776"))
    yield Scene("sheet_replaced", ("sheet", "1.000954"))
    yield Scene("search_all", ("search",))
    yield Scene("guide", ("guide",))
    yield Scene("guide_question", ("guide", "birth", "0.0"))
    yield Scene("guide_end", ("guide", "birth", "0.0.1"), (lambda: press(program.window, "clause_60/2014/QH13#25"),))
    yield Scene("guide_elsewhere", ("guide", "festival", "1"))


def with_people_known(program: Program, services: assembly.Services, submission: str) -> Iterator[Scene]:
    """What the first birth makes easier: people above their blocks, a card, the settings, a similar dossier."""
    again = services.drafting.start(STORY["procedure"], answers={"me": {"so_dinh_danh": "038301000000"}}).id
    yield Scene("form_known", ("form", again, "nguoi_yeu_cau"))
    yield Scene("form_family", ("form", again, "con"))
    yield Scene("form_other_words", ("form", again, "me"), (lambda: press(program.window, "person/me_0"),))
    yield Scene("form_card", ("form", again, "cha"), (lambda: press(program.window, "scanCard/cha"),))
    yield Scene("settings_people", ("settings",), (lambda: look_at(program.window, PeopleCard),))
    yield Scene("duplicate", ("duplicate", submission))
    services.drafting.discard(again)


def on_one_page(program: Program, draft: str, empty: str) -> Iterator[Scene]:
    """The dense page; whoever comes after finds the steps again."""

    build = lambda: build_whole(program)  # noqa: E731 one act among others
    program.choices[FACE] = PAGE
    yield Scene("form_dense", ("form", draft, "con"), (build,))
    yield Scene("form_dense_fault", ("form", empty, "con"), (build, lambda: press(program.window, "next")))
    program.choices[FACE] = STEPS


def refused_papers(program: Program, folder: Path, draft: str) -> Iterator[Scene]:
    """A file that cannot be taken, and a photograph where a PDF is wanted."""
    broken, photo = folder / "giay-hong.pdf", folder / "giay-cu-tru.jpg"
    broken.write_bytes(b"%PDF-1.7 nothing follows")
    photo.write_bytes(birth_paper(["Nơi cư trú: xã Mường Lát"]))
    yield Scene("papers_refused", ("papers", draft), (lambda: take(program, "TP01", broken),))
    yield Scene("papers_photo", ("papers", draft), (lambda: take(program, "TP08", photo),))


def by_ones_own_hand(program: Program, services: assembly.Services) -> Iterator[Scene]:
    """The real ways beside practice: in front, warned of the package, and asked after copying across."""
    draft = filled_draft(services)
    yield Scene("check_real", ("check", draft, "ways"))
    yield from copied_across(program, draft)
    yield Scene("check_package", ("check", draft), (lambda: press(program.window, "exportPackage"),))
    services.filing_by_hand.printed(draft, Way.ONLINE)
    yield Scene("copied_asked", ("paper_way", draft), (lambda: press(program.window, "filedOnline"),))
    yield Scene("home_copied", ("home",), (lambda: look_at(program.window, "openGuide"),))
    today = local_day.today(services.clock)
    filing = services.filing_by_hand.record(draft, Slip(Way.ONLINE, today, "H56.14845-261126-0011"))
    yield Scene("by_hand_online", ("by_hand", filing.id))


def on_paper(program: Program, services: assembly.Services) -> Iterator[Scene]:
    """What is filed by hand: printed, asked, written down, late."""
    draft = filled_draft(services)
    services.filing_by_hand.printed(draft, Way.POST)
    yield Scene("paper_way", ("paper_way", draft))
    yield Scene("paper_way_filed", ("paper_way", draft), (lambda: press(program.window, "filedPost"),))
    today = local_day.today(services.clock)
    waits = Slip(
        Way.POST, today - timedelta(days=2), "H56.14845-261123-0007", today + timedelta(days=9), "EB123456789VN"
    )
    late = Slip(Way.COUNTER, today - timedelta(days=20), due_on=today - timedelta(days=6))
    filing = services.filing_by_hand.record(filled_draft(services), waits)
    services.filing_by_hand.record(filled_draft(services), late)
    yield Scene("by_hand", ("by_hand", filing.id))
    yield Scene("by_hand_back", ("by_hand", filing.id), (lambda: press(program.window, "takeBack"),))
    yield Scene("home_by_hand", ("home",), (lambda: look_at(program.window, "openGuide"),))
    yield Scene("dossiers_by_hand", ("dossiers",))


def at_the_portal(program: Program, services: assembly.Services, dossier: str) -> Iterator[Scene]:
    """All pages of a dossier that was sent."""
    office = DemoOffice.at(services)
    program.switch.turn(True)
    services.signing_in.as_user(STORY["user"], office.token)
    services.outbox.send_due()
    services.tracking.refresh()
    yield Scene("sent_received", ("sent", dossier))
    for name, place in moves(office, services, dossier):
        services.tracking.refresh()
        yield Scene(f"dossier_{name}", ("dossier", dossier))
        if place == "fee":
            yield Scene("fee", ("fee", dossier), (lambda: press(program.window, "payQr"),))
        elif place:
            yield Scene(place, (place, dossier))
        if name == "processing":
            yield from talking.scenes_of(program, services, office, dossier)
    yield Scene("home_later", ("home",), (lambda: look_at(program.window, "openGuide"),))
    yield Scene("dossiers", ("dossiers",))
    yield Scene("wallet", ("wallet",))
    yield from upkeep.scenes_of(program, services, office, dossier)


def moves(office: DemoOffice, services: assembly.Services, dossier: str) -> Iterator[tuple[str, str]]:
    """What the office does, one thing after the other, with the page where it is answered."""
    asked = STORY["supplement"]
    office.act(dossier, "receive")
    office.act(dossier, "process")
    office.act(dossier, "ask_supplement", text=asked["text"], slots=asked["slots"], fields=asked["fields"])
    yield "supplement", "supplement"
    papers = {"TP01": [("chung-sinh-ro-hon.jpg", birth_paper(["Họ và tên mẹ: Hà Thị Nết"]))]}
    services.answering.answer_supplement(dossier, answers=asked["answers"], papers=papers)
    services.outbox.send_due()
    yield "processing", ""
    office.act(dossier, "ask_confirmation")
    yield "draft", "draft_certificate"
    services.answering.confirm(dossier, wrong=None)
    services.outbox.send_due()
    office.act(dossier, "ask_payment")
    yield "fee", "fee"
    office.act(dossier, "pay", note="00123")
    office.act(dossier, "finish")
    yield "result", "result"


def take(program: Program, slot: str, path: Path) -> None:
    """Drop a file on a slot."""
    for page in program.window.findChildren(PapersPage):
        if page.isVisible():
            page.take(slot, str(path))


def alarm(program: Program) -> None:
    """Something has waited for more than an hour."""
    line = program.window.findChild(TruthLine)
    assert line is not None
    line.changed.emit(Truth("neutral", line.truth.words, line.truth.waiting, is_alarming=True))
