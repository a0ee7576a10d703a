"""Items of a dossier that clients PUT under their own id: stored once, answered with the same receipt for ever."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.practice.journal import stamp
from desktop.practice.portal import Portal
from desktop.practice.problems import Problem
from desktop.practice.receipts import Received
from desktop.practice.tables import Account, Dossier, Item
from forms.answers import canonical, fingerprint
from forms.errors import FormsError

Json = Any


@dataclass(frozen=True, slots=True)
class Arrived:
    """An item as it came: `content` is what its fingerprint is taken of."""

    kind: str
    item: str
    content: Json
    claimed: str | None = None
    attachments: tuple[dict[str, Any], ...] = ()


def print_of(content: Json) -> str:
    """The fingerprint of a JSON value; Problem `malformed` for what has no canonical form."""
    try:
        return fingerprint(content)
    except (FormsError, RecursionError) as error:
        raise Problem("malformed", 400) from error


def claimed_print(content: Json, claimed: str | None) -> str:
    """The fingerprint, compared with what the client says it is."""
    found = print_of(content)
    if claimed is not None and claimed != found:
        errors = [{"pointer": "/fingerprint", "code": "fingerprint", "detail": found}]
        raise Problem("invalid", 422, errors=errors)
    return found


def own_dossier(session: Session, account: Account, dossier: str) -> Dossier:
    """The caller's dossier that arrived; 404 for others' and unknown ones, 410 for a tombstone."""
    row = session.get(Dossier, dossier)
    if row is None or row.account != account.id:
        raise Problem("not-found", 404)
    if row.manifest is None or row.tombstoned_at is not None:
        raise Problem("withdrawn", 410)
    return row


def put(
    portal: Portal, account: Account, dossier: str, arrived: Arrived, act: Callable[[Session, Dossier], None]
) -> tuple[Item, bool]:
    """Store the item and act on it in one transaction; the same again gives the same receipt and acts no more."""
    found = claimed_print(arrived.content, arrived.claimed)
    with portal.store.write() as session:
        row = own_dossier(session, account, dossier)
        known = session.get(Item, (arrived.kind, arrived.item))
        if known is not None:
            return replay(known, account, found), False
        act(session, row)
        item = _item(portal, account, row, arrived, found)
        session.add(item)
    return item, True


def replay(known: Item, account: Account, found: str) -> Item:
    """What is known under this id; Problem `fingerprint-mismatch` when it is something else."""
    if known.account != account.id:
        raise Problem("not-found", 404)
    if known.fingerprint != found:
        raise Problem("fingerprint-mismatch", 422, stored_fingerprint=known.fingerprint)
    return known


def received(portal: Portal, account: Account, kind: str, item: str) -> Item:
    """The item of this address; 404 when it never arrived."""
    with portal.store.read() as session:
        row = session.scalar(select(Item).where(Item.kind == kind, Item.id == item, Item.account == account.id))
    if row is None:
        raise Problem("not-found", 404)
    return row


def _item(portal: Portal, account: Account, row: Dossier, arrived: Arrived, found: str) -> Item:
    at = stamp(portal.clock.now())
    about = Received(
        kind=arrived.kind,
        item=arrived.item,
        fingerprint=found,
        seq=row.seq,
        received_at=at,
        dossier=row.id,
        unit=row.unit,
        procedure=row.procedure,
        code=row.code,
        attachments=arrived.attachments,
    )
    return Item(
        kind=arrived.kind,
        id=arrived.item,
        account=account.id,
        dossier=row.id,
        fingerprint=found,
        body=canonical(arrived.content),
        receipt=portal.receipts.sign(about, portal.base),
        at=at,
    )
