"""Parse, run, and turn every refusal into one sentence, a code and an exit status."""

import sys
from argparse import Namespace
from collections.abc import Sequence

from desktop.cli import (
    account,
    backups,
    calendar,
    copying,
    demo,
    dossiers,
    drafts,
    elsewhere,
    erase,
    law,
    packs,
    papers,
    people,
    portal,
    printing,
    procedures,
    rows,
    sending,
    talking,
    vault,
)
from desktop.cli.context import Context
from desktop.cli.parser import Parser, root_parser
from desktop.domain.errors import HosoError, Refusal, WrongUse
from forms.errors import UnknownProcedure
from forms.loader import PackError

GROUPS = (
    procedures,
    law,
    people,
    drafts,
    rows,
    papers,
    printing,
    copying,
    sending,
    dossiers,
    talking,
    elsewhere,
    account,
    portal,
    packs,
    vault,
    backups,
    calendar,
    erase,
    demo,
)


def parser() -> Parser:
    """All commands."""
    root = root_parser()
    commands = root.add_subparsers(dest="command", required=True, parser_class=Parser)
    for group in GROUPS:
        group.add_to(commands)
    return root


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 done, 1 refused, 2 wrong use, 3 still waiting."""
    try:
        options = parser().parse_args(list(argv))
    except WrongUse as error:
        return _context_without_command(argv).refuse(error)
    context = Context(options)
    try:
        try:
            return int(options.run(context))
        finally:
            context.note_clock()
    except HosoError as error:
        return context.refuse(error)
    except PackError as error:
        return context.refuse(Refusal(error.code, **error.parameters))
    except UnknownProcedure as error:
        return context.refuse(Refusal(error.code, **error.parameters))
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    finally:
        context.close()


def _context_without_command(argv: Sequence[str]) -> Context:
    """Enough to say in the right language what was wrong."""
    words = list(argv)
    lang = words[words.index("--lang") + 1] if "--lang" in words[:-1] else "vi"
    return Context(Namespace(home=None, lang=lang if lang in ("vi", "en") else "vi", json="--json" in words))
