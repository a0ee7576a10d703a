"""`print verify`: the official paper, and proof checked offline."""

from typing import Any

from desktop import assembly
from desktop.cli.context import Context, read_answers, read_file, write_file
from desktop.cli.parser import Commands, add
from desktop.domain.errors import WrongUse
from desktop.services.fillable import fillable
from forms.pack import ProcedurePack


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    paper = add(commands, "print", run_print)
    paper.add_argument("target", metavar="DRAFT|CODE")
    paper.add_argument("--answers", metavar="F")
    paper.add_argument("--blank", action="store_true")
    paper.add_argument("--checklist", action="store_true")
    paper.add_argument("--set", action="store_true", dest="whole_set")
    paper.add_argument("--envelope", action="store_true")
    paper.add_argument("-o", "--output", metavar="OUT.pdf", required=True)
    add(commands, "verify", run_verify).add_argument("file")


def run_print(context: Context) -> int:
    """The official paper, filled or blank, the list of papers, both as a set, or the sheet for the envelope."""
    options = context.options
    draw = _envelope if options.envelope else _set if options.whole_set else _checklist if options.checklist else _form
    content = draw(context)
    pages = assembly.count_pages(content)
    path = write_file(options.output, content)
    context.emit({"path": path, "pages": pages}, [context.say("cli.printed", path=path, pages=pages)])
    return 0


def _form(context: Context) -> bytes:
    """A draft prints as it stands, with dots where nothing was answered."""
    options = context.options
    draft_id = None
    answers: dict[str, Any] = {}
    if _looks_like_id(options.target) and not (options.blank or options.answers):
        pack, answers, draft_id = _of_draft(context)
    else:
        pack = fillable(context.catalogue.get(options.target))
        if not (options.blank or options.answers):
            raise WrongUse("print.needs-answers")
        answers = read_answers(options.answers) if options.answers else {}
    paper = assembly.draw_form(pack, answers, blank=options.blank, draft_id=draft_id, lang=context.lang)
    if draft_id is not None:
        context.services.remembering.learn(draft_id)
    return paper


def _checklist(context: Context) -> bytes:
    """For a code all papers that any case may need; for a draft, or answers, what these need."""
    options = context.options
    if _looks_like_id(options.target):
        pack, answers, _ = _of_draft(context)
        return assembly.draw_checklist(pack, answers, lang=context.lang)
    given = read_answers(options.answers) if options.answers else None
    return assembly.draw_checklist(context.catalogue.get(options.target), given, lang=context.lang)


def _set(context: Context) -> bytes:
    """Everything to take along to the counter, of a draft."""
    options = context.options
    if options.blank or options.answers or options.checklist or not _looks_like_id(options.target):
        raise WrongUse("print.set-of-draft")
    pack, answers, draft_id = _of_draft(context)
    return assembly.draw_set(pack, answers, draft_id=draft_id, lang=context.lang)


def _envelope(context: Context) -> bytes:
    """The sheet for filing a draft by post: address, sender, contents."""
    options = context.options
    if options.blank or options.answers or options.checklist or not _looks_like_id(options.target):
        raise WrongUse("print.envelope-of-draft")
    draft = context.services.drafting.resolve(options.target)
    return assembly.draw_envelope(context.services, draft, context.lang)


def _of_draft(context: Context) -> tuple[ProcedurePack, dict[str, Any], str]:
    drafting = context.services.drafting
    draft = drafting.get(drafting.resolve(context.options.target))
    return context.catalogue.get(draft.procedure, draft.version), dict(draft.answers), draft.id


def _looks_like_id(target: str) -> bool:
    return "." not in target


def run_verify(context: Context) -> int:
    """A proof slip or a signed result, checked without a network; 1 when it does not hold."""
    verdict = assembly.verify_file(read_file(context.options.file), context.profiles())
    lines = [context.say("cli.verdict-good" if verdict["ok"] else "cli.verdict-bad", kind=verdict["kind"])]
    lines += [f"  {name}: {value}" for name, value in verdict.items() if value is not None]
    context.emit(verdict, lines)
    return 0 if verdict["ok"] else 1
