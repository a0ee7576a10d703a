"""A kiosk's hour: visit after visit, some of them walk away; no trace after any, and the memory does not grow."""

import gc
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from desktop.domain.submission import State
from tests.contract.practice.office import Running
from tests.gui import traces
from tests.gui.kiosk import Hall, begins_a_birth, says_who_they_are
from tests.gui.prepared import queued

PEOPLE = (
    ("Hà Thị Trăng", "038158004321", "0912345987"), ("Lò Văn Mười", "038062001234", "0912345986"),
    ("Vi Thị Nếp", "038190007654", "0912345985"), ("Lương Văn Sáng", "038201003322", "0912345984"),
    ("Phạm Thị Ổi", "038155009988", "0912345983"), ("Cầm Bá Lãm", "038077005544", "0912345982"),
    ("Ngân Thị Dong", "038182006677", "0912345981"), ("Thao Văn Súa", "038199001122", "0912345980"),
    ("Quách Thị Đượm", "038165008877", "0912345979"), ("Bùi Văn Rựng", "038088002211", "0912345978"),
)  # fmt: skip
WALKS_AWAY = (1, 4, 7)
GROWTH = 6 << 20
"""Bytes that visits 4 to 10 together may leave the process larger; measured: a third of a MiB."""
QOBJECTS = 24
"""Live QObjects more than after an earlier visit: the notice of what was lost is some; a kept page is hundreds."""


def test_three_visits(there: Hall, portal: Running) -> None:
    sizes = [visits(there, portal, number) for number in range(3)]
    assert sizes[2][1] - sizes[1][1] <= QOBJECTS


@pytest.mark.long
@pytest.mark.timeout(900)
def test_an_hour_of_ten_visits(there: Hall, portal: Running) -> None:
    sizes = [visits(there, portal, number) for number in range(10)]
    assert sizes[9][0] - sizes[2][0] <= GROWTH, sizes
    assert sizes[9][1] - sizes[2][1] <= QOBJECTS, sizes


def visits(there: Hall, portal: Running, number: int) -> tuple[int, int]:
    """One person from the first press to the last look for traces; bytes and QObjects that the process has then."""
    who = PEOPLE[number]
    begins_a_birth(there)
    says_who_they_are(there, who)
    there.person.waits(lambda: who[0] in str(there.visit.services.drafting.open()), "it was not saved")
    assert traces.in_widgets(who)
    if number in WALKS_AWAY:
        there.walks_away(loses=True)
    else:
        sends_and_ends(there, portal, f"nguoi-{number}")
    assert traces.in_widgets(who) == []
    assert traces.in_clipboard(who) == []
    assert traces.undo_stacks() == []
    assert traces.in_files(there.folders(), who) == []
    return weighed(there)


def sends_and_ends(there: Hall, portal: Running, user: str) -> None:
    person, submission = there.person, queued(there.visit.services)
    assert there.kiosk.visit is not None
    there.kiosk.visit.navigator.go("sent", submission)
    person.presses("signIn")
    portal.admin("POST", "/device-approvals", {"user_code": person.told("userCode"), "user": user})
    person.waits(lambda: there.visit.services.outbox.item(submission).state is State.RECEIPTED, "it was not sent")
    person.presses("kioskEnd")
    person.presses("finish")
    there.is_at_the_start()


def weighed(there: Hall) -> tuple[int, int]:
    assert there.left_open() == []
    objects = gc.get_objects()
    qobjects = sum(isinstance(one, QObject) and isValid(one) for one in objects)
    return resident(), qobjects + len(QApplication.allWidgets())


def resident() -> int:
    """Bytes of memory that this process holds; 0 where the system has no such file."""
    if sys.platform != "linux":
        return 0
    import resource

    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize()
