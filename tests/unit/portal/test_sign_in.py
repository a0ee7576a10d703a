"""Signing in: the browser comes back once, to us, with what was asked; nothing else is taken."""

import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from desktop.adapters.portal.session import PortalSession
from desktop.adapters.portal.sign_in import PortalIdentity
from desktop.adapters.portal.wire import Wire
from desktop.domain.errors import Refusal, StillWaiting
from desktop.services.ports import AnswerClass, DeviceCode, PortalTrouble, Tokens
from tests.unit.portal.scripted import Scripted, problem, reply, scripted

A = AnswerClass
GRANTED = {"access_token": "a1", "refresh_token": "r1", "expires_in": 900, "token_type": "Bearer"}
CODE = DeviceCode("dc", "BCDF-GHJK", "http://127.0.0.1/device", 300, 1)
WAIT = timedelta(seconds=10)


@pytest.fixture
def portal() -> Iterator[Scripted]:
    with scripted(lambda _: reply(200, GRANTED)) as server:
        yield server


def identity(portal: Scripted) -> PortalIdentity:
    return PortalIdentity(Wire(portal.url, PortalSession(), mode="practice"))


class Browser:
    """Opens the page on a thread, as a real one does, and comes back with *answer*."""

    def __init__(self, answer: Callable[[Mapping[str, str]], Mapping[str, str]], before: tuple[str, ...] = ()) -> None:
        self._answer = answer
        self._before = before
        self.asked: dict[str, str] = {}
        self.pages: list[requests.Response] = []
        self._thread = threading.Thread(target=self._come_back)

    def __call__(self, url: str) -> bool:
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        self._thread.start()
        return True

    def _come_back(self) -> None:
        address = self.asked["redirect_uri"]
        parts = urlsplit(address)
        for path in self._before:
            self.pages.append(requests.get(f"http://{parts.netloc}{path}", timeout=5))
        self.pages.append(requests.get(f"{address}?{urlencode(self._answer(self.asked))}", timeout=5))

    def closed(self) -> None:
        self._thread.join()


def granted(portal: Scripted) -> Callable[[Mapping[str, str]], Mapping[str, str]]:
    return lambda asked: {"code": "c1", "state": asked["state"], "iss": portal.url}


def test_browser_brings_a_code_that_is_changed_for_tokens(portal: Scripted) -> None:
    browser = Browser(granted(portal), before=("/favicon.ico", "/cb/guess?code=x"))
    tokens = identity(portal).in_browser(browser, WAIT)
    browser.closed()
    assert tokens == Tokens("a1", "r1", 900)
    assert [page.status_code for page in browser.pages] == [404, 404, 200]
    assert "Hồ Sơ" in browser.pages[-1].content.decode()
    assert urlsplit(browser.asked["redirect_uri"]).hostname == "127.0.0.1"
    assert browser.asked["code_challenge_method"] == "S256"
    form = {name: values[0] for name, values in parse_qs(portal.asked[0].body.decode()).items()}
    assert create_s256_code_challenge(form["code_verifier"]) == browser.asked["code_challenge"]
    assert form["redirect_uri"] == browser.asked["redirect_uri"]
    assert (form["code"], form["client_id"]) == ("c1", "hoso-desktop")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"state": "other"}, "sign-in.wrong-answer"),
        ({"iss": "http://127.0.0.1:9"}, "sign-in.wrong-answer"),
        ({"code": ""}, "sign-in.wrong-answer"),
        ({"error": "access_denied"}, "sign-in.access-denied"),
    ],
    ids=repr,
)
def test_answers_that_nobody_asked_for_are_not_taken(portal: Scripted, changed: dict[str, str], code: str) -> None:
    browser = Browser(lambda asked: {**granted(portal)(asked), **changed})
    with pytest.raises(Refusal) as refusal:
        identity(portal).in_browser(browser, WAIT)
    browser.closed()
    assert refusal.value.code == code
    assert portal.asked == []


def test_browser_that_does_not_open_or_come_back(portal: Scripted) -> None:
    with pytest.raises(Refusal, match=r"sign-in\.no-browser"):
        identity(portal).in_browser(lambda _url: False, WAIT)
    with pytest.raises(StillWaiting, match=r"sign-in\.timed-out"):
        identity(portal).in_browser(lambda _url: True, timedelta(milliseconds=20))


@pytest.mark.parametrize("outcome", ["authorization_pending", "slow_down", "expired_token", "access_denied"])
def test_device_has_four_other_outcomes(portal: Scripted, outcome: str) -> None:
    portal.script = lambda _: reply(400, {"error": outcome})
    assert identity(portal).poll_device(CODE) == outcome


def test_device_grant(portal: Scripted) -> None:
    portal.script = lambda asked: reply(
        200,
        GRANTED
        if asked.path == "/oauth/token"
        else {"device_code": "dc", "user_code": "BCDF-GHJK", "verification_uri": "u", "expires_in": "300"},
    )
    here = identity(portal)
    code = here.start_device()
    assert code == DeviceCode("dc", "BCDF-GHJK", "u", 300, 5)
    here.approve_device(code, "mai", "admin")
    assert here.poll_device(code) == Tokens("a1", "r1", 900)
    approval = portal.asked[1]
    assert (approval.path, approval.headers["authorization"]) == ("/practice/v1/device-approvals", "Bearer admin")


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (reply(400, {"error": "invalid_grant"}), A.LOGIN, "invalid_grant"),
        (problem(503, "maintenance"), A.WAIT, "maintenance"),
        (
            reply(200, b"<html>Wi-Fi</html>", {"Content-Type": "text/html"}, marked=False),
            A.NOT_THE_PORTAL,
            "portal.captive",
        ),
        (reply(200, b'{"access_token":'), A.WAIT, "portal.reply-damaged"),
        (reply(200, {"expires_in": 5}), A.WAIT, "portal.reply-damaged"),
        (b"HTTP/1.1 200 X\r\n", A.NOT_THE_PORTAL, "portal.captive"),
    ],
    ids=["revoked", "busy", "captive", "truncated", "empty", "half a head"],
)
def test_refresh_that_fails_says_why(portal: Scripted, answer: bytes, kind: AnswerClass, code: str) -> None:
    portal.script = lambda _: answer
    with pytest.raises(PortalTrouble) as trouble:
        identity(portal).refresh("r1")
    assert (trouble.value.answer.kind, trouble.value.answer.code) == (kind, code)


def test_refresh_revoke_and_whoami(portal: Scripted) -> None:
    here = identity(portal)
    assert here.refresh("r0") == Tokens("a1", "r1", 900)
    assert "refresh_token=r0" in portal.asked[0].body.decode()
    portal.script = lambda _: reply(200)
    here.revoke("r1")
    assert "token=r1" in portal.asked[1].body.decode()
    portal.script = lambda _: reply(200, {"sub": "mai", "name": "Lê Thị Mai"})
    assert here.whoami("a1") == ("mai", "Lê Thị Mai")
