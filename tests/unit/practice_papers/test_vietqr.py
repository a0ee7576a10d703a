import pytest

from desktop.practice import vietqr

PRACTICE = (
    "00020101021238540010A00000072701240006999999011000000000070208QRIBFTTA"
    "53037045405150005802VN62250821H56.01.02-261122-00076304D78E"
)
SHEET = (
    "00020101021238540010A00000072701240006970405011012345678900208QRIBFTTA"
    "5303704540480005802VN62230819H56.231-251120-00016304CA1C"
)


def test_the_crc_has_the_published_check_value() -> None:
    assert vietqr.crc16(b"123456789") == 0x29B1


def test_practice_vector() -> None:
    assert vietqr.build("999999", "0000000007", 15000, "H56.01.02-261122-0007") == PRACTICE


def test_vector_of_another_bank() -> None:
    assert vietqr.build("970436", "0123456789012", 15000, "H56.01.02-261122-0007").endswith("6304022F")


def test_vector_of_the_domain_sheet() -> None:
    assert vietqr.build("970405", "1234567890", 8000, "H56.231-251120-0001") == SHEET


@pytest.mark.parametrize("memo", ["", "lệ phí", "x" * 26, "a\nb"])
def test_a_memo_that_banks_would_spoil_is_refused(memo: str) -> None:
    with pytest.raises(ValueError, match=r"memo|field"):
        vietqr.build("999999", "0000000007", 15000, memo)


@pytest.mark.parametrize("amount", [0, -8000])
def test_nothing_to_pay_makes_no_code(amount: int) -> None:
    with pytest.raises(ValueError, match="amount"):
        vietqr.build("999999", "0000000007", amount, "H56.01.02-261122-0007")
