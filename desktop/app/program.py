"""The window: puts the pages over the assembly and opens them."""

import webbrowser
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop import assembly, config
from desktop.app.background import Background
from desktop.app.door import Behind, Door
from desktop.app.farewell import may_go
from desktop.app.locking import AtWork, shut_other_windows, unsent
from desktop.app.routes import Routes, WindowWays
from desktop.app.upkeep import erase_all, erase_practice, tidy
from desktop.app.vault_keys import VaultKeys
from desktop.domain.errors import HosoError
from desktop.services.ports import Account
from desktop.services.protecting import AUTO_LOCK, OWNER_NAME, minutes_until_lock
from desktop.services.remembering import serves_neighbours
from desktop.ui.copy_across.opener import CopyAcross
from desktop.ui.event_bridge import EventBridge
from desktop.ui.form_entry.commune import unit_words
from desktop.ui.garbage import Garbage
from desktop.ui.icons import Icons
from desktop.ui.idle import IdleWatch
from desktop.ui.keys import VaultWays
from desktop.ui.main_window import Frame, MainWindow
from desktop.ui.navigator import Navigator, Place
from desktop.ui.network import NetworkSwitch
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.entrance import HOME_COMMUNE
from desktop.ui.pages.settings import Choices
from desktop.ui.recovery import Interrupted
from desktop.ui.second_screen import SecondScreen
from desktop.ui.surroundings import Surroundings
from desktop.ui.tasks import TaskRunner
from desktop.ui.theme import Look, Theme
from desktop.ui.widgets.face_switch import FACE, STEPS
from desktop.ui.widgets.truth_line import TruthLine, waiting_dossiers
from desktop.ui.words import Words, install, tr
from forms.catalogue import Catalogue

BROWSER_WAIT = timedelta(minutes=5)
HOME = Place("home")


class Program:
    """One run of the window over one home."""

    def __init__(
        self,
        app: QApplication,
        options: assembly.PortalLink,
        home: str | None,
        open_browser: Callable[[str], bool] = webbrowser.open,
        catalogue: Catalogue | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        has_tray: bool = False,
    ) -> None:
        self.app = app
        self._now = now
        self.open_browser = open_browser
        self.catalogue = catalogue
        self.home = config.home_dir(home)
        self.link = options
        self.window = MainWindow(practice=True)
        self.store, self.network, self.aside = (TaskRunner(app) for _ in range(3))
        self._garbage = Garbage(app)
        self.events = EventBridge(app)
        self.navigator = Navigator(HOME, app)
        self.theme = Theme(config.resource("theme").parent)
        self.words = Words(config.resource("i18n").parent, options.lang, app)
        self.switch = NetworkSwitch(is_on=not options.offline, parent=app)
        self.choices = {"theme": "light", "textSize": "1.0", "language": options.lang, FACE: STEPS}
        self.services: assembly.Services | None = None
        self.timer: OutboxTimer | None = None
        self.interrupted: Interrupted | None = None
        self.copy_across = CopyAcross(app, lambda url: self.open_browser(url))  # noqa: PLW0108 a test gives another
        self.background = Background(self.window, self.navigator, has_tray=has_tray, lock=self.lock)
        self.around = self._dress()
        self.keys = VaultKeys(self.home, self._opened, self._keep, self._watch)
        behind = Behind(self._open_services, self._enter, self.keys)
        self.door = Door(self.home, self.window, lambda: self.around, behind, now)
        self.idle = IdleWatch(app, now)
        self._was_at: object = None
        self.second = SecondScreen(self.window, self.navigator, app)
        install(self.words)
        self._connect()

    def _connect(self) -> None:
        """Who hears whom."""
        self.idle.idle.connect(self.lock)
        self.background.dress(self.around)
        self.switch.turned.connect(self._turn_network)
        self.navigator.went.connect(self._go)
        self.window.closing.connect(self._before_closing)
        self.second.told_wrong.connect(self._tell_wrong)
        self.window.stands_alone.connect(self.copy_across.forget)

    def open(self, *, in_tray: bool = False) -> None:
        """First run, unlock, or straight in; *in_tray* without a window, where there is a tray to come back from."""
        self.background.open(in_tray=in_tray, is_locked=assembly.vault_exists(self.home))
        try:
            assembly.finish_erasing(self.home, self.link.practice_data)
        except HosoError as error:
            self.door.ask(error)
            return
        self.door.open()

    def lock(self) -> None:
        """What is typed is saved and the key is let go; the window says how many dossiers wait, and nothing else."""
        before = self.at_work()
        if before is None:
            return
        waiting = unsent(before.services)
        self._was_at = self.window.page.whereabouts() if self.window.page is not None else None
        QGuiApplication.inputMethod().commit()
        self.window.leave()
        self.idle.watch(0)
        self.services = self.timer = self.interrupted = None
        self.store, self.network, self.aside = (TaskRunner(self.app) for _ in range(3))
        self.around = self._dress()
        self.background.rest()
        page = self.door.shut(waiting)
        shut_other_windows(self.app, self.window)
        before.put_away(page.let_in)

    def at_work(self) -> AtWork | None:
        """What works over the vault; None while it is locked."""
        if self.services is None or self.timer is None:
            return None
        return AtWork(self.services, self.timer, self.store, self.network, self.aside)

    def close(self) -> None:
        """Everything typed is on disk before the window goes."""
        self.second.blank()
        self.window.leave()
        self.idle.watch(0)
        self.copy_across.forget()
        self.background.close()
        if self.interrupted is not None:
            self.interrupted.put_away()
        if (at_work := self.at_work()) is not None:
            at_work.end()
        elif self.services is not None:  # made a moment ago, and nobody has entered
            self.services.close()
        self.door.give_up()
        self.store.stop(drop_waiting=False)
        self._garbage.rest()
        self.theme.close()

    def _open_services(self, key: bytes) -> None:
        self.services = assembly.open_services(
            self.home, key, link=self.link, catalogue=self.catalogue, publish=self.events
        )

    def _enter(self) -> None:
        services = self._opened()
        services.connect.offline = not self.switch.is_on  # it may have been turned since the program began
        with services.open_unit() as uow:
            for name in self.choices:
                self.choices[name] = uow.settings.get(name) or self.choices[name]
        self.timer = OutboxTimer(services, self.network, self.switch, self.around.now, self.app)
        self.interrupted = Interrupted(services.open_unit, self.store)
        self._rebuild()
        if self._was_at is not None and self.window.page is not None:
            self.window.page.come_back(self._was_at)
        self._was_at = None
        self._watch()
        tidy(self.home, services, self.store, self.timer)
        self.timer.start()

    def _watch(self) -> None:
        """How long nobody must touch it until it locks itself, read anew."""
        with self._opened().open_unit() as uow:
            self.idle.watch(minutes_until_lock(uow.settings.get(AUTO_LOCK), self.keys.ways()))

    def _opened(self) -> assembly.Services:
        if self.services is None:
            raise RuntimeError("the vault is locked")
        return self.services

    def _running_timer(self) -> OutboxTimer:
        if self.timer is None:
            raise RuntimeError("the vault is locked")
        return self.timer

    def _dress(self) -> Surroundings:
        look: Look = self.theme.look(self.choices["theme"], float(self.choices["textSize"]))
        self.theme.apply(self.app, look)
        icons = Icons(config.resource("icons"), look.tokens, look.scale)
        return Surroundings(
            self.store,
            self.network,
            self.aside,
            self.navigator,
            self.events,
            icons,
            look,
            self._now,
            open_browser=self.open_browser,
        )

    def go_on(self) -> None:
        """Where one was, over the same vault, after runners were changed."""
        self.dress_anew()
        self._enter()

    def dress_anew(self) -> None:
        """New surroundings, after runners or look were changed."""
        self.around = self._dress()

    def _rebuild(self) -> None:
        """The frame anew: after entering, and when the language or the look was changed."""
        services = self._opened()
        fresh = Words(config.resource("i18n").parent, self.choices["language"], self.app)
        install(fresh, self.words)
        self.words = fresh
        self.around = self._dress()
        self.copy_across.close()
        line = TruthLine(services, self.around, self.switch)
        self.background.dress(self.around)
        self.background.follow(line, self._running_timer(), services)
        officer = serves_neighbours(services.open_unit)
        frame = Frame(self.around, line, self.switch, self._owner(), practice=True, lock=self.lock, officer=officer)
        self.window.show_frame(frame)
        self.navigator.again()

    def _owner(self) -> tuple[str, str]:
        """Whose vault it is, and of which commune, for the rail's foot."""
        with self._opened().open_unit() as uow:
            name, commune = uow.settings.get(OWNER_NAME) or "", uow.settings.get(HOME_COMMUNE) or ""
        return name, unit_words(commune) or ""

    def _go(self, place: object) -> None:
        if self.services is None or self.timer is None or self.interrupted is None or not isinstance(place, Place):
            return
        choices = Choices(self._choose, self._keep, self.choices[FACE])
        vault = VaultWays(str(self.home), self.keys, partial(erase_all, self), partial(erase_practice, self))
        self.window.leave()  # before the next page reads the store
        routes = Routes(
            self.around,
            self.services,
            self.timer,
            self.switch,
            self._sign_in,
            choices,
            self.interrupted,
            WindowWays(self.second, self.copy_across, vault),
        )
        self.interrupted.at(place)
        self.window.show_page(routes.page(place))

    def _tell_wrong(self, label: str) -> None:
        if self.window.page is not None:
            self.window.page.say("warn", tr("second.said_wrong", label=label), name="saidWrong")

    def _choose(self, name: str, value: str) -> None:
        self._keep(name, value)
        before = self.window.page
        where = before.whereabouts() if before is not None else None
        self._rebuild()
        if self.window.page is not None and where is not None:
            self.window.page.come_back(where)

    def _keep(self, name: str, value: str) -> None:
        with self._opened().open_unit() as uow:
            uow.settings.put(name, value)
            uow.commit()
        if name in self.choices:
            self.choices[name] = value

    def _sign_in(self) -> Account:
        return self._opened().signing_in.in_browser(self.open_browser, BROWSER_WAIT)

    def _turn_network(self, on: bool) -> None:
        if self.services is not None:
            self.services.connect.offline = not on

    def _before_closing(self) -> None:
        """What waits is named before the window goes; with nothing waiting nobody is asked."""
        self.window.leave()
        waiting = waiting_dossiers(self.services.outbox.items()) if self.services is not None else 0
        self.window.may_close = not waiting or may_go(self.window, waiting, self.background.put_away)
