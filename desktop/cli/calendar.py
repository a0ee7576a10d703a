"""`calendar`: every due day that is still to come as a file for the calendar of a telephone."""

from desktop import assembly
from desktop.cli.context import Context, write_file
from desktop.cli.parser import Commands, add

NAME = "ngay-hen.ics"


def add_to(commands: Commands) -> None:
    """Place the command."""
    add(commands, "calendar", run_calendar).add_argument("-o", "--output", metavar="OUT.ics", default=NAME)


def run_calendar(context: Context) -> int:
    """Write the file; Refusal `calendar.no-date` where nothing is due."""
    path = write_file(context.options.output, assembly.calendar_file(context.services, lang=context.lang))
    dates = assembly.count_dates(context.services)
    context.emit({"path": path, "dates": dates}, [context.say("cli.calendar", n=dates, path=path)])
    return 0
