"""Our window over a temporary vault with one filled draft, for the benchmarks inside one process."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop import assembly
from desktop.app.program import Program
from desktop.ui.form_entry.step import StepForm
from desktop.ui.form_entry.steps import categories
from desktop.ui.form_entry.whole import WholeForm
from desktop.ui.pages.form import FormPage
from forms.catalogue import Catalogue
from forms.pack import ProcedurePack
from tests.bench.place import STORY

PATIENCE = 20.0
Form = StepForm | WholeForm


class OnePack(Program):
    """The program with one procedure only."""

    pack: ProcedurePack

    def _open_services(self, key: bytes) -> None:
        only = Catalogue.of([self.pack])
        self.services = assembly.open_services(self.home, key, link=self.link, catalogue=only, publish=self.events)


@contextmanager
def opened(folder: Path, pack: ProcedurePack | None = None) -> Iterator[Program]:
    """The program as it stands after entering, with all packs or just one; nobody is asked when it goes."""
    application = QApplication.instance() or QApplication(["bench"])
    assert isinstance(application, QApplication)
    home = folder / ("window" if pack is None else "window-of-one")
    if not assembly.vault_exists(home):
        assembly.create_vault(home, None)
    link = assembly.PortalLink(folder / "practice", offline=True)
    program = Program(application, link, str(home)) if pack is None else OnePack(application, link, str(home))
    if pack is not None and isinstance(program, OnePack):
        program.pack = pack
    program.open()
    until_nothing_waits(program)
    yield program
    program.close()
    program.window.hide()
    program.window.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    application.setStyleSheet("")


def filled_draft(services: assembly.Services) -> tuple[str, list[str]]:
    """A draft of the birth registration and the steps of its form."""
    draft = services.drafting.start(STORY["procedure"], answers=STORY["answers"])
    pack = services.catalogue.get(STORY["procedure"])
    steps = [name for name, _ in categories(pack, STORY["answers"])]
    assert steps
    return draft.id, steps


def services_of(program: Program) -> assembly.Services:
    assert program.services is not None
    return program.services


def until_nothing_waits(program: Program) -> None:
    until(lambda: not program.store.waiting and not program.network.waiting)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop runs here that would do it
    QApplication.processEvents()


def until(holds: Callable[[], bool]) -> None:
    """Let events run until *holds*; AssertionError when it never does."""
    end = time.monotonic() + PATIENCE
    waker = QTimer()
    waker.start(100)
    QApplication.processEvents()
    while not holds():
        assert time.monotonic() < end, "it did not happen"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


class Painted(QObject):
    """Whether a widget was painted since this was made."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def form_shown(program: Program, draft: str, step: str) -> Form:
    """Go to a step and wait until all of its form is on the screen."""
    before = set(program.window.findChildren(FormPage))
    program.navigator.go("form", draft, step)
    [page] = set(program.window.findChildren(FormPage)) - before
    painted = Painted(page.main)  # it gets its place in the window when the form is in it
    until(lambda: painted.seen)
    assert page.form is not None
    return page.form
