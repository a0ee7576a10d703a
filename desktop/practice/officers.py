"""The made-up people of the practice office, and the office's words for steps and events."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"

_RECEPTION = ("Hà Thị Nga", "reception")
_JUSTICE = ("Phạm Văn Đức", "justice")
_CHAIR = ("Lê Văn Thao", "chair")
_CASHIER = ("Vi Thị Mai", "cashier")
_CITIZEN = ("", "citizen")
_SYSTEM = ("", "system")

_BY_ACTION = {
    "submit": _CITIZEN,
    "answer": _CITIZEN,
    "confirm": _CITIZEN,
    "wrong": _CITIZEN,
    "withdraw": _CITIZEN,
    "take_back": _CITIZEN,
    "acknowledge": _CITIZEN,
    "message": _CITIZEN,
    "rate": _CITIZEN,
    "start_payment": _CITIZEN,
    "number": _SYSTEM,
    "deadline": _SYSTEM,
    "overpay": _SYSTEM,
    "bank_pending": _SYSTEM,
    "bank_failed": _SYSTEM,
    "silent": _SYSTEM,
    "receive": _RECEPTION,
    "refuse": _RECEPTION,
    "return": _RECEPTION,
    "pay": _CASHIER,
    "refund": _CASHIER,
    "ask_payment": _CASHIER,
    "finish": _CHAIR,
}
_HANDLERS = {
    "registered": _RECEPTION,
    "supplement_first": _RECEPTION,
    "received": _RECEPTION,
    "finished": _RECEPTION,
    "fee": _CASHIER,
    "fee_first": _CASHIER,
    "fee_after": _CASHIER,
}


def actor(action: str, unit: str) -> dict[str, str]:
    """Who does this action: {name, role, unit}."""
    name, role = _BY_ACTION.get(action, _JUSTICE)
    return {"name": name or text(f"role.{role}"), "role": text(f"role.{role}"), "unit": unit}


def step_handler(state: str) -> str:
    """Who holds a dossier in this state, name and role."""
    name, role = _HANDLERS.get(state, _JUSTICE)
    return f"{name} – {text(f'role.{role}')}"


def signer() -> str:
    """Who signs the results."""
    return _CHAIR[0]


def text(key: str, **parameters: object) -> str:
    """The office's Vietnamese words for *key*."""
    return _texts()[key].format_map(parameters)


@cache
def _texts() -> Mapping[str, str]:
    loaded: dict[str, str] = json.loads((TEXTS / "workflow.json").read_text(encoding="utf-8"))
    return loaded
