"""What must hold after every case, whatever happened: I1 to I6, looked for in the stores and in the portal's ledger."""

import json
from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from desktop.domain.dossier import Dossier
from desktop.domain.fee import UNDECIDED, PaymentState
from desktop.domain.submission import Kind, OutboxItem, State
from tests.e2e import oracle
from tests.faults.schedules.acts import Wishes
from tests.faults.schedules.holdings import Holdings, name_of
from tests.faults.schedules.program import Machine
from tests.faults.schedules.refusals import SURELY_RIGHT, Reasons
from tests.faults.schedules.stage import USER, Stage

OPEN_ENDS = (State.NEEDS_FIX, State.NEEDS_FORM_UPGRADE)


@dataclass
class Ending:
    """Everything that there is to see when a case is over."""

    stage: Stage
    machines: list[Machine]
    wishes: Wishes
    is_split: bool
    has_forgotten: bool = False
    """Whether the portal was put back to how it once stood."""
    reasons: Reasons = field(default_factory=Reasons)

    @cached_property
    def portal(self) -> Holdings:
        return Holdings(self.stage.office)

    def items(self, machine: Machine) -> list[OutboxItem]:
        with machine.seen.unit() as uow:
            return [item for one in uow.submissions.all() for item in uow.outbox.of_submission(one.id)]

    @cached_property
    def filed_twice(self) -> frozenset[str]:
        """Drafts that two computers had and filed with other bytes: the portal takes one, and says so to the other."""
        bodies: defaultdict[str, set[bytes]] = defaultdict(set)
        for item in (item for machine in self.machines for item in self.items(machine)):
            if item.kind is Kind.DOSSIER:
                bodies[item.id].add(item.body)
        return frozenset(dossier for dossier, found in bodies.items() if len(found) > 1)

    def copy(self, machine: Machine, dossier: str | None) -> Dossier | None:
        with machine.seen.unit() as uow:
            return uow.dossiers.get(dossier or "")

    def count(self) -> tuple[int, int]:
        kinds = [item.kind for item in self.items(self.machines[0])]
        return kinds.count(Kind.DOSSIER), len(kinds)

    def is_dead(self, item: OutboxItem) -> bool:
        return bool({item.id, item.submission} & self.portal.gone)

    def is_let_go(self, item: OutboxItem) -> bool:
        return bool({item.id, item.submission} & self.wishes.let_go)

    def lost_its_place(self, machine: Machine, item: OutboxItem) -> bool:
        """Whether a portal that was put back has rightly no room for it any more."""
        if not self.has_forgotten:
            return False
        return not self.portal.takes(item) or (item.kind is Kind.PAYMENT and not self._is_undecided(machine, item))

    def _is_undecided(self, machine: Machine, item: OutboxItem) -> bool:
        """Whether a person is still told to wait for what the bank says; else it may be paid anew."""
        with machine.seen.unit() as uow:
            payments = uow.dossiers.payments(item.submission or "")
        return any(payment.id == item.id and payment.state in UNDECIDED for payment in payments)


def broken(ending: Ending) -> list[str]:
    """Everything that does not hold, the invariant's name before it."""
    found = [f"I2 oracle: {fault}" for fault in ending.portal.audit["faults"]]
    found += ending.portal.twice()
    found += _strangers(ending)
    for at, machine in enumerate(ending.machines):
        found += [f"{what} (machine {at})" for what in _store(ending, machine)]
        for item in ending.items(machine):
            found += [
                f"{what}: {item.kind} {item.id} {item.state} {item.reason}" for what in _item(ending, machine, item)
            ]
    return found


def _strangers(ending: Ending) -> Iterator[str]:
    """Whatever stands at the portal is this person's, and some machine knows of it."""
    known = {name_of(item) for machine in ending.machines for item in ending.items(machine)}
    for dossier, entry in ending.portal.dossiers.items():
        if entry["account"] != USER and dossier not in ending.portal.gone:
            yield f"I5 a dossier of somebody else: {dossier}"
    if not ending.is_split:
        yield from (f"I2 at the portal and in no store: {kind} {one}" for kind, one in set(ending.portal.held) - known)


def _store(ending: Ending, machine: Machine) -> Iterator[str]:
    there = {item.id for item in ending.items(machine)}
    if machine is ending.machines[0] and not ending.is_split:
        for item, about in ending.wishes.promised.items():
            if item not in there and not {item, about} & ending.wishes.let_go:
                yield f"I2 lost: promised and not in the store: {item}"
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
            is_paid = payment.id in ending.portal.paid
            if is_paid and payment.state is not PaymentState.PAID:
                yield f"I3 paid and shown as {payment.state}: {payment.id}"
            if (
                is_paid
                and copy is not None
                and any(notice.notice == payment.notice and notice.is_open for notice in copy.fee_notices)
            ):
                yield f"I3 paid and asked for again: {payment.id}"
            is_unheard = payment.id in ending.wishes.unheard and machine is ending.machines[0] and not ending.is_split
            if is_unheard and copy is not None and copy.open_fee and copy.open_fee.notice == payment.notice:
                yield f"I3 paid, forgotten there, and asked for again: {payment.id}"


def _item(ending: Ending, machine: Machine, item: OutboxItem) -> Iterator[str]:
    held = ending.portal.find(item)
    is_dead, is_let_go = ending.is_dead(item), ending.is_let_go(item)
    is_second = item.id in ending.filed_twice and item.state is State.CONFLICT
    is_foreign = is_second or item.id in ending.reasons.foreign
    if held is not None and not is_foreign and b64decode(held["body"]) != item.body:
        yield "I2 other bytes at the portal than were frozen"
    if item.state is State.RECEIPTED:
        yield from _receipted(ending, machine, item)
    elif item.state is State.WITHDRAWN:
        if not (is_dead or is_let_go):
            yield "I4 left the queue without a receipt or a human act"
        is_elsewhere = ending.is_split and not item.started
        if held is not None and not (is_dead or is_elsewhere or is_foreign):
            yield "I3 a ghost: withdrawn here and held there"
    elif not (is_second or ending.reasons.allow(item)):
        yield from _at_rest(ending, machine, item)
    is_missing = held is None and item.state is not State.RECEIPTED and not (is_dead or is_let_go)
    if is_missing and not ending.reasons.allow(item) and not ending.lost_its_place(machine, item):
        yield "I2 lost: not at the portal"
    if is_dead and not is_let_go:
        yield "I4 taken back though nobody asked for it"


def _at_rest(ending: Ending, machine: Machine, item: OutboxItem) -> Iterator[str]:
    if item.state in OPEN_ENDS and (item.kind in SURELY_RIGHT or not ending.lost_its_place(machine, item)):
        yield "I3 a person is asked to mend what was right"
    elif item.state in (State.CONFLICT, State.QUARANTINED):
        yield "I3 neither the bytes nor the papers had changed"


def _receipted(ending: Ending, machine: Machine, item: OutboxItem) -> Iterator[str]:
    try:
        claims = oracle.claims_of(item.receipt or "", dict(ending.stage.keys))
    except (ValueError, KeyError):
        yield "I4 received without a receipt that verifies"
        return
    if (claims["kind"], claims["item"], claims["fingerprint"]) != (*name_of(item), item.fingerprint):
        yield "I4 received with the receipt of something else"
    copy, is_dead = ending.copy(machine, item.submission), ending.is_dead(item)
    is_over = copy is not None and copy.final and ending.is_let_go(item)
    is_listed = item.kind is not Kind.CONSENT or item.submission in ending.portal.dossiers
    is_missing = ending.portal.find(item) is None and is_listed and not (is_dead or is_over)
    if is_missing and not ending.lost_its_place(machine, item):
        yield "I2 lost: shown as received and not at the portal"
    if item.kind is Kind.DOSSIER:
        yield from _shown(ending, machine, item)


def _shown(ending: Ending, machine: Machine, item: OutboxItem) -> Iterator[str]:
    """What a person sees of a dossier that was received is how it stands at the portal."""
    copy, is_dead = ending.copy(machine, item.id), ending.is_dead(item)
    stands = (ending.portal.find(item) or {}).get("status", {}).get("enum")
    if not is_dead and copy is not None and stands not in (None, copy.status):
        yield f"I3 shown as {copy.status} and {stands} at the portal"
    if is_dead and (copy is None or not copy.final):
        yield "I3 shown as alive and taken back there"
    if is_dead or machine.programs[-1].life.is_over:
        return
    said = [one.text for one in machine.programs[-1].services.talking.conversation(item.id) if one.is_ours]
    wrote = [name for name in ending.portal.held if name[0] == Kind.MESSAGE]
    for other in ending.items(machine):
        if other.submission == item.id and name_of(other) in wrote:
            times = said.count(json.loads(other.body)["text"])
            if times != 1:
                yield f"I3 a word to the office is shown {times} times"
