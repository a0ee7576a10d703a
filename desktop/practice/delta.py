"""What has changed for an account since an opaque cursor."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.practice.casework import Casework
from desktop.practice.dossier_view import view
from desktop.practice.problems import Problem
from desktop.practice.store import last_change
from desktop.practice.tables import Dossier, Setting


def changes(session: Session, casework: Casework, account: str, cursor: str | None, limit: int) -> dict[str, Any]:
    """{items, tombstones, next_cursor, has_more}: at least once, in the order of their last change.

    A cursor from another epoch, or from further on than this portal is (it was put back), is a Problem
    `cursor-expired`.
    """
    epoch = _epoch(session)
    since = _read(cursor, epoch) if cursor else 0
    if since > last_change(session):
        raise Problem("cursor-expired", 410)
    query = select(Dossier).where(Dossier.account == account, Dossier.changed > since).order_by(Dossier.changed)
    rows = list(session.scalars(query.limit(limit + 1)))
    page = rows[:limit]
    return {
        "items": [view(session, casework, row) for row in page if row.tombstoned_at is None],
        "tombstones": [{"id": row.id, "at": row.tombstoned_at} for row in page if row.tombstoned_at is not None],
        "next_cursor": _write(epoch, page[-1].changed if page else since),
        "has_more": len(rows) > limit,
    }


def begin_epoch(session: Session) -> None:
    """Make the cursors of erased data worthless; nothing when there is an epoch already."""
    if session.get(Setting, "epoch") is None:
        session.add(Setting(key="epoch", value={"id": secrets.token_hex(4)}))


def _epoch(session: Session) -> str:
    return str(session.get_one(Setting, "epoch").value["id"])


def _write(epoch: str, number: int) -> str:
    return urlsafe_b64encode(f"{epoch}:{number}".encode()).decode().rstrip("=")


def _read(cursor: str, epoch: str) -> int:
    try:
        found, _, number = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii").partition(":")
        if found == epoch:
            return int(number)
    except ValueError as error:
        raise Problem("cursor-expired", 410) from error
    raise Problem("cursor-expired", 410)
