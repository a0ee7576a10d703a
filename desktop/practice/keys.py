"""The portal's signing keys and its name; the first is made at the first start, all are kept 0600 in its folder."""

import base64
import json
import os
from pathlib import Path
from typing import Any

from joserfc import jws
from joserfc.errors import UnsupportedAlgorithmError
from joserfc.jwk import OKPKey

ALGORITHM = "EdDSA"
_ALGORITHMS = [ALGORITHM]


class SigningKey:
    """Ed25519 keys, one after the other; the last signs.

    `kid` is its RFC 7638 thumbprint, `portal_id` = practice- and the first key's thumbprint's first 8 hex.
    """

    def __init__(self, folder: Path, keys: list[OKPKey]) -> None:
        self._folder = folder
        self._keys = keys
        self.portal_id = "practice-" + base64.urlsafe_b64decode(keys[0].thumbprint() + "=").hex()[:8]

    @classmethod
    def open(cls, folder: Path) -> "SigningKey":
        """The keys of this folder, the first one made when there is none."""
        later = range(2, 2 + len(list(folder.glob("signing-key-*.pem"))))
        return cls(folder, [_key(folder / "signing-key.pem"), *(_key(folder / f"signing-key-{n}.pem") for n in later)])

    def roll(self) -> None:
        """Sign with a new key from now on."""
        self._keys.append(_key(self._folder / f"signing-key-{len(self._keys) + 1}.pem"))

    @property
    def kid(self) -> str:
        """The name of the key that signs."""
        return self._keys[-1].thumbprint()

    def sign(self, payload: bytes, *, kind: str = "JWT") -> str:
        """A compact EdDSA JWS of these bytes."""
        return _signed(self._keys[-1], payload, kind)

    def jwks(self) -> dict[str, Any]:
        """The public halves, the oldest first, as a JWK set."""
        return {"keys": [_public(key) for key in self._keys]}

    def updates(self) -> list[str]:
        """Each later key, signed by the one before it: who pinned an old one may believe the new ones."""
        pairs = zip(self._keys, self._keys[1:], strict=False)
        return [_signed(old, json.dumps(_public(new)).encode(), "jwk+jws") for old, new in pairs]


def _key(path: Path) -> OKPKey:
    return OKPKey.import_key(private_file(path, OKPKey.generate_key("Ed25519").as_pem(private=True)))


def _public(key: OKPKey) -> dict[str, Any]:
    return {**dict(key.as_dict(private=False)), "kid": key.thumbprint(), "use": "sig", "alg": "EdDSA"}


def _signed(key: OKPKey, payload: bytes, kind: str) -> str:
    header = {"alg": "EdDSA", "kid": key.thumbprint(), "typ": kind}
    return jws.serialize_compact(header, payload, key, algorithms=_ALGORITHMS, registry=_REGISTRY)


def private_file(path: Path, first: bytes) -> bytes:
    """What this file holds, made 0600 with *first* when it is not there."""
    if not path.exists():
        temporary = path.with_suffix(".new")
        temporary.unlink(missing_ok=True)
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(first)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    return path.read_bytes()


class _Contract(jws.JWSRegistry):
    """The contract's one algorithm, by the name that the contract gives it (RFC 9864 would say Ed25519)."""

    def get_alg(self, name: str) -> Any:
        if name != ALGORITHM:
            raise UnsupportedAlgorithmError(name)
        return self.algorithms[name]


_REGISTRY = _Contract(algorithms=_ALGORITHMS)
