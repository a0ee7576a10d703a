"""What the portal itself said, whatever of it came through: why an item may rightly rest with a person."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop.domain.submission import OutboxItem, State
from tests.faults.proxy.tcp_proxy import Exchange
from tests.faults.schedules.line import ITEM
from tests.faults.schedules.program import Machine

NO = (400, 403, 413, 422)
RESTS = {"form-version-retired": State.NEEDS_FORM_UPGRADE, "fingerprint-mismatch": State.CONFLICT}
"""Any other no asks a person to mend what was sent."""


def refusals(seen: Sequence[Exchange], machines: Sequence[Machine]) -> dict[str, frozenset[State]]:
    """Where items may rest, by their id."""
    items, uploads = _stored(machines)
    found: defaultdict[str, set[State]] = defaultdict(set)
    for exchange in seen:
        for item, state in _said(exchange, items, uploads):
            found[item].add(state)
    return {item: frozenset(states) for item, states in found.items()}


def _stored(machines: Sequence[Machine]) -> tuple[dict[str, OutboxItem], dict[str, str]]:
    items: dict[str, OutboxItem] = {}
    uploads: dict[str, str] = {}
    for machine in machines:
        with machine.seen.unit() as uow:
            for submission in uow.submissions.all():
                for item in uow.outbox.of_submission(submission.id):
                    items[item.id] = item
                    uploads |= {upload.upload_id: item.id for upload in uow.outbox.uploads(item.id)}
    return items, uploads


def _said(
    exchange: Exchange, items: Mapping[str, OutboxItem], uploads: Mapping[str, str]
) -> Iterator[tuple[str, State]]:
    path = exchange.path.partition("?")[0]
    found = ITEM.match(path)
    if found is not None:
        item = items.get(next(one for one in found.groups() if one))
        body = _json(exchange)
        if item is not None and exchange.method == "PUT" and exchange.status in NO:
            yield item.id, RESTS.get(str(body.get("type", "")).rpartition("/")[2], State.NEEDS_FIX)
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


def _json(exchange: Exchange) -> dict[str, Any]:
    try:
        body = json.loads((exchange.reply or b"").partition(b"\r\n\r\n")[2])
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
