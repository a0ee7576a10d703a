"""Everything that the portal holds, as raw as it is stored: tests prove by it that nothing was lost or doubled."""

from base64 import b64encode
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.practice.dossier_view import status
from desktop.practice.portal import Portal
from desktop.practice.tables import Attachment, Consent, Dossier, Item


def ledger(portal: Portal) -> dict[str, Any]:
    """{dossiers, tombstones, requests}."""
    with portal.store.read() as session:
        rows = list(session.scalars(select(Dossier).order_by(Dossier.submitted_at, Dossier.id)))
        return {
            "dossiers": [_dossier(session, row) for row in rows if row.manifest is not None],
            "tombstones": [row.id for row in rows if row.tombstoned_at is not None],
            "requests": portal.requests.all(),
        }


def _dossier(session: Session, row: Dossier) -> dict[str, Any]:
    papers = session.scalars(
        select(Attachment).where(Attachment.dossier == row.id).order_by(Attachment.slot, Attachment.n)
    )
    listed = [(paper.active, _paper(paper)) for paper in papers]
    return {
        "id": row.id,
        "account": row.account,
        "fingerprint": row.fingerprint,
        "manifest": b64encode(row.manifest or b"").decode(),
        "receipt": row.receipt,
        "code": row.code,
        "status": status(row),
        "attachments": [paper for active, paper in listed if active],
        "replaced": [paper for active, paper in listed if not active],
        "items": [_item(item) for item in _items(session, row.id)],
    }


def _paper(row: Attachment) -> dict[str, Any]:
    return {"slot": row.slot, "n": row.n, "sha256": row.sha256, "size": row.size, "source": row.source}


def _items(session: Session, dossier: str) -> list[Item]:
    consents = select(Consent.id).where(Consent.dossier == dossier)
    its_consent = (Item.kind == "consent") & Item.id.in_(consents)
    return list(session.scalars(select(Item).where(or_(Item.dossier == dossier, its_consent)).order_by(Item.at)))


def _item(item: Item) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "item": item.id,
        "fingerprint": item.fingerprint,
        "receipt": item.receipt,
        "body": b64encode(item.body).decode(),
    }
