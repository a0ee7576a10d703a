"""`pay`: what is owed, what became of a try, what comes back, and the fee receipts that are kept."""

import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from desktop.cli.context import Context, iso, local, write_file
from desktop.domain.errors import Refusal, StillWaiting
from desktop.domain.fee import UNDECIDED, FeeNotice, Payment, PaymentState, Refund
from desktop.domain.submission import OutboxItem

_OVER = (PaymentState.FAILED, PaymentState.EXPIRED, PaymentState.REFUNDED)


def run_pay(context: Context) -> int:
    """Open the payment of the open notice, or look at it; 3 while it is not paid."""
    services = context.services
    submission = services.outbox.resolve(context.options.submission)
    payment = services.paying.look(submission)
    if payment is None or payment.state in _OVER:
        opened = _open(context, submission)
        if isinstance(opened, OutboxItem):
            context.emit({"submission": submission, "state": opened.state}, [context.say(f"state.{opened.state}")])
            return 0
        payment = opened
    _refuse_another_way(context, payment)
    until = time.monotonic() + context.options.wait
    while payment.state in UNDECIDED and time.monotonic() < until:
        time.sleep(1)
        payment = services.paying.look(submission) or payment
    if payment.state is PaymentState.PAID:
        with suppress(Refusal, StillWaiting):  # paid it is; the fee receipt comes with a later refresh
            services.tracking.refresh()
            services.fee_receipts.fetch(submission)
    _show(context, payment)
    return 0 if payment.state is PaymentState.PAID or payment.method == "cash" else 3


def _open(context: Context, submission: str) -> Payment | OutboxItem:
    """A new try; by QR code none where money may have gone, in no way where it is known to have."""
    method, owed = context.options.method or "vietqr", _owed(context, submission)
    if owed is not None and owed.is_paid_and_forgotten:
        raise Refusal("pay.forgotten-paid", amount=owed.total)
    if owed is not None and owed.is_in_doubt and method != "cash":
        raise Refusal("pay.forgotten")
    return context.services.paying.open_payment(submission, method=method)


def _refuse_another_way(context: Context, payment: Payment) -> None:
    """Who names a way hears that it waits for the try that is open; who names none only looks at that one."""
    owed, method = _owed(context, payment.dossier), context.options.method
    is_owed = owed is not None and owed.notice == payment.notice
    if is_owed and payment.state in UNDECIDED and method not in (None, payment.method):
        raise Refusal("pay.attempt-open", method=payment.method)


def forgotten_lines(context: Context, owed: FeeNotice) -> list[str]:
    """What to do about money that the portal forgot; ways to pay only where none is under way, and that are open."""
    if owed.is_paid_and_forgotten:
        return [context.say("pay.forgotten-paid", amount=owed.total)]
    lines = [context.say("pay.forgotten")]
    if owed.is_under_way or owed.is_for_counter:
        return lines
    return [*lines, context.say("cli.pay-forgotten-open" if owed.has_open_try else "cli.pay-forgotten")]


def receipt_rows(context: Context, submission: str) -> list[dict[str, Any]]:
    """The fee receipts that are kept of a dossier, as `results` tells of its results; written where `-o` says."""
    rows = []
    for kept, name in context.services.fee_receipts.named(submission):
        path = None
        if context.options.output:
            content = context.services.fee_receipts.read(kept.paper_sha256)
            path = write_file(Path(context.options.output) / name, content)
        verdict = kept.verdict
        signature = {"intact": verdict.intact, "signer": verdict.signer, "chain": verdict.chain,
                     "revocation": verdict.revocation}  # fmt: skip
        rows.append({"name": kept.name, "path": path, "sha256": kept.paper_sha256, "signature": signature})
    return rows


def _show(context: Context, payment: Payment) -> None:
    """Only a try that is open has a code: one that has not expired, and with which no money may have gone unheard."""
    now, owed = context.services.tracking.portal_time.now(), _owed(context, payment.dossier)
    in_doubt = owed is not None and owed.is_in_doubt
    qr = payment.code_at(now) if not in_doubt else None
    is_too_old = payment.qr is not None and payment.state is PaymentState.OPEN and payment.has_expired(now)
    is_expired = is_too_old or payment.state is PaymentState.EXPIRED
    dossier = context.services.tracking.status(payment.dossier).dossier
    attempts = [attempt for notice in dossier.fee_notices for attempt in notice.attempts] if dossier else []
    refunds = [refund for attempt in attempts for refund in attempt.refunds]
    receipts = context.services.fee_receipts.kept(payment.dossier)
    document = {
        "amount": payment.amount,
        "qr": qr,
        "state": payment.state,
        "fee_state": owed.told_as if owed is not None else None,
        "expires_at": iso(payment.expires_at) if payment.qr is not None or is_expired else None,
        "expired": is_expired,
        "fee_receipt": payment.fee_receipt,
        "refunds": [
            {"amount": back.amount, "by": iso(back.by), "paid_back_at": iso(back.paid_back_at)} for back in refunds
        ],
        "receipts": [{"rid": one.rid, "name": one.name, "sha256": one.paper_sha256} for one in receipts],
    }
    lines = [context.say("cli.payment", amount=payment.amount, state=context.say(f"payment.{payment.state}"))]
    lines += [_refund_line(context, back) for back in refunds]
    lines += [context.say("cli.fee-receipt", name=one.name, sha256=one.paper_sha256) for one in receipts]
    if owed is not None and in_doubt:
        lines += forgotten_lines(context, owed)
    elif is_too_old:
        lines.append(context.say("cli.code-expired"))
    context.emit(document, [*lines, qr] if qr else lines)


def _owed(context: Context, submission: str) -> FeeNotice | None:
    """The notice that is owed now, with what is known of money for it."""
    dossier = context.services.tracking.status(submission).dossier
    return dossier.owed_fee if dossier is not None else None


def _refund_line(context: Context, back: Refund) -> str:
    if back.paid_back_at is not None:
        return context.say("cli.refund-done", amount=back.amount, at=local(iso(back.paid_back_at) or ""))
    return context.say("cli.refund-due", amount=back.amount, by=local(iso(back.by) or "") if back.by else "–")
