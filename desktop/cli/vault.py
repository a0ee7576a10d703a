"""`vault self-check`: keys, and whether everything is in order."""

import getpass
import os
import sys

from desktop import assembly
from desktop.cli.context import Context
from desktop.cli.parser import Commands, add
from desktop.domain.errors import Refusal


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    parser = add(commands, "vault", run_vault)
    parser.add_argument("action", choices=("status", "passphrase", "recovery"))
    add(commands, "self-check", run_self_check)


def run_vault(context: Context) -> int:
    """Ways in, a new passphrase, or a new recovery code."""
    if context.options.action == "passphrase":
        assembly.set_passphrase(context.home, context.services.key, _new_passphrase(context))
        context.emit({"ways": assembly.ways_in(context.home)}, [context.say("cli.passphrase-set")])
    elif context.options.action == "recovery":
        code = assembly.new_recovery_code(context.home, context.services.key)
        context.emit({"recovery": code}, [context.say("cli.recovery", recovery=code)])
    else:
        ways = assembly.ways_in(context.home)
        context.emit({"home": str(context.home), "ways": ways}, [f"{context.home}: {', '.join(ways)}"])
    return 0


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
