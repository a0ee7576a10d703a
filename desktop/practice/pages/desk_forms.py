"""What an officer may do with a dossier now: a form for each act."""

from collections.abc import Callable, Iterator, Mapping

from desktop.practice.pages.frame import card, field
from desktop.practice.pages.guard import seal
from desktop.practice.pages.html import Html, Node, joined, tag
from desktop.practice.pages.words import say
from desktop.practice.portal import Portal
from desktop.practice.tables import Dossier
from forms.pack import ProcedurePack
from forms.pointers import dotted, get, of_scope
from forms.rules import controls
from forms.slots import open_slots

NEEDS_REASON = ("refuse", "pause", "refuse_withdrawal", "correct")
DAYS = 10


def action_forms(portal: Portal, row: Dossier, lang: str) -> Iterator[Html]:
    """One card for each act that the workflow allows; the first is the usual next step."""
    actions = portal.office.actions(row.id)
    if not actions:
        yield card(say("desk.nothing-to-do", lang), tag("p", say("desk.nothing-to-do-help", lang)))
    for number, action in enumerate(sorted(actions, key=_usual)):
        content = CONTENT.get(action, _plain)(portal, row, action, lang)
        button = tag("button", say(f"action.{action}", lang), class_=None if number else "primary", value=action)
        form = tag(
            "form",
            tag("input", type="hidden", name="form_token", value=seal(portal, f"desk:{row.id}")),
            tag("input", type="hidden", name="action", value=action),
            content,
            button,
            method="post",
            action=f"/desk/dossiers/{row.id}",
            id=f"act-{action}",
        )
        yield card(say(f"action.{action}", lang), form)


def _usual(action: str) -> int:
    order = ("receive", "process", "pay", "finish", "return", "resume", "grant_withdrawal")
    return order.index(action) if action in order else len(order)


def _plain(_: Portal, __: Dossier, action: str, lang: str) -> Node:
    required = action in NEEDS_REASON
    label = say("desk.why" if required else "desk.remark", lang)
    return field(label, f"note-{action}", required=required)


def _supplement(portal: Portal, row: Dossier, _: str, lang: str) -> Node:
    pack, data = portal.casework.pack(row), portal.casework.manifest(row)["data"]
    slots = (
        _box("slots", slot.code, pack.text(f"slot.{slot.code}.name", lang))
        for slot in open_slots(pack, data)
        if slot.submit
    )
    fields = (_box("fields", pointer, label) for pointer, label in asked_fields(pack, data, lang))
    return joined(
        tag("label", say("supplement.text", lang), for_="f-text"),
        tag("textarea", id="f-text", name="text", rows="3", required=True),
        tag("fieldset", tag("legend", say("supplement.papers", lang)), *slots),
        tag("details", tag("summary", say("supplement.fields", lang)), *fields),
        field(say("supplement.days", lang), "days", value=str(DAYS), kind="number", required=True),
    )


def _confirmation(portal: Portal, row: Dossier, _: str, lang: str) -> Node:
    pack, data = portal.casework.pack(row), portal.casework.manifest(row)["data"]
    texts = [
        (pointer, label) for pointer, label in asked_fields(pack, data, lang) if isinstance(get(data, pointer), str)
    ]
    choices = (tag("option", label, value=pointer) for pointer, label in texts)
    return tag(
        "details",
        tag("summary", say("confirmation.slip", lang)),
        tag("p", say("confirmation.slip-help", lang), class_="muted"),
        tag("label", say("confirmation.field", lang), for_="f-slip"),
        tag("select", tag("option", "–", value=""), *choices, id="f-slip", name="slip"),
        field(say("confirmation.value", lang), "slip_value"),
    )


def _payment(portal: Portal, row: Dossier, _: str, lang: str) -> Node:
    lines = portal.fee_desk.owed(row)
    if not lines:
        return joined(
            tag("p", say("fee.nothing", lang), class_="muted"),
            field(say("fee.name", lang), "fee_name", required=True),
            field(say("fee.amount", lang), "fee_amount", kind="number", required=True),
        )
    return tag("ul", *(tag("li", f"{line['name']}: {money(int(line['amount']))}") for line in lines))


def _cash(_: Portal, __: Dossier, ___: str, lang: str) -> Node:
    return field(say("fee.receipt-no", lang), "note-pay", required=True)


def _refund(portal: Portal, row: Dossier, _: str, lang: str) -> Node:
    back = say("fee.owed-back", lang, amount=money(portal.office.owed_back(row.id)))
    return joined(tag("p", back), field(say("desk.remark", lang), "note-refund"))


def money(amount: int) -> str:
    """16.000 đ."""
    return f"{amount:,} đ".replace(",", ".")


def asked_fields(pack: ProcedurePack, data: Mapping[str, object], lang: str) -> Iterator[tuple[str, str]]:
    """Answers that may be asked again, with their labels."""
    for control in controls(pack.ui):
        pointer = of_scope(control["scope"])
        key = f"{dotted(pointer)}.label"
        if get(data, pointer) is not None and pack.has_text(key):
            yield pointer, pack.text(key, lang)


def _box(name: str, value: str, label: str) -> Html:
    return tag("label", tag("input", type="checkbox", name=name, value=value), tag("span", label), class_="check")


CONTENT: Mapping[str, Callable[[Portal, Dossier, str, str], Node]] = {
    "ask_supplement": _supplement,
    "ask_confirmation": _confirmation,
    "ask_payment": _payment,
    "pay": _cash,
    "refund": _refund,
}
