"""`print package verify`: the official paper, the hand-over package, and proof checked offline."""

from typing import Any

from desktop import assembly
from desktop.cli.context import Context, read_answers, read_file, write_file
from desktop.cli.parser import Commands, add
from desktop.domain.errors import WrongUse


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    paper = add(commands, "print", run_print)
    paper.add_argument("target", metavar="DRAFT|CODE")
    paper.add_argument("--answers", metavar="F")
    paper.add_argument("--blank", action="store_true")
    paper.add_argument("-o", "--output", metavar="OUT.pdf", required=True)
    package = add(commands, "package", run_package)
    package.add_argument("draft")
    package.add_argument("-o", "--output", metavar="OUT.zip", required=True)
    add(commands, "verify", run_verify).add_argument("file")


def run_print(context: Context) -> int:
    """The official paper, filled or blank; a draft prints as it stands, with dots where nothing was answered."""
    options = context.options
    draft_id = None
    answers: dict[str, Any] = {}
    if options.blank or options.answers:
        pack = context.catalogue.get(options.target)
        answers = read_answers(options.answers) if options.answers else {}
    else:
        drafting = context.services.drafting
        if not _looks_like_id(options.target):
            raise WrongUse("print.needs-answers")
        draft = drafting.get(drafting.resolve(options.target))
        pack, answers, draft_id = context.catalogue.get(draft.procedure, draft.version), dict(draft.answers), draft.id
    content = assembly.draw_form(pack, answers, blank=options.blank, draft_id=draft_id, lang=context.lang)
    pages = assembly.count_pages(content)
    path = write_file(options.output, content)
    context.emit({"path": path, "pages": pages}, [context.say("cli.printed", path=path, pages=pages)])
    return 0


def _looks_like_id(target: str) -> bool:
    return "." not in target


def run_package(context: Context) -> int:
    """Answers, papers and the printed form in one file, unencrypted, and it says so."""
    drafting = context.services.drafting
    content = context.services.handing_over.package(drafting.resolve(context.options.draft))
    path = write_file(context.options.output, content)
    context.note("package.unencrypted")
    context.emit({"path": path}, [context.say("cli.written", path=path)])
    return 0


def run_verify(context: Context) -> int:
    """A proof slip or a signed result, checked without a network; 1 when it does not hold."""
    verdict = assembly.verify_file(read_file(context.options.file), context.profiles())
    lines = [context.say("cli.verdict-good" if verdict["ok"] else "cli.verdict-bad", kind=verdict["kind"])]
    lines += [f"  {name}: {value}" for name, value in verdict.items() if value is not None]
    context.emit(verdict, lines)
    return 0 if verdict["ok"] else 1
