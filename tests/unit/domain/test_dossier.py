"""Whose move it is follows from facts, and what is late is said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop.domain.dossier import (
    WITHDRAWN,
    Dossier,
    DraftCertificate,
    HistoryRow,
    ResultRecord,
    Status,
    SupplementRequest,
    Turn,
    status_of,
    went_back,
)
from desktop.domain.fee import FeeNotice

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
DOSSIER = Dossier(id="a", seq=3, code="H56.148.45-261123-0001", status=Status.PROCESSING, status_label="Đang xử lý")
RESULT = ResultRecord("r", "Giấy khai sinh", "application/pdf", 9, "00", signed=True, issued_at=NOW)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (1, Status.REGISTERED),
        ("10", Status.RETURNED),
        ("5", Status.SUPPLEMENT),
        (0, Status.OTHER),
        (11, Status.OTHER),
        ("", Status.OTHER),
        (None, Status.OTHER),
        ("đang chờ", Status.OTHER),
        ("-1", Status.OTHER),
    ],
)
def test_codes_of_portals_in_the_field(code: object, status: Status) -> None:
    assert status_of(code) is status


@pytest.mark.parametrize(
    ("fact", "turn"),
    [
        ({}, Turn.OFFICE),
        ({"supplement": SupplementRequest("s", "", (), (), None)}, Turn.YOURS),
        ({"confirmation": DraftCertificate("c", "r", None)}, Turn.YOURS),
        ({"confirmation": DraftCertificate("c", "r", None, answered=True)}, Turn.OFFICE),
        ({"fee_notices": (FeeNotice("n", (), 8000, "after", "open"),)}, Turn.YOURS),
        ({"fee_notices": (FeeNotice("n", (), 8000, "after", "pending"),)}, Turn.YOURS),
        (
            {"status": Status.WITHDRAW_REQUESTED, "fee_notices": (FeeNotice("n", (), 8000, "before", "open"),)},
            Turn.OFFICE,
        ),
        ({"fee_notices": (FeeNotice("n", (), 8000, "after", "paid"),)}, Turn.OFFICE),
        ({"status": Status.FINISHED}, Turn.OFFICE),
        ({"status": Status.FINISHED, "results": (RESULT,)}, Turn.YOURS),
        ({"status": Status.RETURNED, "results": (RESULT,)}, Turn.YOURS),
        ({"status": Status.RETURNED, "results": (replace(RESULT, kept=True),)}, Turn.NOBODY),
        ({"status": Status.REFUSED}, Turn.NOBODY),
        ({"status": Status.STOPPED}, Turn.OFFICE),
        ({"status": Status.STOPPED, "final": True}, Turn.NOBODY),
    ],
)
def test_whose_move_it_is(fact: dict[str, object], turn: Turn) -> None:
    assert replace(DOSSIER, **fact).turn is turn  # type: ignore[arg-type]


def test_late_only_while_the_office_has_it_and_the_clock_runs() -> None:
    late = replace(DOSSIER, due_at=NOW - timedelta(seconds=1))
    assert late.is_overdue(NOW)
    assert not replace(late, due_at=NOW).is_overdue(NOW)
    assert not replace(late, paused=True).is_overdue(NOW)
    assert not replace(late, confirmation=DraftCertificate("c", "r", None)).is_overdue(NOW)


@pytest.mark.parametrize(
    ("codes", "back"),
    [
        ([1, 2, 4, 9, 10], []),
        ([1, 5, 1, 2, 4, 5, 4, 6, 4, 8, 4, 9, 6, 9], []),
        ([1, 2, 4, 9, 4, 9, 10], [4]),
        ([4, 2, 1, 4], [1, 2]),
        ([10, 0, 9], [2]),
    ],
)
def test_what_goes_back_is_marked(codes: list[int], back: list[int]) -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    rows = [HistoryRow(seq, at, "", "", "", "", status_of(code)) for seq, code in enumerate(codes)]
    assert went_back(rows) == frozenset(back)


def test_only_a_result_that_is_listed_is_called_one() -> None:
    listed = ResultRecord("r1", "Giấy khai sinh", "application/pdf", 9, "ab" * 32, signed=True, issued_at=None)
    finished = Dossier("s1", 1, None, Status.FINISHED, "Đã xử lý xong")
    assert (finished.told_as, replace(finished, results=(listed,)).told_as) == ("finished", "has-result")
    assert replace(finished, status=Status.PROCESSING, results=(listed,)).told_as == "processing"


def test_what_was_withdrawn_is_told_as_such() -> None:
    over = replace(DOSSIER, status=Status.STOPPED, final=True)
    assert (over.told_as, replace(over, reason=WITHDRAWN).told_as) == ("stopped", "withdrawn")
