"""VietQR payloads: the published vectors, and every way in which one may lie."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop.domain.errors import Refusal
from desktop.domain.fee import Payment, PaymentState, VietQr, crc16, parse_vietqr

PRACTICE = (
    "00020101021238540010A00000072701240006999999011000000000070208QRIBFTTA53037045405150005802VN"
    "62250821H56.01.02-261122-00076304D78E"
)


def test_the_crc_has_its_published_check_value() -> None:
    assert crc16(b"123456789") == 0x29B1


def test_the_practice_vector() -> None:
    assert parse_vietqr(PRACTICE) == VietQr("999999", "0000000007", 15_000, "H56.01.02-261122-0007")


@pytest.mark.parametrize("at", range(0, len(PRACTICE) - 8, 7))
def test_one_changed_sign_is_seen(at: int) -> None:
    other = "1" if PRACTICE[at] != "1" else "2"
    with pytest.raises(Refusal) as refused:
        parse_vietqr(PRACTICE[:at] + other + PRACTICE[at + 1 :])
    assert refused.value.code == "fee.qr-damaged"


@pytest.mark.parametrize("payload", ["", "6304", "xin chào", "0002016304ABCD", "000201016304", PRACTICE[:-4]])
def test_what_is_no_payload_is_refused(payload: str) -> None:
    with pytest.raises(Refusal):
        parse_vietqr(payload)


@pytest.mark.parametrize("body", ["0099", "54031,5", "00020"])
def test_a_good_crc_over_nonsense_is_refused(body: str) -> None:
    payload = f"{body}6304"
    with pytest.raises(Refusal) as refused:
        parse_vietqr(f"{payload}{crc16(payload.encode()):04X}")
    assert refused.value.code == "fee.qr-unreadable"


def test_a_code_is_good_until_its_time_is_over() -> None:
    ends = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    one = Payment("pid", "dossier", "notice", "vietqr", PaymentState.OPEN, 15_000, qr=PRACTICE, expires_at=ends)
    assert one.code_at(ends) == PRACTICE
    assert one.code_at(ends + timedelta(seconds=1)) is None
    assert replace(one, expires_at=None).code_at(ends + timedelta(days=9)) == PRACTICE
    assert replace(one, state=PaymentState.PENDING).code_at(ends) is None
