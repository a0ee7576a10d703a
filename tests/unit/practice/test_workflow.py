"""The table of moves: every state can be reached, every end is an end, all else is refused."""

import pytest

from desktop.practice.officers import text
from desktop.practice.problems import Problem
from desktop.practice.workflow import BACK, MOVES, STATES, after, officer_actions

ACTIONS = sorted({action for _, action in MOVES})


def test_codes_are_those_of_the_national_integration() -> None:
    assert sorted({state.code for state in STATES.values()}) == list(range(1, 11))


def test_every_state_can_be_reached() -> None:
    reached = {"registered"}
    while more := {to for (at, _), to in MOVES.items() if at in reached and to != BACK} - reached:
        reached |= more
    assert reached == set(STATES)


def test_what_is_final_has_no_way_out_and_all_else_has() -> None:
    leaving = {at for at, _ in MOVES}
    assert {name for name, state in STATES.items() if not state.final} == leaving


@pytest.mark.parametrize("state", sorted(STATES))
@pytest.mark.parametrize("action", ACTIONS)
def test_what_the_table_does_not_list_is_refused(state: str, action: str) -> None:
    if (state, action) in MOVES:
        assert after(state, action, "processing") in STATES
    else:
        with pytest.raises(Problem) as refused:
            after(state, action, "processing")
        assert (refused.value.slug, refused.value.status) == ("not-open", 409)


def test_a_refused_withdrawal_goes_back_to_where_it_was() -> None:
    assert after("withdraw_requested", "refuse_withdrawal", "fee") == "fee"


def test_an_officer_does_not_act_for_the_citizen() -> None:
    assert officer_actions("registered") == ("receive", "refuse", "ask_supplement", "ask_payment")


def test_every_state_and_action_has_its_words() -> None:
    for name, state in STATES.items():
        assert text(f"step.{name}")
        assert text(f"status.{state.enum}")
    for action in ACTIONS:
        assert text(f"action.{action}")
