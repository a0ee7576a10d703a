"""What must hold after every case, whatever happened: I1 to I6, looked for in the stores and in the portal's ledger."""

import json
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from desktop.domain.dossier import Dossier
from desktop.domain.fee import PaymentState
from desktop.domain.submission import Kind, OutboxItem, State
from tests.e2e import oracle
from tests.faults.schedules.acts import Wishes
from tests.faults.schedules.program import Machine
from tests.faults.schedules.stage import USER, Stage

OPEN_ENDS = (State.NEEDS_FIX, State.NEEDS_FORM_UPGRADE)


@dataclass(frozen=True)
class Reasons:
    """What the portal itself said and holds that makes an item rest with a person: by item, and rightly so."""

    rests: Mapping[str, frozenset[State]] = field(default_factory=dict)
    foreign: frozenset[str] = frozenset()
    """Ids under which somebody else put other bytes."""

    def allow(self, item: OutboxItem) -> bool:
        return item.state in self.rests.get(item.id, ())


@dataclass
class Ending:
    """Everything that there is to see when a case is over."""

    stage: Stage
    machines: list[Machine]
    wishes: Wishes
    is_split: bool
    reasons: Reasons = field(default_factory=Reasons)

    @cached_property
    def audit(self) -> Any:
        return oracle.audit(self.stage.office.url, self.stage.office.token)

    @cached_property
    def held(self) -> dict[str, Any]:
        """What the portal holds by id: dossiers, and their items."""
        found = {}
        for entry in self.stage.office.ledger()["dossiers"]:
            found[entry["id"]] = entry | {"body": entry["manifest"]}
            found |= {item["item"]: item for item in entry["items"]}
        return found

    def items(self, machine: Machine) -> list[OutboxItem]:
        with machine.seen.unit() as uow:
            return [item for one in uow.submissions.all() for item in uow.outbox.of_submission(one.id)]

    def copy(self, machine: Machine, dossier: str | None) -> Dossier | None:
        with machine.seen.unit() as uow:
            return uow.dossiers.get(dossier or "")

    def count(self) -> tuple[int, int]:
        kinds = [item.kind for item in self.items(self.machines[0])]
        return kinds.count(Kind.DOSSIER), len(kinds)


def broken(ending: Ending) -> list[str]:
    """Everything that does not hold, the invariant's name before it."""
    found = [f"I2 oracle: {fault}" for fault in ending.audit["faults"]]
    found += _twice(ending)
    for at, machine in enumerate(ending.machines):
        found += [f"{what} (machine {at})" for what in _store(ending, machine)]
        for item in ending.items(machine):
            found += [
                f"{what}: {item.kind} {item.id} {item.state} {item.reason}" for what in _item(ending, machine, item)
            ]
    return found


def _twice(ending: Ending) -> Iterator[str]:
    """One wish of a person stands at the portal once, whatever its id."""
    alive = set(ending.audit["dossiers"]) - set(ending.audit["tombstones"])
    names: Counter[str] = Counter()
    for dossier in alive:
        entry = ending.held[dossier]
        names[json.loads(b64decode(entry["body"]))["data"]["con"]["ho_ten"]] += 1
        if entry["account"] != USER:
            yield f"I5 a dossier of somebody else: {dossier}"
    yield from (f"I2 doubled: {name} {count} times" for name, count in names.items() if count > 1)
    tries = [item for item in ending.held.values() if item.get("kind") == Kind.PAYMENT and not ending.is_split]
    notices = Counter(json.loads(b64decode(item["body"]))["notice"] for item in tries)
    yield from (f"I2 doubled: {count} tries to pay one fee" for count in notices.values() if count > 1)


def _store(ending: Ending, machine: Machine) -> Iterator[str]:
    there = {item.id for item in ending.items(machine)}
    if machine is ending.machines[0] and not ending.is_split:
        gone = ending.wishes.promised - there - ending.wishes.let_go
        yield from (f"I2 lost: promised and not in the store: {item}" for item in gone)
    yield from _paid(ending, machine)
    yield from (f"I6 store: {finding.code} {finding.where}" for finding in machine.seen.check())
    for draft, words in ending.wishes.typed.items():
        with machine.seen.unit() as uow:
            here = uow.drafts.get(draft).answers["con"].get("noi_sinh") if uow.drafts.find(draft) else None
        saved = ending.wishes.saved.get(draft)
        later = words[words.index(saved) :] if saved in words else [*words, None]
        if machine is ending.machines[0] and saved and not ending.is_split and here not in later:
            yield f"I1 typed and lost: {saved}"


def _paid(ending: Ending, machine: Machine) -> Iterator[str]:
    """What was paid is shown as paid, and nobody is asked for it again."""
    with machine.seen.unit() as uow:
        dossiers = [(uow.dossiers.get(one.id), uow.dossiers.payments(one.id)) for one in uow.submissions.all()]
    for copy, payments in dossiers:
        for payment in payments:
            is_paid = payment.id in ending.wishes.paid and payment.id in ending.held
            if is_paid and payment.state is not PaymentState.PAID:
                yield f"I3 paid and shown as {payment.state}: {payment.id}"
            if (
                is_paid
                and copy is not None
                and any(notice.notice == payment.notice and notice.is_open for notice in copy.fee_notices)
            ):
                yield f"I3 paid and asked for again: {payment.id}"


def _item(ending: Ending, machine: Machine, item: OutboxItem) -> Iterator[str]:
    held = ending.held.get(item.id)
    is_dead = item.id in ending.audit["tombstones"] or item.submission in ending.audit["tombstones"]
    may_be_gone = is_dead or item.id in ending.wishes.let_go or item.submission in ending.wishes.let_go
    if held is not None and item.id not in ending.reasons.foreign and b64decode(held["body"]) != item.body:
        yield "I2 other bytes at the portal than were frozen"
    if item.state is State.RECEIPTED:
        yield from _receipted(ending, machine, item, is_dead=is_dead)
    elif item.state is State.WITHDRAWN:
        if not may_be_gone:
            yield "I4 left the queue without a receipt or a human act"
        is_elsewhere = ending.is_split and not item.started
        if held is not None and item.kind is Kind.DOSSIER and not is_dead and not is_elsewhere:
            yield "I3 a ghost: withdrawn here and held there"
    elif not ending.reasons.allow(item):
        yield from _at_rest(item)
    if item.kind is Kind.DOSSIER and held is None and not (may_be_gone or ending.reasons.allow(item)):
        yield "I2 lost: not at the portal"
    if is_dead and item.id not in ending.wishes.let_go and item.submission not in ending.wishes.let_go:
        yield "I4 taken back though nobody asked for it"


def _at_rest(item: OutboxItem) -> Iterator[str]:
    if item.state in OPEN_ENDS and item.kind in (Kind.DOSSIER, Kind.CONSENT):
        yield "I3 a person is asked to mend what was right"
    elif item.state in (State.CONFLICT, State.QUARANTINED):
        yield "I3 neither the bytes nor the papers had changed"


def _receipted(ending: Ending, machine: Machine, item: OutboxItem, *, is_dead: bool) -> Iterator[str]:
    try:
        claims = oracle.claims_of(item.receipt or "", dict(ending.stage.keys))
    except (ValueError, KeyError):
        yield "I4 received without a receipt that verifies"
        return
    if (claims["item"], claims["kind"], claims["fingerprint"]) != (item.id, item.kind, item.fingerprint):
        yield "I4 received with the receipt of something else"
    copy = ending.copy(machine, item.submission)
    is_listed = item.kind is Kind.DOSSIER or (item.kind is Kind.CONSENT and item.submission in ending.held)
    is_over = copy is not None and copy.final and item.id in ending.wishes.let_go
    if ending.held.get(item.id) is None and not is_dead and not is_over and is_listed:
        yield "I3 shown as received and not at the portal"
    stands = ending.held.get(item.id, {}).get("status", {}).get("enum")
    if item.kind is Kind.DOSSIER and not is_dead and copy is not None and stands not in (None, copy.status):
        yield f"I3 shown as {copy.status} and {stands} at the portal"
    if is_dead and item.kind is Kind.DOSSIER and (copy is None or not copy.final):
        yield "I3 shown as alive and taken back there"
