"""`procedures` and `show`: level 1, all information about a procedure."""

from typing import Any

from desktop.cli.context import Context
from desktop.cli.law import clause_lines, clause_row
from desktop.cli.parser import Commands, add
from forms.law import Clause, clauses
from forms.pack import ProcedurePack, Slot

TOLD = (
    "summary", "audience", "agency", "sector", "level", "time_limit", "deadline", "fee", "result",
)  # fmt: skip
LISTED = {"step": "{n}.", "bring": "–", "post": "–"}


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    search = add(commands, "procedures", run_search)
    search.add_argument("query", nargs="?", default="")
    show = add(commands, "show", run_show)
    show.add_argument("code")


def run_search(context: Context) -> int:
    """The catalogue, accent-aware."""
    rows = [_row(pack, context.lang) for pack in context.catalogue.search(context.options.query)]
    only = f"  ({context.say('cli.sheet-only')})"
    lines = [f"{row['code']}  {row['alias']} – {row['name']}{'' if row['has_form'] else only}" for row in rows]
    context.emit(rows, lines or [context.say("cli.nothing-found", query=context.options.query)])
    return 0


def run_show(context: Context) -> int:
    """One sheet."""
    pack = context.catalogue.get(context.options.code)
    sheet = _sheet(pack, context.lang)
    lines = [f"{pack.code}  {sheet['name']}", ""]
    lines += _summary(context, sheet["summary"])
    lines += ["", context.say("cli.papers")]
    lines += [f"  {slot['code']}{' *' if slot['required'] else ''}  {slot['name']}" for slot in sheet["slots"]]
    doubts = [pack.text(key, context.lang) for key in pack.procedure.get("unverified", [])]
    lines += ["", context.say("cli.unverified"), *[f"  {words}" for words in doubts]] if doubts else []
    for clause in sheet["law"]:
        lines += ["", *clause_lines(context, clause)]
    context.emit(sheet, lines)
    return 0


def _summary(context: Context, said: dict[str, str]) -> list[str]:
    """What the sheet tells in a line each, then its lists, numbered where the order matters."""
    said = said | {"level": " – ".join(said[name] for name in ("level", "level_old") if name in said)}
    lines = [f"{context.say(f'cli.sheet.{name}')}: {said[name]}" for name in TOLD if said.get(name)]
    for name, mark in LISTED.items():
        rows = [value for key, value in said.items() if key.rpartition(".")[0] == name]
        told = [f"  {mark.format(n=n)} {words}" for n, words in enumerate(rows, start=1)]
        lines += ["", context.say(f"cli.sheet.{name}"), *told] if told else []
    return lines


def _row(pack: ProcedurePack, lang: str) -> dict[str, Any]:
    return {
        "code": pack.code,
        "version": pack.version,
        "name": pack.text("procedure.name", lang),
        "alias": pack.text("procedure.alias", lang),
        "sector": pack.procedure["sector"],
        "level": pack.procedure["level"],
        "has_form": pack.has_form,
    }


def _sheet(pack: ProcedurePack, lang: str) -> dict[str, Any]:
    keys = sorted(key for key in pack.texts["vi"] if key.startswith("procedure."))
    summary = {key.removeprefix("procedure."): pack.text(key, lang) for key in keys}
    return {
        **pack.procedure,
        **_row(pack, lang),
        "summary": summary,
        "slots": [_slot(pack, slot, lang) for slot in pack.slots],
        "law": [clause_row(one, lang) for one in _basis(pack)],
    }


def _basis(pack: ProcedurePack) -> tuple[Clause, ...]:
    rows = pack.procedure.get("legal_basis", [])
    return clauses(reference for row in rows for reference in row.get("law", []))


def _slot(pack: ProcedurePack, slot: Slot, lang: str) -> dict[str, Any]:
    return {
        "code": slot.code,
        "name": pack.text(f"slot.{slot.code}.name", lang),
        "required": slot.required,
        "accept": list(slot.accept),
        "max_size": slot.max_size,
        "submit": slot.submit,
        "originals": slot.originals,
        "copies": slot.copies,
        "when": pack.text(when, lang) if pack.has_text(when := f"slot.{slot.code}.when") else None,
    }
