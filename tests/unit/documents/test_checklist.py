"""The list of papers to prepare: for every case, for one's own, for a sheet without a form."""

from dataclasses import replace

import pytest

from desktop.adapters.documents.checklist import draw_checklist
from forms.catalogue import Catalogue
from forms.pack import ProcedurePack
from tests.unit.documents import birth, reading

ALL = Catalogue.shipped().all()


def one_line(pdf: bytes) -> str:
    return " ".join(reading.text(pdf).split())


@pytest.mark.parametrize("pack", ALL, ids=lambda pack: pack.code)
def test_every_procedure_has_one_that_names_all_its_papers(pack: ProcedurePack) -> None:
    for lang in ("vi", "en"):
        text = one_line(draw_checklist(pack, lang=lang))
        for slot in pack.slots:
            assert pack.text(f"slot.{slot.code}.name", lang) in text
        for fact in ("fee", "agency", "time_limit"):
            assert pack.text(f"procedure.{fact}", lang) in text


def test_originals_copies_and_what_is_only_shown() -> None:
    text = one_line(draw_checklist(birth.pack()))
    assert "Giấy chứng sinh – 1 bản chính, nộp" in text
    assert "Giấy tờ chứng minh nơi cư trú – 1 bản sao, nộp" in text
    assert "Giấy tờ tùy thân của người yêu cầu – chỉ xuất trình" in text


def test_by_post_what_is_only_shown_goes_as_a_certified_copy() -> None:
    text = one_line(draw_checklist(birth.pack()))
    assert "Nếu gửi qua bưu điện" in text
    assert "Bản sao có chứng thực: Giấy tờ tùy thân của người yêu cầu" in text
    by_hand = Catalogue.shipped().get("2.000815")
    assert "bưu điện" not in one_line(draw_checklist(by_hand))


def test_a_case_is_told_in_the_packs_words() -> None:
    assert "Khi trẻ bị bỏ rơi" in one_line(draw_checklist(birth.pack()))


def test_a_case_without_words_is_told_by_its_condition() -> None:
    pack = birth.pack()
    texts = {
        lang: {key: words for key, words in rows.items() if not key.endswith(".when")}
        for lang, rows in pack.texts.items()
    }
    text = one_line(draw_checklist(replace(pack, texts=texts)))
    assert "Khi: mục “Trẻ thuộc trường hợp nào?” chọn “Trẻ bị bỏ rơi”" in text


def test_ones_own_list_names_the_office_and_leaves_other_cases_out() -> None:
    text = one_line(draw_checklist(birth.pack(), birth.answers()))
    assert "Biên bản về việc trẻ bị bỏ rơi" not in text
    assert "Ủy ban nhân dân xã Mường Lát, tỉnh Thanh Hóa" in text


def test_a_sheet_without_a_form_asks_for_no_form_of_ours() -> None:
    text = one_line(draw_checklist(Catalogue.shipped().get("1.001776")))
    assert "Tờ khai theo đúng mẫu của nhóm – 1 bản chính, nộp" in text
    assert "in từ chương trình" not in text
    assert "Khi thuộc nhóm người khuyết tật" in text


def test_it_says_whose_list_it_is_and_what_is_not_certain() -> None:
    text = one_line(draw_checklist(Catalogue.shipped().get("1.000954")))
    assert "không phải giấy của cơ quan nhà nước" in text
    assert "Chưa xác nhận: mã thủ tục" in text
