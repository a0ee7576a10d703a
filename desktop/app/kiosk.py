"""`hoso --kiosk`: a start page, visits that leave nothing behind, and an administrator's door."""

import gc
import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop import assembly, config
from desktop.app.bug_sentence import BugSentence
from desktop.app.display import tell
from desktop.app.kiosk_visit import KioskVisit, Stage, clear_clipboard
from desktop.domain.errors import HosoError
from desktop.ui.event_bridge import EventBridge
from desktop.ui.garbage import Garbage
from desktop.ui.icons import Icons
from desktop.ui.kiosk_window import KioskWindow
from desktop.ui.navigator import Navigator, Place
from desktop.ui.pages.kiosk_admin import KioskChoices, KioskDoorPage, KioskSettingsPage
from desktop.ui.pages.kiosk_start import KioskStartPage, KioskWays, StillTherePage
from desktop.ui.pages.stick_page import StickPages
from desktop.ui.presence import Presence
from desktop.ui.printing import OpenPrinter, default_printer
from desktop.ui.sticks import Sticks
from desktop.ui.surroundings import Surroundings
from desktop.ui.tasks import TaskRunner
from desktop.ui.theme import Look, Theme
from desktop.ui.widgets.keyboard import Keyboard
from desktop.ui.words import Words, install
from forms.catalogue import Catalogue

SCALE = 1.5


@dataclass(frozen=True, slots=True)
class KioskParts:
    """What a kiosk is built of and a test may give otherwise; *seconds* is a clock that only runs forward."""

    seconds: Callable[[], float] = time.monotonic
    sticks: Sticks = field(default_factory=assembly.usb_sticks)
    printer: OpenPrinter = default_printer


class Kiosk:
    """One run of the kiosk over its home; at most one visit at a time."""

    def __init__(self, app: QApplication, link: assembly.PortalLink, home: Path, parts: KioskParts) -> None:
        self.app = app
        self.link = link
        self.home = home
        self.parts = parts
        self.theme_name = "light"
        self.scale = SCALE
        self.catalogue = Catalogue.shipped()
        self.window = KioskWindow()
        self.store, self._garbage = TaskRunner(app), Garbage(app)
        self.nowhere, self.silence = Navigator(Place("start"), self.window), EventBridge(self.window)
        self.theme = Theme(config.resource("theme").parent)
        self.words = Words(config.resource("i18n").parent, link.lang, app)
        install(self.words)
        self.look = self._dress()
        self.settings: assembly.KioskSettings | None = None
        self.visit: KioskVisit | None = None
        self.idle = Presence(app, parts.seconds)
        self.sticks = StickPages(parts.sticks, self.window.cover, self.window.uncover, parts.printer)
        self._asking: StillTherePage | None = None
        self.unsent = 0
        self.idle.warned.connect(self._warn)
        self.idle.came_back.connect(self._stop_asking)
        self.idle.ran_out.connect(self._nobody_there)

    def open(self) -> None:
        """Take away what a crash left, then the start page, or the first start's questions."""
        assembly.clear_leftovers(self.home)
        self.settings = assembly.kiosk_settings(self.home)
        if self.settings is None:
            page = KioskSettingsPage(self.around(), self._set_up, self.show_start)
            self.window.show_alone(page)
            self._seat_keyboard(shown=True)
        else:
            self.door = assembly.admin_door(self.home, self.parts.seconds)
            self.show_start()

    def close(self) -> None:
        """The visit ends with the program."""
        self.end_visit()
        self.idle.rest()
        self.app.removeEventFilter(self.idle)
        self.store.stop(drop_waiting=False)
        self._garbage.rest()
        self.theme.close()

    def around(self) -> Surroundings:
        """For the pages outside of visits."""
        icons = Icons(config.resource("icons"), self.look.tokens, self.look.scale)
        store = self.store
        return Surroundings(
            store, store, store, self.nowhere, self.silence, icons, self.look, lambda: datetime.now(UTC)
        )  # fmt: skip

    def show_start(self, lost: int = 0) -> None:
        """The four ways on; in another language than the kiosk's only while somebody is there."""
        self.idle.rest()
        if self.words.lang != self.link.lang:
            self.idle.begin()
        self.window.seat_keyboard(None)
        name = self.settings.name if self.settings is not None else ""
        ways = KioskWays(self.begin, self._speak_at_start, self.ask_for_admin)
        self.window.show_alone(KioskStartPage(self.around(), name, ways, lost=lost))

    def begin(self, place: str) -> None:
        """A visit with a home of its own."""
        if self.settings is None or self.visit is not None:
            return
        assembly.clear_leftovers(self.home)  # what a slow system did not give back before
        link = replace(
            self.link, url=self.link.url or self.settings.portal or None, kiosk=self.settings.name, lang=self.words.lang
        )
        stage = Stage(self.window, self.look, self.sticks, self.speak, self.idle.stay, self.end_visit)
        self.visit = KioskVisit(
            stage,
            lambda events: assembly.begin_visit(self.home, link, publish=events, catalogue=self.catalogue),
            self.settings.commune,
        )
        self._seat_keyboard(shown=False)
        self.visit.begin(place)
        self.idle.begin()

    def end_visit(self, lost: int = 0) -> None:
        """The screen first, then everything behind it; no network holds it up."""
        visit, self.visit = self.visit, None
        self._asking = None
        if visit is None:
            return
        self._speak_to_the_next()
        self.show_start(lost)
        for top in self.app.topLevelWidgets():
            if top is not self.window:
                top.close()
                top.deleteLater()
        visit.wipe()
        QTimer.singleShot(0, gc.collect)

    def speak(self, lang: str) -> None:
        """Another language, until the next change or the end of the visit."""
        fresh = Words(config.resource("i18n").parent, lang, self.app)
        install(fresh, self.words)
        self.words.deleteLater()
        self.words = fresh
        if self.visit is not None:
            self._seat_keyboard(shown=self.window.types)

    def _speak_to_the_next(self) -> None:
        if self.words.lang != self.link.lang:
            self.speak(self.link.lang)

    def ask_for_admin(self) -> None:
        """The door."""
        self.idle.begin()
        self._seat_keyboard(shown=True)
        self.window.show_alone(KioskDoorPage(self.around(), self.door.enter, self._show_admin, self.show_start))

    def _show_admin(self) -> None:
        held = self.settings
        before = KioskChoices(held.name, held.commune, held.portal) if held is not None else None
        page = KioskSettingsPage(self.around(), self._set_up, self.show_start, before=before, leave=self.leave)
        self.window.show_alone(page)

    def leave(self) -> None:
        """The administrator closes the kiosk."""
        self.window.may_close = True
        self.window.close()
        self.app.quit()

    def _set_up(self, choices: KioskChoices) -> None:
        self.settings = assembly.set_up_kiosk(
            self.home, name=choices.name, commune=choices.commune, portal=choices.portal, passphrase=choices.passphrase
        )
        self.door = assembly.admin_door(self.home, self.parts.seconds)

    def _speak_at_start(self, lang: str) -> None:
        self.speak(lang)
        self.show_start()

    def _seat_keyboard(self, *, shown: bool) -> None:
        self.window.seat_keyboard(Keyboard(self.around()), shown=shown)

    def _dress(self) -> Look:
        look = self.theme.look(self.theme_name, self.scale)
        self.theme.apply(self.app, look)
        return look

    def _warn(self, left: int) -> None:
        if self._asking is None:
            self.unsent = 0
            self._asking = asking = StillTherePage(self.around(), self.idle.stay)
            self.window.cover(asking)
            asking.take_focus()
            if self.visit is not None:
                self.visit.count_unsent(self._unsent_counted)
        self._asking.tell(left)

    def _unsent_counted(self, number: int) -> None:
        self.unsent = number
        if self._asking is not None:
            self._asking.tell_unsent(number)

    def _stop_asking(self) -> None:
        if self._asking is not None:
            self.window.uncover(self._asking)
            self._asking = None

    def _nobody_there(self) -> None:
        if self.visit is not None:
            self.end_visit(self.unsent)
        else:
            self._asking = None
            clear_clipboard()
            self._speak_to_the_next()
            self.show_start()


def main(argv: Sequence[str]) -> int:
    """Open the kiosk; its exit code."""
    parser = ArgumentParser(prog="hoso --kiosk", add_help=False)
    parser.add_argument("--home")
    parser.add_argument("--portal", default=os.environ.get("HOSO_PORTAL"))
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    options, _ = parser.parse_known_args(list(argv))
    _no_memory_on_disk()
    home = _kiosk_home(options.home)
    try:
        with assembly.alone_as_kiosk(home):
            return _run(home, options.portal, options.lang)
    except HosoError as error:
        tell(error, options.lang)
        return error.exit_code


def _run(home: Path, portal: str | None, lang: str) -> int:
    application = QApplication.instance()
    app = application if isinstance(application, QApplication) else QApplication([sys.argv[0]])
    link = assembly.PortalLink(practice_data=assembly.practice_folder(home), url=portal, lang=lang, auto=True)
    kiosk = Kiosk(app, link, home, KioskParts())
    sys.excepthook = BugSentence(kiosk.window)
    kiosk.open()
    kiosk.window.setGeometry(kiosk.window.screen().geometry())  # where no window manager would enlarge it
    kiosk.window.showFullScreen()
    code = app.exec()
    kiosk.close()
    return code


def _kiosk_home(given: str | None) -> Path:
    """Beside a family's vault, never in it."""
    home = config.home_dir(given)
    return home if given or os.environ.get("HOSO_HOME") else home.with_name(f"{home.name}-kiosk")


def _no_memory_on_disk() -> None:
    """A crash writes no picture of the memory, where the system lets us say so."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
