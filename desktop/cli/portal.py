"""`portal`: the practice portal alone, in the foreground."""

from pathlib import Path

from desktop import assembly
from desktop.cli.context import Context
from desktop.cli.parser import Commands, add


def add_to(commands: Commands) -> None:
    """Place the command."""
    parser = add(commands, "portal", run_portal)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--data", metavar="DIR")
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--auto", action="store_true")
    parser.add_argument("--idle-minutes", type=float, default=None)
    parser.add_argument("--run-file", action="store_true")


def run_portal(context: Context) -> int:
    """Serve until stopped; the first line on stdout is `{"ready": URL, "token": ADMIN}`."""
    options = context.options
    data = Path(options.data) if options.data else assembly.practice_folder(context.home)
    return assembly.serve_practice(
        data,
        port=options.port,
        speed=options.speed,
        auto=options.auto,
        idle_minutes=options.idle_minutes,
        run_file=options.run_file,
    )
