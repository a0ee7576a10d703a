"""The portal's signed proof that it holds an item (contract §4.3)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.domain.submission import Kind, OutboxItem


@dataclass(frozen=True, slots=True)
class Receipt:
    """A verified receipt: the token as it came and its claims."""

    token: str
    claims: Mapping[str, Any]


def proves(receipt: Receipt, item: OutboxItem) -> bool:
    """Whether a verified receipt is about this item with this content at this portal.

    A rating is known there under the id of its dossier.
    """
    claims = receipt.claims
    dossier = item.submission if item.kind != "consent" else None
    return (
        claims.get("item") == (item.submission if item.kind == "rating" else item.id)
        and claims.get("kind") == item.kind
        and claims.get("dossier") == dossier
        and claims.get("fingerprint") == item.fingerprint
        and claims.get("mode") == item.mode
        and (item.portal_id is None or claims.get("portal_id") == item.portal_id)
    )


def names_papers(receipt: Receipt, item: OutboxItem) -> bool:
    """Whether it names every paper that the item sends and no other, each with its digest.

    A portal that lost one on the way to its own store says so here, if anywhere.
    """
    if item.kind not in (Kind.DOSSIER, Kind.SUPPLEMENT):
        return True
    return _papers(receipt.claims.get("attachments")) == _papers(json.loads(item.body).get("attachments"))


def _papers(rows: object) -> list[tuple[str, ...]]:
    listed = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return sorted(tuple(str(row.get(name)) for name in ("slot", "n", "sha256")) for row in listed)
