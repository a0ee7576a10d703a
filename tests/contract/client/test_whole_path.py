"""From the first paper to the signed result, our client at the real practice portal."""

import hashlib
import json
from typing import Any

import pytest

from desktop.adapters.portal.receipts import verify_receipt
from desktop.domain.dossier import Dossier, Status, Turn
from desktop.domain.download import Download
from desktop.domain.fee import Payment, PaymentState, parse_vietqr
from desktop.domain.submission import Kind, OutboxItem
from desktop.services.ports import AnswerClass, PortalTrouble
from forms.answers import fingerprint
from tests.contract.client.visitor import Visitor, made
from tests.contract.practice.office import Running, new_id

A = AnswerClass


def filed(visitor: Visitor, **parts: Any) -> OutboxItem:
    visitor.bring()
    item = visitor.dossier(**parts)
    assert visitor.client.put(item, visitor.uploads, visitor.token).kind is A.OK
    return item


def seen(visitor: Visitor, item: OutboxItem) -> Dossier:
    return visitor.client.dossier(item.id, visitor.token)


def test_dossier_is_held_once_and_its_receipt_is_the_same_for_ever(visitor: Visitor, portal: Running) -> None:
    item = filed(visitor)
    again, asked = (visitor.client.put(item, {}, visitor.token), visitor.client.ask(item, visitor.token))
    assert again.receipt is not None
    assert again.receipt == asked.receipt
    assert verify_receipt(again.receipt.token, [visitor.client.profile]).claims["item"] == item.id
    held = [row for row in portal.admin("GET", "/ledger")["dossiers"] if row["id"] == item.id]
    assert [row["fingerprint"] for row in held] == [item.fingerprint]
    dossier = seen(visitor, item)
    assert (dossier.status, dossier.turn) == (Status.REGISTERED, Turn.OFFICE)
    assert item.id in visitor.client.changes(None, visitor.token).changed
    assert visitor.client.history(item.id, visitor.token)[0].status is Status.REGISTERED


def test_what_the_portal_refuses_has_its_class(visitor: Visitor) -> None:
    item = filed(visitor)
    other = made(Kind.DOSSIER, item.id, item.id, {**json.loads(item.body), "case": "x"})
    never = visitor.dossier()
    got = [
        visitor.client.put(other, visitor.uploads, visitor.token),
        visitor.client.ask(other, visitor.token),
        visitor.client.ask(never, visitor.token),
        visitor.client.put(never, {"TP01/1": new_id()}, visitor.token),
        visitor.client.put(visitor.dossier(relation="relative"), visitor.uploads, visitor.token),
        visitor.client.put(item, visitor.uploads, "no token"),
        visitor.client.withdraw(never.id, visitor.token),
        visitor.client.put(never, visitor.uploads, visitor.token),
        visitor.client.withdraw(item.id, visitor.token),
    ]
    assert [answer.kind for answer in got] == [
        A.CONFLICT, A.CONFLICT, A.UNKNOWN_ID, A.UPLOADS, A.FIX, A.LOGIN, A.OK, A.GONE, A.OK,
    ]  # fmt: skip


def test_withdrawing_after_intake_asks_the_office(visitor: Visitor, portal: Running) -> None:
    item = filed(visitor)
    portal.act(item.id, "receive")
    late = visitor.client.withdraw(item.id, visitor.token)
    assert (late.kind, late.code) == (A.FIX, "already-accepted")
    request = made(Kind.WITHDRAWAL, new_id(), item.id, {"reason": "Nộp nhầm"})
    assert visitor.client.put(request, {}, visitor.token).kind is A.OK
    assert visitor.client.ask(request, visitor.token).kind is A.OK
    assert seen(visitor, item).status is Status.WITHDRAW_REQUESTED


def test_consent_supplement_draft_fee_and_result(visitor: Visitor, portal: Running) -> None:
    item = with_consent(visitor)
    portal.act(item.id, "receive")
    portal.act(item.id, "process")
    answer_supplement(visitor, portal, item)
    portal.act(item.id, "ask_payment", items=[{"code": "BS", "name": "Bản sao", "amount": 16000, "quantity": 2}])
    pay(visitor, portal, item)
    portal.act(item.id, "ask_confirmation")
    confirmation = seen(visitor, item).confirmation
    assert confirmation is not None
    draft = b"".join(visitor.client.content(confirmation.document, visitor.token))
    assert hashlib.sha256(draft).hexdigest() == confirmation.sha256
    yes = {"answer": "correct", "fields": [], "draft_sha256": confirmation.sha256}
    answer = made(Kind.CONFIRMATION, confirmation.cid, item.id, yes)
    assert visitor.client.put(answer, {}, visitor.token).kind is A.OK
    portal.act(item.id, "finish")
    result = seen(visitor, item).results[0]
    so_far = Download(result.sha256)
    content = b"".join(visitor.client.content(result.rid, visitor.token, so_far))
    assert list(visitor.client.content(result.rid, visitor.token, so_far)) == []
    assert (hashlib.sha256(content).hexdigest(), len(content)) == (result.sha256, result.size)
    received = made(Kind.ACKNOWLEDGEMENT, result.rid, item.id, {"sha256": result.sha256})
    assert visitor.client.put(received, {}, visitor.token).kind is A.OK
    assert seen(visitor, item).status is Status.RETURNED
    history = visitor.client.history(item.id, visitor.token)
    assert [row.seq for row in history] == sorted(row.seq for row in history)


def with_consent(visitor: Visitor) -> OutboxItem:
    visitor.bring()
    consent_id = new_id()
    item = visitor.dossier(consent=consent_id, relation="relative")
    applicant = json.loads(item.body)["applicant"]
    body = {
        "applicant": {name: applicant[name] for name in ("name", "id_type", "id_no", "phone")},
        "procedure": "1.001193",
        "dossier": item.id,
        "evidence": {"kind": "paper", "sha256": "ab" * 32},
        "valid_days": 30,
    }
    consent = made(Kind.CONSENT, consent_id, item.id, body)
    assert visitor.client.put(consent, {}, visitor.token).kind is A.OK
    assert visitor.client.ask(consent, visitor.token).kind is A.OK
    assert visitor.client.put(item, visitor.uploads, visitor.token).kind is A.OK
    return item


def answer_supplement(visitor: Visitor, portal: Running, item: OutboxItem) -> None:
    portal.act(item.id, "ask_supplement", text="Bản chụp mờ", slots=[{"slot": "TP01", "why": "mờ"}])
    asked = seen(visitor, item).supplement
    assert asked is not None
    assert asked.slots == (("TP01", "mờ"),)
    paper = json.loads(item.body)["attachments"][0]
    visitor.bring()
    manifest = {"v": 1, "dossier": item.id, "supplement": asked.sid, "data": {}, "attachments": [paper]}
    answer = made(Kind.SUPPLEMENT, asked.sid, item.id, manifest)
    assert visitor.client.put(answer, visitor.uploads, visitor.token).kind is A.OK
    assert visitor.client.put(answer, {}, visitor.token).kind is A.OK
    assert seen(visitor, item).supplement is None


def pay(visitor: Visitor, portal: Running, item: OutboxItem) -> None:
    notice = seen(visitor, item).open_fee
    assert notice is not None, "its signature holds"
    assert (notice.when, notice.deadline is not None, notice.attempts) == ("before", True, ())
    payment = Payment(new_id(), item.id, notice.notice, "vietqr", PaymentState.OPEN, 0)
    start = made(Kind.PAYMENT, payment.id, item.id, {"notice": notice.notice, "method": "vietqr"})
    assert visitor.client.put(start, {}, visitor.token).kind is A.OK
    open_one = visitor.client.payment(payment, visitor.token, ask_bank=False)
    assert open_one.qr is not None
    qr = parse_vietqr(open_one.qr)
    assert (qr.amount, f"{qr.bin}/{qr.account}", qr.memo) == (16000, open_one.beneficiary, open_one.memo)
    portal.act(item.id, "pay", payment=payment.id)
    paid = visitor.client.payment(payment, visitor.token, ask_bank=True)
    assert (paid.state, paid.amount) == (PaymentState.PAID, notice.total)
    assert paid.fee_receipt is not None
    portal.act(item.id, "pay", payment=payment.id)
    (settled,) = seen(visitor, item).fee_notices
    (attempt,) = settled.attempts
    assert attempt.receipt is not None
    content = b"".join(visitor.client.content(attempt.receipt.rid, visitor.token))
    assert (attempt.receipt.rid, attempt.receipt.sha256) == (paid.fee_receipt, hashlib.sha256(content).hexdigest())
    assert [(back.amount, back.paid_back_at) for back in attempt.refunds] == [(16000, None)]


def test_signing_in_refreshes_and_ends(visitor: Visitor) -> None:
    identity = visitor.identity
    assert identity.whoami(visitor.token)[0] == visitor.account
    assert visitor.tokens.refresh_token is not None
    first, lost = (identity.refresh(visitor.tokens.refresh_token) for _ in range(2))
    assert first.refresh_token == lost.refresh_token
    identity.revoke(first.access_token)
    with pytest.raises(PortalTrouble) as trouble:
        identity.whoami(first.access_token)
    assert trouble.value.answer.kind is A.LOGIN


def test_fingerprint_is_of_the_bytes_that_went_out(visitor: Visitor) -> None:
    item = visitor.dossier()
    assert fingerprint(json.loads(item.body)) == item.fingerprint
