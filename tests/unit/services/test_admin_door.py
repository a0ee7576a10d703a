"""The administrator's door: wrong tries take longer and longer, and a restart forgives none."""

from dataclasses import dataclass, field

import pytest

from desktop.domain.errors import Refusal
from desktop.services.admin_door import FREE_TRIES, LONGEST_WAIT, AdminDoor
from desktop.services.protecting import Patience


@dataclass
class Street:
    """Whoever stands before the door, with a watch."""

    now: float = 0.0
    kept: list[int] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def door(self, wrong: int = 0) -> AdminDoor:
        patience = Patience(
            seconds=lambda: self.now, keep=self.kept.append, wrong=wrong, free=FREE_TRIES, longest=LONGEST_WAIT
        )
        return AdminDoor(self.is_right, patience)

    def is_right(self, words: str) -> bool:
        self.asked.append(words)
        return words == "đúng"

    def tries(self, door: AdminDoor, words: str = "sai") -> str:
        with pytest.raises(Refusal) as refused:
            door.enter(words)
        return refused.value.code


def test_the_right_one_opens_and_wipes_the_slate() -> None:
    street = Street()
    door = street.door()
    assert street.tries(door) == "kiosk.wrong-passphrase"
    door.enter("đúng")
    assert street.kept == [1, 0]


def test_after_three_wrong_ones_even_the_right_one_waits() -> None:
    street = Street()
    door = street.door()
    for _ in range(3):
        assert street.tries(door) == "kiosk.wrong-passphrase"
    assert street.tries(door, "đúng") == "kiosk.too-soon"
    assert len(street.asked) == 3, "nobody is asked while one has to wait"
    street.now += 2
    door.enter("đúng")


def test_the_wait_is_five_minutes_at_most() -> None:
    assert Street().door(wrong=60).patience.left() == LONGEST_WAIT


def test_who_pulls_the_plug_waits_again() -> None:
    street = Street()
    assert street.tries(street.door(wrong=9), "đúng") == "kiosk.too-soon"
