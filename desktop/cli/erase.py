"""`erase`: vault, papers, key and practice data, for good."""

import sys

from desktop import assembly
from desktop.cli.context import Context
from desktop.cli.parser import Commands, add
from desktop.domain.errors import Missing, Refusal


def add_to(commands: Commands) -> None:
    """Place the command."""
    parser = add(commands, "erase", run_erase)
    parser.add_argument("--yes", action="store_true")
    parser.add_argument("--unsent-too", action="store_true")


def run_erase(context: Context) -> int:
    """Nothing without `--yes` or the word typed; never while the portal may hold something without proof."""
    if not assembly.vault_exists(context.home):
        raise Missing("vault.none", home=str(context.home))
    context.services.upkeep.erasing.refuse(unsent_too=context.options.unsent_too)
    if not context.options.yes:
        _ask(context)
    context.close()
    assembly.erase_home(context.home, assembly.practice_folder(context.home))
    context.emit({"erased": str(context.home)}, [context.say("cli.erased", home=str(context.home))])
    return 0


def _ask(context: Context) -> None:
    word = context.say("erase.word")
    context.note("cli.ask-erase", word=word)
    if not sys.stdin.isatty() or sys.stdin.readline().strip().casefold() != word.casefold():
        raise Refusal("erase.not-said", word=word)
