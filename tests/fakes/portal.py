"""A portal in memory that keeps the contract, and a line to it that need not."""

import json
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, BinaryIO

from desktop.domain.attachment import PaperUpload
from desktop.domain.dossier import Dossier, HistoryRow, Message
from desktop.domain.download import Download
from desktop.domain.fee import Payment
from desktop.domain.looked_up import LookedUp
from desktop.domain.receipt import Receipt
from desktop.domain.submission import Kind, OutboxItem
from desktop.services.ports import Answer, AnswerClass, Changes, PortalProfile, PortalTrouble, UploadStep

PROFILE = PortalProfile(
    portal_id="practice-00000001", mode="practice", name="Cổng tập", url="http://127.0.0.1:1", keys=()
)
A = AnswerClass
OFFLINE = Answer(A.NOT_REACHED, "network.refused")
CAPTIVE = Answer(A.NOT_THE_PORTAL, "portal.captive", wrote=True)


class Line(StrEnum):
    """What the line does to one call."""

    LOST_REQUEST = "the portal never sees it"
    LATE_REQUEST = "the portal sees it later"
    LOST_REPLY = "the portal did it, we do not hear it"
    TWICE = "a middle box sends it twice"


@dataclass
class FakePortal:
    """`line[name]` holds what happens to the next calls of that method: a Line, or an Answer in the portal's stead.

    None there: nothing does. `page` = so many changes are told at a time; all where it is None.
    """

    profile: PortalProfile = PROFILE
    held: dict[str, OutboxItem] = field(default_factory=dict)
    by: dict[str, str] = field(default_factory=dict)
    tombstones: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    uploads: dict[str, str] = field(default_factory=dict)
    records: dict[str, Dossier] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    payments: dict[str, Payment] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    line: dict[str, deque[Line | Answer | None]] = field(default_factory=dict)
    late: list[tuple[OutboxItem, str]] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    created: list[tuple[str, str]] = field(default_factory=list)
    before_call: Callable[[str, str], None] = lambda _name, _item: None
    log: list[tuple[str, str | None]] = field(default_factory=list)
    page: int | None = None
    refuse: dict[str, Answer] = field(default_factory=dict)
    public: dict[tuple[str, str], LookedUp] = field(default_factory=dict)

    def says(self, name: str, *what: Line | Answer | None) -> None:
        self.line.setdefault(name, deque()).extend(what)

    def health(self) -> Answer:
        self.calls.append(("health", ""))
        happens = self._next("health")
        return Answer(A.WAIT) if isinstance(happens, Line) else happens or Answer(A.OK)

    def put(self, item: OutboxItem, uploads: Mapping[str, str], token: str) -> Answer:
        if self.line.get("put") and self.line["put"][0] is Line.LATE_REQUEST:
            self.late.append((item, token))
        return self._call("put", item.id, token, lambda: self._put(item, uploads, token))

    def ask(self, item: OutboxItem, token: str) -> Answer:
        return self._call("ask", item.id, token, lambda: self._ask(item))

    def withdraw(self, dossier_id: str, token: str) -> Answer:
        return self._call("withdraw", dossier_id, token, lambda: self._withdraw(dossier_id))

    def revoke(self, consent_id: str, token: str) -> Answer:
        known = consent_id in self.held
        said = Answer(A.OK, "", wrote=True) if known else Answer(A.UNKNOWN_ID, "not-found")
        return self._call("revoke", consent_id, token, lambda: said)

    def upload(
        self, upload: PaperUpload, paper: BinaryIO, token: str, on_progress: Callable[[PaperUpload], None]
    ) -> UploadStep:
        reached = [upload]
        content = paper.read()

        def bring() -> Answer:
            assert len(content) == upload.size
            on_progress(replace(upload, offset=upload.size // 2))
            self.uploads[upload.upload_id] = upload.sha256
            reached[0] = replace(upload, offset=upload.size, complete=True)
            return Answer(A.OK, wrote=True)

        answer = self._call("upload", upload.upload_id, token, bring)
        return UploadStep(reached[0] if answer.kind is A.OK else upload, answer)

    def changes(self, cursor: str | None, token: str) -> Changes:
        self._read("changes", cursor or "", token)
        seen = int(cursor or 0)
        end = len(self.log) if self.page is None else min(len(self.log), seen + self.page)
        new = self.log[seen:end]
        changed = tuple(dossier for dossier, end in new if end is None)
        tombstones = tuple(dossier for dossier, end in new if end is not None)
        return Changes(changed, tombstones, str(max(seen, end)), has_more=end < len(self.log))

    def dossier(self, dossier_id: str, token: str) -> Dossier:
        self._read("dossier", dossier_id, token)
        if dossier_id not in self.records:
            raise PortalTrouble(Answer(A.UNKNOWN_ID, "not-found"))
        return self.records[dossier_id]

    def history(self, dossier_id: str, token: str) -> tuple[HistoryRow, ...]:
        self._read("history", dossier_id, token)
        return self.records[dossier_id].history

    def messages(self, dossier_id: str, token: str) -> tuple[Message, ...]:
        self._read("messages", dossier_id, token)
        return self.records[dossier_id].messages

    def payment(self, payment: Payment, token: str, *, ask_bank: bool) -> Payment:
        self._read("refresh" if ask_bank else "payment", payment.id, token)
        if payment.id not in self.payments:
            raise PortalTrouble(Answer(A.FIX if ask_bank else A.UNKNOWN_ID, "not-found", wrote=True))
        return self.payments[payment.id]

    def content(self, address: str, token: str, so_far: Download | None = None) -> Iterable[bytes]:
        """In two pieces; what `line["rest"]` holds comes between them."""
        self._read("content", address, token)
        held, so_far = self.contents[address], so_far or Download()
        for end in (3, len(held)):
            fresh = held[so_far.content.tell() : end]
            so_far.content.write(fresh)
            yield fresh
            happens = self._next("rest") if end == 3 else None
            if isinstance(happens, Answer):
                raise PortalTrouble(happens)

    def look_up(self, code: str, id_last4: str) -> LookedUp:
        """Without a token, as anybody may."""
        self.before_call("look_up", code)
        self.calls.append(("look_up", code))
        happens = self._next("look_up")
        if isinstance(happens, Answer):
            raise PortalTrouble(happens)
        if (code, id_last4) not in self.public:
            raise PortalTrouble(Answer(A.UNKNOWN_ID, "lookup.unknown", wrote=True))
        return self.public[code, id_last4]

    def show(self, dossier: Dossier) -> None:
        """The office did something: this is what the portal tells from now on."""
        self.records[dossier.id] = dossier
        self.log.append((dossier.id, None))

    def deliver_late(self) -> None:
        """What was still on its way arrives now; nobody hears the answer."""
        while self.late:
            item, token = self.late.pop()
            self._put(item, {}, token)

    def _put(self, item: OutboxItem, uploads: Mapping[str, str], token: str) -> Answer:
        if item.id in self.tombstones:
            return Answer(A.GONE, "withdrawn", wrote=True)
        if item.id in self.refuse:
            return self.refuse[item.id]
        if item.kind not in (Kind.DOSSIER, Kind.CONSENT) and item.submission not in self.held:
            return Answer(A.FIX, "not-found", wrote=True)
        missing = [{"upload": upload} for upload in uploads.values() if upload not in self.uploads]
        if missing:
            return Answer(A.UPLOADS, "uploads-incomplete", body={"missing": missing}, wrote=True)
        if item.id in self.held and self.held[item.id].fingerprint != item.fingerprint:
            return Answer(A.CONFLICT, "fingerprint-mismatch", wrote=True)
        if item.id not in self.held:
            self.held[item.id] = item
            self.by[item.id] = self.tokens.get(token, token)
            self.created.append((item.id, item.fingerprint))
        return self._yes(item.id)

    def _ask(self, item: OutboxItem) -> Answer:
        if item.id in self.tombstones:
            return Answer(A.GONE, "withdrawn", wrote=True)
        return self._yes(item.id) if item.id in self.held else Answer(A.UNKNOWN_ID, "not-found", wrote=True)

    def _withdraw(self, dossier_id: str) -> Answer:
        if dossier_id in self.accepted:
            return Answer(A.FIX, "already-accepted", wrote=True)
        self.tombstones.add(dossier_id)
        return Answer(A.OK, wrote=True)

    def _yes(self, item_id: str) -> Answer:
        return Answer(A.OK, receipt=receipt_for(self.held[item_id], self.profile), wrote=True)

    def _call(self, name: str, about: str, token: str, do: Callable[[], Answer]) -> Answer:
        self.before_call(name, about)
        self.calls.append((name, about))
        happens = self._next(name)
        if isinstance(happens, Answer):
            return happens
        if token not in self.tokens:
            return Answer(A.LOGIN, "invalid_token", wrote=True)
        if happens in (Line.LOST_REQUEST, Line.LATE_REQUEST):
            return Answer(A.WAIT, "network.read-timeout", wrote=True)
        answer = do()
        if happens is Line.TWICE:
            answer = do()
        return Answer(A.WAIT, "network.cut", wrote=True) if happens is Line.LOST_REPLY else answer

    def _read(self, name: str, about: str, token: str) -> None:
        answer = self._call(name, about, token, lambda: Answer(A.OK))
        if answer.kind is not A.OK:
            raise PortalTrouble(answer)

    def _next(self, name: str) -> Line | Answer | None:
        waiting = self.line.get(name)
        return waiting.popleft() if waiting else None


def receipt_for(item: OutboxItem, profile: PortalProfile = PROFILE, /, **other: Any) -> Receipt:
    claims = {
        "portal_id": profile.portal_id,
        "mode": profile.mode,
        "kind": str(item.kind),
        "item": item.submission if item.kind is Kind.RATING else item.id,
        "dossier": None if item.kind is Kind.CONSENT else item.submission,
        "fingerprint": item.fingerprint,
        "attachments": _papers(item),
    }
    return Receipt(f"receipt of {item.id}", {**claims, **other})


def _papers(item: OutboxItem) -> list[dict[str, Any]]:
    rows = json.loads(item.body).get("attachments", []) if item.kind in (Kind.DOSSIER, Kind.SUPPLEMENT) else []
    return [{name: row[name] for name in ("slot", "n", "sha256")} for row in rows]
