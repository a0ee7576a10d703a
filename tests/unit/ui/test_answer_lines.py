"""Answers in words: lists row by row, ticks with commas, numbers as people here write them."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.pages.answer_lines import AnswerLine, answer_sections, field_label, value_words
from forms.answers import complete
from forms.pack import Answers
from tests.gui.club import TODAY, Wardrobe, club

ANSWERS: Answers = {
    "ten": "CLB bản Chiềng",
    "hoi_vien": [
        {"ho_ten": "Lò Văn Tâm", "nam_sinh": "1990-05-03", "vai_tro": "huan_luyen", "bang_cap": "A"},
        {},
        {"ho_ten": "Hà Thị Ngân", "nam_sinh": "1985", "vai_tro": "hoi_vien", "bang_cap": "không còn hỏi"},
    ],
    "tai_san": [{"ten": "Bóng", "gia": 1500000, "noi": {"thon": "Chiềng"}, "phu_kien": [{"ten": "Bơm"}]}],
    "mon": ["vo", "co_tuong"],
}


@pytest.fixture(autouse=True)
def _speaks(qapp: QApplication) -> Iterator[None]:
    wardrobe = Wardrobe(qapp)
    yield
    wardrobe.close()


def test_a_list_has_a_line_for_each_row_that_has_answers() -> None:
    pack = club()
    [(_, _, lines)] = answer_sections(pack, complete(pack, ANSWERS, today=TODAY), "vi")
    members = (
        AnswerLine("Dòng 1", "Họ và tên: Lò Văn Tâm · Ngày sinh: 03/05/1990 · Vai trò: Huấn luyện viên · Bằng cấp: A"),
        AnswerLine("Dòng 3", "Họ và tên: Hà Thị Ngân · Ngày sinh: 1985 · Vai trò: Hội viên"),
    )
    things = (
        AnswerLine(
            "Tài sản 1",
            "Tên tài sản: Bóng · Giá mua: 1.500.000 đ · Nơi để – Thôn, bản: Chiềng"
            " · Phụ kiện: Dòng 1: Tên phụ kiện: Bơm",
        ),
    )
    assert lines == [
        AnswerLine("Tên câu lạc bộ", "CLB bản Chiềng"),
        AnswerLine("Danh sách hội viên", "", "/hoi_vien", members),
        AnswerLine("Tài sản", "", "/tai_san", things),
        AnswerLine("Môn tập", "Võ cổ truyền, Cờ tướng"),
    ]


def test_a_cell_is_called_with_its_row() -> None:
    pack = club()
    assert field_label(pack, "/hoi_vien/3/ho_ten", "vi") == "Dòng 4 – Họ và tên"
    assert field_label(pack, "/tai_san/0/phu_kien/1/ten", "vi") == "Tài sản 1 – Dòng 2 – Tên phụ kiện"


def test_a_list_alone_has_a_line_for_each_row() -> None:
    pack = club()
    words = value_words(pack, {"tai_san": [{"ten": "Bóng"}, {"ten": "Lưới"}]}, "/tai_san", "vi")
    assert words == "Tài sản 1: Tên tài sản: Bóng\nTài sản 2: Tên tài sản: Lưới"
    assert value_words(pack, ANSWERS, "/mon", "vi") == "Võ cổ truyền, Cờ tướng"
    assert value_words(pack, ANSWERS, "/ghi_chu", "vi") == ""
