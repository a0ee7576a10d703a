"""Pages about dossiers that were filed elsewhere: looked up, followed, told by nobody, forgotten by the portal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop import assembly
from desktop.app.program import Program
from desktop.domain.dossier import Status
from desktop.domain.followed import FollowedDossier
from desktop.domain.looked_up import LookedUp
from desktop.ui.pages.lookup import LookupPage
from tests.screenshots.hands import look_at, press
from tests.screenshots.scene import Scene
from tests.screenshots.walker import Walker

CODE, LAST4 = "H56.148.45-261123-0099", "1234"
SINCE = datetime(2026, 11, 24, 3, 20, tzinfo=UTC)
TOLD = LookedUp(
    CODE, "practice-00000001", Status.PROCESSING, "Đang xử lý", procedure="1.004873",
    procedure_name="Cấp Giấy xác nhận tình trạng hôn nhân", unit="14845", since=SINCE,
    submitted_at=SINCE - timedelta(days=1), due_at=datetime(2031, 11, 28, 10, 0, tzinfo=UTC),
)  # fmt: skip


def filed_elsewhere(program: Program, services: assembly.Services) -> Iterator[Scene]:
    """Without a network, as most of it is."""
    yield Scene("lookup", ("lookup",))
    yield Scene("lookup_fault", ("lookup", "BN-118"), (lambda: press(program.window, "lookUp"),))
    yield Scene("lookup_found", ("lookup", CODE), (lambda: show(program, TOLD),))
    yield Scene("lookup_offline", ("lookup", CODE), (lambda: ask(program),))
    yield Scene("search_code", ("search", CODE))
    follow = services.following.follow
    by_hand = follow("H56.38-261102-0012", LAST4, "Công nhận câu lạc bộ bóng chuyền", due_on=date(2026, 11, 20))
    yield Scene("followed_untold", ("followed", by_hand.id))
    told = follow(CODE, LAST4, told=TOLD)
    services.following.change(told.id, title=told.title, status=Status.SUPPLEMENT, due_on=date(2031, 12, 1))
    yield Scene("followed", ("followed", told.id))
    ready = replace(TOLD, code="H56.148.45-261123-0100", status=Status.FINISHED, has_result=True)
    done = follow(ready.code, LAST4, "Khai sinh cháu Bảo", told=ready)
    with services.open_unit() as uow:
        uow.followed.save(replace(done, trouble="lookup.unknown", due_on=None))
        uow.commit()
    yield Scene("followed_forgotten", ("followed", done.id))
    yield Scene("home_elsewhere", ("home",), (lambda: look_at(program.window, "openGuide"),))
    yield Scene("dossiers_elsewhere", ("dossiers",), (lambda: look_at(program.window, f"followed_{done.id}"),))
    yield Scene("followed_stopped", ("followed", by_hand.id), (lambda: stop(program, services, by_hand),))
    yield Scene("followed_gone", ("followed", by_hand.id))


def stop(program: Program, services: assembly.Services, one: FollowedDossier) -> None:
    """Again and again: in each dress once."""
    if one.id not in {kept.id for kept in services.following.all()}:
        services.following.restore(one)
        program.navigator.again()
        Walker(program).settle()
    press(program.window, "stopFollowing")


def show(program: Program, told: LookedUp) -> None:
    """What a portal would have answered."""
    page = program.window.page
    assert isinstance(page, LookupPage)
    page._show(told)


def ask(program: Program) -> None:
    """Press the button with everything filled in."""
    page = program.window.page
    assert isinstance(page, LookupPage)
    field = page.findChild(QWidget, "last4")
    assert field is not None
    line = field.findChild(QLineEdit)
    assert line is not None
    line.setText(LAST4)
    press(program.window, "lookUp")
