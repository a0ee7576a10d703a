"""What a citizen does at a program between sendings."""

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
    typed: dict[str, list[str]] = field(default_factory=dict)
    saved: dict[str, str] = field(default_factory=dict)
    promised: dict[str, str] = field(default_factory=dict)
    """Items of which the program has said that they will be sent, and what they are about."""
    paid: set[str] = field(default_factory=set)
    """Tries to pay for which the bank has told the office of money."""
    unheard: set[str] = field(default_factory=set)
    """Those of them that the portal has forgotten, where the person could have paid by what was shown here."""
    count: int = 0
    """How often somebody has said something; each time in other words."""

    def numbered(self, words: str) -> str:
        """These words, as nobody has said them yet."""
        self.count += 1
        return f"{words} {self.count}"


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
        kept = [result for result in copy.results if result.kept]
        return {
            "answer": copy.supplement is not None,
            "pay": copy.owed_fee is not None,
            "confirm": copy.confirmation is not None,
            "fetch": len(kept) < len(copy.results),
            "acknowledge": bool(kept),
            "rate": "rating" in copy.allowed_actions,
        }.get(name, False)

    def _promised(self, do: Callable[[], Any], about: str = "") -> Callable[[], object]:
        def deed() -> object:
            made = do()
            self.wishes.promised[made.id] = about or made.id
            return made

        return deed

    def _suits(self, name: str, item: OutboxItem) -> bool:
        is_dossier, is_open = item.kind is Kind.DOSSIER, item.state not in FINAL
        return {
            "enqueue": is_dossier and item.state is State.READY,
            "cancel": is_open,
            "take back": is_dossier and item.state not in FINAL,
            "reopen": is_dossier and is_open,
            "correct": is_dossier and is_open,
            "pause": is_open,
            "try now": is_open,
            "answer": is_dossier and item.state is State.RECEIPTED,
            "pay": is_dossier and item.state is State.RECEIPTED,
            "confirm": is_dossier and item.state is State.RECEIPTED,
            "ask back": is_dossier and item.state is State.RECEIPTED,
            "write": is_dossier and item.state is not State.WITHDRAWN,
            "fetch": is_dossier and item.state is State.RECEIPTED,
            "acknowledge": is_dossier and item.state is State.RECEIPTED,
            "rate": is_dossier and item.state is State.RECEIPTED,
        }[name]

    def _on_item(self, name: str, item: OutboxItem) -> Callable[[], object]:
        services = self.program.services
        dossier = item.submission or item.id
        method = self.chance.choice(("cash", "vietqr"))
        wrong = self.chance.choice((None, {"/con/ho_ten": "Lò Văn Đúng"}))
        stars = self.chance.randrange(1, 6)
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
            "answer": self._promised(lambda: self._answer(dossier), dossier),
            "pay": self._promised(lambda: services.paying.open_payment(dossier, method=method), dossier),
            "confirm": self._promised(lambda: services.answering.confirm(dossier, wrong=wrong), dossier),
            "ask back": self._promised(lambda: self._asked_back(dossier), dossier),
            "write": self._promised(
                lambda: services.talking.write(dossier, self.wishes.numbered("Xin hỏi lần")), dossier
            ),
            "fetch": lambda: services.results.download(dossier),
            "acknowledge": self._promised(lambda: self._acknowledged(dossier), dossier),
            "rate": self._promised(lambda: services.talking.rate(dossier, stars), dossier),
        }
        return deeds[name]

    def _asked_back(self, dossier: str) -> object:
        """Once it was received: the office may say no, and until it says yes the dossier stands."""
        return self.program.services.answering.withdraw(dossier, self.wishes.numbered("Tôi xin rút hồ sơ, lần"))

    def _acknowledged(self, dossier: str) -> object:
        kept = self.program.services.results.kept(dossier)
        rid = kept[self.chance.randrange(len(kept))].rid if kept else ""
        return self.program.services.talking.acknowledge(dossier, rid)

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
        words = self.wishes.numbered("Bệnh viện số")
        self.wishes.typed.setdefault(draft.id, []).append(words)
        answers = {**draft.answers, "con": {**draft.answers["con"], "noi_sinh": words}}

        def save() -> object:
            saved = services.drafting.save(draft.id, answers, step="con")
            self.wishes.saved[draft.id] = words
            return saved

        return save


def sign_in(program: Program, office: Office) -> None:
    """The person signs in again where the session has ended."""
    services = program.services
    if services.signing_in.whoami() is None:
        services.signing_in.as_user(USER, office.token)
