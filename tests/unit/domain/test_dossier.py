"""Whose move it is follows from facts, and what is late is said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop.domain.dossier import (
    Dossier,
    DraftCertificate,
    ResultRecord,
    Status,
    SupplementRequest,
    Turn,
    status_of,
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
