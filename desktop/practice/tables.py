"""The portal's tables. Times are stored as RFC 3339 text at +07:00, JSON as text."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Json = Any
KEY = String(64)


class Base(DeclarativeBase):
    """The schema of one practice portal."""

    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON, bytes: LargeBinary}  # noqa: RUF012


class Setting(Base):
    """One value of the portal itself: change counter, clock, faults."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]


class Account(Base):
    """A practice account: one for every office."""

    __tablename__ = "account"
    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    name: Mapped[str]
    id_no: Mapped[str | None]
    created_at: Mapped[str]


class Dossier(Base):
    """A dossier, or the tombstone of an id (`manifest` and `fingerprint` are None when it never arrived)."""

    __tablename__ = "dossier"
    __table_args__ = (UniqueConstraint("unit", "day", "serial"), UniqueConstraint("code"))
    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    account: Mapped[str] = mapped_column(index=True)
    seq: Mapped[int]
    changed: Mapped[int] = mapped_column(index=True)
    state: Mapped[str]
    since: Mapped[str]
    submitted_at: Mapped[str]
    tombstoned_at: Mapped[str | None] = mapped_column(default=None)
    fingerprint: Mapped[str | None] = mapped_column(default=None)
    manifest: Mapped[bytes | None] = mapped_column(default=None)
    receipt: Mapped[str | None] = mapped_column(default=None)
    lookup_secret: Mapped[str | None] = mapped_column(default=None)
    procedure: Mapped[str | None] = mapped_column(default=None)
    version: Mapped[int | None] = mapped_column(default=None)
    owner: Mapped[str | None] = mapped_column(default=None)
    subject: Mapped[str | None] = mapped_column(default=None)
    unit: Mapped[str | None] = mapped_column(default=None)
    day: Mapped[str | None] = mapped_column(default=None)
    serial: Mapped[int | None] = mapped_column(default=None)
    code: Mapped[str | None] = mapped_column(default=None)
    number_at: Mapped[str | None] = mapped_column(default=None)
    reason: Mapped[str | None] = mapped_column(default=None)
    cause: Mapped[str | None] = mapped_column(default=None)
    before: Mapped[str | None] = mapped_column(default=None)
    received_at: Mapped[str | None] = mapped_column(default=None)
    due_at: Mapped[str | None] = mapped_column(default=None)
    paused_at: Mapped[str | None] = mapped_column(default=None)
    finished_at: Mapped[str | None] = mapped_column(default=None)
    returned_at: Mapped[str | None] = mapped_column(default=None)
    amended: Mapped[dict[str, Any]] = mapped_column(default=dict)


class History(Base):
    """What happened to a dossier: append-only."""

    __tablename__ = "history"
    dossier: Mapped[str] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]
    actor: Mapped[dict[str, Any]]
    text: Mapped[str]
    status: Mapped[int]
    step: Mapped[str]
    step_due: Mapped[str | None]


class Upload(Base):
    """A paper on its way; the bytes are in the folder, its size there is the offset."""

    __tablename__ = "upload"
    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    account: Mapped[str]
    length: Mapped[int]
    digest: Mapped[str | None]
    name: Mapped[str | None]
    media_type: Mapped[str | None]
    slot: Mapped[str | None]
    expires_at: Mapped[str]
    dropped: Mapped[bool] = mapped_column(default=False)
    sha256: Mapped[str | None] = mapped_column(default=None)
    type_detected: Mapped[str | None] = mapped_column(default=None)
    scan: Mapped[str] = mapped_column(default="pending")
    reason: Mapped[str | None] = mapped_column(default=None)


class Attachment(Base):
    """A paper of a dossier; a supplement's papers replace those of their slot (`active` False, never deleted)."""

    __tablename__ = "attachment"
    dossier: Mapped[str] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    slot: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str]
    upload: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)


class Item(Base):
    """Whatever else arrived under an id of the client's: an answer, a message, a payment's start; with its receipt."""

    __tablename__ = "item"
    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    account: Mapped[str]
    dossier: Mapped[str | None]
    fingerprint: Mapped[str]
    body: Mapped[bytes]
    receipt: Mapped[str]
    at: Mapped[str]


class Supplement(Base):
    """A request for more; `fields` = [{pointer, why}], `slots` = [{slot, why}]; state open | answered | expired."""

    __tablename__ = "supplement"
    sid: Mapped[str] = mapped_column(KEY, primary_key=True)
    dossier: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    text: Mapped[str]
    fields: Mapped[list[Any]]
    slots: Mapped[list[Any]]
    deadline: Mapped[str]
    asked_at: Mapped[str]
    state: Mapped[str] = mapped_column(default="open")


class Confirmation(Base):
    """A draft certificate to be checked; state open | confirmed | silent | wrong | cancelled."""

    __tablename__ = "confirmation"
    cid: Mapped[str] = mapped_column(KEY, primary_key=True)
    dossier: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    document: Mapped[str] = mapped_column(ForeignKey("result.rid"))
    deadline: Mapped[str]
    asked_at: Mapped[str]
    state: Mapped[str] = mapped_column(default="open")
    fields: Mapped[list[Any]] = mapped_column(default=list)


class FeeNotice(Base):
    """What is owed; `items` = [{code, name, amount, quantity}], amount of the line in đồng; open | paid | expired."""

    __tablename__ = "fee_notice"
    notice: Mapped[str] = mapped_column(KEY, primary_key=True)
    dossier: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    items: Mapped[list[Any]]
    total: Mapped[int]
    when: Mapped[str]
    deadline: Mapped[str]
    issued_at: Mapped[str]
    sig: Mapped[str]
    state: Mapped[str] = mapped_column(default="open")


class Payment(Base):
    """One try to pay a notice; state open | pending | paid | failed | expired | refunded."""

    __tablename__ = "payment"
    pid: Mapped[str] = mapped_column(KEY, primary_key=True)
    dossier: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    notice: Mapped[str] = mapped_column(ForeignKey("fee_notice.notice"), index=True)
    method: Mapped[str]
    amount: Mapped[int]
    memo: Mapped[str]
    qr: Mapped[str | None]
    sig: Mapped[str]
    expires_at: Mapped[str]
    state: Mapped[str] = mapped_column(default="open")
    paid_at: Mapped[str | None] = mapped_column(default=None)
    receipt_no: Mapped[str | None] = mapped_column(default=None)
    fee_receipt: Mapped[str | None] = mapped_column(default=None)


class Refund(Base):
    """Money that came for an attempt beside what was owed; `by` = when it goes back at the latest."""

    __tablename__ = "refund"
    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    payment: Mapped[str] = mapped_column(ForeignKey("payment.pid"), index=True)
    amount: Mapped[int]
    reference: Mapped[str | None]
    by: Mapped[str]
    paid_back_at: Mapped[str | None] = mapped_column(default=None)


class Result(Base):
    """A document of the office: kind result | fee_receipt | draft."""

    __tablename__ = "result"
    rid: Mapped[str] = mapped_column(KEY, primary_key=True)
    dossier: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    kind: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(deferred=True)
    size: Mapped[int]
    sha256: Mapped[str]
    signed: Mapped[bool]
    issued_at: Mapped[str]
    delivery: Mapped[str] = mapped_column(default="electronic")
    replaces: Mapped[str | None] = mapped_column(default=None)
    acknowledged_at: Mapped[str | None] = mapped_column(default=None)


class Message(Base):
    """A word between the citizen and the office; sender citizen | office."""

    __tablename__ = "message"
    mid: Mapped[str] = mapped_column(KEY, primary_key=True)
    dossier: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    at: Mapped[str]
    sender: Mapped[str]
    name: Mapped[str]
    text: Mapped[str]


class Consent(Base):
    """A submitter's right to act for an applicant in one dossier; state pending | granted | used | revoked."""

    __tablename__ = "consent"
    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    account: Mapped[str]
    procedure: Mapped[str]
    dossier: Mapped[str]
    applicant: Mapped[dict[str, Any]]
    state: Mapped[str]
    expires_at: Mapped[str]
