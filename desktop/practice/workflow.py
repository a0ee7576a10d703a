"""Every move that a dossier may make at the portal, in one table; all others are refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from desktop.practice.problems import Problem


@dataclass(frozen=True, slots=True)
class State:
    """A state of a dossier: TrangThaiHoSo `code`, our `enum`, and what it means for the legal clock."""

    code: int
    enum: str
    before_intake: bool = False
    final: bool = False
    paused: bool = False


STATES: Mapping[str, State] = MappingProxyType(
    {
        "registered": State(1, "registered", before_intake=True),
        "received": State(2, "received"),
        "refused": State(3, "refused", before_intake=True, final=True),
        "processing": State(4, "processing"),
        "supplement_first": State(5, "supplement", before_intake=True, paused=True),
        "supplement": State(5, "supplement", paused=True),
        "fee_first": State(6, "fee", before_intake=True, paused=True),
        "fee": State(6, "fee", paused=True),
        "fee_after": State(6, "fee", paused=True),
        "withdraw_requested": State(7, "withdraw_requested"),
        "stopped": State(8, "stopped", paused=True),
        "closed": State(8, "stopped", final=True),
        "withdrawn": State(8, "stopped", final=True),
        "finished": State(9, "finished"),
        "returned": State(10, "returned", final=True),
    }
)

OPEN = ("registered", "received", "processing", "supplement_first", "supplement", "fee_first", "fee", "fee_after")
RATED = ("finished", "returned", "refused", "closed")
"""How the office served can be said once it has answered."""
BACK = "(back)"

MOVES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("registered", "receive"): "received",
        ("registered", "refuse"): "refused",
        ("registered", "ask_supplement"): "supplement_first",
        ("registered", "ask_payment"): "fee_first",
        ("registered", "take_back"): "withdrawn",
        ("supplement_first", "answer"): "registered",
        ("supplement_first", "deadline"): "refused",
        ("fee_first", "pay"): "registered",
        ("fee_first", "deadline"): "stopped",
        ("received", "process"): "processing",
        ("processing", "ask_supplement"): "supplement",
        ("processing", "ask_payment"): "fee",
        ("processing", "ask_confirmation"): "processing",
        ("processing", "confirm"): "processing",
        ("processing", "pause"): "stopped",
        ("processing", "finish"): "finished",
        ("supplement", "answer"): "processing",
        ("supplement", "deadline"): "stopped",
        ("fee", "pay"): "processing",
        ("fee", "deadline"): "stopped",
        ("stopped", "resume"): "processing",
        ("stopped", "close"): "closed",
        ("finished", "ask_payment"): "fee_after",
        ("finished", "return"): "returned",
        ("finished", "correct"): "finished",
        ("fee_after", "pay"): "finished",
        ("fee_after", "deadline"): "stopped",
        **{(state, "withdraw"): "withdraw_requested" for state in OPEN},
        ("withdraw_requested", "grant_withdrawal"): "withdrawn",
        ("withdraw_requested", "refuse_withdrawal"): BACK,
    }
)


def after(state: str, action: str, before: str | None = None) -> str:
    """The state that *action* leads to; Problem `not-open` when the table has no such move."""
    target = MOVES.get((state, action))
    if target == BACK:
        target = before
    if target is None:
        raise Problem("not-open", 409, action=action, state=STATES[state].enum)
    return target


def officer_actions(state: str) -> tuple[str, ...]:
    """What an officer may do in this state, in the table's order."""
    citizen = {"take_back", "answer", "deadline", "confirm", "withdraw"}
    return tuple(action for at, action in MOVES if at == state and action not in citizen)
