"""`import template report slips`: residents' rows from a spreadsheet, and the day on paper or as a table."""

from datetime import date
from pathlib import PurePath
from typing import Any

from desktop import assembly
from desktop.cli.context import Context, iso, read_file, write_file
from desktop.cli.parser import Commands, add
from desktop.domain.errors import WrongUse
from desktop.services.day_book import Act, Day
from desktop.services.day_table import waiting_lines
from desktop.services.importing import Opened, Row, RowFault, fault_words, faulty_table

KINDS = ("pdf", "xlsx", "csv")


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    rows = add(commands, "import", run_import)
    rows.add_argument("code")
    rows.add_argument("--from", dest="file", metavar="FILE", required=True)
    rows.add_argument("--encoding", choices=("utf-8", "utf-16", "cp1258"), default="")
    rows.add_argument("--with-faults", action="store_true")
    rows.add_argument("--faulty", metavar="OUT.xlsx|csv")
    rows.add_argument("--dry-run", action="store_true")
    template = add(commands, "template", run_template)
    template.add_argument("code")
    template.add_argument("-o", "--output", metavar="OUT.xlsx|csv", required=True)
    report = add(commands, "report", run_report)
    report.add_argument("--day", metavar="D")
    report.add_argument("-o", "--output", metavar="OUT.pdf|xlsx|csv")
    slips = add(commands, "slips", run_slips)
    slips.add_argument("--day", metavar="D")
    slips.add_argument("-o", "--output", metavar="OUT.pdf", required=True)


def run_template(context: Context) -> int:
    """An empty table for a procedure, one column for each simple field."""
    table = context.services.many.importing.template(context.options.code)
    kind = _kind(context.options.output, KINDS[1:])
    path = write_file(context.options.output, assembly.write_table(table, kind))
    context.emit({"path": path, "columns": len(table.heads)}, [context.say("cli.written", path=path)])
    return 0


def run_import(context: Context) -> int:
    """Rows without a fault become drafts, each once; 1 when some row has one. Nothing is written by --dry-run."""
    options, importing = context.options, context.services.many.importing
    opened = importing.open(options.code, assembly.read_sheet(read_file(options.file), options.encoding))
    rows = importing.read(opened)
    wanted = [row for row in rows if row.draft is None and (options.with_faults or not row.faults)]
    made = () if options.dry_run else importing.take(opened, wanted)
    drafts = dict(zip((row.number for row in wanted), (draft.id for draft in made), strict=False))
    if options.faulty:
        kind = _kind(options.faulty, KINDS[1:])
        write_file(options.faulty, assembly.write_table(faulty_table(opened, rows, context.lang), kind))
    document = {
        "rows": [_row(context, opened, row, drafts.get(row.number)) for row in rows],
        "drafts": list(drafts.values()),
        "unknown": list(opened.unknown),
        "lacking": [column.key for column in opened.lacking],
        "encoding": opened.sheet.encoding,
        "guessed": opened.sheet.is_guessed,
    }
    context.emit(document, _lines(context, opened, rows, len(made)))
    return 1 if any(row.faults for row in rows) else 0


def _row(context: Context, opened: Opened, row: Row, draft: str | None) -> dict[str, Any]:
    def told(faults: tuple[RowFault, ...]) -> list[dict[str, Any]]:
        return [
            {"pointer": one.pointer, "code": one.code, "message": fault_words(opened.pack, one, context.lang)}
            for one in faults
        ]

    return {
        "row": row.number,
        "draft": draft,
        "already": row.draft,
        "faults": told(row.faults),
        "notes": told(row.notes),
    }


def _lines(context: Context, opened: Opened, rows: tuple[Row, ...], made: int) -> list[str]:
    lines = [context.say("cli.unknown-column", name=name) for name in opened.unknown]
    if opened.lacking:
        lines.append(context.say("cli.lacking-columns", n=len(opened.lacking)))
    if opened.sheet.is_guessed:
        lines.append(context.say("cli.encoding-guessed", encoding=opened.sheet.encoding))
    for row in rows:
        said = [fault_words(opened.pack, one, context.lang) for one in (*row.faults, *row.notes)]
        lines += [context.say("cli.row", row=row.number, said=one) for one in said]
        if row.draft is not None:
            lines.append(context.say("cli.row-already", row=row.number, draft=row.draft))
    faulty = sum(bool(row.faults) for row in rows)
    return [*lines, context.say("cli.imported", made=made, rows=len(rows), faulty=faulty)]


def run_report(context: Context) -> int:
    """The day's report, here or as a file."""
    day = _day(context)
    if context.options.output:
        kind = _kind(context.options.output, KINDS)
        content = assembly.draw_day(context.services, day, kind, context.lang)
        path = write_file(context.options.output, content)
        context.emit({"path": path}, [context.say("cli.written", path=path)])
        return 0
    report = context.services.many.day_book.of(day)
    waiting = waiting_lines(report, context.lang)
    document = {
        "day": day.isoformat(),
        "counts": {act.value: report.count(act) for act in Act},
        "lines": _happenings(report),
        "waiting": [{"what": what, "why": why} for what, why in waiting],
    }
    lines = [context.say("day.title", day=f"{day:%d/%m/%Y}")]
    lines += [f"{context.say(f'day.act.{act.value}')}: {report.count(act)}" for act in Act]
    context.emit(document, [*lines, *(f"… {what}: {why}" for what, why in waiting)])
    return 0


def _happenings(report: Day) -> list[dict[str, Any]]:
    names = ("procedure", "person", "number", "subject", "code")
    return [
        {"act": one.act, "at": iso(one.at), **{name: getattr(one, name) for name in names}} for one in report.happenings
    ]


def run_slips(context: Context) -> int:
    """One slip for each resident of the day."""
    content = assembly.draw_slips(context.services, _day(context), context.lang)
    path = write_file(context.options.output, content)
    context.emit({"path": path, "pages": assembly.count_pages(content)}, [context.say("cli.written", path=path)])
    return 0


def _day(context: Context) -> date:
    given = context.options.day
    try:
        return date.fromisoformat(given) if given else context.today()
    except ValueError as error:
        raise WrongUse("report.day", day=given) from error


def _kind(path: str, known: tuple[str, ...]) -> str:
    kind = PurePath(path).suffix.lower().removeprefix(".")
    if kind not in known:
        raise WrongUse("report.kind", kinds=", ".join(known))
    return kind
