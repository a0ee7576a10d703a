"""The pace of asking about a code: the portal's, slower when it says so, and patient with the network."""

from desktop.domain.errors import StillWaiting
from desktop.services.code_pace import LONGEST_WAIT, CodePace


def waits(pace: CodePace, *codes: str) -> list[int]:
    """What is waited after each answer."""
    waited = []
    for code in codes:
        pace.goes_on(StillWaiting(code))
        waited.append(pace.wait)
    return waited


def test_the_portal_says_how_often() -> None:
    assert CodePace(5).wait == 5
    assert CodePace(0).wait == 1
    assert waits(CodePace(5), "sign-in.pending", "sign-in.slow-down", "sign-in.pending") == [5, 10, 10]


def test_what_the_network_lost_is_asked_again_ever_later_until_it_answers() -> None:
    lost = ("portal.offline",) * 5
    waited = waits(CodePace(2), *lost, "sign-in.pending", "portal.offline")
    assert waited == [4, 8, 16, LONGEST_WAIT, LONGEST_WAIT, 2, 4]


def test_a_portal_that_wants_more_time_is_never_asked_sooner() -> None:
    assert waits(CodePace(60), "portal.offline", "portal.captive") == [60, 60]
