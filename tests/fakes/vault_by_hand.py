"""What was filed by hand, and drafts carried over, in memory."""

from typing import Any

from desktop.domain.by_hand import HandFiling, Printing
from desktop.domain.carried import CarriedDraft


class FakeByHand:
    def __init__(self, tables: Any) -> None:
        self._tables = tables

    def add(self, filing: HandFiling) -> None:
        self._tables.by_hand[filing.id] = filing

    def save(self, filing: HandFiling) -> None:
        self._tables.by_hand[filing.id] = filing

    def get(self, filing_id: str) -> HandFiling:
        found: HandFiling = self._tables.by_hand[filing_id]
        return found

    def of_draft(self, draft_id: str) -> HandFiling | None:
        return next((row for row in self.all() if row.draft == draft_id), None)

    def all(self) -> tuple[HandFiling, ...]:
        return tuple(self._tables.by_hand.values())

    def remove(self, filing_id: str) -> None:
        del self._tables.by_hand[filing_id]

    def save_printing(self, printing: Printing) -> None:
        self._tables.printings[printing.draft] = printing

    def printing(self, draft_id: str) -> Printing | None:
        found: Printing | None = self._tables.printings.get(draft_id)
        return found

    def printings(self) -> tuple[Printing, ...]:
        return tuple(self._tables.printings.values())


class FakeCarried:
    def __init__(self, tables: Any) -> None:
        self._tables = tables

    def add(self, carried: CarriedDraft) -> None:
        self._tables.carried[carried.draft] = carried

    def of_draft(self, draft_id: str) -> CarriedDraft | None:
        found: CarriedDraft | None = self._tables.carried.get(draft_id)
        return found

    def made_from(self, draft_id: str) -> tuple[CarriedDraft, ...]:
        return tuple(row for row in self._tables.carried.values() if row.came_from == draft_id)
