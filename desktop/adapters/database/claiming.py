"""Which outbox item goes next."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select

from desktop.adapters.database.tables import IS_OPEN, outbox_item
from desktop.domain.retry import LONGEST
from desktop.domain.submission import CLAIMABLE, Kind, State
from desktop.services.ports import ITEM_ORDER

DUE = (*sorted(CLAIMABLE), State.RETRY_WAIT)
ASKING = (State.UNKNOWN, State.WITHDRAWING)
"""What asks about itself waits for nobody."""

_item = outbox_item.c


def next_due(now: datetime, until: datetime, skip: Collection[str]) -> Select[str]:
    """The id of the item to be claimed until *until*: by kind (ITEM_ORDER), then the oldest.

    A lease or a next try further off than anybody sets one was written before the clock went back: it holds up nothing.
    """
    endless = until + (until - now)
    rank = case({kind: rank for rank, kind in enumerate(ITEM_ORDER)}, value=_item.kind)
    free = or_(_item.lease_until.is_(None), _item.lease_until <= now, _item.lease_until > endless)
    due = or_(_item.next_try_at.is_(None), _item.next_try_at <= now, _item.next_try_at > now + LONGEST)
    query = select(_item.id).where(
        IS_OPEN,
        _item.state.in_(DUE),
        _item.paused.is_(False),
        _item.id.not_in(tuple(skip)),
        free,
        due,
        or_(_asks(), _may_go()),
    )
    return query.order_by(rank, _item.created_at, _item.id).limit(1)


def _asks() -> ColumnElement[bool]:
    return or_(_item.state.in_(ASKING), _item.resume_state.in_(ASKING))


def _may_go() -> ColumnElement[bool]:
    """What it depends on is receipted, and so is the dossier that it is about."""
    other = outbox_item.alias("other")
    dependency = select(other.c.id).where(other.c.id == _item.depends_on, other.c.state != State.RECEIPTED)
    dossier = select(other.c.id).where(
        other.c.submission == _item.submission, other.c.kind == Kind.DOSSIER, other.c.state == State.RECEIPTED
    )
    goes_first = _item.kind.in_((Kind.DOSSIER, Kind.CONSENT))
    return and_(~exists(dependency), or_(goes_first, _item.submission.is_(None), exists(dossier)))
