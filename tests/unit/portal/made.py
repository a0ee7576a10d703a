"""Made-up keys, profiles, items and receipts."""

import json
from datetime import UTC, datetime
from typing import Any

from joserfc import jws
from joserfc.jwk import OKPKey

from desktop.adapters.portal import receipts
from desktop.adapters.portal.client import API, PortalClient
from desktop.adapters.portal.profile import practice_id
from desktop.adapters.portal.session import PortalSession
from desktop.adapters.portal.tus import Tus
from desktop.adapters.portal.uploads import Pace, Uploads
from desktop.adapters.portal.wire import Wire
from desktop.domain.submission import Kind, Mode, OutboxItem
from desktop.services.ports import PortalProfile

DOSSIER = "01930000-0000-7000-8000-000000000001"
OTHER = "01930000-0000-7000-8000-000000000002"
FINGERPRINT = "sha256:" + "ab" * 32
KEY = OKPKey.generate_key("Ed25519")
OTHER_KEY = OKPKey.generate_key("Ed25519")
THIRD_KEY = OKPKey.generate_key("Ed25519")


def public(key: OKPKey = KEY) -> dict[str, Any]:
    return dict(key.as_dict(private=False))


def signed(claims: Any, key: OKPKey = KEY) -> str:
    header = {"alg": "EdDSA", "kid": key.thumbprint()}
    payload = json.dumps(claims).encode()
    return jws.serialize_compact(header, payload, key, algorithms=["EdDSA"], registry=receipts._REGISTRY)


def profile(url: str = "http://127.0.0.1:1", key: OKPKey = KEY) -> PortalProfile:
    return PortalProfile(practice_id(public(key)), "practice", "Cổng tập", url, (public(key),))


def item(kind: Kind = Kind.DOSSIER, item_id: str = DOSSIER, body: bytes = b'{"v":1}') -> OutboxItem:
    return OutboxItem(
        id=item_id,
        kind=kind,
        submission=DOSSIER,
        body=body,
        fingerprint=FINGERPRINT,
        mode=Mode.PRACTICE,
        created_at=datetime(2026, 11, 23, tzinfo=UTC),
    )


def claims(about: OutboxItem, /, **changed: Any) -> dict[str, Any]:
    return {
        "portal_id": practice_id(public()),
        "mode": "practice",
        "kind": about.kind,
        "item": about.submission if about.kind is Kind.RATING else about.id,
        "dossier": None if about.kind is Kind.CONSENT else about.submission,
        "fingerprint": about.fingerprint,
        **changed,
    }


def client(url: str, pace: Pace | None = None, **bounds: Any) -> PortalClient:
    wire = Wire(url, PortalSession(**bounds), mode="practice")
    still = pace or Pace(lambda: 0.0, lambda _seconds: None, lambda: 0.5)
    return PortalClient(profile(url), wire, Uploads(Tus(wire, f"{API}/uploads"), still))
