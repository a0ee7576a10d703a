"""Every answer class of contract §4.4, from what really comes over a socket."""

import contextlib
import gzip
import socket
import threading
from collections.abc import Iterator

import pytest

from desktop.adapters.portal import session
from desktop.domain.submission import Kind
from desktop.services.ports import AnswerClass
from tests.unit.portal import made
from tests.unit.portal.scripted import RESET, Scripted, problem, reply, scripted

A = AnswerClass
DATE = {"Date": "Mon, 23 Nov 2026 08:00:00 GMT"}


@pytest.fixture
def portal() -> Iterator[Scripted]:
    with scripted() as server:
        yield server


def html(status: int = 200, *, marked: bool = False) -> bytes:
    return reply(status, b"<html>Wi-Fi</html>", {"Content-Type": "text/html"}, marked=marked)


REPLIES = [
    pytest.param(html(), A.NOT_THE_PORTAL, "portal.captive", id="login page with 200"),
    pytest.param(html(marked=True), A.NOT_THE_PORTAL, "portal.captive", id="maintenance page with the marker"),
    pytest.param(reply(201, {}, marked=False), A.NOT_THE_PORTAL, "portal.captive", id="no marker"),
    pytest.param(
        reply(201, {}, {"Hoso-Portal": "v=1, mode=live"}), A.NOT_THE_PORTAL, "portal.other-mode", id="other mode"
    ),
    pytest.param(
        reply(302, b"", {"Location": "http://wifi.example/login"}), A.NOT_THE_PORTAL, "portal.redirected", id="302"
    ),
    pytest.param(reply(307, b"", {"Location": "/elsewhere"}), A.NOT_THE_PORTAL, "portal.redirected", id="PUT stays"),
    pytest.param(html(511, marked=True), A.NOT_THE_PORTAL, "http-511", id="511"),
    pytest.param(reply(201, {"receipt": None}), A.NOT_THE_PORTAL, "receipt.missing", id="201 without receipt"),
    pytest.param(reply(201, b'{"receipt": "eyJ'), A.WAIT, "portal.reply-damaged", id="half a JSON"),
    pytest.param(reply(201, b'{"a":' + b"[" * 100 + b"]" * 100 + b"}"), A.WAIT, "portal.reply-damaged", id="deep"),
    pytest.param(RESET, A.WAIT, "network.cut", id="reset after the request"),
    pytest.param(reply(201, b"x" * 900)[:-500], A.WAIT, "network.cut", id="shorter than its length"),
    pytest.param(b"HTTP/1.1 201", A.NOT_THE_PORTAL, "portal.captive", id="half a head"),
    pytest.param(b"SSH-2.0-nonsense\r\n", A.WAIT, "network.cut", id="no HTTP"),
    pytest.param(reply(500), A.WAIT, "http-500", id="500"),
    pytest.param(problem(503, "maintenance"), A.WAIT, "maintenance", id="503"),
    pytest.param(problem(409, "in-progress"), A.WAIT, "in-progress", id="in progress"),
    pytest.param(problem(423, "upload-in-use"), A.WAIT, "upload-in-use", id="423"),
    pytest.param(problem(401, "invalid_token"), A.LOGIN, "invalid_token", id="401"),
    pytest.param(problem(422, "invalid", errors=[{"pointer": "/a"}]), A.FIX, "invalid", id="invalid"),
    pytest.param(problem(422, "fee-changed"), A.FIX, "fee-changed", id="fee changed"),
    pytest.param(problem(403, "consent-required"), A.FIX, "consent-required", id="consent"),
    pytest.param(problem(409, "not-open"), A.FIX, "not-open", id="not open"),
    pytest.param(reply(418), A.FIX, "http-418", id="any other 4xx"),
    pytest.param(problem(404, "not-found"), A.FIX, "not-found", id="404 of a PUT"),
    pytest.param(reply(404), A.WAIT, "http-404", id="404 of a PUT that gives no reason"),
    pytest.param(problem(422, "form-version-retired"), A.FORM_RETIRED, "form-version-retired", id="form retired"),
    pytest.param(problem(409, "uploads-incomplete"), A.UPLOADS, "uploads-incomplete", id="uploads"),
    pytest.param(problem(422, "fingerprint-mismatch"), A.CONFLICT, "fingerprint-mismatch", id="conflict"),
    pytest.param(problem(410, "withdrawn"), A.GONE, "withdrawn", id="tombstone"),
    pytest.param(problem(426, "upgrade"), A.TOO_OLD, "upgrade", id="426"),
    pytest.param(problem(400, "unsupported-version"), A.TOO_OLD, "unsupported-version", id="too old"),
    pytest.param(problem(400, "malformed"), A.FIX, "malformed", id="400"),
]


@pytest.mark.parametrize(("answer", "kind", "code"), REPLIES)
def test_put_comes_to_its_class_once_and_after_a_byte(
    portal: Scripted, answer: bytes, kind: AnswerClass, code: str
) -> None:
    portal.script = lambda _: answer
    got = made.client(portal.url).put(made.item(), {}, "token")
    assert (got.kind, got.code, got.wrote) == (kind, code, True)
    assert len(portal.asked) == 1


def test_refused_connection_wrote_nothing() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        got = made.client(f"http://127.0.0.1:{free.getsockname()[1]}").put(made.item(), {}, "token")
    assert (got.kind, got.code, got.wrote) == (A.NOT_REACHED, "network.refused", False)


def test_an_address_that_swallows_everything_is_gone_around(portal: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where IPv6 leads nowhere and IPv4 would do."""
    host, _, port = portal.url.removeprefix("http://").partition(":")
    portal.script = lambda _asked: problem(422, "invalid")
    monkeypatch.setattr(session, "CONNECT_SECONDS", 0.1)
    with socket.socket() as hole, contextlib.ExitStack() as waiting:
        hole.bind(("127.0.0.1", 0))
        hole.listen(0)
        for _ in range(4):
            full = waiting.enter_context(socket.socket())
            full.setblocking(False)
            full.connect_ex(hole.getsockname())
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", at) for at in (hole.getsockname(), (host, int(port)))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_: found)
        got = made.client(portal.url).put(made.item(), {}, "token")
    assert (got.kind, got.code) == (A.FIX, "invalid")


def test_silence_after_the_request_may_be_a_yes() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        got = made.client(url, read_seconds=0.05).put(made.item(), {}, "token")
    assert (got.kind, got.code, got.wrote) == (A.WAIT, "network.read-timeout", True)


def test_server_that_speaks_no_tls_wrote_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:

        def answer() -> None:
            connection, _ = plain.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 400 X\r\n\r\n")

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        got = made.client(f"https://127.0.0.1:{plain.getsockname()[1]}").put(made.item(), {}, "token")
        thread.join()
    assert (got.kind, got.code, got.wrote) == (A.NOT_THE_PORTAL, "network.tls", False)


def test_gzip_bomb_is_dropped_before_it_unfolds(portal: Scripted) -> None:
    bomb = gzip.compress(b"[" * 60_000_000)
    portal.script = lambda _: reply(201, bomb, {"Content-Encoding": "gzip"})
    got = made.client(portal.url).put(made.item(), {}, "token")
    assert (got.kind, got.code) == (A.NOT_THE_PORTAL, "portal.reply-too-large")


def test_huge_reply_is_dropped(portal: Scripted) -> None:
    portal.script = lambda _: reply(201, b'{"a":"' + b"x" * 5_000_000 + b'"}')
    got = made.client(portal.url).put(made.item(), {}, "token")
    assert (got.kind, got.code) == (A.NOT_THE_PORTAL, "portal.reply-too-large")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("Mon, 23 Nov 2026 08:00:30 GMT", 30.0),
        ("Mon, 23 Nov 2020 08:00:00 GMT", 0.0),
        ("Fri, 23 Nov 2096 08:00:00 GMT", 2_209_075_200.0),
        ("99999999999999", 1e9),
        ("9" * 400, 1e9),
        ("soon", None),
        ("", None),
        ("\xb2", None),
        ("-5", None),
        ("1e9", None),
        ("Mon, 23 Nov 99999 08:00:00 GMT", None),
        ("Mon, 23 Nov 2026 08:00:00 +9999999999", None),
    ],
)
def test_retry_after_counts_from_the_portals_own_date(portal: Scripted, header: str, seconds: float | None) -> None:
    portal.script = lambda _: problem(429, "slow-down", {**DATE, "Retry-After": header})
    got = made.client(portal.url).put(made.item(), {}, "token")
    assert (got.kind, got.retry_after) == (A.WAIT, seconds)


def test_reading_follows_redirects_of_its_own_origin_only(portal: Scripted) -> None:
    with scripted(lambda _: reply(204)) as other:
        places = {"/api/v1/health": "/moved", "/moved": f"{other.url}/api/v1/health"}
        portal.script = lambda asked: reply(302, b"", {"Location": places[asked.path]})
        got = made.client(portal.url).health()
        assert (got.kind, got.code) == (A.NOT_THE_PORTAL, "portal.other-host")
        assert [asked.path for asked in portal.asked] == ["/api/v1/health", "/moved"]
        assert other.asked == []


def test_redirects_in_a_ring_end(portal: Scripted) -> None:
    portal.script = lambda _: reply(302, b"", {"Location": "/round"})
    assert made.client(portal.url).health().code == "portal.redirected"
    assert len(portal.asked) == 4


def test_health_is_the_portal(portal: Scripted) -> None:
    portal.script = lambda _: reply(204)
    assert made.client(portal.url).health().kind is A.OK


def test_requests_carry_what_the_contract_asks(portal: Scripted) -> None:
    portal.script = lambda _: reply(500)
    made.client(portal.url, lang="en").put(made.item(Kind.CONSENT), {}, "s3cret")
    headers = portal.asked[0].headers
    assert headers["authorization"] == "Bearer s3cret"
    assert headers["accept-language"] == "en"
    assert headers["content-type"] == "application/json"
    assert len(headers["request-id"]) == 36


def test_nothing_comes_from_the_environment(portal: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    portal.script = lambda _: reply(204)
    assert made.client(portal.url).health().kind is A.OK
