"""What an office does at the fake portal."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desktop.domain.dossier import (
    Dossier,
    DraftCertificate,
    HistoryRow,
    ResultRecord,
    Status,
    SupplementRequest,
)
from desktop.domain.errors import HosoError
from desktop.domain.fee import FeeNotice, NoticeItem, Payment, PaymentState, crc16
from desktop.domain.submission import Submission
from tests.fakes.world import World

SID = "5" * 8 + "-0000-7000-8000-000000000005"
CID = "6" * 8 + "-0000-7000-8000-000000000006"
DRAFT_SHA = "ab" * 32
NOTICE = FeeNotice("notice-1", (NoticeItem("BS01", "Bản sao", 16_000),), 16_000, "after", "open")
MEMO = "H56.148.45-261123-0001"


def received(world: World, submission: Submission, **facts: Any) -> Dossier:
    """The office has it; *facts* are what the portal tells beside that."""
    before = world.portal.records.get(submission.id)
    told = before or Dossier(
        id=submission.id,
        seq=1,
        code=MEMO,
        status=Status.PROCESSING,
        status_label="Đang xử lý",
        history=(HistoryRow(1, world.clock.now(), "Lê Thị Hoa", "Chuyên viên", "14845", "Tiếp nhận", Status.RECEIVED),),
    )
    told = replace(told, **{"seq": told.seq + 1, **facts})
    world.portal.show(told)
    return told


def told(world: World, **facts: Any) -> Submission:
    """A dossier that was sent and of which the portal told these facts."""
    submission = world.sent()
    received(world, submission, **facts)
    world.tracking.refresh()
    return submission


def supplement(world: World) -> SupplementRequest:
    deadline = world.clock.now() + timedelta(days=5)
    return SupplementRequest(SID, "Tên viết chưa rõ", (("/con/ho_ten", "chưa rõ dấu"),), (("TP01", "mờ"),), deadline)


def draft_certificate(world: World) -> DraftCertificate:
    return DraftCertificate(CID, "rid-draft", world.clock.now() + timedelta(days=1), sha256=DRAFT_SHA)


def result(content: bytes, digest: str) -> ResultRecord:
    return ResultRecord("rid-1", "Giấy khai sinh", "application/pdf", len(content), digest, signed=True, issued_at=None)


def refusal_code(call: object) -> str:
    """The code with which it is refused."""
    with pytest.raises(HosoError) as refused:
        call()  # type: ignore[operator]
    return refused.value.code


def next_id(world: World) -> str:
    """The id that the world gives next."""
    number = len(world.new_id.made) + 1
    return f"{number:08x}-0000-7000-8000-{number:012x}"


def payment(world: World, submission: Submission, pid: str, **other: Any) -> Payment:
    """What the portal tells of a try; its QR is right unless *other* says so."""
    made = Payment(
        id=pid,
        dossier=submission.id,
        notice=NOTICE.notice,
        method="vietqr",
        state=PaymentState.OPEN,
        amount=NOTICE.total,
        qr=qr(NOTICE.total, MEMO),
        memo=MEMO,
        beneficiary="999999/0000000007",
    )
    world.portal.payments[pid] = replace(made, **other)
    return world.portal.payments[pid]


def qr(amount: int, memo: str, account: str = "0000000007") -> str:
    """A VietQR payload to the practice bank, written by hand."""
    place = _field("00", "999999") + _field("01", account)
    merchant = _field("00", "A000000727") + _field("01", place) + _field("02", "QRIBFTTA")
    payload = _field("00", "01") + _field("01", "12") + _field("38", merchant) + _field("53", "704")
    payload += _field("54", str(amount)) + _field("58", "VN") + _field("62", _field("08", memo)) + "6304"
    return f"{payload}{crc16(payload.encode()):04X}"


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"
