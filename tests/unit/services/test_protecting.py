import pytest

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


def patience(clock: FakeClock, kept: list[int], wrong: int = 0) -> Patience:
    return Patience(seconds=lambda: clock.now().timestamp(), keep=kept.append, wrong=wrong)


def test_five_tries_are_free_and_then_each_pause_is_twice_as_long() -> None:
    clock, kept = FakeClock(), list[int]()
    door = patience(clock, kept)
    for _ in range(FREE_TRIES - 1):
        door.went_wrong()
        assert door.left() == 0
    pauses: list[int] = []
    for _ in range(8):
        door.went_wrong()
        pauses.append(door.left())
        clock.forward(seconds=pauses[-1])
        assert door.left() == 0
    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]
    door.went_well()
    door.went_wrong()
    assert door.left() == 0
    assert kept == [*range(1, FREE_TRIES + 8), 0, 1]


def test_who_starts_the_program_again_waits_again() -> None:
    assert patience(FakeClock(), [], wrong=FREE_TRIES + 1).left() == 4
    assert patience(FakeClock(), [], wrong=FREE_TRIES - 1).left() == 0


def test_a_clock_that_was_set_back_shuts_nobody_out() -> None:
    clock = FakeClock()
    door = patience(clock, [], wrong=FREE_TRIES)
    clock.forward(seconds=-LONGEST_WAIT - 1)
    assert door.left() == 0
