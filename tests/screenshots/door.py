"""The pages before the program, shown over one that is long open, and what protects it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from desktop import assembly
from desktop.app.program import Program
from desktop.domain.errors import Refusal
from desktop.services.protecting import CARD_DISMISSED, CARD_LATER, RECOVERY_CARD, Patience
from desktop.ui.keys import Made
from desktop.ui.pages.first_run import FirstRunPage, Given, Making
from desktop.ui.pages.renewing import RenewPage
from desktop.ui.pages.restoring import Moved, MovingIn, RestorePage
from desktop.ui.pages.unlocking import ITSELF, PASSPHRASE, Unlocking, UnlockPage
from desktop.ui.words import tr
from tests.screenshots.hands import look_at, press, typed
from tests.screenshots.scene import Scene

CODE = "7KQ4-M2XD-9TRA-HW5C-3NPE-80GV-Z6BJ-1YQ7"
SHORT = "bé Na "


@dataclass
class OtherKeys:
    """A vault that is nowhere, with every way in."""

    kept: dict[str, str] = field(default_factory=dict)

    def ways(self) -> tuple[str, ...]:
        return ("file", "keyring", "passphrase", "recovery")

    def set_passphrase(self, words: str, old: str = "", *, is_proven: bool = False) -> None:
        self.kept["passphrase"] = f"{words} after {old}, {is_proven}"

    def use_keyring(self, old: str = "", *, is_proven: bool = False) -> None:
        raise Refusal("vault.no-keyring", old=old, proven=is_proven)

    def new_code(self) -> str:
        return CODE

    def card(self, code: str) -> bytes:
        return assembly.draw_recovery_card(code, "Lò Văn Tâm")

    def keep(self, name: str, value: str) -> None:
        self.kept[name] = value

    def rewatch(self) -> None:
        pass


def with_protection(program: Program, services: assembly.Services) -> Iterator[Scene]:
    """The settings' card while something is changed, the new recovery card, and home while it is owed."""
    see = lambda: look_at(program.window, "protectionCard")  # noqa: E731 one act among others
    yield Scene("settings_passphrase", ("settings",), (lambda: press(program.window, "changePassphrase"), see))
    yield Scene("settings_keyring", ("settings",), (lambda: press(program.window, "toKeyring"), see))
    yield Scene("new_card", ("recovery_card",))
    with services.open_unit() as uow:
        uow.settings.put(RECOVERY_CARD, CARD_LATER)
        uow.commit()
    yield Scene("home_card_owed", ("home",), (lambda: look_at(program.window, "cardOwed"),))
    yield Scene("new_card_made", ("recovery_card",), (lambda: press(program.window, "makeCard"),))
    with services.open_unit() as uow:
        uow.settings.put(RECOVERY_CARD, CARD_DISMISSED)
        uow.commit()


def at_the_door(program: Program, folder: Path) -> Iterator[Scene]:
    """First run step by step, the recovery card, moving house, and the door that is shut."""
    yield from at_first(program)
    yield from at_another_computer(program, folder)
    yield from at_the_shut_door(program)


def at_first(program: Program) -> Iterator[Scene]:
    """Every step, and what is said about a passphrase."""

    def first_run() -> None:
        made = Made(CODE, ("vault.key-in-file",))
        making = Making(lambda _words: made, OtherKeys(), _nothing, lambda _given: None)
        program.window.show_alone(FirstRunPage(program.around, making, Given(owner="Lò Văn Tâm", commune="14845")))

    def passphrase() -> None:
        press(program.window, "passphrase")
        typed(program.window, "passphrase", SHORT)
        typed(program.window, "passphraseAgain", SHORT.strip())

    to_protection = (
        first_run,
        lambda: press(program.window, "toCommune"),
        lambda: press(program.window, "toProtection"),
    )
    make = lambda: press(program.window, "makeVault")  # noqa: E731 one act among others
    yield Scene("first_run", (), (first_run,))
    yield Scene("first_run_kiosk", (), (first_run, lambda: press(program.window, "kiosk")))
    yield Scene("first_run_commune", (), to_protection[:2])
    yield Scene("first_run_protection", (), to_protection)
    yield Scene("first_run_passphrase", (), (*to_protection, passphrase, make))
    yield Scene("recovery_card", (), (*to_protection, make))


def at_another_computer(program: Program, folder: Path) -> Iterator[Scene]:
    """Restoring: nothing chosen, under way, refused; and the new way in."""

    def move_house(*, is_going: bool = False) -> None:
        def restore(_source: Path, _typed: str) -> Moved:
            raise Refusal("restore.damaged", part="papers.db")

        moving = MovingIn(restore, lambda: 0.43, assembly.code_in_picture, lambda _by: None, _nothing)
        page = RestorePage(program.around, moving)
        program.window.show_alone(page)
        page.take(folder / "giay-cu-tru.jpg")
        if is_going:
            page.show_going(is_going=True)

    def refused() -> None:
        typed(program.window, "recovery", CODE)
        press(program.window, "restore")

    def renew() -> None:
        program.window.show_alone(RenewPage(program.around, OtherKeys(), _nothing))

    yield Scene("move_house", (), (move_house, lambda: press(program.window, "restore")))
    yield Scene("move_house_going", (), (lambda: move_house(is_going=True),))
    yield Scene("move_house_refused", (), (move_house, refused))
    yield Scene("renew", (), (renew, lambda: press(program.window, "renew")))


def at_the_shut_door(program: Program) -> Iterator[Scene]:
    """Locked with something unsent, refused, the code instead, and one that opens by itself."""

    def locked(first: str, lead: str) -> None:
        def refuse(_passphrase: str, recovery: str) -> None:
            raise Refusal("vault.recovery-mistyped" if recovery else "vault.wrong-passphrase")

        patience = Patience(seconds=lambda: 0.0, keep=lambda _wrong: None)
        way = Unlocking(first, refuse, assembly.code_in_picture, lambda _by: None, patience)
        program.window.show_alone(UnlockPage(program.around, way, lead))

    def with_words() -> None:
        locked(PASSPHRASE, tr("unlock.waiting", n=2))

    yield Scene("unlock", (), (with_words,))
    yield Scene("unlock_refused", (), (with_words, lambda: press(program.window, "unlock")))
    yield Scene(
        "unlock_by_code",
        (),
        (with_words, lambda: press(program.window, "forgot"), lambda: press(program.window, "unlockByCode")),
    )
    yield Scene("unlock_itself", (), (lambda: locked(ITSELF, tr("unlock.nothing_waits")),))


def _nothing() -> None:
    """Nobody goes on from here."""
