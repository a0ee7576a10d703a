"""Where one goes, and when it is open next."""

from datetime import datetime

import pytest

from forms.deadlines import ICT, WorkCalendar
from forms.offices import office_of


def test_an_office_is_named_and_nothing_else_is_made_up() -> None:
    office = office_of("14845")
    assert office is not None
    assert office.centre == "Trung tâm Phục vụ hành chính công xã Mường Lát"
    assert office.committee == "Ủy ban nhân dân xã Mường Lát, tỉnh Thanh Hóa"
    assert (office.address, office.phone, office.is_confirmed) == (None, None, False)
    assert [f"{start:%H:%M}-{end:%H:%M}" for start, end in office.hours] == ["07:30-11:30", "13:30-17:00"]


@pytest.mark.parametrize("code", ["", "00000", None, 14845])
def test_no_office_for_what_is_no_unit(code: object) -> None:
    assert office_of(code) is None


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-11-26T09:00", "2026-11-26"),
        ("2026-11-26T16:59", "2026-11-26"),
        ("2026-11-26T17:00", "2026-11-27"),
        ("2026-11-27T18:00", "2026-11-30"),
        ("2026-11-28T09:00", "2026-11-30"),
        ("2026-11-23T17:30", "2026-11-25"),
    ],
)
def test_the_next_day_is_a_working_day(now: str, day: str) -> None:
    office = office_of("14845")
    assert office is not None
    moment = datetime.fromisoformat(now).replace(tzinfo=ICT)
    assert office.opens_next(moment, WorkCalendar.shipped()).isoformat() == day
