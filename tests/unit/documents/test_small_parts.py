import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import TTFontFile

from desktop.adapters.documents import base45, fonts
from desktop.domain.errors import Refusal

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
LOWER = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES) + "đ"
NEEDED = LOWER + LOWER.upper() + string.ascii_letters + string.digits + string.punctuation + "“”‘’–…•"


@pytest.mark.parametrize("face", fonts.FILES)
def test_every_face_of_the_paper_has_every_vietnamese_letter(face: str) -> None:
    assert fonts.printable(NEEDED, face) == NEEDED


@pytest.mark.parametrize("weight", ["Regular", "Medium", "SemiBold", "Bold"])
def test_every_weight_of_the_screen_has_every_vietnamese_letter(weight: str) -> None:
    known = TTFontFile(f"resources/fonts/BeVietnamPro-{weight}.ttf").charToGlyph
    assert [letter for letter in NEEDED if ord(letter) not in known] == []


def test_decomposed_letters_are_composed() -> None:
    assert fonts.printable(unicodedata.normalize("NFD", NEEDED)) == NEEDED


def test_invisible_characters_are_left_out() -> None:
    assert fonts.printable("An\u200b \u202eB\u00adình") == "An Bình"


def test_a_tick_mark_is_not_in_the_font_and_is_refused() -> None:
    with pytest.raises(Refusal, match=r"document\.missing-glyph"):
        fonts.printable("☑")


@given(st.binary(max_size=200))
def test_base45_gives_back_what_it_was_given(content: bytes) -> None:
    assert base45.decode(base45.encode(content)) == content


@pytest.mark.parametrize(("content", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"ietf!", "QED8WEX0")])
def test_base45_of_the_standard(content: bytes, text: str) -> None:
    assert base45.encode(content) == text


@pytest.mark.parametrize("text", ["a", "A", "::::", ":::", "GGW"])
def test_what_is_no_base45_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base45"):
        base45.decode(text)
