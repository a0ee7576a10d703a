"""A portal is found, probed and pinned before anything is sent to it."""

from collections.abc import Iterator
from datetime import timedelta
from types import TracebackType
from typing import Any, Self, cast

import pytest

from desktop.adapters.portal.connect import Connection
from desktop.adapters.portal.profile import practice_id
from desktop.adapters.portal.session import PortalSession
from desktop.domain.errors import Refusal, StillWaiting
from desktop.services.ports import OpenUnit, PortalProfile
from tests.unit.portal import made
from tests.unit.portal.scripted import RESET, Asked, Scripted, problem, reply, scripted


class Pins:
    """A vault that holds profiles only; what is not committed is lost."""

    def __init__(self) -> None:
        self.kept: dict[str, PortalProfile] = {}
        self.commits = 0
        self._new: dict[str, PortalProfile] = {}
        self.profiles = self

    def __call__(self) -> Self:
        return self

    def __enter__(self) -> Self:
        self._new = dict(self.kept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._new = {}

    def commit(self) -> None:
        self.kept = dict(self._new)
        self.commits += 1

    def save(self, profile: PortalProfile) -> None:
        self._new[profile.portal_id] = profile

    def all(self) -> tuple[PortalProfile, ...]:
        return tuple(self._new.values())


@pytest.fixture
def portal() -> Iterator[Scripted]:
    with scripted(discovered) as server:
        yield server


@pytest.fixture
def pins() -> Pins:
    return Pins()


def discovered(asked: Asked) -> bytes:
    if asked.path == "/api/v1/health":
        return reply(204)
    keys = {"keys": [made.public()]}
    return reply(200, {"portal_id": practice_id(made.public()), "mode": "practice", "receipt_jwks": keys})


def connection(url: str | None, pins: Pins, **more: Any) -> Connection:
    return Connection(url=url, ensure_practice=lambda: "http://127.0.0.1:1", open_unit=cast("OpenUnit", pins), **more)


def test_first_contact_pins_and_later_ones_only_probe(portal: Scripted, pins: Pins) -> None:
    connect = connection(portal.url, pins)
    first, _ = connect()
    again, _ = connect()
    assert first is again
    assert [asked.path for asked in portal.asked] == ["/.well-known/hoso-portal", "/api/v1/health"]
    assert pins.kept[first.profile.portal_id] == first.profile
    connect.close()
    connection(portal.url, pins)()
    assert pins.commits == 1


def test_offline_asks_nobody(portal: Scripted, pins: Pins) -> None:
    connect = connection(portal.url, pins, offline=True)
    with pytest.raises(StillWaiting, match=r"portal\.offline"):
        connect()
    assert portal.asked == []
    connect.offline = False
    connect()


def test_practice_portal_is_started_when_no_other_is_chosen(portal: Scripted, pins: Pins) -> None:
    starts: list[str] = []

    def ensure() -> str:
        starts.append(portal.url)
        return portal.url

    connect = Connection(url=None, ensure_practice=ensure, open_unit=cast("OpenUnit", pins))
    connect()
    connect()
    assert starts == [portal.url, portal.url]
    with pytest.raises(StillWaiting):
        Connection(url=None, ensure_practice=ensure, open_unit=cast("OpenUnit", pins), offline=True)()
    assert len(starts) == 2


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (reply(200, b"<html>", {"Content-Type": "text/html"}, marked=False), "portal.captive"),
        (problem(503, "maintenance"), "portal.busy"),
        (RESET, "portal.offline"),
    ],
    ids=["captive", "maintenance", "reset"],
)
def test_what_stands_in_the_way_is_said_at_first_and_later(
    portal: Scripted, pins: Pins, answer: bytes, code: str
) -> None:
    late = connection(portal.url, pins)
    late()
    portal.script = lambda _: answer
    for connect in (connection(portal.url, pins), late):
        with pytest.raises(StillWaiting) as waiting:
            connect()
        assert waiting.value.code == code


def test_portal_that_is_not_there(pins: Pins) -> None:
    with pytest.raises(StillWaiting, match=r"portal\.offline"):
        connection(None, pins)()
    assert pins.kept == {}


def test_portal_that_nobody_vouches_for_is_not_pinned(portal: Scripted, pins: Pins) -> None:
    portal.script = lambda _: reply(200, {"portal_id": "practice-00000000", "mode": "practice"})
    with pytest.raises(Refusal, match=r"portal\.no-profile"):
        connection(portal.url, pins)()
    assert pins.kept == {}


def test_clock_offset_is_the_portals_date_against_ours(portal: Scripted) -> None:
    portal.script = lambda _: reply(204, b"", {"Date": "Mon, 23 Nov 2020 08:00:00 GMT"})
    heard: list[tuple[timedelta, str]] = []
    with PortalSession(heard=lambda *said: heard.append(said)) as session:
        session.get(portal.url)
        assert [(session.clock_offset, "practice")] == heard
        assert session.clock_offset is not None
        assert session.clock_offset < -timedelta(days=365)
        for nonsense in ("yesterday", "Fri, 31 Dec 9999 23:59:59 GMT"):
            portal.script = lambda _, said=nonsense: reply(204, b"", {"Date": said})  # type: ignore[misc]
            session.get(portal.url)
        assert session.clock_offset < -timedelta(days=365)
        portal.script = lambda _: reply(200, b"<html>", {"Date": "Mon, 23 Nov 1998 08:00:00 GMT"}, marked=False)
        session.get(portal.url)
        assert len(heard) == 1


@pytest.mark.parametrize("url", ["nonsense", "ftp://127.0.0.1", "https://", "http://[half"])
def test_what_is_no_address_is_not_called_a_missing_network(pins: Pins, url: str) -> None:
    connection = Connection(url=url, ensure_practice=lambda: url, open_unit=cast("OpenUnit", pins))
    with pytest.raises(Refusal) as refused:
        connection()
    assert refused.value.code == "portal.no-address"


def test_a_portal_that_signs_with_a_key_of_which_nobody_knew_is_looked_at_again(portal: Scripted, pins: Pins) -> None:
    connect = connection(portal.url, pins)
    client, _ = connect()
    item = made.item()
    token = made.signed(made.claims(item), made.OTHER_KEY)
    portal.script = lambda asked: reply(201, {"receipt": token}) if asked.method == "PUT" else rolled(asked)
    assert client.put(item, {}, "token").code == "receipt.unknown-key"
    client, _ = connect()
    assert client.put(item, {}, "token").receipt is not None
    assert [made.public(), made.public(made.OTHER_KEY)] == list(pins.kept[client.profile.portal_id].keys)


def rolled(asked: Asked) -> bytes:
    if asked.path == "/api/v1/health":
        return reply(204)
    keys = {"keys": [made.public(made.OTHER_KEY)]}
    updates = [made.signed(made.public(made.OTHER_KEY))]
    said = {"portal_id": practice_id(made.public()), "mode": "practice", "receipt_jwks": keys, "key_updates": updates}
    return reply(200, said)
