import dataclasses
import random
import unicodedata
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from desktop.adapters.documents.codes import read_codes
from desktop.adapters.documents.form_code import FormCode, form_code, read_form_code
from desktop.adapters.documents.official_form import draw_official_form
from desktop.domain.errors import Refusal
from forms.answers import nfc, prune
from forms.pack import ProcedurePack
from tests.unit.documents import birth, reading

TODAY = date(2026, 11, 23)
DRAFT = "0199aaaa-0000-7000-8000-000000000001"


def draw(answers: dict[str, Any], **more: Any) -> bytes:
    return draw_official_form(birth.pack(), answers, today=TODAY, **more)


def code_of(pdf: bytes) -> FormCode:
    [content] = read_codes(pdf)
    code = read_form_code(content)
    assert code is not None
    return code


def with_layout(*blocks: dict[str, Any]) -> ProcedurePack:
    return dataclasses.replace(birth.pack(), print_layout={"paper": "A4", "blocks": list(blocks)})


def test_what_was_typed_stands_on_the_paper_letter_for_letter() -> None:
    text = reading.text(draw(birth.answers()))
    for expected in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "TỜ KHAI ĐĂNG KÝ KHAI SINH",
        "Ủy ban nhân dân xã Mường Lát, tỉnh Thanh Hóa",
        "LÒ THỊ MAY",
        "LÒ ĐẮC ƯỠNG",
        "Ngày mười lăm tháng mười một năm hai nghìn không trăm hai mươi sáu",
        "người mẹ: NẾT Ngày, tháng, năm sinh: (5) 2001",
        "Quốc tịch: Lào",
        "Hộ chiếu số C1234567",
        "Tôi cam đoan nội dung đề nghị",
    ):
        assert expected in text
    assert birth.LETTERS.replace(" ", "") in text.replace(" ", "")


def test_decomposed_input_is_printed_composed() -> None:
    decomposed = birth.answers()
    decomposed["con"]["ho_ten"] = unicodedata.normalize("NFD", "Lò Đắc Ưỡng")
    assert draw(decomposed) == draw(birth.answers())


def test_a_character_that_the_font_lacks_is_refused_not_left_blank() -> None:
    answers = birth.answers()
    answers["con"]["noi_sinh"] = "Trạm Y tế 😀"
    with pytest.raises(Refusal, match=r"document\.missing-glyph") as refusal:
        draw(answers)
    assert "1F600" in str(refusal.value.parameters["character"])


def test_markup_in_an_answer_is_printed_not_obeyed() -> None:
    answers = birth.answers()
    answers["con"]["noi_sinh"] = "<b>Trạm</b> & <font size=40>"
    assert "<b>Trạm</b> & <font size=40>" in reading.text(draw(answers))


def test_all_fonts_are_inside_the_file() -> None:
    fonts = reading.fonts(draw(birth.answers()))
    assert len(fonts) >= 3
    assert all(fonts.values())
    assert all("LiberationSerif" in name for name in fonts)


def test_the_page_is_a4_and_its_number_stands_above_from_page_two() -> None:
    pdf = draw(birth.answers())
    first, second = reading.pages(pdf)
    assert second.startswith("2 ")
    assert not first.startswith("1 ")
    with pikepdf.open(BytesIO(pdf)) as document:
        assert [round(float(edge)) for edge in document.pages[0].MediaBox] == [0, 0, 595, 842]


def test_the_blank_form_has_dots_where_answers_go_and_no_code() -> None:
    blank = draw({}, blank=True)
    text = reading.text(blank)
    assert "Họ, chữ đệm, tên người yêu cầu: ...................." in text
    assert "Giới tính: ....." in text
    assert text.count(".....") > 100
    assert read_codes(blank) == ()


def test_a_blank_form_shows_nobodys_answers() -> None:
    assert draw(birth.answers(), blank=True) == draw({}, blank=True)


def test_a_half_filled_form_keeps_dots_for_the_hand() -> None:
    text = reading.text(draw({"con": {"ho_ten": "An"}}))
    assert "Họ, chữ đệm, tên: AN" in text
    assert "Họ, chữ đệm, tên người mẹ: ........" in text


def test_long_answers_go_on_to_more_lines_and_pages() -> None:
    answers = birth.answers()
    answers["con"]["noi_sinh"] = " ".join(["Trạm Y tế"] * 400)
    pdf = draw(answers)
    assert len(reading.pages(pdf)) >= 3
    assert reading.text(pdf).split().count("Trạm") == 400


def test_a_word_wider_than_the_page_is_broken_not_lost() -> None:
    answers = birth.answers()
    answers["con"]["noi_sinh"] = "Ư" * 300
    assert reading.text(draw(answers)).replace(" ", "").count("Ư") >= 300


def test_the_same_answers_make_the_same_bytes() -> None:
    assert draw(birth.answers(), draft_id=DRAFT) == draw(birth.answers(), draft_id=DRAFT)


def test_the_code_gives_back_form_draft_and_answers() -> None:
    code = code_of(draw(birth.answers(), draft_id=DRAFT))
    assert (code.code, code.version, code.draft_id) == ("1.001193", 1, DRAFT)
    assert code.answers == prune(birth.pack(), nfc(birth.answers()))


def test_the_code_is_read_from_a_picture_of_the_page() -> None:
    pdf = draw(birth.answers())
    [content] = read_codes(reading.picture(pdf, page=len(reading.pages(pdf)) - 1))
    assert read_form_code(content) == code_of(pdf)


def test_answers_that_do_not_fit_leave_their_digest() -> None:
    answers = birth.answers()
    answers["con"]["noi_sinh"] = "".join(random.Random(1).choices(birth.LETTERS, k=2000))
    code = code_of(draw(answers))
    assert code.answers is None
    assert len(code.sha256) == 64


def test_a_code_whose_answers_were_changed_is_none_of_ours() -> None:
    [content] = read_codes(draw(birth.answers()))
    assert read_form_code(content[:-6] + "000000") is None
    assert read_form_code("https://example.vn") is None


def test_a_code_with_somebody_elses_answers_is_none_of_ours() -> None:
    mine, theirs = (
        form_code(birth.pack(), birth.answers(), None),
        form_code(birth.pack(), {"con": {"ho_ten": "An"}}, None),
    )
    mixed = "/".join([*mine.split("/", 5)[:5], theirs.split("/", 5)[5]])
    assert read_form_code(theirs) is not None
    assert read_form_code(mixed) is None


def test_a_box_is_ticked_by_the_answer_only() -> None:
    ticked, unticked = birth.answers(), birth.answers()
    unticked["ban_sao"] = {"co": False}
    assert draw(ticked) != draw(unticked)
    assert "Số lượng: 2 bản" in reading.text(draw(ticked))
    assert "Số lượng: ........ bản" in reading.text(draw(unticked))


def test_every_kind_of_block_can_be_drawn() -> None:
    value = {"value": "/con/ho_ten", "as": "text", "dots": 9}
    pack = with_layout(
        {
            "kind": "table",
            "columns": [{"title": "Họ tên", "width": 2}, {"title": "Số", "width": 1}],
            "rows": [[[value], []]],
        },
        {"kind": "columns", "columns": [[{"kind": "note", "text": "trái"}], [{"kind": "title", "text": "PHẢI"}]]},
        {"kind": "line", "segments": [value], "bold": True, "indent": True},
        {"kind": "signatures", "items": [{"title": "Bên nữ", "note": "ký"}, {"title": "Bên nam", "note": "ký"}]},
        {"kind": "paragraph", "text": "giữa", "align": "center", "italic": True},
    )
    text = reading.text(draw_official_form(pack, birth.answers(), today=TODAY))
    for expected in ("Họ tên", "trái", "PHẢI", "giữa"):
        assert expected in text
    assert text.count("Lò Đắc Ưỡng") == 2


def test_two_who_sign_stand_side_by_side() -> None:
    items = [
        {"title": "Bên nữ", "note": "(Ký)", "name": "/con/ho_ten"},
        {"title": "Bên nam", "note": "(Ký)", "name": "/cha/ho_ten"},
    ]
    pdf = draw_official_form(with_layout({"kind": "signatures", "items": items}), birth.answers(), today=TODAY)
    woman, man = (reading.place(pdf, word) for word in ("Bên nữ", "Bên nam"))
    assert woman.top == man.top
    assert woman.right < man.left
    assert reading.place(pdf, "Lò Văn Tâm").left > woman.right


def test_a_block_that_nobody_knows_is_refused() -> None:
    with pytest.raises(Refusal, match=r"document\.unknown-block"):
        draw_official_form(with_layout({"kind": "hologram"}), {}, today=TODAY)


def test_a_procedure_without_a_layout_is_refused() -> None:
    pack = dataclasses.replace(birth.pack(), print_layout={})
    with pytest.raises(Refusal, match=r"document\.no-layout"):
        draw_official_form(pack, {}, today=TODAY)
