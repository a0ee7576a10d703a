"""What was typed in practice is filed for real: every answer and paper, with the real ways in front."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from tests.gui.birth import STORY
from tests.gui.conftest import Start
from tests.gui.person import Person
from tests.gui.prepared import entered, queued, received, services_of


def is_new_and_whole(person: Person, submission: str) -> None:
    """On the check page of another draft with the same content."""
    person.sees("realBegun")
    person.reads("Chương trình chưa nối với cổng thật. Bấm Gửi chỉ là tập dượt.")
    services = services_of(person)
    [draft] = services.drafting.open()
    with services.open_unit() as uow:
        old = uow.submissions.get(submission).draft
        digests = [
            [(one.slot, one.n, one.sha256) for one in uow.attachments.of_draft(name)] for name in (old, draft.id)
        ]
    assert draft.id != old
    assert draft.answers == services.drafting.get(old).answers == STORY["answers"]
    assert digests[0] == digests[1] != []


def top(person: Person, name: str) -> int:
    widget = person.sees(name)
    return widget.mapTo(person.program.window, QPoint(0, 0)).y()


def test_from_the_page_of_what_was_sent(person: Person) -> None:
    submission = queued(entered(person))
    person.program.navigator.go("sent", submission)
    person.presses("useForReal")
    is_new_and_whole(person, submission)
    ways: QWidget = person.sees("realWays")
    assert top(person, "realWays") < top(person, "send"), "the real ways come before practice"
    assert ways.isVisible()
    assert 0 < top(person, "printSet") < person.program.window.height(), "one sees them without scrolling"
    person.presses("copyAcross")
    person.sees("copyNext")


def test_from_the_dossiers_page(start: Start) -> None:
    person = start(offline=False)
    entered(person)
    submission, _ = received(person)
    person.program.navigator.go("dossier", submission)
    person.presses("useForReal")
    is_new_and_whole(person, submission)
