"""The portal's signing key and its name; made at the first start, kept 0600 in the portal's folder."""

import base64
import os
from pathlib import Path
from typing import Any

from joserfc import jws
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry

_ALGORITHMS = ["EdDSA"]


class SigningKey:
    """An Ed25519 key; `kid` is its RFC 7638 thumbprint, `portal_id` = practice- and 8 hex of that thumbprint's SHA-256."""

    def __init__(self, key: OKPKey) -> None:
        self._key = key
        self.kid = key.thumbprint()
        self.portal_id = "practice-" + base64.urlsafe_b64decode(self.kid + "=").hex()[:8]

    @classmethod
    def open(cls, folder: Path) -> "SigningKey":
        """The key of this folder, made when there is none."""
        path = folder / "signing-key.pem"
        if not path.exists():
            _write_private(path, OKPKey.generate_key("Ed25519").as_pem(private=True))
        return cls(OKPKey.import_key(path.read_bytes()))

    def sign(self, payload: bytes, *, kind: str = "JWT") -> str:
        """A compact EdDSA JWS of these bytes."""
        header = {"alg": "EdDSA", "kid": self.kid, "typ": kind}
        return jws.serialize_compact(header, payload, self._key, algorithms=_ALGORITHMS, registry=_REGISTRY)

    def jwks(self) -> dict[str, Any]:
        """The public half, as a JWK set."""
        public = dict(self._key.as_dict(private=False))
        return {"keys": [{**public, "kid": self.kid, "use": "sig", "alg": "EdDSA"}]}


def _write_private(path: Path, content: bytes) -> None:
    temporary = path.with_suffix(".new")
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


_REGISTRY = JWSRegistry(algorithms=_ALGORITHMS)
_REGISTRY.max_payload_length = 1_000_000
