"""*Xóa dữ liệu của tôi*: what stands in the way of erasing a vault; the rest is the disk's work."""

from dataclasses import dataclass

from desktop.domain.errors import Missing, Refusal
from desktop.domain.submission import OutboxItem, State, is_in_doubt
from desktop.services.ports import OpenUnit, UnitOfWork


@dataclass(frozen=True, slots=True)
class InTheWay:
    """Titles of what the portal may hold without proof, and of what it was never sent."""

    in_doubt: tuple[str, ...]
    unsent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Erasing:
    """Says whether a vault may be erased."""

    open_unit: OpenUnit

    def look(self) -> InTheWay:
        """What is neither confirmed nor ended."""
        with self.open_unit() as uow:
            items = uow.outbox.open()
            doubted = tuple(dict.fromkeys(_title(uow, item) for item in items if _is_doubted(item)))
            unsent = tuple(dict.fromkeys(_title(uow, item) for item in items if not _is_doubted(item)))
        return InTheWay(doubted, tuple(title for title in unsent if title not in doubted))

    def refuse(self, *, unsent_too: bool) -> None:
        """Refusal `erase.in-doubt` whatever the person wants, `erase.unsent` unless they want it so."""
        found = self.look()
        if found.in_doubt:
            raise Refusal("erase.in-doubt", count=len(found.in_doubt), names="; ".join(found.in_doubt))
        if found.unsent and not unsent_too:
            raise Refusal("erase.unsent", count=len(found.unsent), names="; ".join(found.unsent))


def _is_doubted(item: OutboxItem) -> bool:
    """The portal may hold it, or be taking it back: without this vault nobody could ask which."""
    return is_in_doubt(item) or State.WITHDRAWING in (item.state, item.resume_state) or item.state is State.SUBMITTING


def _title(uow: UnitOfWork, item: OutboxItem) -> str:
    try:
        return uow.submissions.get(item.submission).title if item.submission else item.id
    except Missing:
        return item.id
