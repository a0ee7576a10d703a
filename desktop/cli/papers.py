"""`attach detach inspect`: papers into the vault, and what a file is."""

from pathlib import Path
from typing import Any

from desktop.cli.context import Context, read_file
from desktop.cli.parser import Commands, add
from desktop.domain.attachment import Attachment, Finding
from desktop.services import short_ids


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    attach = add(commands, "attach", run_attach)
    attach.add_argument("draft")
    attach.add_argument("slot")
    attach.add_argument("files", nargs="+", metavar="FILE")
    attach.add_argument("--convert", action="store_true")
    detach = add(commands, "detach", run_detach)
    detach.add_argument("draft")
    detach.add_argument("attachment")
    add(commands, "inspect", run_inspect).add_argument("files", nargs="+", metavar="FILE")


def run_attach(context: Context) -> int:
    """Copy papers into the vault, inspected; a photograph is made a PDF with --convert."""
    services, options = context.services, context.options
    draft_id = services.drafting.resolve(options.draft)
    attached = [
        services.attaching.attach(
            draft_id, options.slot.upper(), Path(file).name, read_file(file), convert=options.convert
        )
        for file in options.files
    ]
    rows = [_attachment(context, attachment) for attachment in attached]
    lines = [context.say("cli.attached", name=paper.name, slot=paper.slot, size=paper.size) for paper in attached]
    context.emit({"attachments": rows}, lines)
    return 0


def run_detach(context: Context) -> int:
    """Remove a paper from a draft."""
    services = context.services
    draft_id = services.drafting.resolve(context.options.draft)
    attachment_id = _attachment_id(context, draft_id, context.options.attachment)
    services.attaching.detach(draft_id, attachment_id)
    context.emit({"detached": attachment_id}, [context.say("cli.detached")])
    return 0


def _attachment_id(context: Context, draft_id: str, prefix: str) -> str:
    papers = context.services.attaching.of_draft(draft_id)
    return short_ids.resolve(prefix, lambda wanted: tuple(p.id for p in papers if p.id.startswith(wanted)))


def run_inspect(context: Context) -> int:
    """What files are and what is wrong with them; 1 when one could not be sent."""
    rows = []
    for file in context.options.files:
        seen = context.inspector.inspect(
            read_file(file), accept=("pdf", "jpg", "png", "heic"), max_size=64 << 20, max_pages=None
        )
        findings = [_finding(context, finding) for finding in seen.findings]
        rows.append(
            {
                "path": file,
                "media_type": seen.media_type,
                "size": seen.size,
                "pages": seen.pages,
                "findings": findings,
            }
        )
    lines = []
    for row in rows:
        lines.append(f"{row['path']}: {row['media_type']}, {row['size']} B, {row['pages']}")
        lines += [f"  {finding['message']} [{finding['code']}]" for finding in row["findings"]]
    context.emit(rows, lines)
    return 1 if any(finding["severity"] == "error" for row in rows for finding in row["findings"]) else 0


def _attachment(context: Context, attachment: Attachment) -> dict[str, Any]:
    return {
        "id": attachment.id,
        "slot": attachment.slot,
        "n": attachment.n,
        "sha256": attachment.sha256,
        "size": attachment.size,
        "media_type": attachment.media_type,
        "findings": [_finding(context, finding) for finding in attachment.findings],
    }


def _finding(context: Context, finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": context.say(finding.code, **dict(finding.parameters)),
    }
