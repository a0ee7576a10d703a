"""What a dossier asks of the person, in words and with the page where it is done."""

from dataclasses import dataclass, replace
from datetime import datetime

from desktop.domain.submission import Kind, OutboxItem, State, Submission
from desktop.services.turns import Left
from desktop.ui.words import money, time_left, tr

NO_HURRY = (True, float("inf"))
"""The urgency of what nobody waits for."""


@dataclass(frozen=True, slots=True)
class Move:
    """The next thing that the person may do; `place` is the page. For a draft certificate silence counts as yes."""

    submission: str
    place: str
    title: str
    second: str
    action: str
    deadline: datetime | None = None
    is_certificate: bool = False

    @property
    def urgency(self) -> tuple[bool, float]:
        """Sorts: a draft certificate ahead of everything; then what ends first."""
        ends = self.deadline.timestamp() if self.deadline is not None else float("inf")
        return not self.is_certificate, ends

    def remaining(self, now: datetime) -> str:
        """How long there is, in words; nothing without a deadline."""
        return time_left(self.deadline, now) if self.deadline else ""


def move_of(submission: Submission, left: Left) -> Move | None:
    """The most pressing move; None when there is nothing for the person to do but what the list says of the dossier.

    An answer that cannot go on by itself stands where its question stood.
    """
    dossier = left.dossier
    if dossier is None:
        said = [item for item in left.held if item.kind not in (Kind.DOSSIER, Kind.CONSENT)]
        return held_up(submission, said[0]) if said else None
    if dossier.confirmation is not None and not dossier.confirmation.answered:
        until, held = dossier.confirmation.deadline, left.holds(dossier.confirmation.cid)
        asked = held_up(submission, held, until) if held else _move(submission, "draft_certificate", "confirm", until)
        return replace(asked, is_certificate=True)
    if dossier.supplement is not None:
        until, held = dossier.supplement.deadline, left.holds(dossier.supplement.sid)
        return held_up(submission, held, until) if held else _move(submission, "supplement", "supplement", until)
    if dossier.open_fee is not None:
        fee = dossier.open_fee
        key = "fee_at_counter" if fee.is_for_counter else "fee"
        return _move(submission, "fee", key, fee.deadline, amount=money(fee.total))
    if dossier.doubtful_fee is not None:
        fee = dossier.doubtful_fee
        return _move(submission, "fee", "fee_forgotten", fee.deadline, amount=money(fee.total))
    if left.held:
        return held_up(submission, left.held[0])
    if any(not result.kept for result in dossier.results):
        return _move(submission, "result", "result", None)
    return None


def held_up(submission: Submission, item: OutboxItem, until: datetime | None = None) -> Move:
    """The way on for an item that needs the person: signing in, else *Chờ gửi* where it says what is wrong."""
    place, key = ("sign_in", "sign_in") if item.state is State.NEEDS_LOGIN else ("waiting", "held")
    return _move(submission, place, key, until, kind=tr(f"kind.{item.kind.value}"))


def _move(submission: Submission, place: str, key: str, deadline: datetime | None, **given: object) -> Move:
    words = {"name": submission.title, **given}
    return Move(
        submission.id,
        place,
        tr(f"move.{key}.title", **words),
        tr(f"move.{key}.second", **words),
        tr(f"move.{key}.action"),
        deadline,
    )
