"""Talking with the office: messages, the word that a result came, and how one was served."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.domain.errors import Missing, Refusal
from desktop.domain.submission import Kind, OutboxItem, State
from desktop.services.freezing import frozen_item
from desktop.services.ports import Clock, NewId, OpenUnit, UnitOfWork
from desktop.services.queueing import join

LONGEST = 2000
"""Characters of a message (contract A5)."""
STARS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Said:
    """One message; `item` is its outbox item's id while the portal has not confirmed it."""

    at: datetime
    is_ours: bool
    name: str
    text: str
    item: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Talking:
    """Freezes what is said into outbox items; nothing here touches the network."""

    open_unit: OpenUnit
    clock: Clock
    new_id: NewId

    def write(self, submission_id: str, text: str) -> OutboxItem:
        """Queue a message; Refusal `message.empty`, `message.too-long`, `message.not-filed`."""
        words = text.strip()
        if not words:
            raise Refusal("message.empty")
        if len(words) > LONGEST:
            raise Refusal("message.too-long", longest=LONGEST, over=len(words) - LONGEST)
        with self.open_unit() as uow:
            if uow.outbox.get(submission_id).state is State.WITHDRAWN:
                raise Refusal("message.not-filed", submission=submission_id)
            item = self._joined(uow, submission_id, self.new_id(), Kind.MESSAGE, {"text": words})
            uow.commit()
        return item

    def conversation(self, submission_id: str) -> tuple[Said, ...]:
        """What the portal holds, the oldest first, and then what still waits to be sent."""
        with self.open_unit() as uow:
            dossier = uow.dossiers.get(submission_id)
            items = uow.outbox.of_submission(submission_id)
        held = dossier.messages if dossier is not None else ()
        known = {message.mid for message in held}
        said = [Said(message.at, message.is_ours, message.name, message.text) for message in held]
        ours = (item for item in items if item.kind is Kind.MESSAGE and item.id not in known)
        said += [_unheard(item) for item in ours if item.state is not State.WITHDRAWN]
        return tuple(sorted(said, key=lambda one: (one.item is not None, one.at)))

    def acknowledge(self, submission_id: str, rid: str) -> OutboxItem:
        """Queue the word that this result is here and whole; Missing `id.unknown`, Refusal `result.not-kept`."""
        with self.open_unit() as uow:
            dossier = uow.dossiers.get(submission_id)
            result = next((one for one in dossier.results if one.rid == rid), None) if dossier is not None else None
            if result is None:
                raise Missing("id.unknown", id=rid)
            if not result.kept:
                raise Refusal("result.not-kept", name=result.name)
            item = self._joined(uow, submission_id, rid, Kind.ACKNOWLEDGEMENT, {"sha256": result.sha256})
            uow.commit()
        return item

    def rate(self, submission_id: str, stars: int, text: str = "") -> OutboxItem:
        """Queue how one was served, 1 to 5; Refusal `rating.not-yet`, `rating.given`, `rating.out-of-range`."""
        if stars not in STARS:
            raise Refusal("rating.out-of-range", least=STARS[0], most=STARS[-1])
        with self.open_unit() as uow:
            dossier = uow.dossiers.get(submission_id)
            if self._rated(uow, submission_id) is not None:
                raise Refusal("rating.given", submission=submission_id)
            if dossier is None or "rating" not in dossier.allowed_actions:
                raise Refusal("rating.not-yet", submission=submission_id)
            body = {"stars": stars, "text": text.strip()[:LONGEST]}
            item = self._joined(uow, submission_id, self.new_id(), Kind.RATING, body)
            uow.commit()
        return item

    def rated(self, submission_id: str) -> bool:
        """Whether it was said already how one was served."""
        with self.open_unit() as uow:
            return self._rated(uow, submission_id) is not None

    def acknowledged(self, submission_id: str) -> frozenset[str]:
        """The results of which the word went out, or waits to."""
        with self.open_unit() as uow:
            items = uow.outbox.of_submission(submission_id)
        return frozenset(
            item.id for item in items if item.kind is Kind.ACKNOWLEDGEMENT and item.state is not State.WITHDRAWN
        )

    def _rated(self, uow: UnitOfWork, submission_id: str) -> OutboxItem | None:
        items = uow.outbox.of_submission(submission_id)
        return next((one for one in items if one.kind is Kind.RATING and one.state is not State.WITHDRAWN), None)

    def _joined(
        self, uow: UnitOfWork, submission_id: str, item_id: str, kind: Kind, body: Mapping[str, Any]
    ) -> OutboxItem:
        mode = uow.submissions.get(submission_id).mode
        return join(uow, frozen_item(item_id, kind, submission_id, body, mode, self.clock.now()))


def _unheard(item: OutboxItem) -> Said:
    """Ours, as the portal has not listed it yet."""
    waits = None if item.state is State.RECEIPTED else item.id
    return Said(item.created_at, is_ours=True, name="", text=str(json.loads(item.body)["text"]), item=waits)
