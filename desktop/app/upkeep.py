"""What the program does with a vault beside the person's work: emptying the bin, and erasing everything."""

from typing import TYPE_CHECKING

from desktop import assembly
from desktop.domain.errors import HosoError
from desktop.ui.pages.page import Page
from desktop.ui.tasks import TaskRunner
from desktop.ui.widgets.face_switch import FACE, STEPS
from desktop.ui.words import tr

if TYPE_CHECKING:
    from desktop.app.program import Program


def tidy(services: assembly.Services, store: TaskRunner) -> None:
    """Off the window's thread, once after entering: what lay in the bin for 30 days, and papers as the setting says."""

    def work() -> None:
        services.upkeep.bin.purge()
        services.upkeep.retaining.tidy()

    store.run(work, lambda _none: None, _let_be)


def erase_all(program: "Program") -> None:
    """Close the vault, erase it with everything beside it, and begin again at the first run."""
    _close_vault(program)
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


def _close_vault(program: "Program") -> None:
    """What is typed need not be saved any more; what runs ends first, for Windows deletes no file that is open."""
    if program.timer is not None:
        program.timer.stop()
    if program.services is not None:
        program.services.signing_in.give_up()
        program.services.upkeep.keeping.give_up()
    program.network.stop(drop_waiting=True)
    program.store.stop(drop_waiting=True)
    if program.services is not None:
        program.services.close()
    program.services, program.timer, program.interrupted = None, None, None
    program.store, program.network = TaskRunner(program.app), TaskRunner(program.app)
    program.navigator.go("home")
    program.choices |= {"theme": "light", "textSize": "1.0", FACE: STEPS}
    program.dress_anew()


def _let_be(error: Exception) -> None:
    """A full or busy disk is no reason to disturb anybody; the next start tries again."""
    if not isinstance(error, HosoError):
        raise error
