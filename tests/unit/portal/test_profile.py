"""Who is believed: pinned portals, and a practice portal of this machine."""

from typing import Any

import pytest

from desktop.adapters.portal.profile import pin, practice_id
from desktop.domain.errors import Refusal
from desktop.services.ports import PortalProfile
from tests.unit.portal import made

HERE = "http://127.0.0.1:8765"
LIVE = "https://dichvucong.example"


def said(**changed: Any) -> dict[str, Any]:
    return {
        "portal_id": practice_id(made.public()),
        "name": "Cổng tập",
        "mode": "practice",
        "result_ca": "PEM",
        "upload": {"max_size": "100", "chunk_max": 16},
        "limits": {"max_attachments": 60},
        "receipt_jwks": {"keys": [made.public()]},
        **changed,
    }


def refused(content: dict[str, Any], url: str, *pinned: PortalProfile) -> str:
    with pytest.raises(Refusal) as refusal:
        pin(content, url, pinned)
    return refusal.value.code


def live() -> PortalProfile:
    return PortalProfile("live-38", "live", "Thanh Hóa", LIVE, (made.public(),))


def test_practice_portal_of_this_machine_is_pinned_at_first_sight() -> None:
    profile = pin(said(), HERE, ())
    assert profile.portal_id == practice_id(made.public())
    assert (profile.mode, profile.url, profile.result_ca) == ("practice", HERE, "PEM")
    assert profile.limits == {"max_size": 100, "chunk_max": 16, "max_attachments": 60}
    assert pin(said(), "http://127.0.0.1:9999", (profile,)).url == "http://127.0.0.1:9999"


@pytest.mark.parametrize(
    ("changed", "url"),
    [
        ({}, "https://practice.example"),
        ({}, "http://127.0.0.1.example:80"),
        ({"mode": "live"}, HERE),
        ({"portal_id": "practice-00000000"}, HERE),
        ({"receipt_jwks": {"keys": []}}, HERE),
        ({"receipt_jwks": None}, HERE),
        ({"receipt_jwks": {"keys": [made.public(made.OTHER_KEY), made.public()]}}, HERE),
    ],
)
def test_everybody_else_is_refused(changed: dict[str, Any], url: str) -> None:
    assert refused(said(**changed), url) == "portal.no-profile"


def test_pinned_portal_must_show_a_pinned_key_and_its_mode() -> None:
    strange = {"keys": [made.public(made.OTHER_KEY)]}
    assert refused(said(portal_id="live-38", mode="live", receipt_jwks=strange), LIVE, live()) == "portal.other-keys"
    assert refused(said(portal_id="live-38", mode="practice"), LIVE, live()) == "portal.other-keys"
    assert refused(said(portal_id="live-38", mode="live"), "https://look-alike.example", live()) == "portal.no-profile"
    assert pin(said(portal_id="live-38", mode="live"), LIVE, (live(),)).keys == live().keys


def test_new_key_counts_only_when_an_old_one_signed_it() -> None:
    new = made.public(made.OTHER_KEY)
    both = {"keys": [made.public(), new]}
    unsigned = pin(said(portal_id="live-38", mode="live", receipt_jwks=both), LIVE, (live(),))
    assert unsigned.keys == live().keys
    updates = [made.signed(new, made.OTHER_KEY), "nonsense", made.signed(new)]
    handed_on = pin(said(portal_id="live-38", mode="live", receipt_jwks=both, key_updates=updates), LIVE, (live(),))
    assert handed_on.keys == (made.public(), new)


def test_a_portal_that_has_put_its_old_key_away_is_known_by_what_that_key_signed() -> None:
    second, third = made.public(made.OTHER_KEY), made.public(made.THIRD_KEY)
    updates = [made.signed(second), made.signed(third, made.OTHER_KEY)]
    shown = {"keys": [third]}
    content = said(portal_id="live-38", mode="live", receipt_jwks=shown, key_updates=updates)
    profile = pin(content, LIVE, (live(),))
    assert profile.keys == (made.public(), second, third)
    assert pin(content, LIVE, (profile,)).keys == profile.keys
    broken = said(portal_id="live-38", mode="live", receipt_jwks=shown, key_updates=updates[1:])
    assert refused(broken, LIVE, live()) == "portal.other-keys"


def test_vector_of_the_practice_name() -> None:
    key = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    assert practice_id(key) == "practice-90facafe"
