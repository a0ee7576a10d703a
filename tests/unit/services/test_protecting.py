from datetime import timedelta

import pytest

from desktop.domain.errors import StillWaiting
from desktop.services.protecting import FREE_TRIES, LONGEST_WAIT, Patience, doubts_about, minutes_until_lock
from tests.fakes.time_and_chance import FakeClock


@pytest.mark.parametrize(
    ("chosen", "ways", "minutes"),
    [
        (None, ("passphrase", "recovery"), 15),
        (None, ("keyring", "recovery"), 0),
        (None, ("file", "recovery"), 0),
        ("0", ("passphrase", "recovery"), 0),
        ("5", ("keyring", "recovery"), 5),
        ("soon", ("passphrase", "recovery"), 15),
    ],
)
def test_what_asks_for_words_locks_itself_unless_somebody_chose(
    chosen: str | None, ways: tuple[str, ...], minutes: int
) -> None:
    assert minutes_until_lock(chosen, ways) == minutes


@pytest.mark.parametrize(
    ("words", "doubts"),
    [
        ("ruong bac thang chin", ()),
        (" ruong bac thang chin", ("edge",)),
        ("ruộng bậc thang chín", ("accents",)),
        ("bé Na ", ("edge", "accents", "short")),
        ("", ()),
    ],
)
def test_what_may_hurt_later_is_told(words: str, doubts: tuple[str, ...]) -> None:
    assert doubts_about(words) == doubts


def test_five_tries_are_free_and_then_each_pause_is_twice_as_long() -> None:
    clock, patience = FakeClock(), Patience()
    pauses: list[int] = []
    for _ in range(FREE_TRIES - 1):
        patience.went_wrong(clock.now())
        patience.refuse_haste(clock.now())
    for _ in range(8):
        patience.went_wrong(clock.now())
        with pytest.raises(StillWaiting, match=r"^vault\.too-soon$") as told:
            patience.refuse_haste(clock.now())
        pauses.append(int(str(told.value.parameters["seconds"])))
        clock.forward(seconds=pauses[-1])
        patience.refuse_haste(clock.now())
    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]
    patience.went_well()
    patience.went_wrong(clock.now())
    patience.refuse_haste(clock.now())


def test_a_clock_that_was_set_back_shuts_nobody_out() -> None:
    clock, patience = FakeClock(), Patience()
    for _ in range(FREE_TRIES):
        patience.went_wrong(clock.now())
    patience.refuse_haste(clock.now() - timedelta(seconds=LONGEST_WAIT + 1))
