"""Due days as a calendar file that telephones and mail programs read (RFC 5545)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

PRODUCT = "-//Ho So//hoso//VI"
HOST = "hoso.invalid"
"""After the @ of a UID stands a name that nobody can own (RFC 2606)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One day; `key` makes the UID, which stays, `sequence` grows, and the alarm rings at `alarm_at` (aware)."""

    key: str
    day: date
    sequence: int
    summary: str
    description: str
    alarm_at: datetime
    place: str = ""


def write_calendar(entries: Sequence[Entry], now: datetime) -> bytes:
    """The file; the same entry in a later file takes the place of the one before."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return bytes(calendar.to_ical())


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{HOST}")
    event.add("dtstamp", now)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("sequence", entry.sequence)
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("transp", "TRANSPARENT")
    if entry.place:
        event.add("location", entry.place)
    event.add_component(_alarm(entry))
    return event


def _alarm(entry: Entry) -> Alarm:
    """Rings at a moment of its own: before an all-day event means something else in every time zone."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.summary)
    alarm.add("trigger", entry.alarm_at, parameters={"value": "DATE-TIME"})
    return alarm
