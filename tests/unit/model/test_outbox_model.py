"""The rules of sending, checked over every reachable state, and each shown to be needed."""

import pytest

from desktop.domain.submission import State
from tests.unit.model.outbox_model import RULES, Model, World, finalised


def test_with_all_rules_no_state_is_harmful() -> None:
    states, harms = Model().explore()
    assert harms == {}
    assert states > 1_000


@pytest.mark.parametrize(
    ("rule", "harm"),
    [
        ("R1", "doubled"),
        ("R2", "doubled"),
        ("R3", "other content"),
        ("R4", "lost"),
        ("R5", "lost"),
        ("R6", "ghost"),
        ("R7", "ghost"),
        ("R8", "ghost"),
    ],
)
def test_without_a_rule_there_is_a_counterexample(rule: str, harm: str) -> None:
    assert rule in RULES
    _, harms = Model(without=rule).explore()
    assert harm in harms, harms
    assert len(harms[harm]) > 1


def test_every_end_is_reached() -> None:
    """The search is no proof if it never comes anywhere."""
    seen = {State.UPLOADING}
    to_do, known = [World(finalised("1", b'{"v":1}'))], set[World]()
    model = Model()
    while to_do:
        world = to_do.pop()
        for _, following in model.steps(world):
            if following not in known:
                known.add(following)
                to_do.append(following)
                seen.add(following.item.state)
    assert {State.RECEIPTED, State.WITHDRAWN, State.WITHDRAWING, State.UNKNOWN, State.RETRY_WAIT} <= seen
