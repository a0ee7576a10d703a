"""The portal's signing key and its name; made at the first start, kept 0600 in the portal's folder."""

import base64
import os
from pathlib import Path
from typing import Any

from joserfc import jws
from joserfc.errors import UnsupportedAlgorithmError
from joserfc.jwk import OKPKey

ALGORITHM = "EdDSA"
_ALGORITHMS = [ALGORITHM]


class SigningKey:
    """An Ed25519 key; `kid` is its RFC 7638 thumbprint, `portal_id` = practice- and the thumbprint's first 8 hex."""

    def __init__(self, key: OKPKey) -> None:
        self._key = key
        self.kid = key.thumbprint()
        self.portal_id = "practice-" + base64.urlsafe_b64decode(self.kid + "=").hex()[:8]

    @classmethod
    def open(cls, folder: Path) -> "SigningKey":
        """The key of this folder, made when there is none."""
        made = OKPKey.generate_key("Ed25519").as_pem(private=True)
        return cls(OKPKey.import_key(private_file(folder / "signing-key.pem", made)))

    def sign(self, payload: bytes, *, kind: str = "JWT") -> str:
        """A compact EdDSA JWS of these bytes."""
        header = {"alg": "EdDSA", "kid": self.kid, "typ": kind}
        return jws.serialize_compact(header, payload, self._key, algorithms=_ALGORITHMS, registry=_REGISTRY)

    def jwks(self) -> dict[str, Any]:
        """The public half, as a JWK set."""
        public = dict(self._key.as_dict(private=False))
        return {"keys": [{**public, "kid": self.kid, "use": "sig", "alg": "EdDSA"}]}


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
