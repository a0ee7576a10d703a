"""The pinned portal of contract HSM-1: items are put and asked for, records are read."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, BinaryIO
from urllib.parse import quote, urlencode

from desktop import config
from desktop.adapters.portal import payloads
from desktop.adapters.portal.downloads import pieces
from desktop.adapters.portal.fee_proof import judged, signed_fee
from desktop.adapters.portal.known import Known
from desktop.adapters.portal.public_words import public_words
from desktop.adapters.portal.receipts import claims_of
from desktop.adapters.portal.replies import Reply, classify, parse
from desktop.adapters.portal.uploads import Uploads
from desktop.adapters.portal.wire import Wire, accepted
from desktop.domain.attachment import PaperUpload
from desktop.domain.dossier import Dossier, HistoryRow, Message
from desktop.domain.download import Download
from desktop.domain.errors import Refusal
from desktop.domain.fee import Payment
from desktop.domain.looked_up import LookedUp
from desktop.domain.receipt import Receipt, proves
from desktop.domain.submission import Kind, OutboxItem
from desktop.services.ports import Answer, AnswerClass, Changes, PortalProfile, PortalTrouble, UploadStep

API = "/api/v1"
PAGE = 200
_UNDER_DOSSIER = {
    Kind.SUPPLEMENT: "supplements",
    Kind.CONFIRMATION: "confirmations",
    Kind.PAYMENT: "payments",
    Kind.WITHDRAWAL: "withdrawals",
    Kind.MESSAGE: "messages",
}
_WITH_MANIFEST = frozenset({Kind.DOSSIER, Kind.SUPPLEMENT})


class PortalClient:
    """Implements the port Portal; a receipt in an answer is always verified."""

    def __init__(self, profile: PortalProfile, wire: Wire, uploads: Uploads) -> None:
        self.profile = profile
        self.is_outdated = False
        """Whether it signed with a key that this profile does not know: it may have been handed on meanwhile."""
        self._wire = wire
        self._known = Known(wire)
        self._uploads = uploads

    def health(self) -> Answer:
        """Whether this really is the portal."""
        try:
            return classify(self._wire.call("GET", f"{API}/health"))
        except PortalTrouble as trouble:
            return trouble.answer

    def put(self, item: OutboxItem, uploads: Mapping[str, str], token: str) -> Answer:
        """Put the frozen bytes under the item's own address; the same again is harmless."""
        if item.mode != self.profile.mode or item.portal_id not in {None, self.profile.portal_id}:
            return Answer(AnswerClass.FIX, "portal.other-mode")
        try:
            reply = self._wire.call("PUT", address_of(item), token=token, body=_body(item, uploads))
        except PortalTrouble as trouble:
            return trouble.answer
        answer = classify(reply)
        return answer if answer.kind is not AnswerClass.OK else self._stored(item, reply)

    def ask(self, item: OutboxItem, token: str) -> Answer:
        """Whether the portal holds the item; UNKNOWN_ID when it never came."""
        try:
            reply = self._wire.call("GET", address_of(item), token=token)
        except PortalTrouble as trouble:
            return trouble.answer
        answer = classify(reply)
        if answer.kind is not AnswerClass.OK:
            return answer
        body = parse(reply.body)
        if body is None or not isinstance(body.get("fingerprint"), str):
            return Answer(AnswerClass.WAIT, "portal.reply-damaged", wrote=True)
        if body.get("id", item.id) != item.id:
            return Answer(AnswerClass.NOT_THE_PORTAL, "receipt.other-item", wrote=True)
        if body["fingerprint"] != item.fingerprint:
            return replace(answer, kind=AnswerClass.CONFLICT, code="fingerprint-mismatch")
        if item.kind is Kind.DOSSIER and "receipt" not in body:
            return self.put(item, {}, token)
        return self._stored(item, reply)

    def withdraw(self, dossier_id: str, token: str) -> Answer:
        """Take the id back before intake; `already-accepted` is class FIX, an id that is withdrawn already is OK."""
        try:
            answer = classify(self._wire.call("DELETE", f"{API}/dossiers/{_id(dossier_id)}", token=token))
        except PortalTrouble as trouble:
            return trouble.answer
        if answer.kind is AnswerClass.GONE and answer.code == "withdrawn":
            return replace(answer, kind=AnswerClass.OK)
        return answer

    def revoke(self, consent_id: str, token: str) -> Answer:
        """Tell that the applicant took a consent back; what was submitted under it stays."""
        try:
            return classify(self._wire.call("DELETE", f"{API}/consents/{_id(consent_id)}", token=token))
        except PortalTrouble as trouble:
            return trouble.answer

    def upload(
        self, upload: PaperUpload, paper: BinaryIO, token: str, on_progress: Callable[[PaperUpload], None]
    ) -> UploadStep:
        """Bring a paper over, or on from where it stopped."""
        return self._uploads.bring(upload, paper, token, on_progress)

    def changes(self, cursor: str | None, token: str) -> Changes:
        """A page of what changed; PortalTrouble (gone, `cursor-expired`) asks for everything anew."""
        query = urlencode({"limit": PAGE, **({"since": cursor} if cursor else {})})
        body = self._known.read(f"{API}/dossiers?{query}", token=token)
        return Changes(
            changed=_ids(body.get("items")),
            tombstones=_ids(body.get("tombstones")),
            next_cursor=payloads.text(body.get("next_cursor")) or cursor or "",
            has_more=payloads.flag(body.get("has_more")),
        )

    def dossier(self, dossier_id: str, token: str) -> Dossier:
        """The portal's copy, without its history; a fee notice whose signature does not hold is marked."""
        found = payloads.dossier(self._known.read(f"{API}/dossiers/{_id(dossier_id)}", token=token))
        if found.id != dossier_id:
            raise PortalTrouble(Answer(AnswerClass.NOT_THE_PORTAL, "receipt.other-item", wrote=True))
        notices = tuple(judged(self.profile, dossier_id, notice) for notice in found.fee_notices)
        return replace(found, fee_notices=notices)

    def history(self, dossier_id: str, token: str) -> tuple[HistoryRow, ...]:
        """What happened to it, the oldest first."""
        body = self._known.read(f"{API}/dossiers/{_id(dossier_id)}/history", token=token)
        rows = (payloads.history_row(row) for row in payloads.parts(body.get("items")))
        return tuple(sorted((row for row in rows if row is not None), key=lambda row: row.seq))

    def messages(self, dossier_id: str, token: str) -> tuple[Message, ...]:
        """What was written from both sides, the oldest first."""
        body = self._known.read(f"{API}/dossiers/{_id(dossier_id)}/messages", token=token)
        found = (payloads.message(row) for row in payloads.parts(body.get("items")))
        return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.at, one.mid)))

    def payment(self, payment: Payment, token: str, *, ask_bank: bool) -> Payment:
        """The try as the portal knows it; amount, memo and `beneficiary` (bin/account) are the signed ones.

        PortalTrouble (`fee.bad-signature`) when the notice's signature does not hold.
        """
        address = f"{API}/dossiers/{_id(payment.dossier)}/payments/{_id(payment.id)}"
        if ask_bank:
            body = accepted(self._wire.post(f"{address}:refresh", {}, token=token)).json()
        else:
            body = self._known.read(address, token=token)
        return _payment(payment, body, self._signed_fee(payment, body))

    def content(self, address: str, token: str, so_far: Download | None = None) -> Iterable[bytes]:
        """The bytes of a result, by its id or address, beyond those that are there; resumed when the line is cut."""
        if "/" not in address:
            address = f"{API}/results/{_id(address)}/content"
        return pieces(self._wire, address, token, so_far or Download())

    def look_up(self, code: str, id_last4: str) -> LookedUp:
        """The public word about a code; PortalTrouble (unknown id) for a wrong code and for wrong digits alike."""
        reply = self._wire.post(f"{API}/lookup", {"code": code, "id_last4": id_last4})
        if reply.status == 404:
            raise PortalTrouble(Answer(AnswerClass.UNKNOWN_ID, "lookup.unknown", wrote=True))
        found = public_words(accepted(reply).json(), self.profile.portal_id)
        if found is None or found.code != code:
            raise PortalTrouble(Answer(AnswerClass.WAIT, "portal.reply-damaged", wrote=True))
        return found

    def _stored(self, item: OutboxItem, reply: Reply) -> Answer:
        """OK only with a receipt that is verified and about this item (R4); anything else proves nothing."""
        body = parse(reply.body)
        if reply.status not in {200, 201, 202} or body is None:
            return Answer(AnswerClass.WAIT, "portal.reply-damaged", wrote=True)
        token = body.get("receipt")
        code = "receipt.missing"
        if isinstance(token, str):
            try:
                receipt = Receipt(token, claims_of(token, self.profile.keys))
            except Refusal as refusal:
                code = refusal.code
                self.is_outdated |= code == "receipt.unknown-key"
            else:
                if proves(receipt, item) and receipt.claims.get("portal_id") == self.profile.portal_id:
                    return Answer(AnswerClass.OK, receipt=receipt, body=body, wrote=True)
                code = "receipt.other-item"
        return Answer(AnswerClass.NOT_THE_PORTAL, code, wrote=True)

    def _signed_fee(self, payment: Payment, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the portal signed about this very notice."""
        try:
            return signed_fee(self.profile, payment.dossier, payment.notice, str(body.get("sig") or ""))
        except Refusal as refusal:
            raise PortalTrouble(Answer(AnswerClass.NOT_THE_PORTAL, refusal.code, wrote=True)) from refusal


def address_of(item: OutboxItem) -> str:
    """Where this item is put and asked for; its own id is the last part of it."""
    if item.kind is Kind.DOSSIER:
        return f"{API}/dossiers/{_id(item.id)}"
    if item.kind is Kind.CONSENT:
        return f"{API}/consents/{_id(item.id)}"
    if item.kind is Kind.ACKNOWLEDGEMENT:
        return f"{API}/results/{_id(item.id)}/acknowledgement"
    if item.kind is Kind.RATING:
        return f"{API}/dossiers/{_id(item.submission or '')}/rating"
    return f"{API}/dossiers/{_id(item.submission or '')}/{_UNDER_DOSSIER[item.kind]}/{_id(item.id)}"


def _body(item: OutboxItem, uploads: Mapping[str, str]) -> bytes:
    """The frozen bytes as they are, never parsed and written again."""
    if item.kind not in _WITH_MANIFEST:
        return item.body
    beside = {"fingerprint": item.fingerprint, "uploads": dict(uploads), "client": f"hoso/{config.VERSION}"}
    return b'{"manifest":' + item.body + b"," + json.dumps(beside).encode()[1:]


def _payment(payment: Payment, body: Mapping[str, Any], signed: Mapping[str, Any]) -> Payment:
    beneficiary = payloads.part(signed.get("beneficiary"))
    return replace(
        payment,
        state=payloads.payment_state(body.get("state")),
        amount=payloads.whole(signed.get("amount")),
        memo=payloads.text(signed.get("memo")),
        beneficiary=f"{beneficiary.get('bin', '')}/{beneficiary.get('account', '')}" if beneficiary else None,
        qr=payloads.text(body.get("qr")),
        expires_at=payloads.moment(body.get("expires_at")),
        fee_receipt=payloads.text(body.get("fee_receipt")),
    )


def _ids(rows: object) -> tuple[str, ...]:
    return tuple(found for row in payloads.parts(rows) if (found := payloads.text(row.get("id"))) is not None)


def _id(part: str) -> str:
    return quote(part, safe="")
