"""What a dossier asks of the person, in words and with the page where it is done."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.dossier import Dossier
from desktop.domain.submission import Submission
from desktop.ui.words import money, time_left, tr

NO_HURRY = (True, float("inf"))
"""The urgency of what nobody waits for."""


@dataclass(frozen=True, slots=True)
class Move:
    """The next thing that the person may do; `place` is the page."""

    submission: str
    place: str
    title: str
    second: str
    action: str
    deadline: datetime | None = None

    @property
    def urgency(self) -> tuple[bool, float]:
        """Sorts: a draft certificate ahead of everything, for silence counts as yes; then what ends first."""
        ends = self.deadline.timestamp() if self.deadline is not None else float("inf")
        return self.place != "draft_certificate", ends

    def remaining(self, now: datetime) -> str:
        """How long there is, in words; nothing without a deadline."""
        return time_left(self.deadline, now) if self.deadline else ""


def move_of(submission: Submission, dossier: Dossier) -> Move | None:
    """The most pressing move; None when it is not the person's turn."""
    name = submission.title
    if dossier.confirmation is not None and not dossier.confirmation.answered:
        until = dossier.confirmation.deadline
        return _move(submission, "draft_certificate", "confirm", until, name=name)
    if dossier.supplement is not None:
        return _move(submission, "supplement", "supplement", dossier.supplement.deadline, name=name)
    if dossier.open_fee is not None:
        fee = dossier.open_fee
        key = "fee_at_counter" if fee.is_for_counter else "fee"
        return _move(submission, "fee", key, fee.deadline, name=name, amount=money(fee.total))
    if any(not result.kept for result in dossier.results):
        return _move(submission, "result", "result", None, name=name)
    return None


def _move(submission: Submission, place: str, key: str, deadline: datetime | None, **given: object) -> Move:
    return Move(
        submission.id,
        place,
        tr(f"move.{key}.title", **given),
        tr(f"move.{key}.second", **given),
        tr(f"move.{key}.action"),
        deadline,
    )
