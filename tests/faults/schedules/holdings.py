"""What the portal holds when a case is over, and what it would take now: of every kind, from its own ledger."""

import json
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from desktop.domain.submission import Kind, OutboxItem
from tests.e2e import oracle
from tests.faults.schedules.elsewhere import Elsewhere
from tests.faults.schedules.office import Office

Name = tuple[str, str]
ONCE = {Kind.PAYMENT: "notice", Kind.MESSAGE: "text", Kind.WITHDRAWAL: "reason", Kind.CONSENT: "dossier"}
"""By what one sees that two items are one wish: people never say the same twice here, and pay a notice once."""


def name_of(item: OutboxItem) -> Name:
    """Under which the portal knows it: a rating has its dossier's id."""
    return item.kind, str(item.submission if item.kind is Kind.RATING else item.id)


def _kinds(entry: Any) -> set[str]:
    return {item["kind"] for item in entry["items"]}


@dataclass
class Holdings:
    """One portal, looked at past proxy and faults."""

    office: Office

    @cached_property
    def audit(self) -> Any:
        return oracle.audit(self.office.url, self.office.token)

    @cached_property
    def dossiers(self) -> dict[str, Any]:
        return {entry["id"]: entry for entry in self.office.ledger()["dossiers"]}

    @cached_property
    def held(self) -> dict[Name, Any]:
        """By kind and id; a consent is listed with its dossier, and not before that has come."""
        found: dict[Name, Any] = {}
        for dossier, entry in self.dossiers.items():
            found["dossier", dossier] = entry | {"body": entry["manifest"]}
            found |= {(item["kind"], item["item"]): item for item in entry["items"]}
        return found

    @property
    def gone(self) -> set[str]:
        return set(self.audit["tombstones"])

    @cached_property
    def paid(self) -> frozenset[str]:
        """Tries to pay for which the office has the money, and says so."""
        tried = {dossier for dossier, entry in self.dossiers.items() if Kind.PAYMENT in _kinds(entry)}
        notices = [notice for dossier in tried - self.gone for notice in self._shown(dossier)["fee_notices"]]
        return frozenset(one["pid"] for notice in notices for one in notice["payments"] if one["state"] == "paid")

    def find(self, item: OutboxItem) -> Any:
        return self.held.get(name_of(item))

    def takes(self, item: OutboxItem) -> bool:
        """Whether the portal, as it stands, has room for it: its question is there, the state allows it."""
        if item.kind is Kind.DOSSIER:
            return True
        dossier = item.submission or ""
        if dossier not in self.dossiers or dossier in self.gone:
            return False
        shown, sent = self._shown(dossier), json.loads(item.body)
        return {
            Kind.CONSENT: True,
            Kind.SUPPLEMENT: (shown["supplement"] or {}).get("sid") == item.id,
            Kind.CONFIRMATION: (shown["confirmation"] or {}).get("cid") == item.id,
            Kind.PAYMENT: any(
                (one["notice"], one["state"]) == (sent.get("notice"), "open") for one in shown["fee_notices"]
            ),
            Kind.ACKNOWLEDGEMENT: item.id in {result["rid"] for result in shown["results"]},
            Kind.WITHDRAWAL: "withdraw" in shown["allowed_actions"],
            Kind.MESSAGE: "message" in shown["allowed_actions"],
            Kind.RATING: "rating" in shown["allowed_actions"],
        }[item.kind]

    def twice(self) -> Iterator[str]:
        """One wish of a person stands at the portal once, whatever its id."""
        alive = {dossier: entry for dossier, entry in self.dossiers.items() if dossier not in self.gone}
        filed = [json.loads(b64decode(entry["manifest"]))["data"]["con"]["ho_ten"] for entry in alive.values()]
        yield from (f"I2 doubled: {name} {count} times" for name, count in Counter(filed).items() if count > 1)
        said: Counter[tuple[str, str, str]] = Counter()
        for dossier, entry in self.dossiers.items():
            for item in entry["items"]:
                if item["kind"] in ONCE:
                    said[item["kind"], dossier, json.loads(b64decode(item["body"]))[ONCE[item["kind"]]]] += 1
        yield from (f"I2 doubled: {count} times {kind} {what}" for (kind, _, what), count in said.items() if count > 1)

    def _shown(self, dossier: str) -> Any:
        if dossier not in self._seen:
            self._seen[dossier] = self._visitor.dossier(dossier)
        return self._seen[dossier]

    @cached_property
    def _seen(self) -> dict[str, Any]:
        return {}

    @cached_property
    def _visitor(self) -> Elsewhere:
        return Elsewhere(self.office)
