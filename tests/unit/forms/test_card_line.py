"""The line of a card's QR code, as cameras give it and as scanner guns mangle it."""

import contextlib
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.card_line import CardLine, read_card
from forms.errors import FormsError

LINE = "038190001234|171234567|Lò Thị Ví Dụ|12041990|Nữ|Bản Lát, Tam Chung, Mường Lát, Thanh Hóa|10052021"
CARD = CardLine(
    number="038190001234",
    name="Lò Thị Ví Dụ",
    birth="1990-04-12",
    gender="nu",
    address="Bản Lát, Tam Chung, Mường Lát, Thanh Hóa",
    issued="2021-05-10",
    old_number="171234567",
)
NEVER_HAD_ONE = replace(CARD, old_number=None)
ONLY_DIGITS = replace(NEVER_HAD_ONE, name=None, address=None, gender=None, spoiled=True)


def as_western(line: str, page: str) -> str:
    """UTF-8 that was taken for a code page whose holes are passed on as they are."""
    return "".join(bytes([byte]).decode(page, errors="ignore") or chr(byte) for byte in line.encode())


@pytest.mark.parametrize(
    ("scanned", "card"),
    [
        (LINE, CARD),
        (f"\ufeff{LINE}\r\n", CARD),
        (unicodedata.normalize("NFD", LINE), CARD),
        (f"{LINE}||Lò Văn Bố|Hà Thị Mẹ", CARD),
        (LINE.replace("|", " | "), CARD),
        (LINE.replace("|", "~"), CARD),
        (LINE.replace("171234567", ""), NEVER_HAD_ONE),
        (LINE.replace("171234567|", ""), NEVER_HAD_ONE),
        (LINE.replace("171234567", "038090009999"), replace(CARD, old_number="038090009999")),
        ("|".join(reversed(LINE.split("|"))), CARD),
        (LINE.replace("12041990", "12/04/1990"), CARD),
        (LINE.replace("12041990", "00001990"), replace(CARD, birth="1990")),
        (LINE.replace("12041990", "00041990"), replace(CARD, birth="1990-04")),
        (LINE.replace("|10052021", ""), replace(CARD, issued=None)),
        (LINE.replace("Nữ", "NỮ"), CARD),
        (LINE.swapcase(), CARD),
    ],
    ids=["plain", "byte order mark and line feed", "decomposed", "newer card", "blanks", "other keyboard",
         "empty old number", "no old number", "old number of twelve", "wrong order", "slashes", "year alone",
         "no day", "no issue", "capitals", "Caps Lock"],
)  # fmt: skip
def test_a_card_is_read(scanned: str, card: CardLine) -> None:
    assert read_card(scanned) == card


@pytest.mark.parametrize("page", ["cp1252", "cp1258", "latin-1"])
def test_a_gun_that_took_utf8_for_a_code_page_is_put_right(page: str) -> None:
    assert read_card(as_western(LINE, page)) == CARD


@pytest.mark.parametrize(
    "scanned",
    [
        "038190001234||L? Th? V? D?|12041990|N?|B?n L?t, Tam Chung, M??ng L?t, Thanh H?a|10052021",
        "038190001234||L Th V D|12041990|N|Bn Lt, Tam Chung, Mng Lt, Thanh Ha|10052021",
        "038190001234||L\ufffd Th\ufffd V\ufffd D\ufffd|12041990|N\ufffd|B\ufffdn L\ufffdt, Mng Lt, Thanh Ha|10052021",
    ],
    ids=["question marks", "letters left out", "replacement letters"],
)
def test_what_lost_its_accents_gives_its_digits_and_says_so(scanned: str) -> None:
    assert read_card(scanned) == ONLY_DIGITS


def test_names_of_one_letter_are_no_damage() -> None:
    assert read_card(LINE.replace("Lò Thị Ví Dụ", "H Hen Niê")).name == "H Hen Niê"
    assert read_card(LINE.replace("Lò Thị Ví Dụ", "K' Brơi")).name == "K' Brơi"


@pytest.mark.parametrize(
    ("scanned", "code"),
    [
        ("https://example.vn/a|b", "card.other-code"),
        ("00020101021238540010A00000072701240006970405011012345678900208QRIBFTTA5303704", "card.other-code"),
        ("038190001234", "card.other-code"),
        ("", "card.other-code"),
        ("|||||", "card.other-code"),
        (LINE * 20, "card.other-code"),
        ("038190001234|", "card.cut-off"),
        ("038190001234|17123", "card.cut-off"),
    ],
)
def test_what_is_no_card_is_refused(scanned: str, code: str) -> None:
    with pytest.raises(FormsError) as refusal:
        read_card(scanned)
    assert refusal.value.code == code


@given(st.one_of(st.text(), st.lists(st.sampled_from([*LINE.split("|"), "", "?", "|"])).map("|".join)))
def test_whatever_is_typed_is_a_card_or_a_refusal(scanned: str) -> None:
    with contextlib.suppress(FormsError):
        assert len(read_card(scanned).number) == 12


def test_the_paper_is_called_as_it_was_called_then() -> None:
    assert read_card(LINE).answers()["giay_to"] == {
        "so": "038190001234", "loai": "cccd", "ngay_cap": "2021-05-10",
        "noi_cap": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
    }  # fmt: skip
    new = read_card(LINE.replace("10052021", "01072024")).answers()["giay_to"]
    assert (new["loai"], new["noi_cap"]) == ("can_cuoc", "Bộ Công an")
