"""Receipts are believed by their signature alone, years later too."""

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.adapters.portal.receipts import claims_of, verify_receipt
from desktop.domain.errors import Refusal
from desktop.domain.receipt import Receipt, names_papers
from tests.unit.portal import made

CLAIMS = made.claims(made.item())


def code_of(token: str, *keys: Any) -> str:
    with pytest.raises(Refusal) as refusal:
        claims_of(token, [made.public(key) for key in keys or (made.KEY,)])
    return refusal.value.code


def forged(header: dict[str, Any], token: str) -> str:
    head = base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")
    return ".".join((head, *token.split(".")[1:]))


def test_good_receipt_gives_its_claims_also_beside_newer_keys() -> None:
    token = made.signed(CLAIMS)
    assert claims_of(token, [made.public(made.OTHER_KEY), made.public()]) == CLAIMS


def test_every_changed_byte_shows() -> None:
    head, payload, tail = made.signed(CLAIMS).split(".")
    swapped = payload[:40] + ("A" if payload[40] != "A" else "B") + payload[41:]
    assert code_of(f"{head}.{swapped}.{tail}") == "receipt.bad-signature"
    assert code_of(f"{head}.{payload}.{tail[:-8]}AAAAAAAA") == "receipt.bad-signature"


def test_algorithms_that_are_not_the_contracts_are_none() -> None:
    token = made.signed(CLAIMS)
    for algorithm in ("none", "HS256", "RS256"):
        assert code_of(forged({"alg": algorithm, "kid": made.KEY.thumbprint()}, token)) == "receipt.unreadable"


def test_key_in_the_token_is_not_believed() -> None:
    token = made.signed(CLAIMS, made.OTHER_KEY)
    assert code_of(token) == "receipt.unknown-key"
    with_key = forged({"alg": "EdDSA", "kid": made.KEY.thumbprint(), "jwk": made.public(made.OTHER_KEY)}, token)
    assert code_of(with_key) in {"receipt.bad-signature", "receipt.unreadable"}


def test_a_header_that_is_a_list_is_none() -> None:
    header = base64.urlsafe_b64encode(b'["alg","EdDSA"]').rstrip(b"=").decode()
    assert code_of(f"{header}.e30.e30") == "receipt.unreadable"


@pytest.mark.parametrize("listed", [["x"], [None, 7], {"slot": "TP01"}, "x"])
def test_papers_that_are_listed_as_nonsense_are_not_the_ones_that_went(listed: object) -> None:
    paper = {"slot": "TP01", "n": 1, "sha256": "ab" * 32, "size": 1, "type": "application/pdf"}
    item = made.item(body=json.dumps({"v": 1, "attachments": [paper]}).encode())
    assert not names_papers(Receipt("token", {"attachments": listed}), item)


def test_endless_receipt_is_not_read() -> None:
    assert code_of("e" * 300_000) == "receipt.unreadable"


@given(
    st.text(max_size=80)
    | st.from_regex(r"[A-Za-z0-9_-]{0,20}\.[A-Za-z0-9_-]{0,20}\.[A-Za-z0-9_-]{0,20}", fullmatch=True)
)
def test_nonsense_is_unreadable(token: str) -> None:
    assert code_of(token) == "receipt.unreadable"


def test_slip_of_years_ago_verifies_against_all_portals() -> None:
    others = replace(made.profile(key=made.OTHER_KEY), portal_id="live-thanh-hoa", mode="live")
    receipt = verify_receipt(made.signed(CLAIMS), [others, made.profile()])
    assert receipt.claims["item"] == made.DOSSIER


def test_key_speaks_for_its_own_portal_only() -> None:
    live = replace(made.profile(), portal_id="live-thanh-hoa", mode="live")
    with pytest.raises(Refusal) as refusal:
        verify_receipt(made.signed(CLAIMS), [live])
    assert refusal.value.code == "receipt.other-portal"


def test_receipt_of_nobody_known() -> None:
    for token, code in ((made.signed(CLAIMS, made.OTHER_KEY), "receipt.unknown-key"), ("x", "receipt.unreadable")):
        for profiles in ([made.profile()], []):
            with pytest.raises(Refusal) as refusal:
                verify_receipt(token, profiles)
            assert refusal.value.code == code


def test_what_the_portal_signed_about_something_else_is_no_receipt() -> None:
    fee = made.signed({"portal_id": made.profile().portal_id, "mode": "practice", "notice": "n1", "amount": 16_000})
    with pytest.raises(Refusal, match=r"receipt\.unreadable"):
        verify_receipt(fee, (made.profile(),))
