"""The set that one takes along, read back."""

from datetime import date

import pytest

from desktop.adapters.documents.bound import bound
from desktop.adapters.documents.office_page import draw_office_page
from desktop.adapters.documents.package_note import package_note
from forms.catalogue import Catalogue
from forms.offices import office_of
from tests.unit.documents import reading

BIRTH = Catalogue.shipped().get("1.001193")
FRIDAY = date(2026, 11, 27)


def test_the_page_names_the_office_and_its_hours_and_owns_up_to_the_rest() -> None:
    words = reading.text(draw_office_page(BIRTH, office_of("14845"), FRIDAY))
    for wanted in (
        "Trung tâm Phục vụ hành chính công xã Mường Lát",
        "Ủy ban nhân dân xã Mường Lát, tỉnh Thanh Hóa",
        "Thứ Hai đến thứ Sáu: 07:30–11:30, 13:30–17:00.",
        "nơi này chưa xác nhận",
        "thứ Sáu, ngày 27/11/2026",
        "Chương trình chưa có địa chỉ và điện thoại của nơi này",
    ):
        assert wanted in words
    assert "chưa công bố" not in words


def test_it_says_where_the_calendar_is_a_guess_and_where_no_office_is_known() -> None:
    words = reading.text(draw_office_page(BIRTH, None, date(2027, 2, 1), is_announced=False, lang="en"))
    assert "does not say yet to which commune" in words
    assert "The holidays of 2027 are not announced yet" in words
    assert "Monday, 01/02/2027" in words
    assert "Monday to Friday" not in words


def test_papers_are_bound_in_order_and_the_same_way_each_time() -> None:
    pages = [draw_office_page(BIRTH, office_of(code), FRIDAY) for code in ("14845", "16072")]
    assert [words[:200] for words in reading.pages(bound(pages))] == [reading.pages(one)[0][:200] for one in pages]
    assert bound(pages) == bound(pages)


@pytest.mark.parametrize("words", ["KHÔNG ĐƯỢC MÃ HÓA", "NOT ENCRYPTED", "Đăng ký khai sinh", "27/11/2026", "1.001193"])
def test_the_package_says_what_it_is_in_both_languages(words: str) -> None:
    assert words in package_note(BIRTH, FRIDAY).decode()
