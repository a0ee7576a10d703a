"""The officer's desk: people, one of them, a new dossier, the consent, the resident's own screen."""

from collections.abc import Iterator
from typing import Any

from desktop import assembly
from desktop.app.program import Program
from desktop.cli.demo_papers import consent_paper
from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.person import Bond, Kin, Person
from desktop.services.remembering import USE
from desktop.ui.pages.dense import DensePage
from desktop.ui.pages.people import PeoplePage
from desktop.ui.widgets.face_switch import FACE, PAGE, STEPS
from tests.screenshots.hands import look_at, press
from tests.screenshots.scene import Scene
from tests.screenshots.windows import residents_screen

NAMES = ("Lò Thị Ví Dụ", "Hà Văn Mẫu", "Đào Thị Thử", "Vi Văn Kiểm", "Ngân Thị Mai")


def officers_desk(program: Program) -> Iterator[Scene]:
    """Begins and ends as a family's machine."""
    services = program.services
    assert services is not None
    _serve(program, services, "neighbours")
    for kept in services.remembering.known().people:
        services.remembering.forget(kept.id)
    yield Scene("people_empty", ("people",))
    _people(services)
    yield Scene("resident_officer", ("resident", "p0"), (lambda: press(program.window, "begin_1.004873"),))
    services.serving.be_officer("Hà Văn Lực", "038080009999")
    draft = services.serving.begin("1.004873", "p0", ["/nguoi_yeu_cau", "/nguoi_duoc_cap"]).id
    yield Scene("people", ("people",))
    yield Scene("people_nobody", ("people",), (lambda: _find(program, "máy cày"),))
    yield Scene(
        "people_add_fault",
        ("people",),
        (lambda: press(program.window, "addResident"), lambda: press(program.window, "saveResident")),
    )
    yield Scene("resident", ("resident", "p0"))
    yield Scene("resident_edit", ("resident", "p0"), (lambda: press(program.window, "editResident"),))
    yield Scene(
        "resident_forget",
        ("resident", "p0"),
        (lambda: press(program.window, "forgetResident"), lambda: press(program.window, "forgetYes")),
    )
    yield Scene("resident_where", ("resident", "p0"), (lambda: press(program.window, "begin_1.000656"),))
    yield Scene("resident_form", ("form", draft), (lambda: build_whole(program),))
    yield Scene("papers_consent", ("papers", draft))
    program.choices[FACE] = STEPS
    services.attaching.attach(draft, CONSENT_SLOT, "dong-y.pdf", consent_paper(["Tôi đồng ý."]))
    yield Scene("check_officer", ("check", draft), (lambda: look_at(program.window, "residentSide"),))
    yield from residents_screen(program, services)
    services.drafting.discard(draft)
    _serve(program, services, "family")


def _people(services: assembly.Services) -> None:
    with services.open_unit() as uow:
        for number, name in enumerate(NAMES):
            answers: dict[str, Any] = {
                "ho_ten": name,
                "so_dinh_danh": f"03819000{1234 + number}",
                "ngay_sinh": f"19{60 + 7 * number}-04-12",
                "gioi_tinh": "nu" if "Thị" in name else "nam",
                "dien_thoai": "0912345678",
                "noi_cu_tru": {"xa": "14845", "chi_tiet": "bản Lát"},
                "so_cmnd": "171234567",
            }
            uow.persons.save(Person(f"p{number}", name, answers, services.clock.now()))
        uow.persons.tie(Kin("p0", Bond.SPOUSE, "p1"))
        uow.persons.tie(Kin("p4", Bond.MOTHER, "p0"))
        uow.commit()


def _serve(program: Program, services: assembly.Services, use: str) -> None:
    with services.open_unit() as uow:
        uow.settings.put(USE, use)
        uow.settings.put(FACE, PAGE if use == "neighbours" else STEPS)
        uow.commit()
    program.choices[FACE] = PAGE if use == "neighbours" else STEPS
    program.navigator.go("home")
    program._rebuild()


def _find(program: Program, words: str) -> None:
    """Typed, and the moment is over after which the list follows."""
    for page in program.window.findChildren(PeoplePage):
        if page.isVisible():
            page.seek(words)


def build_whole(program: Program) -> None:
    """The one-page form at once, which else is built bit by bit."""
    for page in program.window.findChildren(DensePage):
        if page.isVisible() and page.whole is not None:
            page.whole.build_all()
