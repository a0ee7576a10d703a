"""What people do between sendings: the citizen at a program, the officer at the portal."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.domain.submission import FINAL, Kind, Mode, OutboxItem, State
from tests.faults.schedules.office import Office
from tests.faults.schedules.program import Program
from tests.faults.schedules.stage import STORY, USER, paper

LET_GO = frozenset({"cancel", "take back", "reopen", "correct"})


@dataclass
class Wishes:
    """What people have done that explains why something is not at the portal, or is there no more."""

    let_go: set[str] = field(default_factory=set)
    office_acted: bool = False
    typed: dict[str, list[str]] = field(default_factory=dict)
    saved: dict[str, str] = field(default_factory=dict)
    promised: set[str] = field(default_factory=set)
    """Items of which the program has said that they will be sent."""
    paid: set[str] = field(default_factory=set)
    """Tries to pay for which the bank has told the office of money."""


def items_of(program: Program) -> list[OutboxItem]:
    """Everything in the outbox of this machine, ended too, in the order in which it was made."""
    with program.machine.seen.unit() as uow:
        found = [item for one in uow.submissions.all() for item in uow.outbox.of_submission(one.id)]
    return sorted(found, key=lambda item: (item.created_at, item.kind, item.id))


@dataclass
class Citizen:
    """One person's deeds; each may be struck like everything else."""

    program: Program
    chance: random.Random
    wishes: Wishes
    count: int = 0

    def deed(self, name: str) -> Callable[[], object] | None:
        """What *name* comes to here and now; None where there is nothing to do it to."""
        if name in {"type", "submit"}:
            return self._on_draft(name)
        wanted = [item for item in items_of(self.program) if self._suits(name, item)]
        asked = [item for item in wanted if self._is_asked(name, item)]
        if asked and self.chance.random() < 0.9:
            wanted = asked
        doubtful = [item for item in wanted if item.started and item.state not in FINAL]
        if name in LET_GO and doubtful and self.chance.random() < 0.7:
            wanted = doubtful
        return self._on_item(name, self.chance.choice(wanted)) if wanted else None

    def _is_asked(self, name: str, item: OutboxItem) -> bool:
        """Whether the office waits for just this."""
        with self.program.machine.seen.unit() as uow:
            copy = uow.dossiers.get(item.id)
        if copy is None:
            return False
        asks = {"answer": copy.supplement, "pay": copy.owed_fee, "confirm": copy.confirmation}
        return asks.get(name) is not None

    def _promised(self, do: Callable[[], Any]) -> Callable[[], object]:
        def deed() -> object:
            made = do()
            self.wishes.promised.add(made.id)
            return made

        return deed

    def _suits(self, name: str, item: OutboxItem) -> bool:
        is_dossier, is_open = item.kind is Kind.DOSSIER, item.state not in FINAL
        return {
            "enqueue": is_dossier and item.state is State.READY,
            "cancel": is_open,
            "take back": is_dossier and item.state is not State.WITHDRAWN,
            "reopen": is_dossier and is_open,
            "correct": is_dossier and is_open,
            "pause": is_open,
            "try now": is_open,
            "answer": is_dossier and item.state is State.RECEIPTED,
            "pay": is_dossier and item.state is State.RECEIPTED,
            "confirm": is_dossier and item.state is State.RECEIPTED,
        }[name]

    def _on_item(self, name: str, item: OutboxItem) -> Callable[[], object]:
        services = self.program.services
        dossier = item.submission or item.id
        method = self.chance.choice(("cash", "vietqr"))
        wrong = self.chance.choice((None, {"/con/ho_ten": "Lò Văn Đúng"}))
        if name in LET_GO:
            self.wishes.let_go |= {item.id, dossier}
        deeds: Mapping[str, Callable[[], object]] = {
            "enqueue": lambda: services.finalising.enqueue(dossier),
            "cancel": lambda: services.outbox.cancel(item.id),
            "take back": lambda: services.answering.withdraw(dossier, "Tôi xin rút hồ sơ"),
            "reopen": lambda: services.finalising.reopen(dossier),
            "correct": lambda: services.finalising.correct(dossier),
            "pause": lambda: services.outbox.pause(item.id),
            "try now": lambda: services.outbox.send_item(item.id),
            "answer": self._promised(lambda: self._answer(dossier)),
            "pay": self._promised(lambda: services.paying.open_payment(dossier, method=method)),
            "confirm": self._promised(lambda: services.answering.confirm(dossier, wrong=wrong)),
        }
        return deeds[name]

    def _answer(self, dossier: str) -> object:
        answers = STORY["supplement"]["answers"]
        papers = {"TP01": [("moi.pdf", paper(f"new {dossier}"))]}
        return self.program.services.answering.answer_supplement(dossier, answers=answers, papers=papers)

    def _on_draft(self, name: str) -> Callable[[], object] | None:
        services = self.program.services
        with self.program.machine.seen.unit() as uow:
            drafts = [draft for draft in uow.drafts.open() if draft.finalised_as is None]
        if not drafts:
            return None
        draft = self.chance.choice(sorted(drafts, key=lambda draft: draft.id))
        if name == "submit":
            return self._promised(lambda: services.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE))
        self.count += 1
        words = f"Bệnh viện số {self.count}"
        self.wishes.typed.setdefault(draft.id, []).append(words)
        answers = {**draft.answers, "con": {**draft.answers["con"], "noi_sinh": words}}

        def save() -> object:
            saved = services.drafting.save(draft.id, answers, step="con")
            self.wishes.saved[draft.id] = words
            return saved

        return save


OFFICE = ("receive", "process", "ask_supplement", "ask_confirmation", "ask_payment", "pause", "resume")


def officer(office: Office, chance: random.Random, wishes: Wishes) -> str:
    """One act of an office on one of its dossiers; the portal says no to what does not fit."""
    held = [entry["id"] for entry in office.ledger()["dossiers"]]
    if not held:
        return "nothing to do"
    action, dossier = chance.choice(OFFICE), chance.choice(held)
    asked = STORY["supplement"]
    more = {name: asked[name] for name in ("text", "fields", "slots")} if action == "ask_supplement" else {}
    wishes.office_acted |= office.act(dossier, action, **({"note": "–"} | more))
    return f"{action} number {held.index(dossier)}"


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


def sign_in(program: Program, office: Office) -> None:
    """The person signs in again where the session has ended."""
    services = program.services
    if services.signing_in.whoami() is None:
        services.signing_in.as_user(USER, office.token)
