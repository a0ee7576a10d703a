"""Receipts and fee notices: EdDSA signatures checked against pinned keys, offline too."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jwk import OKPKey

from desktop.domain.errors import Refusal
from desktop.domain.receipt import Receipt
from desktop.services.ports import PortalProfile

ALGORITHM = "EdDSA"
LONGEST = 256 * 1024
Key = Mapping[str, Any]


class _Contract(jws.JWSRegistry):
    """The contract's one algorithm; that RFC 9864 calls it Ed25519 now is no news for a person."""

    max_payload_length = LONGEST

    def get_alg(self, name: str) -> Any:
        if name != ALGORITHM:
            raise UnsupportedAlgorithmError(name)
        return self.algorithms[name]


_REGISTRY = _Contract(algorithms=[ALGORITHM])


def thumbprint(key: Key) -> str:
    """RFC 7638 thumbprint of a public key; Refusal `receipt.unreadable` for a key that is none."""
    return _key(key).thumbprint()


def claims_of(token: str, keys: Sequence[Key]) -> Mapping[str, Any]:
    """The claims that one of *keys* signed.

    Refusal `receipt.unreadable` (no JWS of ours), `receipt.unknown-key` (signed by a key that is not pinned) or
    `receipt.bad-signature`.
    """
    key = _signer(token, keys)
    try:
        signed = jws.deserialize_compact(token, key, algorithms=[ALGORITHM], registry=_REGISTRY)
    except (JoseError, ValueError) as error:
        raise Refusal("receipt.bad-signature") from error
    try:
        claims = json.loads(signed.payload)
    except (ValueError, RecursionError) as error:
        raise Refusal("receipt.unreadable") from error
    if not isinstance(claims, dict):
        raise Refusal("receipt.unreadable")
    return claims


def verify_receipt(token: str, profiles: Sequence[PortalProfile]) -> Receipt:
    """A receipt checked against every pinned portal, as of years ago too; Refusal as `claims_of` says.

    A key speaks for its own portal only: `receipt.other-portal` when the claims name another one.
    """
    for profile in profiles:
        try:
            claims = claims_of(token, profile.keys)
        except Refusal as refusal:
            if refusal.code == "receipt.unknown-key":
                continue
            raise
        if (claims.get("portal_id"), claims.get("mode")) != (profile.portal_id, profile.mode):
            raise Refusal("receipt.other-portal")
        if not isinstance(claims.get("fingerprint"), str):  # a fee notice is signed with the same key
            raise Refusal("receipt.unreadable")
        return Receipt(token, claims)
    _header(token)
    raise Refusal("receipt.unknown-key")


def _signer(token: str, keys: Sequence[Key]) -> OKPKey:
    kid = _header(token).get("kid")
    for key in keys:
        found = _key(key)
        if found.thumbprint() == kid:
            return found
    raise Refusal("receipt.unknown-key")


def _header(token: str) -> Mapping[str, Any]:
    if len(token) > LONGEST:
        raise Refusal("receipt.unreadable")
    try:
        header = jws.extract_compact(token.encode("ascii"), registry=_REGISTRY).protected
        algorithm = header.get("alg")  # of a list there is none
    except (JoseError, ValueError, TypeError, AttributeError) as error:
        raise Refusal("receipt.unreadable") from error
    if algorithm != ALGORITHM:
        raise Refusal("receipt.unreadable")
    return header


def _key(key: Key) -> OKPKey:
    """Only the public Ed25519 part; whatever else stands in a JWK is not believed."""
    try:
        return OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": str(key["x"])})
    except (JoseError, ValueError, KeyError) as error:
        raise Refusal("receipt.unreadable") from error
