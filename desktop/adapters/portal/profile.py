"""Which portals are believed: pinned ones, and a practice portal of this machine on first contact."""

from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from desktop.adapters.portal.payloads import part, parts, text, whole
from desktop.adapters.portal.receipts import claims_of, thumbprint
from desktop.adapters.portal.wire import Wire
from desktop.domain.errors import Refusal
from desktop.domain.submission import Mode
from desktop.services.ports import PortalProfile

DISCOVERY = "/.well-known/hoso-portal"
THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})
_LIMITS = {"max_size": "upload", "chunk_max": "upload", "max_attachments": "limits", "max_total": "limits"}


def discover(wire: Wire) -> Mapping[str, Any]:
    """What the portal says of itself; nothing of it is believed yet. PortalTrouble when it does not answer."""
    return wire.read(DISCOVERY)


def pin(said: Mapping[str, Any], url: str, pinned: Sequence[PortalProfile]) -> PortalProfile:
    """The profile to go by.

    Refusal `portal.no-profile` for a portal that nobody vouches for, `portal.other-keys` when a pinned one shows no key
    that was pinned, and none that such a key signed.
    """
    known = next((profile for profile in pinned if profile.portal_id == said.get("portal_id")), None)
    if known is not None:
        return _renewed(known, said, url)
    keys = _keys(said)
    is_practice = said.get("mode") == Mode.PRACTICE and _is_this_machine(url)
    if not (is_practice and keys and said.get("portal_id") == practice_id(keys[0])):
        raise Refusal("portal.no-profile")
    return PortalProfile(
        portal_id=practice_id(keys[0]),
        mode=Mode.PRACTICE,
        name=text(said.get("name")) or "",
        url=url,
        keys=keys,
        result_ca=text(said.get("result_ca")) or "",
        limits=_limits(said),
    )


def practice_id(key: Mapping[str, Any]) -> str:
    """What a practice portal with this first key is called; erased practice data make another one."""
    return f"practice-{_hex(thumbprint(key))[:8]}"


def _renewed(known: PortalProfile, said: Mapping[str, Any], url: str) -> PortalProfile:
    """Name and limits as said now; address only within this machine; a new key only when an old one signed it."""
    mine = {thumbprint(key) for key in known.keys}
    handed_on = _handed_on(known, said, mine)
    believed = mine | {thumbprint(key) for key in handed_on}
    if said.get("mode") != known.mode or not believed & {thumbprint(key) for key in _keys(said)}:
        raise Refusal("portal.other-keys")
    is_practice = known.mode == Mode.PRACTICE and _is_this_machine(url)
    if not is_practice and url != known.url:
        raise Refusal("portal.no-profile")
    return replace(
        known,
        name=text(said.get("name")) or known.name,
        url=url,
        keys=(*known.keys, *handed_on),
        limits=_limits(said),
    )


def _handed_on(known: PortalProfile, said: Mapping[str, Any], pinned: set[str]) -> tuple[Mapping[str, Any], ...]:
    """Keys in `key_updates`: each a JWS of a JWK by a key that is pinned; all others are passed over."""
    updates = said.get("key_updates")
    new: dict[str, Mapping[str, Any]] = {}
    for token in updates if isinstance(updates, list) else ():
        try:
            key = claims_of(str(token), (*known.keys, *new.values()))
            name = thumbprint(key)
        except Refusal:
            continue
        if name not in pinned:
            new[name] = dict(key)
    return tuple(new.values())


def _keys(said: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    keys = parts(part(said.get("receipt_jwks")).get("keys"))
    return tuple(dict(key) for key in keys if key.get("kty") == "OKP" and key.get("crv") == "Ed25519")


def _limits(said: Mapping[str, Any]) -> Mapping[str, int]:
    found = {name: whole(part(said.get(group)).get(name)) for name, group in _LIMITS.items()}
    return {name: value for name, value in found.items() if value > 0}


def _is_this_machine(url: str) -> bool:
    return urlsplit(url).hostname in THIS_MACHINE


def _hex(encoded: str) -> str:
    return urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).hex()
