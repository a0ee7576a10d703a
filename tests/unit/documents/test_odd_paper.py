"""A draft that is not checked yet prints, or says in a sentence why not."""

from datetime import date
from typing import Any

import pytest

from desktop.adapters.documents.codes import read_codes
from desktop.adapters.documents.official_form import draw_official_form
from desktop.domain.errors import Refusal
from forms.answers import put
from forms.catalogue import Catalogue
from forms.wording import worded
from tests.fakes.answers import GRANDMOTHER
from tests.unit.documents import reading

DAY = date(2026, 11, 26)


def paper(pointer: str, value: Any) -> bytes:
    return draw_official_form(Catalogue.shipped().get("1.001193"), put(GRANDMOTHER, pointer, value), today=DAY)


def test_a_name_longer_than_a_page_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        paper("/nguoi_yeu_cau/ho_ten", "Lò " * 3000)
    assert refused.value.code == "document.too-long"


def test_a_number_that_json_cannot_carry_is_printed_without_a_code() -> None:
    assert len(read_codes(paper("/ban_sao/so_luong", 5))) == 1
    assert read_codes(paper("/ban_sao/so_luong", 2**60)) == ()


def test_an_address_with_something_else_in_its_place_is_printed_without_it() -> None:
    pack = Catalogue.shipped().get("1.001193")
    answers = put(GRANDMOTHER, "/con/que_quan/chi_tiet", {"so": ["7"]})
    assert worded(pack, answers, "/con/que_quan", "address") == "xã Mường Lát, tỉnh Thanh Hóa"
    assert "TỜ KHAI" in reading.text(paper("/con/que_quan/chi_tiet", {"so": ["7"]}))


@pytest.mark.parametrize("pointer", ["/con/ho_ten", "/nguoi_yeu_cau/ho_ten", "/cha/ho_ten"])
def test_a_letter_that_no_font_has_is_named_wherever_it_stands(pointer: str) -> None:
    with pytest.raises(Refusal) as refused:
        paper(pointer, "Lò 🙂")
    assert (refused.value.code, refused.value.parameters) == ("document.missing-glyph", {"character": "🙂 (U+1F642)"})
