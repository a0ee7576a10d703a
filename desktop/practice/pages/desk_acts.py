"""A posted form of the desk turned into one act of the office."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.datastructures import FormData

from desktop.practice.office import Office
from desktop.practice.problems import Problem
from desktop.practice.tables import Dossier

PLAIN = frozenset({"receive", "process", "resume", "finish", "return_", "grant_withdrawal", "close", "pay", "refund"})
REASONED = frozenset({"refuse", "pause", "refuse_withdrawal", "correct"})
MOST_DAYS = 60
LONGEST_NOTE = 1000


def act(office: Office, dossier: str, form: FormData) -> str:
    """Do what the form asks and give the action's name; Problem when the office or the form does not allow it."""
    action = _text(form, "action")
    note = _text(form, f"note-{action}") or None
    method = "return_" if action == "return" else action
    if method in PLAIN:
        plain: Callable[..., Dossier] = getattr(office, method)
        plain(dossier, note=note)
    elif method in REASONED:
        if note is None:
            raise _invalid("/note", "required")
        reasoned: Callable[..., Dossier] = getattr(office, method)
        reasoned(dossier, note=note)
    elif method in ASKING:
        ASKING[method](office, dossier, form)
    else:
        raise _invalid("/action", "unknown")
    return action


def _supplement(office: Office, dossier: str, form: FormData) -> None:
    text = _text(form, "text")
    days = _number(form, "days")
    if not 1 <= days <= MOST_DAYS:
        raise _invalid("/days", "maximum")
    fields = [{"pointer": pointer, "why": text} for pointer in _texts(form, "fields")]
    slots = [{"slot": slot, "why": text} for slot in _texts(form, "slots")]
    office.ask_supplement(dossier, text=text, fields=fields, slots=slots, days=days)


def _confirmation(office: Office, dossier: str, form: FormData) -> None:
    pointer, value = _text(form, "slip"), _text(form, "slip_value")
    office.ask_confirmation(dossier, slips={pointer: value} if pointer and value else None)


def _reply(office: Office, dossier: str, form: FormData) -> None:
    text = _text(form, "reply")
    if not text:
        raise _invalid("/reply", "required")
    office.reply(dossier, text=text)


def _payment(office: Office, dossier: str, form: FormData) -> None:
    items: list[Mapping[str, Any]] | None = None
    if name := _text(form, "fee_name"):
        items = [{"code": "KHAC", "name": name, "amount": _number(form, "fee_amount"), "quantity": 1}]
    office.ask_payment(dossier, items=items)


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip()[:LONGEST_NOTE] if isinstance(value, str) else ""


def _texts(form: FormData, name: str) -> list[str]:
    return [value for value in form.getlist(name) if isinstance(value, str)]


def _number(form: FormData, name: str) -> int:
    text = _text(form, name)
    if not text.isascii() or not text.isdigit():
        raise _invalid(f"/{name}", "type")
    return int(text)


def _invalid(pointer: str, code: str) -> Problem:
    return Problem("invalid", 422, errors=[{"pointer": pointer, "code": code, "detail": code}])


ASKING: Mapping[str, Callable[[Office, str, FormData], None]] = {
    "ask_supplement": _supplement,
    "ask_confirmation": _confirmation,
    "ask_payment": _payment,
    "reply": _reply,
}
