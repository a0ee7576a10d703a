"""What is owed, tries to pay it, and the VietQR payload that a portal sends (EMVCo MPM, NAPAS)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from desktop.domain.errors import Refusal
from desktop.domain.signature import SignatureVerdict


class PaymentState(StrEnum):
    """Contract B3."""

    OPEN = "open"
    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    REFUNDED = "refunded"


UNDECIDED = frozenset({PaymentState.OPEN, PaymentState.PENDING})
"""Money may be under way: nobody is asked to pay again."""


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One line of a fee notice; `amount` in đồng."""

    code: str
    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class FeeReceipt:
    """The office's proof that it has the money (biên lai), as the portal names it."""

    rid: str
    name: str
    sha256: str
    issued_at: datetime | None


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that came beside what was owed; `by` = when it goes back at the latest."""

    amount: int
    by: datetime | None
    paid_back_at: datetime | None


@dataclass(frozen=True, slots=True)
class FeeAttempt:
    """One try to pay, as the portal tells of it beside the notice; also the office's own at its counter.

    `is_forgotten` where money may have gone and a portal that was put back knows nothing of it any more.
    """

    id: str
    method: str
    state: PaymentState
    receipt: FeeReceipt | None = None
    refunds: tuple[Refund, ...] = ()
    is_forgotten: bool = False

    def as_heard_before(self, now: "FeeAttempt | None") -> "FeeAttempt | None":
        """What stands of it when the portal tells *now* of it: money that went is not unsaid by who forgot it."""
        if now is not None and now.state in (PaymentState.PAID, PaymentState.REFUNDED):
            return now
        if self.state is PaymentState.PAID:
            return replace(self, is_forgotten=True)
        if self.state is PaymentState.PENDING and (now is None or now.state is PaymentState.OPEN):
            return self
        return replace(now or self, is_forgotten=True) if self.is_forgotten else now


@dataclass(frozen=True, slots=True)
class FeeNotice:
    """What the office says is owed, `before` its work or `after` it, and `sig`, the portal's word for amount and payee.

    `is_unproven` where that word does not hold: nothing of it may be paid.
    """

    notice: str
    items: tuple[NoticeItem, ...]
    total: int
    when: str
    state: str
    deadline: datetime | None = None
    sig: str = ""
    attempts: tuple[FeeAttempt, ...] = ()
    is_unproven: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the office still waits for it."""
        return self.state in ("open", "pending")

    @property
    def is_under_way(self) -> bool:
        """Whether money for it is at the bank, or at the office already: nobody is asked to pay again."""
        return any(attempt.state in (PaymentState.PENDING, PaymentState.PAID) for attempt in self.attempts)

    @property
    def is_plainly_open(self) -> bool:
        """Whether nobody has sent money for it."""
        return self.is_open and not self.is_under_way and not self.is_in_doubt

    @property
    def is_for_counter(self) -> bool:
        """Whether the person said that they pay at the office's counter."""
        return any(attempt.method == "cash" and attempt.state is PaymentState.OPEN for attempt in self.attempts)

    @property
    def is_in_doubt(self) -> bool:
        """Whether money for it may have gone that the portal forgot: only the person and their bank know."""
        return self.is_open and any(attempt.is_forgotten for attempt in self.attempts)

    @property
    def is_paid_and_forgotten(self) -> bool:
        """Whether what the portal forgot is known to be paid: it is not paid again, not even at the counter."""
        return self.is_open and any(one.is_forgotten and one.state is PaymentState.PAID for one in self.attempts)

    @property
    def has_open_try(self) -> bool:
        """Whether a try to pay it is undecided: another way waits until that one is over."""
        return any(attempt.state in UNDECIDED for attempt in self.attempts)

    @property
    def told_as(self) -> str:
        """The word for how it stands: what is known of its tries goes before what the portal says."""
        if self.is_in_doubt:
            return "forgotten"
        return "pending" if self.is_open and self.is_under_way else self.state

    def after_look(self, payment: "Payment", *, is_forgotten: bool = False) -> "FeeNotice":
        """With what was heard of one attempt, until the portal tells of the notice itself."""
        heard = FeeAttempt(payment.id, payment.method, payment.state)
        known = {attempt.id: attempt for attempt in self.attempts}
        before = known.get(heard.id, heard)
        is_in_doubt = (is_forgotten or before.is_forgotten) and heard.state is not PaymentState.PAID
        known[heard.id] = replace(before, state=heard.state, is_forgotten=is_in_doubt)
        return replace(self, attempts=tuple(known.values()))

    def beside(self, before: "FeeNotice | None") -> "FeeNotice":
        """As the portal tells of it now, with what had been heard of money for it *before*."""
        if before is None or not self.is_open:
            return self
        heard = {attempt.id: attempt for attempt in self.attempts}
        for old in before.attempts:
            stands = old.as_heard_before(heard.get(old.id))
            if stands is not None:
                heard[old.id] = stands
        return replace(self, attempts=tuple(heard.values()))


def remembered(told: Sequence[FeeNotice], before: Sequence[FeeNotice]) -> tuple[FeeNotice, ...]:
    """What a portal tells now, beside what is known here of money: it may have been put back to before that.

    A notice that it no longer lists stays where it was settled, and as `forgotten` where money for it may have gone.
    """
    known = {notice.notice: notice for notice in before}
    listed = {notice.notice for notice in told}
    unlisted = [notice for notice in before if notice.notice not in listed]
    kept = [one if not one.is_open else replace(one, state="forgotten") for one in unlisted if not one.is_plainly_open]
    return (*kept, *(notice.beside(known.get(notice.notice)) for notice in told))


@dataclass(frozen=True, slots=True)
class KeptFeeReceipt:
    """A fee receipt that stands in the paper store, with what its signature was worth when it was kept."""

    dossier: str
    rid: str
    name: str
    paper_sha256: str
    verdict: SignatureVerdict
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Payment:
    """One try to pay a notice; `id` is ours, the QR payload is the portal's and was checked against its signature."""

    id: str
    dossier: str
    notice: str
    method: str
    state: PaymentState
    amount: int
    qr: str | None = None
    memo: str | None = None
    beneficiary: str | None = None
    expires_at: datetime | None = None
    fee_receipt: str | None = None

    def code_at(self, now: datetime) -> str | None:
        """The payload that may be paid, *now* by the portal's time; none once it has expired."""
        return self.qr if self.state is PaymentState.OPEN and not self.has_expired(now) else None

    def has_expired(self, now: datetime) -> bool:
        """Whether its time is over, whatever the portal said of it last."""
        return self.expires_at is not None and now > self.expires_at


@dataclass(frozen=True, slots=True)
class VietQr:
    """The fields of a VietQR payload that a payer must be able to trust; `amount` in đồng."""

    bin: str
    account: str
    amount: int | None
    memo: str


def crc16(data: bytes) -> int:
    """CRC-16/CCITT-FALSE: polynomial 1021, start FFFF."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = ((crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def _fields(payload: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    at = 0
    while at < len(payload):
        tag, length = payload[at : at + 2], payload[at + 2 : at + 4]
        if len(length) != 2 or not length.isdigit() or at + 4 + int(length) > len(payload):
            raise Refusal("fee.qr-unreadable")
        fields[tag] = payload[at + 4 : at + 4 + int(length)]
        at += 4 + int(length)
    return fields


def parse_vietqr(payload: str) -> VietQr:
    """Read and check a VietQR payload; Refusal `fee.qr-unreadable` or `fee.qr-damaged` (wrong CRC)."""
    if not payload.isascii() or payload[-8:-4] != "6304":
        raise Refusal("fee.qr-unreadable")
    if f"{crc16(payload[:-4].encode()):04X}" != payload[-4:]:
        raise Refusal("fee.qr-damaged")
    fields = _fields(payload)
    merchant = _fields(fields.get("38", ""))
    account = _fields(merchant.get("01", ""))
    amount = fields.get("54")
    if amount is not None and not amount.isdigit():
        raise Refusal("fee.qr-unreadable")
    return VietQr(
        bin=account.get("00", ""),
        account=account.get("01", ""),
        amount=int(amount) if amount is not None else None,
        memo=_fields(fields.get("62", "")).get("08", ""),
    )
