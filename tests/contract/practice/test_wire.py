"""What every answer carries, who is let in, and the faults that the portal itself can make."""

import socket
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.contract.practice.office import Citizen, Filing, Running


def slug(answer: requests.Response) -> str:
    return str(answer.json()["type"].rsplit("/", 1)[1])


def test_health_is_nothing_but_the_marker(portal: Running) -> None:
    answer = portal.call("GET", "/api/v1/health")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Hoso-Portal"] == "v=1, mode=practice"


@pytest.mark.parametrize(
    "path", ["/api/v1/health", "/.well-known/hoso-portal", "/api/v1/me", "/nowhere", "/practice/v1/ledger"]
)
def test_marks_are_on_every_answer(portal: Running, path: str) -> None:
    answer = portal.call("GET", path)
    assert answer.headers["Hoso-Portal"] == "v=1, mode=practice"
    assert answer.headers["Request-Id"]
    assert abs(parsedate_to_datetime(answer.headers["Date"]) - datetime.now(UTC)) < timedelta(seconds=30)
    if answer.status_code >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["request_id"] == answer.headers["Request-Id"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::1]", "192.168.1.7"])
def test_another_host_name_is_refused(portal: Running, host: str) -> None:
    answer = portal.call("GET", "/api/v1/health", headers={"Host": host})
    assert (answer.status_code, slug(answer)) == (400, "bad-host")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.1:1", "localhost:65000"])
def test_this_machine_by_any_port_is_let_in(portal: Running, host: str) -> None:
    answer = portal.call("GET", "/.well-known/hoso-portal", headers={"Host": host})
    assert answer.json()["issuer"] == f"http://{host}"


def test_a_second_host_is_not_overheard(portal: Running) -> None:
    address = urlsplit(portal.url)
    with socket.create_connection((address.hostname, address.port), timeout=5) as line:
        line.sendall(b"GET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n")
        assert line.recv(4096).startswith(b"HTTP/1.1 400 ")


def test_no_other_page_may_read(portal: Running) -> None:
    answer = portal.call("GET", "/.well-known/hoso-portal", headers={"Origin": "http://evil.example"})
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_known_already_is_not_sent_again(portal: Running, citizen: Citizen) -> None:
    filing = citizen.file()
    address = f"/dossiers/{filing.id}"
    tag = citizen.call("GET", address).headers["ETag"]
    assert tag == '"1"'
    assert citizen.call("GET", address, headers={"If-None-Match": tag}).status_code == 304
    portal.act(filing.id, "receive")
    assert citizen.call("GET", address, headers={"If-None-Match": tag}).headers["ETag"] == '"2"'


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"manifest":{"v":1,"x":NaN}}', b"\xff\xfe", b"[" * 5000, b'"\\ud800"'])
def test_what_is_no_json_of_ours_is_malformed(citizen: Citizen, body: bytes) -> None:
    filing = Filing.made(citizen.upload())
    headers = {"Content-Type": "application/json"}
    answer = citizen.call("PUT", f"/dossiers/{filing.id}", data=body, headers=headers)
    assert (answer.status_code, slug(answer)) == (400, "malformed")


def odd(value: Any) -> dict[str, Any]:
    return {"manifest": {"v": 1, "odd": value}, "fingerprint": "sha256:" + "0" * 64, "uploads": {}}


@pytest.mark.parametrize("value", [2**60, 1.5, "\ud800"])
def test_numbers_and_letters_without_a_canonical_form_are_malformed(citizen: Citizen, value: Any) -> None:
    answer = citizen.call("PUT", f"/dossiers/{Filing.made(citizen.upload()).id}", json=odd(value))
    assert answer.status_code in {400, 422}


def test_a_body_that_is_too_large_is_refused(citizen: Citizen) -> None:
    answer = citizen.call("PUT", f"/dossiers/{Filing.made(citizen.upload()).id}", json=odd("x" * 3_000_000))
    assert (answer.status_code, slug(answer)) == (413, "too-large")


HEALTH = "/api/v1/health"
PROFILE = "/.well-known/hoso-portal"


@pytest.mark.parametrize("do", ["drop_before", "drop_after_commit", "reset_conn"])
def test_a_closed_connection_is_really_closed(portal: Running, do: str) -> None:
    portal.fault(do, "GET", HEALTH)
    with pytest.raises(requests.ConnectionError):
        portal.call("GET", HEALTH)
    assert portal.call("GET", HEALTH).status_code == 204


def test_a_truncated_answer_ends_too_early(portal: Running) -> None:
    portal.fault("truncate", "GET", PROFILE)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        portal.call("GET", PROFILE)


@pytest.mark.parametrize(("do", "status"), [("500", 500), ("503", 503), ("429", 429), ("500_after_commit", 500)])
def test_a_fault_answers_in_the_portals_name(portal: Running, do: str, status: int) -> None:
    portal.fault(do, "GET", HEALTH, ms=7000)
    answer = portal.call("GET", HEALTH)
    assert (answer.status_code, answer.headers["Hoso-Portal"]) == (status, "v=1, mode=practice")
    assert answer.headers.get("Retry-After", "7") == "7"


def test_a_login_page_and_a_stripped_marker_are_not_the_portal(portal: Running) -> None:
    portal.fault("captive_html", "GET", HEALTH)
    page = portal.call("GET", HEALTH)
    assert (page.status_code, "Hoso-Portal" in page.headers, page.text.startswith("<!doctype")) == (200, False, True)
    portal.fault("wrong_marker", "GET", HEALTH)
    assert "Hoso-Portal" not in portal.call("GET", HEALTH).headers


def test_a_fault_comes_at_its_turn_and_as_often_as_asked(portal: Running) -> None:
    rule = {"match": {"method": "GET", "path": HEALTH, "nth": 2}, "do": "503", "times": 2}
    portal.admin("PUT", "/faults", {"rules": [rule]})
    assert [portal.call("GET", HEALTH).status_code for _ in range(4)] == [204, 503, 503, 204]


def test_a_failure_after_the_commit_kept_the_dossier(portal: Running, citizen: Citizen) -> None:
    filing = Filing.made(citizen.upload())
    portal.fault("500_after_commit", "PUT", "/api/v1/dossiers/*")
    assert citizen.submit(filing).status_code == 500
    assert citizen.submit(filing).status_code == 200


def test_a_doubled_request_makes_one_dossier(portal: Running, citizen: Citizen) -> None:
    filing = Filing.made(citizen.upload())
    portal.fault("dup", "PUT", "/api/v1/dossiers/*")
    assert citizen.submit(filing).status_code == 200
    ids = [row["id"] for row in portal.admin("GET", "/ledger")["dossiers"]]
    assert ids.count(filing.id) == 1


def test_a_bent_digest_and_a_wrong_date(portal: Running, citizen: Citizen) -> None:
    upload = citizen.upload()
    true = citizen.call("HEAD", f"/uploads/{upload}").headers["Repr-Digest"]
    portal.fault("bad_digest", "HEAD", "/api/v1/uploads/*")
    assert citizen.call("HEAD", f"/uploads/{upload}").headers["Repr-Digest"] != true
    portal.fault("clock_skew", "GET", HEALTH, ms=600_000)
    ahead = parsedate_to_datetime(portal.call("GET", HEALTH).headers["Date"]) - datetime.now(UTC)
    assert timedelta(minutes=9) < ahead < timedelta(minutes=11)


def test_slow_and_late_answers_are_whole(portal: Running) -> None:
    whole = portal.call("GET", "/oauth/jwks").content
    for do in ("slow", "delay"):
        portal.fault(do, "GET", "/oauth/jwks", ms=20)
        assert portal.call("GET", "/oauth/jwks").content == whole
