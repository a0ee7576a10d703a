"""What the portal itself said, whatever of it came through: why an item may rightly rest with a person."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.domain.submission import Kind, OutboxItem, State
from tests.faults.proxy.tcp_proxy import Exchange
from tests.faults.schedules.line import place, place_of
from tests.faults.schedules.program import Machine

NO = (400, 403, 413, 422)
NOT_NOW = (409, 410)
"""A no to what is said about a dossier: another state, a try that is open, a deadline that is over."""
BUSY = ("in-progress", "uploads-incomplete")
RESTS = {"form-version-retired": State.NEEDS_FORM_UPGRADE, "fingerprint-mismatch": State.CONFLICT}
"""Any other no asks a person to mend what was sent."""
SURELY_RIGHT = (Kind.DOSSIER, Kind.CONSENT)


@dataclass(frozen=True, slots=True)
class Reasons:
    """What the portal itself said and holds that makes an item rest with a person: by item, and rightly so."""

    rests: Mapping[str, frozenset[State]] = field(default_factory=dict)
    foreign: frozenset[str] = frozenset()
    """Ids under which somebody else put other bytes."""

    def allow(self, item: OutboxItem) -> bool:
        return item.state in self.rests.get(item.id, ())


def refusals(seen: Sequence[Exchange], machines: Sequence[Machine]) -> dict[str, frozenset[State]]:
    """Where items may rest, by their id."""
    items, uploads = _stored(machines)
    found: defaultdict[str, set[State]] = defaultdict(set)
    for exchange in seen:
        for item, state in _said(exchange, items, uploads):
            found[item].add(state)
    return {item: frozenset(states) for item, states in found.items()}


def about_dossiers(seen: Sequence[Exchange], machines: Sequence[Machine]) -> dict[str, frozenset[State]]:
    """The same where all that is filed is right: only what is said about a dossier may meet a no."""
    right = {item.id for item in _stored(machines)[0].values() if item.kind in SURELY_RIGHT}
    return {item: states for item, states in refusals(seen, machines).items() if item not in right}


def _stored(machines: Sequence[Machine]) -> tuple[dict[str, OutboxItem], dict[str, str]]:
    items: dict[str, OutboxItem] = {}
    uploads: dict[str, str] = {}
    for machine in machines:
        with machine.seen.unit() as uow:
            for submission in uow.submissions.all():
                for item in uow.outbox.of_submission(submission.id):
                    items[place(item)] = item
                    uploads |= {upload.upload_id: item.id for upload in uow.outbox.uploads(item.id)}
    return items, uploads


def _said(
    exchange: Exchange, items: Mapping[str, OutboxItem], uploads: Mapping[str, str]
) -> Iterator[tuple[str, State]]:
    path = exchange.path.partition("?")[0]
    found = place_of(path)
    if found is not None:
        item = items.get(found)
        body = _json(exchange)
        slug = str(body.get("type", "")).rpartition("/")[2]
        if item is not None and exchange.method == "PUT" and _is_a_no(item, exchange.status, slug):
            yield item.id, RESTS.get(slug, State.NEEDS_FIX)
        if (
            item is not None
            and exchange.method == "GET"
            and body.get("fingerprint", item.fingerprint) != item.fingerprint
        ):
            yield item.id, State.CONFLICT
    elif path.startswith("/api/v1/uploads") and exchange.status in NO:
        upload = dict(exchange.headers).get("Idempotency-Key", "").strip('"') or path.rpartition("/")[2]
        if upload in uploads:
            yield uploads[upload], State.NEEDS_FIX


def _is_a_no(item: OutboxItem, status: int | None, slug: str) -> bool:
    return status in NO or (item.kind not in SURELY_RIGHT and status in NOT_NOW and slug not in BUSY)


def _json(exchange: Exchange) -> dict[str, Any]:
    try:
        body = json.loads((exchange.reply or b"").partition(b"\r\n\r\n")[2])
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
