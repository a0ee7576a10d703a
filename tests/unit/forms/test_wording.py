import pytest

from forms.addresses import address_line
from forms.pack import ProcedurePack
from forms.wording import answer_text, worded
from tests.unit.forms.births import birth_answers


@pytest.mark.parametrize(
    ("pointer", "as_", "words"),
    [
        ("/con/ho_ten", "upper", "LÒ VĂN BẢO"),
        ("/con/ngay_sinh", "date", "15/10/2026"),
        ("/con/gioi_tinh", "choice", "Nam"),
        ("/con/dan_toc", "ethnic", "Thái"),
        ("/con/que_quan", "address", "xã Mường Lát, tỉnh Thanh Hóa"),
        ("/noi_dang_ky", "agency", "Ủy ban nhân dân xã Mường Lát, tỉnh Thanh Hóa"),
        ("/nguoi_yeu_cau/quan_he", "choice", "bà nội"),
        ("/nguoi_yeu_cau", "id_paper", "Số định danh cá nhân 038158000123"),
        ("/nguoi_yeu_cau", "id_number", "038158000123"),
        ("/ban_sao/so_luong", "number", "2"),
        ("/ban_sao/co", "choice", "Có"),
        ("/cha/giay_to", "text", None),
    ],
)
def test_answers_are_written_as_on_paper(birth: ProcedurePack, pointer: str, as_: str, words: str | None) -> None:
    assert worded(birth, birth_answers(), pointer, as_) == words


def test_a_paper_stands_for_the_number(birth: ProcedurePack) -> None:
    paper = {"loai": "ho_chieu", "so": "C1234567", "ngay_cap": "2021-11-20", "noi_cap": "Cục Quản lý xuất nhập cảnh"}
    answers = birth_answers(("/me/so_dinh_danh", None), ("/me/giay_to", paper))
    expected = "Hộ chiếu số C1234567 do Cục Quản lý xuất nhập cảnh cấp ngày 20/11/2021"
    assert worded(birth, answers, "/me", "id_paper") == expected
    assert worded(birth, answers, "/me", "id_number") == expected
    assert worded(birth, birth_answers(("/me/so_dinh_danh", None)), "/me", "id_paper") is None


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ({"xa": "14845", "chi_tiet": "bản Lát"}, "bản Lát, xã Mường Lát, tỉnh Thanh Hóa"),
        ({"ngoai_tinh": True, "dia_chi": "tỉnh Hủa Phăn, Lào"}, "tỉnh Hủa Phăn, Lào"),
        ({}, None),
        (None, None),
        ({"chi_tiet": "bản Lát"}, "bản Lát"),
    ],
)
def test_addresses_in_one_line(address: object, line: str | None) -> None:
    assert address_line(address) == line


def test_the_schema_says_how_to_write_a_field(birth: ProcedurePack) -> None:
    answers = birth_answers(("/me/ngay_sinh", "1984-05"))
    assert answer_text(birth, answers, "/me/ngay_sinh") == "05/1984"
    assert answer_text(birth, answers, "/con/que_quan/xa") == "xã Mường Lát, tỉnh Thanh Hóa"
    assert answer_text(birth, answers, "/nguoi_yeu_cau/da_thong_nhat") == "Có"
    assert answer_text(birth, answers, "/nhan_ket_qua/hinh_thuc", "en") == "At the service centre"
