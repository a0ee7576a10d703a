"""`vault self-check`: keys, and whether everything is in order."""

import getpass
import os
import sys
from pathlib import Path

from desktop import assembly
from desktop.cli.context import Context
from desktop.cli.parser import Commands, add
from desktop.domain.errors import HosoError, Refusal, WrongUse
from desktop.services.protecting import OWNER_NAME
from desktop.services.writing_out import write_whole


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    parser = add(commands, "vault", run_vault)
    parser.add_argument("action", choices=("status", "passphrase", "recovery"))
    parser.add_argument("--card", metavar="OUT.pdf")
    add(commands, "self-check", run_self_check)


def run_vault(context: Context) -> int:
    """Ways in, a new passphrase, or a new recovery code; WrongUse where a card is asked for with another of them."""
    if context.options.card and context.options.action != "recovery":
        raise WrongUse("usage", detail="--card")
    if context.options.action == "passphrase":
        assembly.set_passphrase(context.home, context.services.key, _new_passphrase(context))
        context.emit({"ways": assembly.ways_in(context.home)}, [context.say("cli.passphrase-set")])
    elif context.options.action == "recovery":
        return _new_code(context)
    else:
        ways = assembly.ways_in(context.home)
        context.emit({"home": str(context.home), "ways": ways}, [f"{context.home}: {', '.join(ways)}"])
    return 0


def _new_code(context: Context) -> int:
    """Another code, on a card too where one is asked for: an old code is kept nowhere, so no card can be drawn of it.

    That the card can be written is tried before the old code goes; where it cannot after all, the code is told alone.
    """
    card = context.options.card
    if card and Path(card).exists():
        raise Refusal("file.not-written", file=card)  # it may be the card that still opens
    if card:
        _write_card(card, b"")
        Path(card).unlink()
    code = assembly.new_recovery_code(context.home, context.services.key)
    lines = [context.say("cli.recovery", recovery=code)]
    document = {"recovery": code}
    if card:
        try:
            with context.services.open_unit() as uow:
                owner = uow.settings.get(OWNER_NAME) or ""
            document["path"] = _write_card(card, assembly.draw_recovery_card(code, owner, lang=context.lang))
            lines.append(context.say("cli.recovery-card", path=document["path"]))
        except HosoError as error:
            document["error"] = error.code
            lines.append(context.say(error.code, **error.parameters))
    context.emit(document, lines)
    return 1 if "error" in document else 0


def _write_card(path: str, content: bytes) -> str:
    return str(write_whole(Path(path), lambda target: target.write(content)))


def _new_passphrase(context: Context) -> str:
    """From HOSO_NEW_PASSPHRASE for scripts, else asked twice on a terminal."""
    given = os.environ.get("HOSO_NEW_PASSPHRASE")
    if given:
        return given
    if not sys.stdin.isatty():
        raise Refusal("vault.no-passphrase")
    first = getpass.getpass(context.say("cli.ask-passphrase") + " ", stream=sys.stderr)
    if not first or first != getpass.getpass(context.say("cli.ask-again") + " ", stream=sys.stderr):
        raise Refusal("vault.passphrases-differ")
    return first


def run_self_check(context: Context) -> int:
    """Packs, fonts and the vault (when there is one); 1 when something is not in order."""
    findings = assembly.self_check(context.home, context.services if assembly.vault_exists(context.home) else None)
    lines = [f"{'✓' if row['ok'] else '✗'} {context.say(row['code'], **row['parameters'])}" for row in findings]
    context.emit(findings, lines)
    return 0 if all(row["ok"] for row in findings) else 1
