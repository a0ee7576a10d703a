"""Whose move it is and what is left of it: one meaning of *answered* for every list, reminder and page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop.domain.dossier import Dossier, DraftCertificate, Status, SupplementRequest, Turn
from desktop.domain.submission import Kind, Mode, OutboxItem, State
from desktop.services.turns import answered, left_of, presses, turn_of

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SOON, LATER = NOW + timedelta(days=1), NOW + timedelta(days=5)
ASKED = Dossier(
    "s1", 2, None, Status.SUPPLEMENT, "Bổ sung",
    supplement=SupplementRequest("x1", "Thiếu", (), (), LATER), confirmation=DraftCertificate("k1", "d1", SOON),
)  # fmt: skip
STANDS = [state for state in State if state not in (State.WITHDRAWN, State.NEEDS_FIX, State.NEEDS_FORM_UPGRADE)]
HELD = [State.NEEDS_LOGIN, State.CONFLICT]
UNSENT_PAPER = State.QUARANTINED


def item(key: str, kind: Kind, state: State, *, started: bool = True) -> OutboxItem:
    return OutboxItem(key, kind, "s1", b"{}", "sha256:aa", Mode.PRACTICE, NOW, state, started)


FILED = replace(item("s1", Kind.DOSSIER, State.RECEIPTED), receipt="jws")


@pytest.mark.parametrize("state", State)
def test_an_answer_stands_until_it_is_taken_back_or_refused(state: State) -> None:
    assert ("x1" in answered([item("x1", Kind.SUPPLEMENT, state)])) is (state in STANDS)


def test_an_answer_whose_paper_is_gone_stands_only_where_the_portal_may_have_it() -> None:
    assert answered([item("x1", Kind.SUPPLEMENT, UNSENT_PAPER, started=False)]) == frozenset()
    assert answered([item("x1", Kind.SUPPLEMENT, UNSENT_PAPER)]) == {"x1"}


@pytest.mark.parametrize("state", [State.NEEDS_FIX, State.WITHDRAWN])
def test_what_the_portal_once_had_stands_whatever_became_of_it(state: State) -> None:
    assert answered([replace(item("x1", Kind.SUPPLEMENT, state), receipt="jws")]) == {"x1"}


@pytest.mark.parametrize("state", [state for state in STANDS if state not in (*HELD, UNSENT_PAPER)])
def test_what_was_answered_is_left_to_nobody(state: State) -> None:
    items = [FILED, item("k1", Kind.CONFIRMATION, state)]
    left = left_of(ASKED, items)
    assert left.dossier == replace(ASKED, confirmation=None)
    assert left.held == ()
    assert presses(Turn.YOURS, ASKED, items) == "1 2026-11-28T02:00:00.000000+00:00"


@pytest.mark.parametrize("state", HELD)
def test_an_answer_that_is_held_up_presses_as_its_question_did(state: State) -> None:
    items = [FILED, item("k1", Kind.CONFIRMATION, state), item("x1", Kind.SUPPLEMENT, State.QUEUED)]
    left = left_of(ASKED, items)
    assert left.dossier == replace(ASKED, supplement=None)
    assert left.holds("k1") == items[1]
    assert left.holds("x1") is None
    assert turn_of(FILED, ASKED, items) is Turn.YOURS
    assert presses(Turn.YOURS, ASKED, items) == "0 2026-11-24T02:00:00.000000+00:00"


def test_a_refused_answer_is_a_question_again_while_the_office_asks() -> None:
    refused = item("x1", Kind.SUPPLEMENT, State.NEEDS_FIX)
    assert left_of(ASKED, [FILED, refused]).held == ()
    assert left_of(replace(ASKED, supplement=None), [FILED, refused]).held == (refused,)
    leaving = left_of(replace(ASKED, status=Status.WITHDRAW_REQUESTED), [FILED, refused])
    assert leaving.held == (refused,), "while the office is to let go, nothing is asked"
    assert leaving.dossier is not None
    assert (leaving.dossier.supplement, leaving.dossier.confirmation) == (None, None)


def test_what_is_said_beside_questions_is_held_too_even_before_the_portal_told_anything() -> None:
    message = item("m1", Kind.MESSAGE, State.NEEDS_FIX)
    assert left_of(None, [FILED, message]).held == (message,)
    assert left_of(replace(ASKED, supplement=None, confirmation=None), [FILED, message]).held == (message,)
