"""The pages of an officer with many dossiers: a batch, rows from a spreadsheet, the day's report."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox

from desktop import assembly
from desktop.app.program import Program
from desktop.services.remembering import USE
from desktop.ui.pages.import_rows import ImportPage
from forms.answers import put
from forms.sheet_columns import columns
from tests.fakes.sheet_cells import cells_of
from tests.screenshots.drafts import BIRTH_PAPER, STORY
from tests.screenshots.hands import look_at, press
from tests.screenshots.scene import Scene


def with_many_dossiers(program: Program, services: assembly.Services, folder: Path) -> Iterator[Scene]:
    """A machine that serves neighbours, for as long as these scenes last."""
    before = [draft.id for draft in services.drafting.open()]
    for draft in before:
        services.drafting.discard(draft)
    program._keep(USE, "neighbours")
    yield Scene("batch_empty", ("batch",))
    yield from importing(program, services, folder)
    for name in ("Lò Văn Bảo", "Hà Thị Nết", "Lò Văn Bảo"):
        ready_draft(services, name)
    faulty = faulty_draft(services, "Giàng A Páo")
    yield Scene("dossiers_officer", ("dossiers",))
    yield Scene("batch_checked", ("batch",), (lambda: press(program.window, "checkAll"),))
    see_pledge = (lambda: press(program.window, "checkAll"), lambda: look_at(program.window, "pledgeCard"))
    yield Scene("batch_pledge", ("batch",), see_pledge)
    yield Scene("batch_form", ("batch_form", faulty, "con#/con/ngay_sinh"))
    send = (
        lambda: press(program.window, "checkAll"),
        lambda: pledge(program),
        lambda: press(program.window, "sendAll"),
    )
    yield Scene("batch_sent", ("batch",), send)
    yield Scene("day", ("day",))
    yield Scene("day_nothing", ("day", "2026-01-02"))
    program._keep(USE, "")
    for left in services.drafting.open():
        services.drafting.discard(left.id)


def importing(program: Program, services: assembly.Services, folder: Path) -> Iterator[Scene]:
    """An empty page, a file that is none, rows with faults."""
    broken, rows = folder / "hong.xlsx", folder / "khai-sinh.csv"
    broken.write_bytes(b"PK\x03\x04 nothing follows")
    rows.write_bytes(sheet(services))
    yield Scene("import_refused", ("import",), (lambda: pick(program, broken),))
    yield Scene(
        "import_rows",
        ("import", STORY["procedure"]),
        (lambda: pick(program, rows), lambda: look_at(program.window, "importSummary")),
    )


def sheet(services: assembly.Services) -> bytes:
    """Three rows: a good one, one whose number was eaten, one with a day that no month has; and a column of theirs."""
    pack = services.catalogue.get(STORY["procedure"])
    known = columns(pack)
    table = services.many.importing.template(pack.code)
    good = cells_of(known, STORY["answers"])
    places = {column.key: at for at, column in enumerate(known)}
    eaten, wrong = list(good), list(good)
    eaten[places["me.so_dinh_danh"]] = "3.8303E+10"
    wrong[places["con.ngay_sinh"]] = "31/11/2026"
    wrong[places["noi_dang_ky"]] = "Ba Đình"
    rows = [(*one, "") for one in (good, tuple(eaten), tuple(wrong))]
    changed = type(table)(table.name, (*table.heads, "Ghi chú của xã"), rows)
    return assembly.write_table(changed, "csv")


def ready_draft(services: assembly.Services, child: str) -> str:
    """Somebody's own birth registration with its paper."""
    answers = put(deepcopy(STORY["answers"]), "/con/ho_ten", child)
    draft = services.drafting.start(STORY["procedure"], answers=answers)
    for slot in missing(services, draft.id):
        services.attaching.attach(draft.id, slot, "giay-chung-sinh.jpg", BIRTH_PAPER)
    return draft.id


def missing(services: assembly.Services, draft: str) -> tuple[str, ...]:
    return services.drafting.check(draft).missing_slots


def faulty_draft(services: assembly.Services, child: str) -> str:
    """Three faults and no paper."""
    answers: dict[str, Any] = put(deepcopy(STORY["answers"]), "/con/ho_ten", child)
    wrong = (("/con/ngay_sinh", "2026-11-31"), ("/me/so_dinh_danh", "0383010"), ("/nguoi_yeu_cau/ho_ten", None))
    for pointer, value in wrong:
        answers = put(answers, pointer, value)
    return services.drafting.start(STORY["procedure"], answers=answers).id


def pledge(program: Program) -> None:
    """Tick what is shown."""
    for tick in program.window.findChildren(QCheckBox, "pledgeAll"):
        if tick.isVisible():
            tick.setChecked(True)


def pick(program: Program, path: Path) -> None:
    """Drop a file on the page."""
    for page in program.window.findChildren(ImportPage):
        if page.isVisible():
            page._take_file(str(path))
