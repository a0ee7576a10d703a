"""What the office does in a case: at its desk, and with money that comes."""

import random

from desktop.domain.submission import Kind
from tests.faults.schedules.acts import Wishes
from tests.faults.schedules.office import Office
from tests.faults.schedules.stage import STORY

ACTS = (
    "receive", "process", "ask_supplement", "ask_confirmation", "ask_payment", "pause", "resume", "reply", "finish",
    "return", "refuse_withdrawal", "grant_withdrawal",
)  # fmt: skip
TO_THE_END = ("receive", "process", "finish")


def officer(office: Office, chance: random.Random, wishes: Wishes) -> str:
    """One act of an office on one of its dossiers: the first of them, in an order that is drawn, that fits."""
    held = [entry["id"] for entry in office.ledger()["dossiers"]]
    if not held:
        return "nothing to do"
    dossier = chance.choice(held)
    for action in chance.sample(ACTS, len(ACTS)):
        if _acted(office, dossier, action, wishes):
            return f"{action} number {held.index(dossier)}"
    return f"nothing fits number {held.index(dossier)}"


def _acted(office: Office, dossier: str, action: str, wishes: Wishes) -> bool:
    asked = STORY["supplement"]
    more = {name: asked[name] for name in ("text", "fields", "slots")} if action == "ask_supplement" else {}
    has_acted = office.act(dossier, action, **({"note": "–"} | more))
    if has_acted and action == "grant_withdrawal":
        wishes.let_go.add(dossier)
    return has_acted


def finish(office: Office, chance: random.Random) -> str:
    """The office comes to the end of one of its dossiers: there is a result."""
    held = [entry["id"] for entry in office.ledger()["dossiers"]]
    if not held:
        return "nothing to finish"
    dossier = chance.choice(held)
    done = [action for action in TO_THE_END if office.act(dossier, action, note="–")]
    return f"{', '.join(done) or 'nothing'} number {held.index(dossier)}"


def refuse_withdrawals(office: Office) -> str:
    """Whoever asked to have a dossier back is told no."""
    asked = [one["id"] for one in office.ledger()["dossiers"] if one["status"]["enum"] == "withdraw_requested"]
    return f"{sum(office.act(dossier, 'refuse_withdrawal', note='–') for dossier in asked)} not given back"


def money(office: Office, chance: random.Random, wishes: Wishes) -> str:
    """The bank, or the counter, tells the office of money for a try; nobody pays the same one twice."""
    held = office.ledger()["dossiers"]
    tries = [(entry["id"], item["item"]) for entry in held for item in entry["items"] if item["kind"] == Kind.PAYMENT]
    waiting = [(dossier, payment) for dossier, payment in tries if payment not in wishes.paid]
    if not waiting:
        return "no money came"
    dossier, payment = chance.choice(waiting)
    if office.act(dossier, "pay", payment=payment, note=payment):
        wishes.paid.add(payment)
    return "money came"
