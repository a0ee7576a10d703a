"""Signing in: PKCE, rotation with grace, the device grant, and who is refused."""

import base64
import hashlib
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.contract.practice.office import Citizen, Running, device_poll, device_tokens, new_id, sign_in

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
BACK = "http://127.0.0.1:45678/cb/nonce"
ASKED = {
    "response_type": "code",
    "client_id": "hoso-desktop",
    "redirect_uri": BACK,
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
    "state": "xyz",
    "scope": "openid dossier.submit",
}


def came_back(answer: requests.Response) -> dict[str, str]:
    assert answer.status_code == 302, answer.text
    assert answer.headers["Location"].startswith(BACK + "?")
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def sign_in_by_page(portal: Running, account: str, name: str = "") -> dict[str, str]:
    page = portal.call("GET", "/oauth/authorize", params=ASKED)
    assert page.status_code == 200, page.text
    found = re.search(r'name="ticket" value="([^"]+)"', page.text)
    assert found is not None
    form = {"ticket": found[1], "account": account, "name": name}
    return came_back(portal.call("POST", "/oauth/authorize", data=form))


def exchange(portal: Running, code: str, **changes: str) -> requests.Response:
    form = {
        "grant_type": "authorization_code",
        "client_id": "hoso-desktop",
        "code": code,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        **changes,
    }
    return portal.call("POST", "/oauth/token", data=form)


def refresh(portal: Running, token: str) -> requests.Response:
    form = {"grant_type": "refresh_token", "client_id": "hoso-desktop", "refresh_token": token}
    return portal.call("POST", "/oauth/token", data=form)


def test_the_vector_is_the_published_one() -> None:
    made = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
    assert made == CHALLENGE


def test_register_on_the_page_and_come_back_signed_in(portal: Running) -> None:
    account = f"may-{new_id()}"
    back = sign_in_by_page(portal, account, "Lò Thị May")
    assert (back["state"], back["iss"]) == ("xyz", portal.url)
    tokens = exchange(portal, back["code"]).json()
    me = Citizen(portal, account, tokens).call("GET", "/me").json()
    assert (me["sub"], me["name"]) == (account, "Lò Thị May")
    assert tokens["expires_in"] == 900


@pytest.mark.parametrize(
    "change",
    [
        {"code_challenge_method": "plain"},
        {"code_challenge_method": ""},
        {"code_challenge": ""},
        {"code_challenge": "short"},
    ],
)
def test_only_s256_will_do(portal: Running, change: dict[str, str]) -> None:
    back = came_back(portal.call("GET", "/oauth/authorize", params={**ASKED, **change}))
    assert (back["error"], back["state"], back["iss"]) == ("invalid_request", "xyz", portal.url)


@pytest.mark.parametrize(
    "change",
    [
        {"redirect_uri": "http://evil.example/cb"},
        {"redirect_uri": "http://localhost:1/cb"},
        {"redirect_uri": "https://127.0.0.1:1/cb"},
        {"redirect_uri": "http://127.0.0.1:99999/cb"},
        {"client_id": "somebody"},
        {"client_id": "hoso-kiosk"},
    ],
)
def test_an_unknown_address_is_never_redirected_to(portal: Running, change: dict[str, str]) -> None:
    answer = portal.call("GET", "/oauth/authorize", params={**ASKED, **change})
    assert (answer.status_code, answer.headers.get("Location")) == (400, None)


def test_a_code_needs_its_verifier_and_works_once(portal: Running) -> None:
    code = sign_in_by_page(portal, "once")["code"]
    assert exchange(portal, code, code_verifier="x" * 43).json() == {"error": "invalid_grant"}
    assert exchange(portal, code, redirect_uri=BACK + "x").json() == {"error": "invalid_grant"}
    tokens = exchange(portal, code).json()
    citizen = Citizen(portal, "once", tokens)
    assert citizen.call("GET", "/me").status_code == 200
    assert exchange(portal, code).json() == {"error": "invalid_grant"}
    assert citizen.call("GET", "/me").status_code == 401


def test_a_ticket_of_somebody_elses_making_is_refused(portal: Running) -> None:
    answer = portal.call("POST", "/oauth/authorize", data={"ticket": "e30=.0000", "account": "may"})
    assert answer.status_code == 400


def test_a_lost_refresh_is_given_again(portal: Running) -> None:
    old = device_tokens(portal, "grace")
    first, again = refresh(portal, old["refresh_token"]).json(), refresh(portal, old["refresh_token"]).json()
    assert (first["access_token"], first["refresh_token"]) == (again["access_token"], again["refresh_token"])
    assert first["refresh_token"] != old["refresh_token"]
    assert Citizen(portal, "grace", again).call("GET", "/me").status_code == 200


def test_signed_out_everywhere(portal: Running) -> None:
    old = device_tokens(portal, "leaves")
    new = refresh(portal, old["refresh_token"]).json()
    assert portal.call("POST", "/oauth/revoke", data={"token": new["refresh_token"]}).status_code == 200
    for tokens in (old, new):
        assert Citizen(portal, "leaves", tokens).call("GET", "/me").status_code == 401
        assert refresh(portal, tokens["refresh_token"]).json() == {"error": "invalid_grant"}


def test_a_device_waits_is_slowed_down_and_signs_in_once(portal: Running) -> None:
    codes = portal.call("POST", "/oauth/device_authorization", data={"client_id": "hoso-desktop"}).json()
    assert re.fullmatch(r"[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}", codes["user_code"])
    assert codes["user_code"] in codes["verification_uri_complete"]
    assert device_poll(portal, codes["device_code"]).json() == {"error": "authorization_pending"}
    assert device_poll(portal, codes["device_code"]).json() == {"error": "slow_down"}
    portal.admin("POST", "/device-approvals", {"user_code": codes["user_code"].lower(), "user": "kiosk-may"})
    granted = device_poll(portal, codes["device_code"]).json()
    again = device_poll(portal, codes["device_code"]).json()
    assert {**again, "expires_in": granted["expires_in"]} == granted, "an answer that was lost is given again"
    assert device_poll(portal, codes["device_code"], "hoso-kiosk").json() == {"error": "invalid_grant"}


def test_a_device_is_refused(portal: Running) -> None:
    codes = portal.call("POST", "/oauth/device_authorization", data={"client_id": "hoso-desktop"}).json()
    portal.admin("POST", "/device-approvals", {"user_code": codes["user_code"], "user": "may", "approve": False})
    assert device_poll(portal, codes["device_code"]).json() == {"error": "access_denied"}


def test_a_kiosk_gets_no_refresh_token(portal: Running) -> None:
    assert "refresh_token" not in device_tokens(portal, "may", "hoso-kiosk")


def test_no_bearer_no_answer(portal: Running) -> None:
    for bearer in ({}, {"Authorization": "Bearer made-up"}, {"Authorization": f"Bearer {portal.token}"}):
        answer = portal.call("GET", "/api/v1/me", headers=bearer)
        assert (answer.status_code, "Bearer" in answer.headers["WWW-Authenticate"]) == (401, True)


def test_only_the_runs_token_opens_the_admin_api(portal: Running) -> None:
    citizen = sign_in(portal, "curious")
    for bearer in ("", "made-up", citizen.tokens["access_token"]):
        answer = portal.call("GET", "/practice/v1/ledger", headers={"Authorization": f"Bearer {bearer}"})
        assert answer.status_code == 401


KIOSK = {"client_id": "hoso-kiosk", "device_name": "Ki-ốt số 3, <b>phường</b> Hạc Thành"}


def asked_by_kiosk(portal: Running, **change: str) -> dict[str, str]:
    codes: dict[str, str] = portal.call("POST", "/oauth/device_authorization", data=KIOSK | change).json()
    return codes


def ticket_of(page: str) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_a_person_approves_a_device_on_the_page(portal: Running) -> None:
    codes = asked_by_kiosk(portal)
    page = portal.call("GET", "/oauth/device", params={"user_code": codes["user_code"]}).text
    form = {"ticket": ticket_of(page), "user_code": codes["user_code"].lower(), "account": "may", "approve": "yes"}
    assert portal.call("POST", "/oauth/authorize", data=form).status_code == 400
    assert "Đã cho phép" in portal.call("POST", "/oauth/device", data=form).text
    assert "access_token" in device_poll(portal, codes["device_code"], "hoso-kiosk").json()


def test_the_page_names_the_kiosk_and_leaves_its_code_to_be_typed(portal: Running) -> None:
    codes = asked_by_kiosk(portal)
    page = portal.call("GET", "/oauth/device", params={"user_code": codes["user_code"]}).text
    assert "Ki-ốt số 3, &lt;b&gt;phường&lt;/b&gt; Hạc Thành xin đăng nhập để nộp hồ sơ lúc" in page
    assert codes["user_code"] not in page.replace(ticket_of(page), "")


def test_a_scanned_code_without_the_typed_one_signs_nobody_in(portal: Running) -> None:
    mine, theirs = asked_by_kiosk(portal), asked_by_kiosk(portal, device_name="Ki-ốt lạ")
    page = portal.call("GET", "/oauth/device", params={"user_code": theirs["user_code"]}).text
    form = {"ticket": ticket_of(page), "account": "may", "approve": "yes"}
    for typed in ("", mine["user_code"]):
        answer = portal.call("POST", "/oauth/device", data=form | {"user_code": typed}).text
        assert "khác mã của máy đang xin" in answer
    for codes in (mine, theirs):
        assert device_poll(portal, codes["device_code"], "hoso-kiosk").json() == {"error": "authorization_pending"}
    assert "Đã từ chối" in portal.call("POST", "/oauth/device", data=form | {"approve": "no"}).text
    assert device_poll(portal, theirs["device_code"], "hoso-kiosk").json() == {"error": "access_denied"}


def test_whoever_types_the_code_is_shown_who_asks_before_they_agree(portal: Running) -> None:
    codes = asked_by_kiosk(portal)
    page = portal.call("GET", "/oauth/device").text
    form = {"ticket": ticket_of(page), "user_code": codes["user_code"], "account": "may", "approve": "yes"}
    shown = portal.call("POST", "/oauth/device", data=form).text
    assert "Ki-ốt số 3" in shown
    assert device_poll(portal, codes["device_code"], "hoso-kiosk").json() == {"error": "authorization_pending"}
    answer = {"ticket": ticket_of(shown), "account": "may", "approve": "yes"}
    assert "Đã cho phép" in portal.call("POST", "/oauth/device", data=answer).text
    assert "access_token" in device_poll(portal, codes["device_code"], "hoso-kiosk").json()
    assert portal.call("POST", "/oauth/device", data=answer).status_code == 404
    nobody = portal.call("POST", "/oauth/device", data=form | {"user_code": "BBBB-BBBB"}).text
    assert "Không có máy nào đang đợi" in nobody


def test_a_kiosk_may_ask_for_nothing_but_to_submit(portal: Running) -> None:
    for scope in ("openid dossier.submit", "openid"):
        refused = portal.call("POST", "/oauth/device_authorization", data=KIOSK | {"scope": scope})
        assert refused.json() == {"error": "invalid_scope"}, scope
    long_name = portal.call("POST", "/oauth/device_authorization", data=KIOSK | {"device_name": "x" * 81})
    assert long_name.status_code == 400


def test_signs_that_are_not_seen_leave_a_devices_name(portal: Running) -> None:
    codes = asked_by_kiosk(portal, device_name="Ki-ốt \u202e3\n\u200b A")
    page = portal.call("GET", "/oauth/device", params={"user_code": codes["user_code"]}).text
    assert "Ki-ốt 3 A xin đăng nhập" in page
