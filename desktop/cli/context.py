"""What every command is given: the options, the services (opened when asked for), and where to write."""

import getpass
import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from desktop import assembly, config, messages
from desktop.cli.clock import clock_words
from desktop.domain.errors import HosoError, Missing, Refusal
from desktop.services.backup import Secret
from desktop.services.ports import PaperInspector, PortalProfile
from forms.catalogue import Catalogue
from forms.deadlines import ICT
from forms.pack import Answers

STARTING = frozenset({"sign-in", "send", "refresh", "pay", "results", "lookup"})
"""The commands that may start the practice portal; to all others a portal that is not there is not there."""
REACHING = frozenset({"sign-out"})
"""The commands that tell a practice portal which runs, and start none."""
LOCKED = frozenset({"vault.passphrase-needed", "vault.recovery-needed"})


class Context:
    """One run of one command."""

    def __init__(self, options: Namespace) -> None:
        self.options = options
        self.lang: str = options.lang or "vi"
        self.home = config.home_dir(options.home)
        assembly.finish_erasing(self.home, assembly.practice_folder(self.home))
        self._opened: assembly.Services | None = None

    @cached_property
    def catalogue(self) -> Catalogue:
        """The shipped packs; no vault is opened for it."""
        return Catalogue.shipped()

    @cached_property
    def services(self) -> assembly.Services:
        """All services over the home's vault, which is made when there is none."""
        folder = assembly.practice_folder(self.home)
        url = self.options.portal or os.environ.get("HOSO_PORTAL") or None
        if url is None and self.options.command in REACHING:
            url = assembly.running_practice(folder)
        link = assembly.PortalLink(
            practice_data=folder,
            url=url,
            offline=self.options.offline or not (url or self.options.command in STARTING),
            lang=self.lang,
        )
        self._opened = assembly.open_services(self.home, self.key(), link=link, catalogue=self.catalogue)
        return self._opened

    def key(self) -> bytes:
        """The vault's key, a new vault's where there is none: its recovery code is shown once."""
        if assembly.vault_exists(self.home):
            return self.key_of_vault()
        made = assembly.create_vault(self.home, os.environ.get("HOSO_PASSPHRASE"))
        self.note("cli.vault-made", home=str(self.home), recovery=made.recovery_code)
        for code in made.warnings:
            self.note(code)
        return made.key

    def key_of_vault(self) -> bytes:
        """By HOSO_PASSPHRASE, HOSO_RECOVERY, the keyring or the file, else asked; Missing `vault.none`."""
        if not assembly.vault_exists(self.home):
            raise Missing("vault.none", home=str(self.home))
        given = secret_given()
        try:
            return assembly.unlock(self.home, passphrase=given.passphrase, recovery=given.recovery)
        except Refusal as refusal:
            if refusal.code not in LOCKED or not sys.stdin.isatty():
                raise
        typed = self.ask_secret()
        return assembly.unlock(self.home, passphrase=typed.passphrase, recovery=typed.recovery)

    def ask_secret(self) -> Secret:
        """Passphrase or recovery code, typed unseen; nothing where nobody sits before a terminal."""
        if not sys.stdin.isatty():
            return Secret()
        return assembly.secret_of(getpass.getpass(self.say("cli.ask-secret") + " ", stream=sys.stderr))

    def profiles(self) -> tuple[PortalProfile, ...]:
        """Every portal that was pinned in this home; none where there is no vault."""
        if not assembly.vault_exists(self.home):
            return ()
        with self.services.open_unit() as uow:
            return uow.profiles.all()

    @cached_property
    def inspector(self) -> PaperInspector:
        """Looks at papers; no vault is opened for it."""
        return assembly.inspector()

    def today(self) -> date:
        """The day in Viet Nam."""
        return assembly.today()

    def close(self) -> None:
        """Give the vault back."""
        if self._opened is not None:
            self._opened.close()

    def say(self, code: str, /, **parameters: object) -> str:
        """The sentence for a code in the language of this run."""
        return messages.say(code, self.lang, **parameters)

    def note(self, code: str, /, **parameters: object) -> None:
        """A sentence for a person, beside the result: on stderr."""
        print(self.say(code, **parameters), file=sys.stderr)

    def note_clock(self) -> None:
        """That this machine's clock is wrong, as far as this run could know."""
        words = clock_words(self._opened.tracking.portal_time, self.lang) if self._opened is not None else ""
        if words:
            print(words, file=sys.stderr)

    def emit(self, document: object, lines: Iterable[str]) -> None:
        """The result: one JSON document, or lines for a person."""
        if self.options.json:
            print(json.dumps(document, ensure_ascii=False, indent=2, default=str))
        else:
            for line in lines:
                print(line)

    def emit_as_far(self, document: object, lines: Iterable[str], troubles: Sequence[HosoError]) -> int:
        """The result as far as it came, and the first of the *troubles*: its sentence and its exit status.

        In JSON runs an object tells the error too.
        """
        if not troubles:
            self.emit(document, lines)
            return 0
        if isinstance(document, dict):
            document = {**document, **self._error(troubles[0])}
        self.emit(document, lines)
        self._tell(troubles[0])
        return troubles[0].exit_code

    def refuse(self, error: HosoError) -> int:
        """Say why not: one sentence and its code, on stderr; in JSON runs the error is the document too."""
        self._tell(error)
        if self.options.json:
            print(json.dumps(self._error(error), ensure_ascii=False, default=str))
        return error.exit_code

    def _tell(self, error: HosoError) -> None:
        print(f"{self.say(error.code, **error.parameters)} [{error.code}]", file=sys.stderr)

    def _error(self, error: HosoError) -> dict[str, object]:
        return {"error": error.code, "message": self.say(error.code, **error.parameters), **error.parameters}


def secret_given() -> Secret:
    """What the environment says: the passphrase before the recovery code."""
    passphrase = os.environ.get("HOSO_PASSPHRASE") or None
    return Secret(passphrase, None if passphrase else os.environ.get("HOSO_RECOVERY") or None)


def read_answers(path: str) -> Answers:
    """Answers from a JSON file, `-` for stdin; Refusal `answers.unreadable`, `answers.not-an-object`."""
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
        answers = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise Refusal("answers.unreadable", file=path) from error
    if not isinstance(answers, dict):
        raise Refusal("answers.not-an-object", file=path)
    return answers


def read_file(path: str) -> bytes:
    """The bytes of a file that the person named; Refusal `file.unreadable`."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise Refusal("file.unreadable", file=path) from error


def write_file(path: str | Path, content: bytes) -> str:
    """Write a file that the person asked for; Refusal `file.not-written`."""
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as error:
        raise Refusal("file.not-written", file=str(path)) from error
    return str(target)


def local(moment: str) -> str:
    """A time of day in Viet Nam for a person: `18:42 26/11/2026`, from RFC 3339."""
    return f"{datetime.fromisoformat(moment).astimezone(ICT):%H:%M %d/%m/%Y}"


def iso(moment: Any) -> str | None:
    """RFC 3339, or None."""
    return moment.isoformat(timespec="seconds") if moment is not None else None
