"""The oracle bites: whatever is changed in what the portal stores, it says so."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.contract.practice.office import PDF, Filing, Running, new_id, sign_in
from tests.e2e import oracle

Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def filing(portal: Running) -> Filing:
    """One dossier with an answered confirmation."""
    citizen = sign_in(portal, f"may-{new_id()}")
    filing = citizen.file()
    for action in ("receive", "process", "ask_confirmation"):
        portal.act(filing.id, action)
    asked = citizen.dossier(filing)["confirmation"]
    body = {"answer": "correct", "fields": [], "draft_sha256": asked["sha256"]}
    answer = citizen.call("PUT", f"/dossiers/{filing.id}/confirmations/{asked['cid']}", json=body)
    assert answer.status_code == 201, answer.text
    return filing


def bent(stored: str, old: bytes, new: bytes) -> str:
    raw = base64.b64decode(stored)
    assert old in raw
    return base64.b64encode(raw.replace(old, new, 1)).decode()


def spaced(stored: str) -> str:
    return base64.b64encode(json.dumps(json.loads(base64.b64decode(stored))).encode()).decode()


CHANGES: dict[str, tuple[Change, str]] = {
    "one letter of the manifest": (
        lambda one: one.update(manifest=bent(one["manifest"], b'"practice"', b'"practicE"')),
        "fingerprint",
    ),
    "the manifest written otherwise": (lambda one: one.update(manifest=spaced(one["manifest"])), "canonical"),
    "another fingerprint": (lambda one: one.update(fingerprint="sha256:" + "0" * 64), "receipt names content"),
    "a paper gone": (lambda one: one.update(attachments=[]), "promised"),
    "a paper too many": (lambda one: one["replaced"].append({**one["attachments"][0], "sha256": "0" * 64}), "promised"),
    "a paper's size": (lambda one: one["attachments"][0].update(size=1), "paper TP01/1"),
    "one letter of an answer": (
        lambda one: one["items"][0].update(body=bent(one["items"][0]["body"], b"correct", b"corrupt")),
        "confirmation: fingerprint",
    ),
    "an answer's id": (lambda one: one["items"][0].update(item=new_id()), "confirmation receipt"),
}


def looked_at(portal: Running, filing: Filing, change: Change, paper: bytes | None = None) -> list[str]:
    """What the oracle finds about this dossier when the ledger or a paper is changed on its way."""
    fetch = oracle.fetch

    def changed(url: str, token: str | None = None) -> bytes:
        content = fetch(url, token)
        if "/attachments/" in url:
            return content if paper is None else paper
        if not url.endswith("/ledger"):
            return content
        ledger = json.loads(content)
        ledger["dossiers"] = [one for one in ledger["dossiers"] if one["id"] == filing.id]
        change(ledger["dossiers"][0])
        return json.dumps(ledger).encode()

    return faults_of(portal, changed)


def faults_of(portal: Running, fetch: Callable[..., bytes]) -> list[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(oracle, "fetch", fetch)
        faults: list[str] = oracle.audit(portal.url, portal.token)["faults"]
    return faults


def test_what_is_whole_is_found_whole(portal: Running, filing: Filing) -> None:
    assert looked_at(portal, filing, lambda one: one) == []


@pytest.mark.parametrize(("change", "fault"), CHANGES.values(), ids=CHANGES.keys())
def test_a_change_is_found(portal: Running, filing: Filing, change: Change, fault: str) -> None:
    faults = looked_at(portal, filing, change)
    assert any(fault in one for one in faults), faults


def test_one_changed_byte_of_a_paper_is_found(portal: Running, filing: Filing) -> None:
    faults = looked_at(portal, filing, lambda one: one, paper=PDF[:-1] + b"?")
    assert faults == [f"{filing.id}: paper TP01/1"]


def test_a_receipt_that_nobody_signed_is_no_receipt(portal: Running, filing: Filing) -> None:
    def forged(one: dict[str, Any]) -> None:
        head, body, signature = one["receipt"].split(".")
        claims = {**json.loads(oracle.from_base64url(body)), "seq": 99}
        body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
        one["receipt"] = f"{head}.{body}.{signature}"

    with pytest.raises(ValueError, match="signature"):
        looked_at(portal, filing, forged)


def test_a_dossier_that_is_held_twice_is_found(portal: Running, filing: Filing) -> None:
    fetch = oracle.fetch

    def doubled(url: str, token: str | None = None) -> bytes:
        content = fetch(url, token)
        if not url.endswith("/ledger"):
            return content
        ledger = json.loads(content)
        ledger["dossiers"] *= 2
        return json.dumps(ledger).encode()

    assert f"{filing.id}: held twice" in faults_of(portal, doubled)
