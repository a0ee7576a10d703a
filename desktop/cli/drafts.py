"""`new fill check drafts discard submit`: from an empty form to the outbox."""

from typing import Any

from desktop.cli import batch
from desktop.cli.context import Context, iso, read_answers
from desktop.cli.parser import Commands, add
from desktop.cli.people import begin_for
from desktop.domain.draft import FilingFor, Relation, Submitter
from desktop.domain.errors import Refusal, WrongUse
from desktop.domain.submission import Mode
from desktop.services.checking import Check
from desktop.services.fillable import fillable
from forms.law import behind
from forms.pack import ProcedurePack
from forms.slots import missing_slots
from forms.validation import FieldError, error_text, validate


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    new = add(commands, "new", run_new)
    new.add_argument("code")
    new.add_argument("--for", dest="person", metavar="PERSON")
    new.add_argument("--at", metavar="POINTER", action="append")
    fill = add(commands, "fill", run_fill)
    fill.add_argument("draft")
    check = add(commands, "check", run_check)
    check.add_argument("target", metavar="DRAFT|CODE", nargs="?")
    check.add_argument("--all", action="store_true")
    for parser in (new, fill, check):
        parser.add_argument("--answers", metavar="F", required=parser is fill)
    for parser in (new, fill):
        parser.add_argument("--submitter", metavar="RELATION,NAME,ID_NO")
    add(commands, "drafts", run_drafts)
    add(commands, "discard", run_discard).add_argument("draft")
    submit = add(commands, "submit", run_submit)
    submit.add_argument("draft", nargs="?")
    submit.add_argument("--all-ready", action="store_true")
    submit.add_argument("--pledge", action="store_true")


def run_new(context: Context) -> int:
    """Start a draft; a national code with a province's suffix is understood."""
    answers = read_answers(context.options.answers) if context.options.answers else None
    if context.options.person:
        draft = begin_for(context, _submitter(context))
        if answers is not None:
            context.services.drafting.merge(draft.id, answers)
    else:
        draft = context.services.drafting.start(context.options.code, answers=answers)
    _file_for(context, draft.id)
    context.emit({"draft": draft.id}, [context.say("cli.draft-started", draft=draft.id)])
    return 0


def run_fill(context: Context) -> int:
    """Merge answers into a draft; nothing is checked, everything is saved."""
    drafting = context.services.drafting
    draft = drafting.merge(drafting.resolve(context.options.draft), read_answers(context.options.answers))
    _file_for(context, draft.id)
    context.emit(
        {"draft": draft.id, "saved_at": iso(draft.saved_at)}, [context.say("cli.saved", time=iso(draft.saved_at))]
    )
    return 0


def _file_for(context: Context, draft_id: str) -> None:
    """The answer to *Bạn nộp cho ai?*: by default oneself."""
    submitter = _submitter(context)
    if submitter is not None:
        whom = FilingFor.SELF if submitter.relation is Relation.SELF else FilingFor.OTHER
        context.services.drafting.file_for(draft_id, whom, submitter)


def _submitter(context: Context) -> Submitter | None:
    """What `--submitter` says; Refusal `submitter.unreadable`."""
    given = context.options.submitter
    if not given:
        return None
    relation, _, rest = given.partition(",")
    name, _, id_no = rest.rpartition(",")
    if relation not in set(Relation) or not name:
        raise Refusal("submitter.unreadable")
    return Submitter(Relation(relation), name.strip(), id_no.strip())


def run_check(context: Context) -> int:
    """Every error and warning of a draft, or of answers without a draft; 1 when something stops finalising."""
    target = context.options.target
    if context.options.all is (target is not None):
        raise WrongUse("check.one-or-all")
    if context.options.all:
        return batch.check_all(context)
    if context.options.answers:
        pack = fillable(context.catalogue.get(target))
        check = _check_answers(context, pack)
    else:
        drafting = context.services.drafting
        draft = drafting.get(drafting.resolve(target))
        pack = context.catalogue.get(draft.procedure, draft.version)
        check = drafting.check(draft.id)
    document = {
        "errors": [_error(pack, error, context.lang) for error in check.errors],
        "warnings": [_error(pack, error, context.lang) for error in check.warnings],
        "missing_slots": list(check.missing_slots),
    }
    context.emit(document, _check_lines(context, pack, check, document))
    return 1 if check.errors or check.missing_slots else 0


def _check_answers(context: Context, pack: ProcedurePack) -> Check:
    answers = read_answers(context.options.answers)
    found = validate(pack, answers, today=context.today())
    return Check(
        errors=tuple(error for error in found if error.severity == "error"),
        warnings=tuple(error for error in found if error.severity == "warning"),
        missing_slots=missing_slots(pack, answers, ()),
    )


def _error(pack: ProcedurePack, error: FieldError, lang: str) -> dict[str, Any]:
    law = [clause.reference for clause in behind(pack, error)]
    return {"pointer": error.pointer, "code": error.code, "message": error_text(pack, error, lang), "law": law}


def _check_lines(context: Context, pack: ProcedurePack, check: Check, document: dict[str, Any]) -> list[str]:
    lines = [f"✗ {row['message']}  ({row['pointer']})" for row in document["errors"]]
    lines += [f"! {row['message']}  ({row['pointer']})" for row in document["warnings"]]
    for code in check.missing_slots:
        key = f"slot.{code}.name"
        name = pack.text(key, context.lang) if pack.has_text(key) else context.say(f"slot.{code.lower()}")
        lines.append("✗ " + context.say("cli.paper-missing", slot=code, name=name))
    return lines or [context.say("cli.all-good")]


def run_drafts(context: Context) -> int:
    """All drafts that can be gone on with."""
    rows: list[dict[str, Any]] = [
        {"draft": draft.id, "procedure": draft.procedure, "title": draft.title, "saved_at": iso(draft.saved_at)}
        for draft in context.services.drafting.open()
    ]
    lines = [f"{row['draft']}  {row['procedure']}  {row['title']}  {row['saved_at']}" for row in rows]
    context.emit(rows, lines or [context.say("cli.no-drafts")])
    return 0


def run_discard(context: Context) -> int:
    """Into the bin, for 30 days."""
    drafting = context.services.drafting
    draft_id = drafting.resolve(context.options.draft)
    drafting.discard(draft_id)
    context.emit({"draft": draft_id, "discarded": True}, [context.say("cli.discarded")])
    return 0


def run_submit(context: Context) -> int:
    """Finalise and put into the outbox; without --pledge the pledge's text is shown and nothing happens."""
    if context.options.all_ready is (context.options.draft is not None):
        raise WrongUse("submit.one-or-all")
    if context.options.all_ready:
        return batch.submit_all_ready(context)
    drafting = context.services.drafting
    draft = drafting.get(drafting.resolve(context.options.draft))
    pack = context.catalogue.get(draft.procedure, draft.version)
    if not context.options.pledge:
        if not context.options.json:
            context.emit(None, [pack.text("pledge", context.lang)])
        raise Refusal("submit.pledge", pledge=pack.text("pledge", context.lang))
    submission = context.services.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    item = context.services.outbox.item(submission.id)
    context.emit(
        {"submission": submission.id, "fingerprint": submission.fingerprint, "state": item.state},
        [context.say("cli.queued", submission=submission.id), context.say(f"state.{item.state}")],
    )
    return 0
