"""A letter of an organisation by Nghị định 30/2020/NĐ-CP, and lines that a filled paper goes without."""

import dataclasses
from datetime import date
from typing import Any

import pytest

from desktop.adapters.documents.official_form import draw_official_form
from forms.loader import preview_pack
from tests.unit.documents import reading

HEAD: dict[str, Any] = {
    "kind": "letter_head",
    "name": [{"value": "/ten", "as": "upper", "dots": 30}],
    "number": [{"text": "Số: "}, {"value": "/so", "as": "text", "dots": 14}],
    "place": "/xa",
}
FOOT: dict[str, Any] = {
    "kind": "letter_foot",
    "recipients": ["Như trên;", "Lưu."],
    "title": "TM. BAN TỔ CHỨC\nTRƯỞNG BAN",
    "note": "(Ký, ghi rõ họ tên)",
    "name": "/nguoi",
}
SCHEMA = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("ten", "so", "xa", "nguoi", "cach", "ghi")},
}
ANSWERS = {"ten": "Hội làng Én", "so": "05/TB", "xa": "14845", "nguoi": "Lò Văn Tâm"}


def draw(answers: dict[str, Any], *blocks: dict[str, Any], blank: bool = False) -> bytes:
    made = preview_pack(SCHEMA, None, texts={"procedure.name": "Thư"})
    pack = dataclasses.replace(made, print_layout={"paper": "A4", "blocks": list(blocks)})
    return draw_official_form(pack, answers, today=date(2026, 11, 26), blank=blank)


def line(words: str, **more: Any) -> dict[str, Any]:
    return {"kind": "line", "segments": [{"text": words}, {"value": "/ghi", "as": "text", "dots": 20}], **more}


def test_the_body_stands_on_the_left_and_the_nation_on_the_right() -> None:
    pdf = draw(ANSWERS, HEAD)
    body, nation = reading.place(pdf, "HỘI LÀNG ÉN"), reading.place(pdf, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    number, day = reading.place(pdf, "Số: 05/TB"), reading.place(pdf, "Mường Lát, ngày")
    assert body.right < nation.left
    assert number.right < day.left
    assert abs(body.top - nation.top) < 6
    assert abs(number.top - day.top) < 6
    assert number.top < reading.place(pdf, "Độc lập - Tự do - Hạnh phúc").top


def test_recipients_stand_beside_who_signs() -> None:
    pdf = draw(ANSWERS, FOOT)
    assert reading.place(pdf, "- Như trên;").right < reading.place(pdf, "(Ký, ghi").left
    assert reading.place(pdf, "TRƯỞNG BAN").top < reading.place(pdf, "TM. BAN TỔ CHỨC").top
    assert reading.place(pdf, "Lò Văn Tâm").top < reading.place(pdf, "(Ký, ghi").top


def test_the_blank_letter_has_dots_for_body_and_number() -> None:
    text = reading.text(draw(ANSWERS, HEAD, FOOT, blank=True))
    assert "Số: ......" in text
    assert "Hội làng" not in text
    assert "Lò Văn Tâm" not in text


def test_the_subject_stands_under_the_title() -> None:
    subject = {"kind": "subject", "segments": [{"text": "Về việc mở hội "}, {"value": "/ten", "as": "text", "dots": 9}]}
    pdf = draw(ANSWERS, {"kind": "title", "text": "THÔNG BÁO"}, subject)
    assert reading.place(pdf, "Về việc mở hội Hội làng Én").top < reading.place(pdf, "THÔNG BÁO").top


def test_an_annex_begins_a_page() -> None:
    first, second = reading.pages(draw(ANSWERS, line("Đơn"), {"kind": "annex", "title": "DANH SÁCH", "note": "(Kèm)"}))
    assert "DANH SÁCH" not in first
    assert second.startswith("2 DANH SÁCH (Kèm)")


def test_a_heading_does_not_stand_alone_at_the_foot_of_a_page() -> None:
    heading, under = "1. Đầu mục", "Việc đầu"
    for number in range(24, 36):
        above = [line(f"Dòng {row}") for row in range(number)]
        pages = reading.pages(draw(ANSWERS, *above, line(heading, keep=True), line(under)))
        assert any(heading in page and under in page for page in pages)


APART = {"type": "LEAF", "scope": "#/properties/cach", "expectedValue": "rieng"}


@pytest.mark.parametrize(
    ("more", "answers", "shown"),
    [
        ({"optional": True}, {}, False),
        ({"optional": True}, {"ghi": "có"}, True),
        ({"unless": APART}, {"cach": "rieng"}, False),
        ({"unless": APART}, {"cach": "day"}, True),
    ],
)
def test_a_filled_paper_goes_without_some_lines_and_the_blank_one_has_all(
    more: dict[str, Any], answers: dict[str, str], shown: bool
) -> None:
    block = line("Ghi chú: ", **more)
    assert ("Ghi chú: " in reading.text(draw(ANSWERS | answers, line("Đơn"), block))) is shown
    assert "Ghi chú: ....." in reading.text(draw(ANSWERS | answers, line("Đơn"), block, blank=True))
