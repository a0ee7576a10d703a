"""One visit at a kiosk, from the first press to the last trace: services, pages and runners of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QPixmapCache
from PySide6.QtWidgets import QApplication, QToolTip

from desktop import assembly, config
from desktop.app.kiosk_routes import KioskRoutes
from desktop.app.routes import Routes
from desktop.domain.errors import Refusal
from desktop.services.ports import Account
from desktop.ui.event_bridge import EventBridge
from desktop.ui.icons import Icons
from desktop.ui.kiosk_window import KioskFrame, KioskWindow
from desktop.ui.navigator import Navigator, Place
from desktop.ui.network import NetworkSwitch
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.entrance import HOME_COMMUNE
from desktop.ui.pages.kiosk_end import Farewell, KioskEndPage, unsent_of
from desktop.ui.pages.settings import Choices
from desktop.ui.recovery import Interrupted
from desktop.ui.sticks import StickWays
from desktop.ui.surroundings import Surroundings
from desktop.ui.tasks import TaskRunner
from desktop.ui.theme import Look
from desktop.ui.widgets.face_switch import FACE, STEPS
from desktop.ui.widgets.truth_line import TruthLine
from desktop.ui.words import VIETNAM

HOME = Place("home")


@dataclass(frozen=True, slots=True)
class Stage:
    """What a visit is given of the kiosk; nothing of it knows the visit afterwards."""

    window: KioskWindow
    look: Look
    sticks: StickWays
    speak: Callable[[str], None]
    """Changes the language of the kiosk."""
    present: Callable[[], None]
    """Somebody is there for certain."""
    finish: Callable[[], None]


class KioskVisit(QObject):
    """Begins with a fresh home; `wipe` ends it without waiting for anything."""

    def __init__(self, stage: Stage, visit: Callable[[EventBridge], assembly.Visit], commune: str) -> None:
        super().__init__(stage.window)
        self.stage = stage
        app = QApplication.instance()
        self.store, self.network = TaskRunner(app), TaskRunner(app)  # what still runs may outlive the visit
        self.events = EventBridge(self)
        self.visit = visit(self.events)
        self.services = self.visit.services
        self.switch = NetworkSwitch(is_on=not self.services.connect.offline, parent=self)
        self.navigator = Navigator(HOME, self)
        self.face = STEPS
        self.around = self._dress()
        self.timer = OutboxTimer(self.services, self.network, self.switch, self.around.now, self)
        self.interrupted = Interrupted(self.services.open_unit, self.store)
        if commune:
            self._keep(HOME_COMMUNE, commune)
        self.navigator.went.connect(self._go)

    def begin(self, place: str) -> None:
        """Show the first page."""
        self._frame()
        self.navigator.go(place)
        self.timer.start()

    def count_unsent(self, then: Callable[[int], None]) -> None:
        """Tell how much would be lost now."""
        self.store.run(lambda: unsent_of(self.services).number, then, _pass_on)

    def wipe(self) -> bool:
        """Drop everything of this person; whether no file is left. The caller shows another page first."""
        self.timer.stop()
        for runner in (self.store, self.network):
            runner.retire(drop_waiting=True, is_heard=False)
        gone = self.visit.end()
        clear_clipboard()
        QToolTip.hideText()
        QPixmapCache.clear()
        self.deleteLater()
        return gone

    def _dress(self) -> Surroundings:
        stage = self.stage
        icons = Icons(config.resource("icons"), stage.look.tokens, stage.look.scale)
        store, network = self.store, self.network
        return Surroundings(
            store, network, network, self.navigator, self.events, icons, stage.look, _now, stage.sticks
        )  # fmt: skip

    def _frame(self) -> None:
        window, line = self.stage.window, TruthLine(self.services, self.around, self.switch)
        window.show_frame(KioskFrame(self.around, line, window.turn_keyboard))

    def _go(self, place: object) -> None:
        if not isinstance(place, Place):
            return
        page = self.stage.window.page
        if place.name == "end" and isinstance(page, KioskEndPage) and page.shows_code:
            return
        if page is not None:
            page.leave()  # before the next page reads the store
        self.stage.window.show_page(self._routes().page(place))

    def _routes(self) -> KioskRoutes:
        choices = Choices(self._choose, self._keep, self.face)
        routes = Routes(
            self.around, self.services, self.timer, self.switch, _no_browser, choices, self.interrupted
        )  # fmt: skip
        name = f"ho-so-{_now().astimezone(VIETNAM):%Y%m%d-%H%M}.hoso"
        farewell = Farewell(self._copy, routes.form_out(), name, self.stage.finish)
        return KioskRoutes(routes, farewell, self.stage.present)

    def _copy(self, path: str) -> str:
        return self.visit.copy_to(Path(path))

    def _choose(self, name: str, value: str) -> None:
        """Only the language is drawn anew here."""
        if name != "language":
            return
        before = self.stage.window.page
        where = before.whereabouts() if before is not None else None
        self.stage.speak(value)
        self._frame()
        self.navigator.again()
        if self.stage.window.page is not None and where is not None:
            self.stage.window.page.come_back(where)

    def _keep(self, name: str, value: str) -> None:
        if name == FACE:
            self.face = value
        with self.services.open_unit() as uow:
            uow.settings.put(name, value)
            uow.commit()


def clear_clipboard() -> None:
    """What was copied, and what was only marked."""
    clipboard = QApplication.clipboard()
    clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.supportsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def _now() -> datetime:
    return datetime.now(UTC)


def _no_browser() -> Account:
    raise Refusal("sign-in.no-browser")


def _pass_on(error: Exception) -> None:
    raise error
