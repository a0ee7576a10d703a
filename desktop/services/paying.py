"""Paying fees: a try is opened once, what is shown was signed, and only the portal says that it is paid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desktop.domain.dossier import Dossier
from desktop.domain.errors import HosoError, Refusal, StillWaiting
from desktop.domain.events import DossierChanged
from desktop.domain.fee import UNDECIDED, FeeNotice, Payment, PaymentState, parse_vietqr
from desktop.domain.submission import Kind, Move, OutboxItem, State, Submission, after
from desktop.services.asking_again import NOT_ASKED, AskingAgain
from desktop.services.forgotten_tries import is_forgotten, note, put_again
from desktop.services.freezing import frozen_item
from desktop.services.outbox import OFF_LINE, Outbox
from desktop.services.ports import (
    AnswerClass,
    Clock,
    Connect,
    NewId,
    OpenUnit,
    PortalTrouble,
    Publish,
    UnitOfWork,
)
from desktop.services.reading import Reader, as_error
from desktop.services.signing_in import SIGNED_OUT, SigningIn

_VOID = (State.NEEDS_FIX, State.NEEDS_FORM_UPGRADE, State.WITHDRAWN)
_LATER = (AnswerClass.NOT_REACHED, AnswerClass.NOT_THE_PORTAL, AnswerClass.WAIT, AnswerClass.UNKNOWN_ID)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paying:
    """Opens payments and looks what became of them."""

    open_unit: OpenUnit
    connect: Connect
    signing_in: SigningIn
    clock: Clock
    new_id: NewId
    outbox: Outbox
    publish: Publish
    again: AskingAgain

    def open_payment(self, submission_id: str, *, method: str = "vietqr") -> Payment | OutboxItem:
        """Open the payment of the open notice, or go on with the one that is open already.

        VietQR needs the network now. Cash is queued. Refusal `fee.none-open`, `pay.attempt-open` (another method),
        `pay.refused`, `pay.forgotten`, `fee.bad-signature`, `fee.qr-differs`; StillWaiting `pay.needs-network`,
        `pay.waiting`, `pay.under-way`.
        """
        if method == "vietqr":
            self._refuse_offline()
        with self.open_unit() as uow:
            submission = uow.submissions.get(submission_id)
            dossier = uow.dossiers.get(submission_id)
            notice = dossier.owed_fee if dossier is not None else None
            if notice is None and dossier is not None and dossier.unproven_fee is not None:
                raise Refusal("fee.bad-signature")
            if notice is None:
                raise Refusal("fee.none-open", submission=submission_id)
            payment = _undecided(uow, submission_id, notice.notice)
            if payment is not None and payment.method != method:
                raise Refusal("pay.attempt-open", method=payment.method)
            if payment is None and notice.is_under_way:
                raise Refusal("pay.forgotten") if notice.is_in_doubt else StillWaiting("pay.under-way")
            if payment is None:
                payment = self._begin(uow, submission, notice, method)
                uow.commit()
        if method != "vietqr":
            return self.outbox.item(payment.id)
        return self._opened(submission_id, payment)

    def look(self, submission_id: str, *, ask_bank: bool = True) -> Payment | None:
        """What became of the latest try; the portal asks the bank where *ask_bank*. None when there is none.

        While a notice is open it is the latest try to pay that one; one that is not owed any more has no code.
        """
        with self.open_unit() as uow:
            dossier = uow.dossiers.get(submission_id)
            payment = latest_try(dossier, uow.dossiers.payments(submission_id))
        if payment is None:
            return None
        looked = self._looked(payment, ask_bank=ask_bank)
        owed = dossier.owed_fee if dossier is not None else None
        return looked if owed is not None and owed.notice == looked.notice else replace(looked, qr=None)

    def reconcile(self) -> None:
        """Look at every try that is undecided, so that nobody who paid and heard nothing has to ask; less and less.

        What is wrong with one holds up no other. StillWaiting `portal.offline`, or `portal.busy` from a portal that
        says when it wants to be asked again: then the others wait for the next round.
        """
        if self.outbox.connection in OFF_LINE:
            return
        with self.open_unit() as uow:
            undecided = [one for one in uow.dossiers.undecided_payments() if _is_answered(uow, one)]
        for payment in undecided:
            if self.again.next_try(payment.id) is None:
                self._look_once_more(payment)

    def next_look(self, payment: Payment) -> datetime | None:
        """When an undecided try is looked at again unasked; None when the next round does."""
        return self.again.next_try(payment.id)

    def _look_once_more(self, payment: Payment) -> None:
        seen = payment
        try:
            seen = self._asked(payment, ask_bank=payment.method == "vietqr")
        except StillWaiting as waiting:
            if waiting.code in NOT_ASKED:
                return
        except PortalTrouble as trouble:
            error = as_error(trouble)
            if error.code in SIGNED_OUT:
                return
            if error.code in NOT_ASKED or trouble.answer.retry_after is not None:
                if trouble.answer.kind is not AnswerClass.NOT_REACHED:
                    self.again.put_off(payment.id)
                raise error from trouble
        except HosoError:
            seen = payment  # what was refused is asked again, and holds up no other
        if seen != payment:
            self.publish(DossierChanged(payment.dossier))
        if seen.state in UNDECIDED:
            self.again.put_off(payment.id)
        else:
            self.again.came(payment.id)

    def _looked(self, payment: Payment, *, ask_bank: bool) -> Payment:
        try:
            return self._asked(payment, ask_bank=ask_bank)
        except StillWaiting as waiting:
            if waiting.code in SIGNED_OUT:
                raise
            return payment
        except PortalTrouble as trouble:
            if trouble.answer.kind in _LATER and not trouble.answer.code.startswith("fee."):
                return payment
            raise as_error(trouble) from trouble

    def _asked(self, payment: Payment, *, ask_bank: bool) -> Payment:
        """What the portal says became of it; PortalTrouble, and StillWaiting where it was not asked."""
        if payment.state not in UNDECIDED:
            return payment
        with self.open_unit() as uow:
            item = uow.outbox.get(payment.id)
        if item.state in _VOID:
            return self._save(replace(payment, state=PaymentState.FAILED))
        if item.state is not State.RECEIPTED:
            return payment
        portal, _ = self.connect()
        reader = Reader(portal, item.account or "", self.signing_in)
        try:
            seen = reader.read(lambda token: portal.payment(payment, token, ask_bank=ask_bank))
        except PortalTrouble as trouble:
            if not is_forgotten(reader, item, trouble):
                raise
            return put_again(self.open_unit, reader, payment)
        self._refuse_swapped(seen)
        if payment.state is PaymentState.PENDING and seen.state is PaymentState.OPEN:
            return payment  # what the bank had begun is not undone because a portal forgot it
        return self._save(seen if seen.state is PaymentState.OPEN else replace(seen, qr=None))

    def _begin(self, uow: UnitOfWork, submission: Submission, notice: FeeNotice, method: str) -> Payment:
        """The try and its item are stored before anything goes out, so that a lost reply is asked for again."""
        body = {"notice": notice.notice, "method": method}
        item = frozen_item(self.new_id(), Kind.PAYMENT, submission.id, body, submission.mode, self.clock.now())
        dossier = uow.outbox.get(submission.id)
        uow.outbox.add(replace(after(item, Move.ENQUEUE), account=dossier.account, portal_id=dossier.portal_id))
        payment = Payment(
            id=item.id,
            dossier=submission.id,
            notice=notice.notice,
            method=method,
            state=PaymentState.OPEN,
            amount=notice.total,
        )
        note(uow, payment)
        return payment

    def _opened(self, submission_id: str, payment: Payment) -> Payment:
        item = self.outbox.item(payment.id)
        if item.state is not State.RECEIPTED:
            item = self.outbox.send_item(payment.id)
        if item.state in _VOID:
            self._save(replace(payment, state=PaymentState.FAILED))
            raise Refusal("pay.refused", reason=item.reason or "")
        if item.state is State.NEEDS_LOGIN:
            raise StillWaiting("sign-in.needed")
        if item.state is not State.RECEIPTED:
            raise StillWaiting("pay.waiting", item=item.id)
        return self.look(submission_id, ask_bank=False) or payment

    def _refuse_offline(self) -> None:
        try:
            portal, _ = self.connect()
        except StillWaiting as waiting:
            raise StillWaiting("pay.needs-network") from waiting
        if portal.health().kind in (AnswerClass.NOT_REACHED, AnswerClass.NOT_THE_PORTAL):
            raise StillWaiting("pay.needs-network")

    def _refuse_swapped(self, payment: Payment) -> None:
        """What a phone would pay must be what the signed notice says (T20)."""
        with self.open_unit() as uow:
            dossier = uow.dossiers.get(payment.dossier)
        notices = dossier.fee_notices if dossier is not None else ()
        notice = next((notice for notice in notices if notice.notice == payment.notice), None)
        if notice is not None and notice.total != payment.amount:
            raise Refusal("fee.qr-differs", amount=payment.amount)
        if payment.qr is None or payment.state is not PaymentState.OPEN:
            return
        qr = parse_vietqr(payment.qr)
        shown = (qr.amount, f"{qr.bin}/{qr.account}", skeleton(qr.memo))
        if shown != (payment.amount, payment.beneficiary, skeleton(payment.memo or "")):
            raise Refusal("fee.qr-differs", amount=qr.amount or 0)

    def _save(self, payment: Payment) -> Payment:
        with self.open_unit() as uow:
            note(uow, payment)
            uow.commit()
        return payment


def skeleton(memo: str) -> str:
    """A memo as banks that strip dots and dashes show it."""
    return "".join(letter for letter in memo.upper() if letter.isalnum())


def latest_try(dossier: Dossier | None, payments: Sequence[Payment]) -> Payment | None:
    """The try to pay what is owed that is undecided, else the latest; the latest of all when nothing is owed.

    A clock that was years ahead has made ids that are later than all that come.
    """
    owed = dossier.owed_fee if dossier is not None else None
    of_it = [payment for payment in payments if owed is None or payment.notice == owed.notice]
    return max(of_it, key=lambda payment: (payment.state in UNDECIDED, payment.id), default=None)


def _is_answered(uow: UnitOfWork, payment: Payment) -> bool:
    """Whether the portal knows of the try, or will never."""
    return uow.outbox.get(payment.id).state in (State.RECEIPTED, *_VOID)


def _undecided(uow: UnitOfWork, submission_id: str, notice: str) -> Payment | None:
    for payment in uow.dossiers.payments(submission_id):
        void = uow.outbox.get(payment.id).state in _VOID
        if payment.notice == notice and payment.state in UNDECIDED and not void:
            return payment
    return None
