"""The calendar file of a real vault: what a telephone reads, line by line and by the library, and nobody's name."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from desktop import assembly, cli
from desktop.adapters.database.vault import Vault
from desktop.domain.dossier import DraftCertificate, ResultRecord, Status, SupplementRequest
from desktop.domain.errors import HosoError
from desktop.domain.fee import FeeNotice
from desktop.domain.submission import Kind, State
from desktop.services.due_dates import DueKind, days_of
from tests.fakes.time_and_chance import FakeClock
from tests.integration.services.vault_with_dates import (
    LATE_IN_THE_EVENING,
    NAMES,
    counted,
    followed,
    services_at,
    told,
    written_down,
)
from tests.integration.vault.records import brought_to, item

PROPERTY = re.compile(r"[A-Z-]+(;[A-Z-]+=[^;:\"]+)*:.*")


@pytest.fixture
def services(tmp_path: Path) -> Iterator[assembly.Services]:
    with services_at(tmp_path / "home", FakeClock()) as opened:
        yield opened


def lines_of(content: bytes) -> list[str]:
    """Unfolded, after each physical line was found to be as RFC 5545 §3.1 wants it."""
    assert content.endswith(b"\r\n")
    physical = content.split(b"\r\n")[:-1]
    assert b"\n" not in b"".join(physical)
    assert b"\r" not in b"".join(physical)
    assert max(len(line) for line in physical) <= 75
    for part in physical:
        part.decode()  # a letter is never cut in two
    lines = content.decode().replace("\r\n ", "").split("\r\n")[:-1]
    for line in lines:
        assert PROPERTY.fullmatch(line), line
    return lines


def events_of(content: bytes) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar.errors == []
    return [one for one in calendar.walk("VEVENT") if isinstance(one, icalendar.Event)]


def test_every_open_day_is_in_the_file_and_nobody_is_named(services: assembly.Services) -> None:
    told(services.vault)
    written_down(services.vault)
    followed(services.vault)
    content = assembly.calendar_file(services)
    lines = lines_of(content)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert [line for line in lines if line.startswith("VERSION")] == ["VERSION:2.0"]
    events = events_of(content)
    assert [event.decoded("dtstart") for event in events] == [date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 1)]
    assert all(event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1) for event in events)
    assert len({str(event["uid"]) for event in events}) == 3
    assert [event.decoded("dtstamp") for event in events] == [datetime(2026, 11, 23, 2, 0, tzinfo=UTC)] * 3
    whole = "".join(lines)
    assert [name for name in NAMES if name in whole] == []
    assert "H56.149.23-261123-0001" in str(events[0]["summary"])
    assert "khai sinh" in str(events[0]["summary"])


def test_the_alarm_rings_on_the_working_day_before_in_viet_nam(services: assembly.Services) -> None:
    told(services.vault)
    written_down(services.vault)
    lines = lines_of(assembly.calendar_file(services))
    # Thursday before the Friday; the Friday before the Monday; 08:00 there is 01:00 UTC.
    wanted = [f"TRIGGER;VALUE=DATE-TIME:202611{day}T010000Z" for day in (26, 27)]
    assert [line for line in lines if line.startswith("TRIGGER")] == wanted
    assert next(line for line in lines if line.startswith("DTSTART")) == "DTSTART;VALUE=DATE:20261127"


def test_the_day_is_the_one_in_viet_nam(services: assembly.Services) -> None:
    told(services.vault, due_at=LATE_IN_THE_EVENING)
    [event] = events_of(assembly.calendar_file(services))
    assert event.decoded("dtstart") == date(2026, 11, 28)


def test_a_later_file_takes_the_place_of_the_one_before(services: assembly.Services) -> None:
    told(services.vault)
    written_down(services.vault)
    followed(services.vault)
    before = events_of(assembly.calendar_file(services))
    later = replace(services.following, clock=FakeClock(LATE_IN_THE_EVENING))
    later.change("f9", title="", status=None, due_on=date(2026, 12, 8))
    with services.open_unit() as uow:
        copy = uow.dossiers.get("s1")
        assert copy is not None
        uow.dossiers.upsert(replace(copy, seq=9, due_at=copy.due_at + timedelta(days=3) if copy.due_at else None))
        filing = uow.by_hand.get("h8")
        uow.by_hand.save(replace(filing, due_on=date(2026, 12, 4), changed_at=filing.changed_at + timedelta(minutes=2)))
        uow.commit()
    after = events_of(assembly.calendar_file(services))
    assert {str(event["uid"]) for event in before} == {str(event["uid"]) for event in after}
    grown = {str(event["uid"]): int(str(event["sequence"])) for event in after}
    assert all(grown[str(event["uid"])] > int(str(event["sequence"])) for event in before)


def test_one_dossier_alone_and_none_is_said(services: assembly.Services) -> None:
    with pytest.raises(HosoError, match=r"^calendar\.no-date$"):
        assembly.calendar_file(services)
    told(services.vault)
    written_down(services.vault)
    assert len(events_of(assembly.calendar_file(services, "h8"))) == 1
    with pytest.raises(HosoError, match=r"^calendar\.no-date$"):
        assembly.calendar_file(services, "nobody")


def test_it_tells_until_when_the_office_waits_for_the_person(services: assembly.Services) -> None:
    deadline = datetime(2026, 12, 3, 17, 30, tzinfo=UTC)  # the 4th in Viet Nam
    fee = FeeNotice("n1", (), 16_000, "before", "open", deadline)
    told(services.vault, 1, due_at=None, fee_notices=(fee,))
    told(services.vault, 2, due_at=None, supplement=SupplementRequest("a1", "Thiếu", (), (("TP01", "mờ"),), deadline))
    told(services.vault, 3, due_at=None, fee_notices=(replace(fee, state="paid"),))
    events = events_of(assembly.calendar_file(services))
    assert [str(event["summary"]).partition(":")[0] for event in events] == ["Hạn nộp phí", "Hạn bổ sung"]
    assert {event.decoded("dtstart") for event in events} == {date(2026, 12, 4)}
    assert assembly.count_dates(services) == 2


ASKED = SupplementRequest("a1", "Thiếu", (), (("TP01", "mờ"),), datetime(2026, 12, 3, 10, 0, tzinfo=UTC))
CERTIFICATE = DraftCertificate("c1", "r1", None)
LISTED = ResultRecord("r1", "Trích lục", "application/pdf", 9, "ab" * 32, signed=True, issued_at=None, kept=True)
OFFERED: dict[str, tuple[dict[str, Any], bool]] = {
    "promised": ({}, True),
    "paused": ({"paused": True}, False),
    "its result is kept": ({"status": Status.FINISHED, "results": (LISTED,)}, False),
    "asked": ({"due_at": None, "supplement": ASKED}, True),
    "asked and over": ({"due_at": None, "supplement": ASKED, "final": True}, False),
    "asked without a day": ({"due_at": None, "supplement": replace(ASKED, deadline=None)}, False),
    "asked beside a draft": ({"due_at": None, "supplement": ASKED, "confirmation": CERTIFICATE}, True),
}


@pytest.mark.parametrize("case", OFFERED)
def test_all_days_are_offered_where_there_is_one(services: assembly.Services, case: str) -> None:
    more, has_days = OFFERED[case]
    told(services.vault, 1, **more)
    keep_results(services.vault, more)
    assert services.tracking.listing.expects_days() is has_days
    if has_days:
        assert len(events_of(assembly.calendar_file(services))) == 1
    else:
        with pytest.raises(HosoError, match=r"^calendar\.no-date$"):
            assembly.calendar_file(services)


def keep_results(vault: Vault, more: dict[str, Any]) -> None:
    with vault.unit() as uow:
        for one in more.get("results", ()):
            uow.dossiers.keep_result(one.rid, "s1", one.sha256, "good")
        uow.commit()


def test_what_was_answered_is_waited_for_no_more_though_the_answer_needs_somebody(services: assembly.Services) -> None:
    told(services.vault, 1, due_at=None, supplement=ASKED)
    with services.open_unit() as uow:
        uow.outbox.add(item("a1", "s1", Kind.SUPPLEMENT))
        uow.commit()
    brought_to(services.vault, State.NEEDS_LOGIN, "a1")
    assert not services.tracking.listing.expects_days()
    with services.open_unit() as uow:
        assert days_of(uow, "s1") == ()
    with pytest.raises(HosoError, match=r"^calendar\.no-date$"):
        assembly.calendar_file(services, "s1")


def test_a_followed_dossier_alone_is_offered(services: assembly.Services) -> None:
    assert not services.tracking.listing.expects_days()
    followed(services.vault)
    assert services.tracking.listing.expects_days()
    with services.open_unit() as uow:
        assert [due.kind for due in days_of(uow, "f9")] == [DueKind.FOLLOWED]


def test_whether_there_is_a_day_is_found_without_reading_all(services: assembly.Services) -> None:
    for number in range(1, 120):
        told(services.vault, number)
    with counted(services.vault) as questions:
        assert services.tracking.listing.expects_days()
    assert len(questions) < 10


def test_the_command_line_writes_it(
    services: assembly.Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOSO_PASSPHRASE", "mat khau tap")
    home = ["--home", str(tmp_path / "home"), "--json"]
    assert cli.main(["calendar", *home]) == 1
    assert json.loads(capsys.readouterr().out)["error"] == "calendar.no-date"
    told(services.vault)
    out = tmp_path / "hen.ics"
    assert cli.main(["calendar", "-o", str(out), *home]) == 0
    assert json.loads(capsys.readouterr().out) == {"path": str(out), "dates": 1}
    assert len(events_of(out.read_bytes())) == 1
