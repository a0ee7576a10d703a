from dataclasses import replace
from io import BytesIO

from desktop.adapters.database.vault import Vault
from desktop.adapters.portal import payloads
from desktop.domain.dossier import (
    Dossier,
    DraftCertificate,
    HistoryRow,
    Message,
    ResultRecord,
    Status,
    Step,
    SupplementRequest,
)
from desktop.domain.fee import (
    FeeAttempt,
    FeeNotice,
    FeeReceipt,
    KeptFeeReceipt,
    NoticeItem,
    Payment,
    PaymentState,
    Refund,
)
from desktop.domain.signature import SignatureVerdict
from tests.integration.vault.records import NOW, SOON, unit

LINE = HistoryRow(1, NOW, "Cầm Bá Thước", "officer", "14923", "Tiếp nhận", Status.RECEIVED)
CERTIFICATE = ResultRecord("r1", "Giấy khai sinh", "application/pdf", 9, "ab" * 32, signed=True, issued_at=SOON)
FULL = Dossier(
    id="s1",
    seq=7,
    code="H56.14923-261123-0001",
    status=Status.SUPPLEMENT,
    status_label="Cần bổ sung",
    submitted_at=NOW,
    due_at=SOON,
    paused=True,
    step=Step("Thẩm tra", "Cầm Bá Thước", None, NOW, None),
    supplement=SupplementRequest("x1", "Thiếu", (("/con/ho_ten", "sai"),), (("TP01", "mờ"),), SOON),
    confirmation=DraftCertificate("k1", "/api/v1/drafts/1", SOON, answered=True, sha256="cd" * 32),
    fee_notices=(FeeNotice("n1", (NoticeItem("ban_sao", "Bản sao", 8000),), 8000, "before", "open"),),
    results=(CERTIFICATE,),
    history=(LINE,),
    messages=(Message("m1", NOW, is_ours=False, name="Cầm Bá Thước", text="Mời bà đến"),),
    allowed_actions=("withdraw",),
    refreshed_at=NOW,
    possible_duplicate_of=("s2",),
)


def test_nothing_that_a_portal_may_say_is_too_much_for_the_store(vault: Vault) -> None:
    said = {"id": "s1", "seq": 10**30, "code": "\ud800", "status": {"code": "9" * 5000, "label": "\x00"},
            "results": [{"rid": "r1", "size": -(10**30)}], "due_at": "9999-12-31T23:59:59Z"}  # fmt: skip
    with unit(vault) as uow:
        assert uow.dossiers.upsert(payloads.dossier(said))
        uow.commit()
    with unit(vault) as uow:
        stored = uow.dossiers.get("s1")
        assert stored is not None
        assert (stored.seq, stored.code, stored.due_at, stored.results[0].size) == (0, "?", None, 0)


def test_a_dossier_comes_back_as_the_portal_told_it(vault: Vault) -> None:
    with unit(vault) as uow:
        assert uow.dossiers.upsert(FULL)
        uow.commit()
    with unit(vault) as uow:
        assert uow.dossiers.get("s1") == FULL
        assert uow.dossiers.all() == (FULL,)
        assert uow.dossiers.get("s2") is None


def test_telling_the_same_again_is_no_change(vault: Vault) -> None:
    with unit(vault) as uow:
        uow.dossiers.upsert(FULL)
        assert not uow.dossiers.upsert(replace(FULL, refreshed_at=SOON))
        assert uow.dossiers.upsert(replace(FULL, seq=8, supplement=None))
        assert uow.dossiers.upsert(replace(FULL, seq=2)), "a portal that was restored counts from lower again"


def test_messages_only_grow(vault: Vault) -> None:
    mine = Message("m0", SOON, is_ours=True, name="Mai", text="Vâng ạ")
    with unit(vault) as uow:
        uow.dossiers.upsert(FULL)
        uow.dossiers.upsert(replace(FULL, messages=(mine,)))
        stored = uow.dossiers.get("s1")
        assert uow.dossiers.last_messages() == {"s1": "m0"}
    assert stored is not None
    assert [message.text for message in stored.messages] == ["Mời bà đến", "Vâng ạ"]


RECEIPT = FeeReceipt("b1", "Biên lai", "ef" * 32, SOON)
ATTEMPT = FeeAttempt("p1", "vietqr", PaymentState.PAID, RECEIPT, (Refund(8000, SOON, None),))
PAID = replace(FULL.fee_notices[0], state="paid", deadline=SOON, sig="a.b.c", attempts=(ATTEMPT,))
VERDICT = SignatureVerdict(
    intact=True, covers_whole_file=True, signer="UBND", chain="practice", revocation="not-checked", signed_at=NOW
)


def test_a_fee_receipt_is_kept_with_its_dossier_and_its_paper_is_named(vault: Vault) -> None:
    stored = vault.papers.put(BytesIO(b"%PDF bien lai"))
    kept = KeptFeeReceipt("s1", "b1", "Biên lai", stored.sha256, VERDICT, NOW)
    with unit(vault) as uow:
        uow.dossiers.upsert(replace(FULL, fee_notices=(PAID,)))
        uow.dossiers.upsert(replace(FULL, id="s2"))
        assert uow.dossiers.with_unkept_fee_receipts() == ("s1",)
        uow.dossiers.keep_fee_receipt(kept)
        uow.commit()
    with unit(vault) as uow:
        stored_dossier = uow.dossiers.get("s1")
        assert stored_dossier is not None
        assert stored_dossier.fee_notices == (PAID,)
        assert uow.dossiers.fee_receipts("s1") == (kept,)
        assert uow.dossiers.fee_receipts("s2") == ()
        assert uow.dossiers.with_unkept_fee_receipts() == ()
    assert stored.sha256 in vault.named_papers()


def test_undecided_payments_are_found_whosever_they_are(vault: Vault) -> None:
    with unit(vault) as uow:
        for number, state in enumerate(PaymentState):
            uow.dossiers.save_payment(Payment(f"p{number}", f"s{number}", "n1", "vietqr", state, 8000))
        states = [payment.state for payment in uow.dossiers.undecided_payments()]
    assert states == [PaymentState.OPEN, PaymentState.PENDING]


def test_history_only_grows(vault: Vault) -> None:
    second = replace(LINE, seq=2, text="Thẩm tra")
    with unit(vault) as uow:
        uow.dossiers.upsert(FULL)
        uow.dossiers.upsert(replace(FULL, history=(second,)))
        uow.dossiers.upsert(replace(FULL, history=()))
        stored = uow.dossiers.get("s1")
    assert stored is not None
    assert stored.history == (LINE, second)


def test_a_result_that_was_kept_stays_kept_and_a_corrected_one_is_another(vault: Vault) -> None:
    corrected = replace(CERTIFICATE, rid="r2", sha256="cd" * 32)
    with unit(vault) as uow:
        uow.dossiers.upsert(FULL)
        uow.dossiers.keep_result("r1", "s1", "ab" * 32, "intact")
        uow.dossiers.keep_result("r1", "s1", "ab" * 32, "intact, signer known")
        uow.dossiers.upsert(replace(FULL, results=(corrected,)))
        uow.commit()
        stored = uow.dossiers.get("s1")
    assert stored is not None
    assert stored.results == (replace(CERTIFICATE, kept=True, verdict="intact, signer known"), corrected)
    assert vault.named_papers() == {"ab" * 32}


def test_another_content_under_the_same_result_is_not_kept_yet(vault: Vault) -> None:
    with unit(vault) as uow:
        uow.dossiers.upsert(FULL)
        uow.dossiers.keep_result("r1", "s1", "ab" * 32, "intact")
        uow.dossiers.upsert(replace(FULL, results=(replace(CERTIFICATE, sha256="ee" * 32),)))
        uow.commit()
        stored = uow.dossiers.get("s1")
    assert stored is not None
    assert not stored.results[0].kept
    assert vault.named_papers() == {"ab" * 32}, "the earlier paper is still ours"


def test_a_result_that_vanished_before_it_was_kept_is_gone(vault: Vault) -> None:
    with unit(vault) as uow:
        uow.dossiers.upsert(FULL)
        uow.dossiers.upsert(replace(FULL, results=()))
        stored = uow.dossiers.get("s1")
    assert stored is not None
    assert stored.results == ()


def test_payments_of_a_dossier(vault: Vault) -> None:
    opened = Payment("p1", "s1", "n1", "vietqr", PaymentState.OPEN, 8000, "00020101", "HS1", "Kho bạc", SOON)
    paid = replace(opened, state=PaymentState.PAID, fee_receipt="BL1")
    with unit(vault) as uow:
        uow.dossiers.save_payment(opened)
        uow.dossiers.save_payment(replace(opened, id="p0", method="cash", qr=None, expires_at=None))
        uow.dossiers.save_payment(paid)
        assert [payment.id for payment in uow.dossiers.payments("s1")] == ["p0", "p1"]
        assert uow.dossiers.payments("s1")[1] == paid
        assert uow.dossiers.payments("s2") == ()
