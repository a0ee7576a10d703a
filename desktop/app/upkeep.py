"""What the program does with a vault beside the person's work: emptying the bin, and erasing everything."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop import assembly
from desktop.domain.errors import HosoError, Refusal
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.page import Page
from desktop.ui.tasks import TaskRunner
from desktop.ui.widgets.face_switch import FACE, STEPS
from desktop.ui.words import tr

if TYPE_CHECKING:
    from desktop.app.program import Program


def tidy(home: Path, services: assembly.Services, store: TaskRunner, timer: OutboxTimer) -> None:
    """Off the window's thread: what lay in the bin for 30 days, and papers as the setting says.

    Once after entering, and once more when a portal was heard, whose time may prove the clock.
    """

    def work() -> None:
        if (before := services.upkeep.tidy()) is not None:
            assembly.drop_old_copies(home, before)

    def begin() -> None:
        store.run(work, lambda _none: None, _let_be)

    def passed() -> None:
        if services.tracking.portal_time.is_heard:
            timer.passed.disconnect(passed)
            begin()

    begin()
    timer.passed.connect(passed)


def erase_all(program: "Program") -> None:
    """Close the vault, erase it with everything beside it, and begin again at the first run.

    What was on its way when the person said so is waited for: with an answer lost just then, nothing is erased.
    """
    at_work = program.at_work()
    if at_work is None:
        return
    at_work.hush()
    program.network.stop(drop_waiting=True)
    try:
        at_work.services.upkeep.erasing.refuse(unsent_too=True)
    except Refusal:
        program.network = TaskRunner(program.app)
        at_work.timer.deleteLater()
        program.go_on()
        return
    at_work.end(drop_typed=True)  # what runs ends first, for Windows deletes no file that is open
    _begin_again(program)
    page = Page(program.around, "page", (tr("erase.title"),))
    page.headline(tr("erase.going"), tr("erase.going_help"))
    page.body.addStretch(1)
    program.window.show_alone(page)
    program.store.run(
        lambda: assembly.erase_home(program.home, program.link.practice_data),
        lambda _none: program.open(),
        program.door.ask,
    )


def erase_practice(program: "Program") -> None:
    """The practice portal's data; its address is found anew when it is next needed."""
    services = program.services
    if services is not None:
        services.connect.close()
    assembly.erase_practice(program.link.practice_data)


def _begin_again(program: "Program") -> None:
    """As on the first day."""
    program.services, program.timer, program.interrupted = None, None, None
    program.store, program.network, program.aside = (TaskRunner(program.app) for _ in range(3))
    program.navigator.go("home")
    program.choices |= {"theme": "light", "textSize": "1.0", FACE: STEPS}
    program.dress_anew()


def _let_be(error: Exception) -> None:
    """A full or busy disk is no reason to disturb anybody; the next start tries again."""
    if not isinstance(error, HosoError):
        raise error
