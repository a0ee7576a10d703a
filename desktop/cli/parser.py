"""The commands and their options."""

from argparse import SUPPRESS, ArgumentParser
from collections.abc import Callable
from typing import Any, NoReturn

from desktop.cli.context import Context
from desktop.domain.errors import WrongUse

Run = Callable[[Context], int]
Commands = Any
"""What argparse gives for adding commands; its class is private."""


class Parser(ArgumentParser):
    """argparse, but a wrong use is our own error with a code."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"allow_abbrev": False, **options})  # else `--port` of a command could be `--portal`

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing English and leaving."""
        raise WrongUse("usage", detail=message)


def _global_options(*, of_root: bool) -> ArgumentParser:
    """They stand before or after the command; what a command does not say leaves the root's value."""
    options = Parser(add_help=False)
    default: Any = None if of_root else SUPPRESS
    flag: Any = False if of_root else SUPPRESS
    options.add_argument("--home", metavar="DIR", default=default)
    options.add_argument("--portal", metavar="URL", default=default)
    options.add_argument("--portal-token", metavar="T", default=default)
    options.add_argument("--lang", choices=("vi", "en"), default=default)
    options.add_argument("--offline", action="store_true", default=flag)
    options.add_argument("--json", action="store_true", default=flag)
    return options


def root_parser() -> Parser:
    """The `hoso` command itself."""
    return Parser(prog="hoso", parents=[_global_options(of_root=True)])


def add(commands: Commands, name: str, run: Run) -> ArgumentParser:
    """One command; its own arguments are added to what comes back."""
    parser: ArgumentParser = commands.add_parser(name, parents=[_global_options(of_root=False)])
    parser.set_defaults(run=run)
    return parser
