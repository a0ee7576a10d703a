"""The portal's JSON as values of the domain; lenient, because portals in the field send numbers as text."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from desktop.domain.dossier import (
    WITHDRAWN,
    Dossier,
    DraftCertificate,
    HistoryRow,
    Message,
    ResultRecord,
    Step,
    SupplementRequest,
    status_of,
)
from desktop.domain.fee import FeeAttempt, FeeNotice, FeeReceipt, NoticeItem, PaymentState, Refund

Json = Mapping[str, Any]
HANOI = timezone(timedelta(hours=7))
_NATIONAL = "%Y%m%d%H%M%S"
_LARGEST = 2**63 - 1
_WHOLE = re.compile(r"-?[0-9]{1,18}(\.0)?")
_YEARS = range(1000, 9000)
"""What is outside cannot be told in every zone, nor counted with."""


def text(value: object) -> str | None:
    """A non-empty text that can be stored; numbers become text, everything else is absent."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).encode(errors="replace").decode() or None  # half a pair of surrogates is no character


def whole(value: object) -> int:
    """An integer that can be stored, sent as a number or as text; 0 for anything else."""
    if isinstance(value, int):
        return int(value) if abs(value) <= _LARGEST else 0
    cleaned = str(value).strip() if isinstance(value, str | float) else ""
    return int(cleaned.removesuffix(".0")) if _WHOLE.fullmatch(cleaned) else 0


def flag(value: object) -> bool:
    """A yes, sent as a boolean, a number or a text such as "True"."""
    return value.strip().lower() in {"true", "1", "yes"} if isinstance(value, str) else bool(value)


def moment(value: object) -> datetime | None:
    """A time as UTC; one without an offset is Vietnamese time, so is the national form yyyyMMddHHmmss."""
    if not isinstance(value, str):
        return None
    try:
        is_national = len(value) == 14 and value.isdecimal()
        found = datetime.strptime(value, _NATIONAL) if is_national else datetime.fromisoformat(value)  # noqa: DTZ007 below
        told = (found if found.tzinfo else found.replace(tzinfo=HANOI)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return told if told.year in _YEARS else None


def part(value: object) -> Json:
    """An object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def parts(value: object) -> tuple[Json, ...]:
    """The objects of a list; whatever else stands in it is left out."""
    return tuple(row for row in value if isinstance(row, dict)) if isinstance(value, list) else ()


def dossier(body: Json) -> Dossier:
    """The portal's copy of a dossier, without its history; its fee notices are unproven as yet."""
    status = part(body.get("status"))
    code = status.get("code")
    return Dossier(
        id=text(body.get("id")) or "",
        seq=whole(body.get("seq")),
        code=text(body.get("code")),
        status=status_of(code),
        status_label=text(status.get("label")) or text(code) or "",
        reason=WITHDRAWN if status.get("cause") == WITHDRAWN else text(status.get("reason")),
        before_intake=flag(status.get("before_intake")),
        final=flag(status.get("final")),
        submitted_at=moment(body.get("submitted_at")),
        received_at=moment(body.get("received_at")),
        due_at=moment(body.get("due_at")),
        paused=flag(body.get("paused")),
        step=_step(body.get("step")),
        supplement=_supplement(body.get("supplement")),
        confirmation=_confirmation(body.get("confirmation")),
        fee_notices=tuple(_notice(row) for row in parts(body.get("fee_notices"))),
        results=tuple(_result(row) for row in parts(body.get("results"))),
        allowed_actions=_texts(body.get("allowed_actions")),
        possible_duplicate_of=_texts(body.get("possible_duplicate_of")),
    )


def history_row(body: Json) -> HistoryRow | None:
    """One line of the history; None when it has no time."""
    at = moment(body.get("at"))
    actor = part(body.get("actor"))
    if at is None:
        return None
    return HistoryRow(
        seq=whole(body.get("seq")),
        at=at,
        actor=text(actor.get("name")) or "",
        role=text(actor.get("role")) or "",
        unit=text(actor.get("unit")) or "",
        text=text(body.get("text")) or "",
        status=status_of(body.get("status")),
    )


def message(body: Json) -> Message | None:
    """One message; None when it has no id, time or text."""
    mid, at, words = text(body.get("mid")), moment(body.get("at")), text(body.get("text"))
    if mid is None or at is None or words is None:
        return None
    return Message(mid, at, is_ours=body.get("sender") == "citizen", name=text(body.get("name")) or "", text=words)


def payment_state(value: object) -> PaymentState:
    """A payment's state; an unknown one is pending, because only the portal may call it paid or failed."""
    try:
        return PaymentState(str(value))
    except ValueError:
        return PaymentState.PENDING


def _texts(value: object) -> tuple[str, ...]:
    rows = value if isinstance(value, list) else []
    return tuple(told for row in rows if isinstance(row, str) and (told := text(row)) is not None)


def _step(value: object) -> Step | None:
    body = part(value)
    name = text(body.get("name"))
    if name is None:
        return None
    return Step(
        name=name,
        handler=text(body.get("handler")),
        unit=text(body.get("unit")),
        since=moment(body.get("since")),
        due=moment(body.get("due")),
    )


def _supplement(value: object) -> SupplementRequest | None:
    body = part(value)
    sid = text(body.get("sid"))
    if sid is None:
        return None
    return SupplementRequest(
        sid=sid,
        text=text(body.get("text")) or "",
        fields=tuple((text(row.get("pointer")) or "", text(row.get("why")) or "") for row in parts(body.get("fields"))),
        slots=tuple((text(row.get("slot")) or "", text(row.get("why")) or "") for row in parts(body.get("slots"))),
        deadline=moment(body.get("deadline")),
    )


def _confirmation(value: object) -> DraftCertificate | None:
    body = part(value)
    cid = text(body.get("cid"))
    if cid is None:
        return None
    return DraftCertificate(
        cid=cid,
        document=text(body.get("document")) or "",
        deadline=moment(body.get("deadline")),
        silence_means=text(body.get("silence_means")) or "confirmed",
        answered=flag(body.get("answered")) or body.get("state", "open") != "open",
        sha256=text(body.get("sha256")),
    )


def _notice(body: Json) -> FeeNotice:
    return FeeNotice(
        notice=text(body.get("notice")) or "",
        items=tuple(
            NoticeItem(text(row.get("code")) or "", text(row.get("name")) or "", whole(row.get("amount")))
            for row in parts(body.get("items"))
        ),
        total=whole(body.get("total")),
        when=text(body.get("when")) or "",
        state=text(body.get("state")) or "open",
        deadline=moment(body.get("deadline")),
        sig=text(body.get("sig")) or "",
        attempts=tuple(_attempt(row) for row in parts(body.get("payments"))),
        is_unproven=True,
    )


def _attempt(body: Json) -> FeeAttempt:
    receipt = part(body.get("fee_receipt"))
    rid = text(receipt.get("rid"))
    return FeeAttempt(
        id=text(body.get("pid")) or "",
        method=text(body.get("method")) or "",
        state=payment_state(body.get("state")),
        receipt=_fee_receipt(rid, receipt) if rid is not None else None,
        refunds=tuple(
            Refund(whole(row.get("amount")), moment(row.get("by")), moment(row.get("paid_back_at")))
            for row in parts(body.get("refunds"))
        ),
    )


def _fee_receipt(rid: str, body: Json) -> FeeReceipt:
    name, digest = text(body.get("name")) or "", (text(body.get("sha256")) or "").lower()
    return FeeReceipt(rid, name, digest, moment(body.get("issued_at")))


def _result(body: Json) -> ResultRecord:
    return ResultRecord(
        rid=text(body.get("rid")) or "",
        name=text(body.get("name")) or "",
        media_type=text(body.get("type")) or "",
        size=whole(body.get("size")),
        sha256=(text(body.get("sha256")) or "").lower(),
        signed=flag(body.get("signed")),
        issued_at=moment(body.get("issued_at")),
        replaces=text(body.get("replaces")),
    )
