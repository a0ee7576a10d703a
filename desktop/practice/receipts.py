"""Receipts: the portal's signed proof that it holds an item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.practice.keys import SigningKey
from forms.answers import canonical


@dataclass(frozen=True, slots=True)
class Received:
    """What a receipt is about; `kind` is the outbox kind, `item` its id in the address."""

    kind: str
    item: str
    fingerprint: str
    seq: int
    received_at: str
    dossier: str | None = None
    unit: str | None = None
    procedure: str | None = None
    code: str | None = None
    attachments: Sequence[Mapping[str, Any]] = ()
    consent: str | None = None


class Receipts:
    """Signs receipts in the portal's name."""

    def __init__(self, key: SigningKey) -> None:
        self._key = key

    def sign(self, received: Received, issuer: str) -> str:
        """A receipt as JWS."""
        payload = {
            "iss": issuer,
            "portal_id": self._key.portal_id,
            "mode": "practice",
            "kind": received.kind,
            "item": received.item,
            "dossier": received.dossier,
            "fingerprint": received.fingerprint,
            "seq": received.seq,
            "unit": received.unit,
            "procedure": received.procedure,
            "code": received.code,
            "received_at": received.received_at,
            "attachments": [
                {"slot": paper["slot"], "n": paper["n"], "sha256": paper["sha256"]} for paper in received.attachments
            ],
            "consent": received.consent,
        }
        return self._key.sign(canonical(payload), kind="receipt+jws")
