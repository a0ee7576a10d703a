"""What an answer of the portal does to an outbox item: contract §4.4 as one table."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop.domain.dossier import WITHDRAWN
from desktop.domain.receipt import names_papers, proves
from desktop.domain.submission import Kind, Move, OutboxItem, State
from desktop.services.ports import Answer, AnswerClass

S, M, A = State, Move, AnswerClass


@dataclass(frozen=True, slots=True)
class Consequence:
    """The move, why the item waits (None: the answer's own code), and whether its back-off grows."""

    move: Move
    reason: str | None = None
    is_counted: bool = True


OFFLINE = Consequence(M.PAUSE_FOR_RETRY, "offline", is_counted=False)
CAPTIVE = Consequence(M.PAUSE_FOR_RETRY, "captive", is_counted=False)
TOO_OLD = Consequence(M.PAUSE_FOR_RETRY, "client-too-old")
BUSY = Consequence(M.PAUSE_FOR_RETRY)
ODD = Consequence(M.PAUSE_FOR_RETRY)
"""An answer that this call cannot mean: nothing is proven by it, so the same question is put again later."""

TABLE: Mapping[tuple[State, AnswerClass], Consequence] = {
    (S.UPLOADING, A.NOT_THE_PORTAL): CAPTIVE,
    (S.UPLOADING, A.NOT_REACHED): OFFLINE,
    (S.UPLOADING, A.WAIT): BUSY,
    (S.UPLOADING, A.LOGIN): Consequence(M.LOGIN),
    (S.UPLOADING, A.FIX): Consequence(M.REFUSED),
    (S.UPLOADING, A.FORM_RETIRED): ODD,
    (S.UPLOADING, A.UPLOADS): ODD,
    (S.UPLOADING, A.CONFLICT): ODD,
    (S.UPLOADING, A.GONE): ODD,
    (S.UPLOADING, A.TOO_OLD): TOO_OLD,
    (S.UPLOADING, A.UNKNOWN_ID): ODD,
    (S.SUBMITTING, A.OK): Consequence(M.ACCEPTED),
    (S.SUBMITTING, A.NOT_THE_PORTAL): Consequence(M.UNCERTAIN, "captive", is_counted=False),
    (S.SUBMITTING, A.NOT_REACHED): Consequence(M.NOT_REACHED, "offline", is_counted=False),
    (S.SUBMITTING, A.WAIT): Consequence(M.UNCERTAIN),
    (S.SUBMITTING, A.LOGIN): Consequence(M.LOGIN),
    (S.SUBMITTING, A.FIX): Consequence(M.REFUSED),
    (S.SUBMITTING, A.FORM_RETIRED): Consequence(M.FORM_RETIRED),
    (S.SUBMITTING, A.UPLOADS): Consequence(M.UPLOADS_MISSING),
    (S.SUBMITTING, A.CONFLICT): Consequence(M.OTHER_FINGERPRINT),
    (S.SUBMITTING, A.GONE): Consequence(M.GONE),
    (S.SUBMITTING, A.TOO_OLD): TOO_OLD,
    (S.SUBMITTING, A.UNKNOWN_ID): Consequence(M.REFUSED),
    (S.UNKNOWN, A.OK): Consequence(M.ACCEPTED),
    (S.UNKNOWN, A.NOT_THE_PORTAL): CAPTIVE,
    (S.UNKNOWN, A.NOT_REACHED): OFFLINE,
    (S.UNKNOWN, A.WAIT): BUSY,
    (S.UNKNOWN, A.LOGIN): Consequence(M.LOGIN),
    (S.UNKNOWN, A.FIX): ODD,
    (S.UNKNOWN, A.FORM_RETIRED): ODD,
    (S.UNKNOWN, A.UPLOADS): ODD,
    (S.UNKNOWN, A.CONFLICT): Consequence(M.OTHER_FINGERPRINT),
    (S.UNKNOWN, A.GONE): Consequence(M.GONE),
    (S.UNKNOWN, A.TOO_OLD): TOO_OLD,
    (S.WITHDRAWING, A.OK): Consequence(M.WITHDRAWN, "cancelled"),
    (S.WITHDRAWING, A.NOT_THE_PORTAL): CAPTIVE,
    (S.WITHDRAWING, A.NOT_REACHED): OFFLINE,
    (S.WITHDRAWING, A.WAIT): BUSY,
    (S.WITHDRAWING, A.LOGIN): Consequence(M.LOGIN),
    (S.WITHDRAWING, A.FIX): ODD,
    (S.WITHDRAWING, A.FORM_RETIRED): ODD,
    (S.WITHDRAWING, A.UPLOADS): ODD,
    (S.WITHDRAWING, A.CONFLICT): ODD,
    (S.WITHDRAWING, A.GONE): Consequence(M.WITHDRAWN, "cancelled"),
    (S.WITHDRAWING, A.TOO_OLD): TOO_OLD,
    (S.WITHDRAWING, A.UNKNOWN_ID): ODD,
}
"""Papers that are complete and an item that the portal never saw are put at once: `Sending` goes on without asking."""


def consequence(item: OutboxItem, answer: Answer) -> Consequence:
    """What *answer*, read by `as_evidence`, does to *item* in its state."""
    found = TABLE[item.state, answer.kind]
    if item.state is S.SUBMITTING and answer.kind is A.NOT_THE_PORTAL and not answer.wrote:
        found = CAPTIVE
    if answer.kind is A.NOT_THE_PORTAL and answer.code.startswith("receipt."):
        found = Consequence(found.move)  # no network stands in the way: a portal that goes on so is asked less and less
    return found if found.reason is not None else replace(found, reason=answer.code or str(answer.kind))


def as_evidence(item: OutboxItem, answer: Answer) -> Answer:
    """*answer* read as strictly as the rules of sending want it.

    A yes counts only with a receipt that proves this very item. A byte that went out is never taken back: what then
    calls itself unreachable is uncertain. Only a dossier has a tombstone, with which ends what was to be said about it:
    any other 410 to another kind came after its deadline.
    """
    kind = answer.kind
    if kind is A.OK and item.state in (S.SUBMITTING, S.UNKNOWN):
        return _proven(item, answer)
    if kind is A.NOT_REACHED and answer.wrote:
        return replace(answer, kind=A.WAIT)
    if kind is A.GONE and not _is_tombstone(item, answer):
        return replace(answer, kind=A.FIX if item.state is S.SUBMITTING else A.UNKNOWN_ID)
    return answer


def _is_tombstone(item: OutboxItem, answer: Answer) -> bool:
    return item.kind is Kind.DOSSIER or (answer.code == WITHDRAWN and item.kind is not Kind.CONSENT)


def _proven(item: OutboxItem, answer: Answer) -> Answer:
    receipt = answer.receipt
    if receipt is None:
        return replace(answer, kind=A.NOT_THE_PORTAL, code="receipt.missing", wrote=True)
    if proves(receipt, item):
        if names_papers(receipt, item):
            return answer
        return replace(answer, kind=A.NOT_THE_PORTAL, code="receipt.other-papers", wrote=True)
    same_item = proves(replace(receipt, claims={**receipt.claims, "fingerprint": item.fingerprint}), item)
    if item.state is S.UNKNOWN and same_item:
        return replace(answer, kind=A.CONFLICT, code="fingerprint-mismatch")
    return replace(answer, kind=A.NOT_THE_PORTAL, code="receipt.other-item", wrote=True)
