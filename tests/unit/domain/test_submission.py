"""The state table: every move that is written down, no other, and what `started` forbids."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.domain.submission import (
    CLAIMABLE,
    FINAL,
    MOVES,
    NEEDS_PERSON,
    RESUMABLE,
    RESUME,
    IllegalMove,
    Kind,
    Mode,
    Move,
    OutboxItem,
    State,
    after,
    allowed_pairs,
    can_reopen,
)

S, M = State, Move
ITEM = OutboxItem(
    id="a",
    kind=Kind.DOSSIER,
    submission="a",
    body=b"{}",
    fingerprint="sha256:00",
    mode=Mode.PRACTICE,
    created_at=datetime(2026, 11, 23, tzinfo=UTC),
)
MOVABLE = [move for move in Move if move is not M.CANCEL]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", MOVABLE)
def test_only_moves_of_the_table_are_possible(state: State, move: Move) -> None:
    item = replace(ITEM, state=state, resume_state=S.UNKNOWN)
    if (state, move) not in MOVES:
        with pytest.raises(IllegalMove):
            after(item, move)
    else:
        moved = after(item, move)
        assert moved.state is (MOVES[state, move] or S.UNKNOWN)
        assert (state.value, moved.state.value) in allowed_pairs()


def test_every_state_can_be_reached_and_left() -> None:
    reached, grew = {S.READY}, True
    while grew:
        found = {new or resumed for (old, _), new in MOVES.items() if old in reached for resumed in RESUMABLE}
        found |= {S.WITHDRAWING, S.WITHDRAWN}
        grew = not found <= reached
        reached |= found
    assert reached == set(State)
    left = {old for old, _ in MOVES} | {S.WITHDRAWN, *NEEDS_PERSON}
    assert left == set(State)


def test_every_state_is_either_gone_on_from_or_waits_or_is_over() -> None:
    assert {S.READY, S.RETRY_WAIT, *CLAIMABLE, *NEEDS_PERSON, *FINAL} == set(State)


@pytest.mark.parametrize("move", [M.UPLOADED])
def test_an_item_is_started_before_it_is_put(move: Move) -> None:
    assert after(replace(ITEM, state=S.UPLOADING), move).started


@pytest.mark.parametrize(("state", "move"), [pair for pair in MOVES if pair[0] not in (S.READY, S.QUEUED)])
def test_no_move_lowers_started(state: State, move: Move) -> None:
    assert after(replace(ITEM, state=state, started=True, resume_state=S.UNKNOWN), move).started


@pytest.mark.parametrize(("state", "move"), [(S.RETRY_WAIT, M.DUE), (S.NEEDS_LOGIN, M.SIGNED_IN)])
@pytest.mark.parametrize("resume", sorted(RESUMABLE))
def test_what_was_being_put_asks_before_it_is_put_again(state: State, move: Move, resume: State) -> None:
    moved = after(replace(ITEM, state=state, started=True, resume_state=resume), move)
    assert moved.state is (S.UNKNOWN if resume is S.SUBMITTING else resume)
    assert moved.resume_state is None


@pytest.mark.parametrize("resume", [None, S.READY, S.RECEIPTED, S.CONFLICT])
def test_nothing_comes_back_to_a_state_that_is_not_resumable(resume: State | None) -> None:
    with pytest.raises(IllegalMove):
        after(replace(ITEM, state=S.RETRY_WAIT, resume_state=resume), M.DUE)


def test_a_pause_remembers_where_it_comes_back_to() -> None:
    paused = after(replace(ITEM, state=S.UNKNOWN), M.PAUSE_FOR_RETRY, reason="offline")
    assert (paused.state, paused.resume_state, paused.reason) == (S.RETRY_WAIT, S.UNKNOWN, "offline")


CANCELLABLE = set(State) - {S.SUBMITTING, S.WITHDRAWING, *FINAL}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("started", [True, False])
def test_cancelling_a_dossier(state: State, started: bool) -> None:
    item = replace(ITEM, state=state, started=started)
    if state not in CANCELLABLE:
        with pytest.raises(IllegalMove):
            after(item, M.CANCEL)
    else:
        assert after(item, M.CANCEL).state is (S.WITHDRAWING if started else S.WITHDRAWN)


@pytest.mark.parametrize("state", sorted(CANCELLABLE))
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.DOSSIER])
def test_of_the_other_kinds_only_what_was_refused_or_never_tried_ends_here(state: State, kind: Kind) -> None:
    item = replace(ITEM, state=state, kind=kind, started=True)
    if state in (S.NEEDS_FIX, S.NEEDS_FORM_UPGRADE, S.CONFLICT):
        assert after(item, M.CANCEL).state is S.WITHDRAWN
    else:
        with pytest.raises(IllegalMove):
            after(item, M.CANCEL)
    assert after(replace(item, started=False), M.CANCEL).state is S.WITHDRAWN


@pytest.mark.parametrize("state", State)
def test_reopening(state: State) -> None:
    assert not can_reopen(replace(ITEM, state=state, started=True))
    assert can_reopen(replace(ITEM, state=state)) is (state in CANCELLABLE)


def test_only_these_moves_go_back_to_somewhere() -> None:
    assert {pair for pair, target in MOVES.items() if target is RESUME} == {
        (S.RETRY_WAIT, M.DUE),
        (S.NEEDS_LOGIN, M.SIGNED_IN),
    }
