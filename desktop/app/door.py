"""What stands before the program: first run, moving house, the door that is shut, and what opens it."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop import assembly
from desktop.domain.errors import HosoError, Refusal
from desktop.services.backup import Secret
from desktop.services.protecting import BY_ITSELF
from desktop.ui.keys import Keys, Made
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.first_run import FirstRunPage, Given, Making
from desktop.ui.pages.renewing import RenewPage
from desktop.ui.pages.restoring import Moved, MovingIn, RestorePage
from desktop.ui.pages.unlocking import ITSELF, PASSPHRASE, RECOVERY, Unlocking, UnlockPage
from desktop.ui.surroundings import Surroundings
from desktop.ui.words import tr

NOT_OPENED = frozenset({"vault.wrong-passphrase", "restore.only-recovery"})


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind the door: `open` takes the key, `enter` shows the program, `keys` changes the ways in."""

    open: Callable[[bytes], None]
    enter: Callable[[], None]
    keys: Keys


class Door:
    """Shows its pages alone in the window; *around* and *now* are asked anew each time."""

    def __init__(
        self,
        home: Path,
        window: MainWindow,
        around: Callable[[], Surroundings],
        behind: Behind,
        now: Callable[[], datetime],
    ) -> None:
        self._home = home
        self._window = window
        self._around = around
        self._behind = behind
        self._patience = assembly.door_patience(home, lambda: now().timestamp())
        self._restored_so_far = 0.0
        self._has_given_up = False

    def open(self) -> None:
        """First run, unlock, or straight in."""
        if not assembly.vault_exists(self._home):
            self._first_run()
            return
        try:
            self._unlock(os.environ.get("HOSO_PASSPHRASE", ""), "")
        except HosoError as error:
            self.ask(error)
            return
        self._behind.enter()

    def shut(self, waiting: int) -> UnlockPage:
        """The door of a vault that was open a moment ago; how many dossiers wait is all that it tells of it."""
        lead = tr("unlock.waiting", n=waiting) if waiting else tr("unlock.nothing_waits")
        page = UnlockPage(self._around(), self._unlocking(self._first_way()), lead, is_closing=True)
        self._window.show_alone(page)
        return page

    def _first_run(self, given: Given | None = None) -> None:
        making = Making(self._make, self._behind.keys, self._behind.enter, self._move_house)
        self._window.show_alone(FirstRunPage(self._around(), making, given))

    def _move_house(self, given: Given) -> None:
        moving = MovingIn(
            self._restore,
            lambda: self._restored_so_far,
            assembly.code_in_picture,
            self._done,
            lambda: self._first_run(given),
        )
        self._window.show_alone(RestorePage(self._around(), moving))

    def ask(self, error: Exception) -> None:
        """A passphrase or a code is asked for; whatever else keeps the vault shut is said."""
        code = error.code if isinstance(error, HosoError) else ""
        first = RECOVERY if code == "vault.recovery-needed" else PASSPHRASE
        page = UnlockPage(self._around(), self._unlocking(first), tr("unlock.lead"))
        self._window.show_alone(page)
        if code != "vault.passphrase-needed":
            page.show_refusal(error)

    def _unlocking(self, first: str) -> Unlocking:
        return Unlocking(first, self._unlock, assembly.code_in_picture, self._done, self._patience)

    def _first_way(self) -> str:
        try:
            ways = set(assembly.ways_in(self._home))
        except HosoError:
            return PASSPHRASE
        return PASSPHRASE if PASSPHRASE in ways else ITSELF if ways & BY_ITSELF else RECOVERY

    def _make(self, passphrase: str | None) -> Made:
        made = assembly.create_vault(self._home, passphrase)
        self._behind.open(made.key)
        return Made(made.recovery_code, made.warnings)

    def _unlock(self, passphrase: str, recovery: str) -> None:
        self._behind.open(assembly.unlock(self._home, passphrase=passphrase or None, recovery=recovery or None))

    def give_up(self) -> None:
        """The program ends: a home that is being filled is not waited for."""
        self._has_given_up = True

    def _restore(self, source: Path, typed: str) -> Moved:
        self._restored_so_far = 0.0
        secret = assembly.secret_of(typed)

        def prove(ways: tuple[str, ...]) -> Secret:
            if secret.passphrase and PASSPHRASE not in ways:
                raise Refusal("restore.only-recovery")
            return secret

        try:
            restored = assembly.restore(source, self._home, prove, progress=self._moved)
        except Refusal as error:
            if error.code in NOT_OPENED and assembly.looks_like_code(typed):
                raise Refusal("vault.recovery-mistyped") from error
            raise
        self._behind.open(restored.key)
        cut_before = restored.made_at if restored.is_cut else None
        return Moved(secret.recovery is not None, datetime.fromisoformat(cut_before) if cut_before else None)

    def _moved(self, done: int, total: int) -> None:
        self._restored_so_far = done / total
        if self._has_given_up:
            raise Refusal("backup.given-up")

    def _done(self, by_code: bool) -> None:
        """Who had to take the card out is asked for a new way in at once."""
        if by_code:
            self._window.show_alone(RenewPage(self._around(), self._behind.keys, self._behind.enter))
        else:
            self._behind.enter()
