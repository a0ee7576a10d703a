"""`package copy-across`: what a person files by their own hand elsewhere."""

from pathlib import Path
from typing import Any

from desktop.cli.context import Context
from desktop.cli.parser import Commands, add
from desktop.services.copying_across import CopySheet
from desktop.services.writing_out import write_whole


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    package = add(commands, "package", run_package)
    package.add_argument("draft")
    package.add_argument("-o", "--output", metavar="OUT.zip", required=True)
    add(commands, "copy-across", run_copy_across).add_argument("draft")


def run_package(context: Context) -> int:
    """Answers, papers and the printed form in one file, unencrypted, and it says so before it writes."""
    draft = context.services.drafting.resolve(context.options.draft)
    context.note("package.unencrypted")
    handing_over = context.services.handing_over
    path = write_whole(Path(context.options.output), lambda target: handing_over.package_into(draft, target))
    context.emit({"path": str(path)}, [context.say("cli.written", path=str(path))])
    return 0


def run_copy_across(context: Context) -> int:
    """The answers in the order and split of the national portal's e-form, line by line."""
    draft = context.services.drafting.resolve(context.options.draft)
    sheet = context.services.handing_over.copy_sheet(draft, context.lang)
    context.emit(_document(sheet), _lines(context, sheet))
    return 0


def _document(sheet: CopySheet) -> dict[str, Any]:
    return {
        "procedure": sheet.pack.code,
        "page": sheet.page,
        "sections": [
            {
                "title": section.title,
                "lines": [
                    {
                        "pointer": line.pointer,
                        "as": line.as_,
                        "group": line.group or None,
                        "label": line.label,
                        "portal_label": line.portal_label,
                        "note" if line.is_note else "value": line.value,
                    }
                    for line in section.lines
                ],
            }
            for section in sheet.sections
        ],
        "papers": [
            {"name": one.name, "title": one.title, "slot": one.paper.slot, "size": one.paper.size,
             "too_big": one.is_too_big}
            for one in sheet.papers
        ],
    }  # fmt: skip


def _lines(context: Context, sheet: CopySheet) -> list[str]:
    lines = [context.say("cli.copy-across")]
    if sheet.page:
        lines.append(context.say("cli.copy-page", page=sheet.page))
    for section in sheet.sections:
        lines += ["", section.title]
        for line in section.lines:
            name = " – ".join(part for part in (line.group, line.label) if part)
            lines.append(f"  {name}: {line.value}")
    lines += [""] if sheet.papers else []
    for one in sheet.papers:
        size = context.say("cli.copy-paper", name=one.name, title=one.title, size=one.paper.size)
        lines.append(f"{size} ({context.say('cli.copy-too-big')})" if one.is_too_big else size)
    return lines
