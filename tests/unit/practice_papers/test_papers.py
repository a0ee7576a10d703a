import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from desktop.practice.extracts import extract_of
from desktop.practice.papers import FeeLine, Press, money
from forms.catalogue import PACKS, Catalogue
from forms.pack import ProcedurePack
from forms.pack_tests import examples
from forms.pointers import dotted

FONTS = Path("resources/fonts")
CERTIFIED = tuple(pack for pack in Catalogue.shipped().all() if pack.procedure.get("certificate"))
CODE = "H56.148.45-261123-0001"
AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ABOVE_AND_ACROSS = 3
LETTERS = "ẮẰẲẴẶ ẤẦẨẪẬ ẾỀỂỄỆ ỐỒỔỖỘ ỚỜỞỠỢ ỨỪỬỮỰ ÝỲỶỸỴ Đđ"


@pytest.fixture
def manifest() -> Mapping[str, Any]:
    return {
        "unit": "14845",
        "procedure": "1.001193",
        "applicant": {"name": "Phạm Thị Bưởi", "id_no": "038150001234"},
        "delivery": {"paper": "counter"},
        "attachments": [{"slot": "TP01", "n": 1, "type": "application/pdf", "size": 81233}],
        "data": {
            "con": {
                "ho_ten": "Lò Đắc Ưỡng",
                "ngay_sinh": "2026-11-15",
                "gioi_tinh": "nam",
                "dan_toc": "06",
                "noi_sinh": {"xa": "14845", "chi_tiet": LETTERS},
            },
            "me": {"ho_ten": "Én", "ngay_sinh": "1999", "quoc_tich": "khac", "quoc_tich_khac": "Lào"},
            "cha": {"quoc_tich": "VNM", "noi_cu_tru": {"ngoai_tinh": True, "dia_chi": "bản Piềng Vai, Lào"}},
        },
    }


def papers(manifest: Mapping[str, Any]) -> dict[str, bytes]:
    press = Press(FONTS)
    lines = [FeeLine("Bản sao trích lục", 16000), FeeLine("Bản sao khác", 8000)]
    return {
        "draft": press.draft_certificate(manifest, CODE),
        "result": press.result(manifest, CODE, "12/2026", AT),
        "copy": press.copy(manifest, CODE, "13/2026", AT),
        "fee": press.fee_receipt(manifest, CODE, "7", lines=lines, method="cash", paid_at=AT),
        "slip": press.acceptance_slip(manifest, CODE, "Đăng ký khai sinh", "1234", received_at=AT, due_at=AT),
    }


def text_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return [unicodedata.normalize("NFC", " ".join(page.split())) for page in pages]


def test_every_page_of_every_paper_says_that_it_is_worthless(manifest: Mapping[str, Any]) -> None:
    for pdf in papers(manifest).values():
        for page in text_of(pdf):
            assert "BẢN TẬP – KHÔNG CÓ GIÁ TRỊ" in page
        with pypdfium2.PdfDocument(pdf) as document:
            assert "BẢN TẬP – KHÔNG CÓ GIÁ TRỊ" in document.get_metadata_value("Title")


def test_a_paper_of_many_pages_says_so_across_each(manifest: Mapping[str, Any]) -> None:
    lines = [FeeLine(f"Khoản thứ {number}", 1000) for number in range(1, 90)]
    pages = text_of(Press(FONTS).fee_receipt(manifest, CODE, "7", lines=lines, method="cash", paid_at=AT))
    assert len(pages) > 2
    assert min(page.count("BẢN TẬP – KHÔNG CÓ GIÁ TRỊ") for page in pages) >= ABOVE_AND_ACROSS


def test_what_was_typed_stands_on_the_certificate_letter_for_letter(manifest: Mapping[str, Any]) -> None:
    [page] = text_of(papers(manifest)["result"])
    for expected in (
        "LÒ ĐẮC ƯỠNG",
        LETTERS,
        "15/11/2026",
        "Ngày mười lăm tháng mười một năm hai nghìn không trăm hai mươi sáu",
        "Dân tộc: Mường",
        "Giới tính: Nam",
        "mẹ: ÉN Ngày, tháng, năm sinh: 1999",
        "XÃ MƯỜNG LÁT",
        "Quốc tịch: Lào",
        "Quốc tịch: Việt Nam Nơi cư trú: bản Piềng Vai, Lào",
        "Số: 12/2026",
    ):
        assert expected in page


def test_the_fee_receipt_adds_up(manifest: Mapping[str, Any]) -> None:
    [page] = text_of(papers(manifest)["fee"])
    assert "Tổng số tiền: 24.000 đồng" in page
    assert "15 giờ 00 phút, ngày 23/11/2026" in page


def test_the_acceptance_slip_names_code_owner_and_papers(manifest: Mapping[str, Any]) -> None:
    [page] = text_of(papers(manifest)["slip"])
    for expected in (CODE, "Phạm Thị Bưởi", "038150001234", "TP01", "81233"):
        assert expected in page


def test_another_procedure_gets_a_plain_decision(manifest: Mapping[str, Any]) -> None:
    [page] = text_of(Press(FONTS).result({**manifest, "data": {}}, CODE, "1", AT))
    assert "KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH" in page


def test_a_pack_says_what_its_certificate_shows(manifest: Mapping[str, Any]) -> None:
    death = Catalogue.shipped().get("1.000656")
    data = {
        "nguoi_chet": {"ho_ten": "Én", "ngay_sinh": "1941", "gioi_tinh": "nu", "noi_cu_tru": {"xa": "14845"}},
        "tu_vong": {"ngay": "2026-11-20"},
    }
    press, given, extract = Press(FONTS), {**manifest, "data": data}, extract_of(death, data)
    [draft] = text_of(press.draft_certificate(given, CODE, extract))
    [result] = text_of(press.result(given, CODE, "1", AT, extract))
    assert "TRÍCH LỤC KHAI TỬ (BẢN DỰ THẢO)" in draft
    assert "TRÍCH LỤC KHAI TỬ" in result
    assert "BẢN DỰ THẢO" not in result
    for page in (draft, result):
        for expected in (
            "tên: ÉN",
            "Giới tính: Nữ",
            "năm sinh: 1941",
            "cuối cùng: xã Mường Lát",
            "vào ngày: 20/11/2026",
        ):
            assert expected in page
        assert "Nguyên nhân" not in page


@pytest.mark.parametrize("pack", CERTIFIED, ids=lambda pack: pack.code)
def test_every_line_of_a_certificate_has_a_name(pack: ProcedurePack) -> None:
    [example, *_] = examples(PACKS / pack.procedure["sector"] / pack.code / str(pack.version)).values()
    paths = tuple(dotted(pointer) for pointer in pack.procedure["certificate"])
    lines = extract_of(pack, example["answers"]).lines
    assert lines
    assert not any(line.startswith(paths) for line in lines)


def test_a_letter_that_the_font_lacks_is_seen_not_lost(manifest: Mapping[str, Any]) -> None:
    data = {"con": {"ho_ten": "An 😀"}}
    [page] = text_of(Press(FONTS).result({**manifest, "data": data}, CODE, "1", AT))
    assert "AN □" in page


def test_markup_in_an_answer_is_printed_not_obeyed(manifest: Mapping[str, Any]) -> None:
    data = {"con": {"ho_ten": "<b>An</b> & <img src='file:///etc/passwd'/>"}}
    [page] = text_of(Press(FONTS).result({**manifest, "data": data}, CODE, "1", AT))
    assert "<B>AN</B> & <IMG" in page


def test_the_same_manifest_makes_the_same_bytes(manifest: Mapping[str, Any]) -> None:
    assert papers(manifest) == papers(manifest)


def test_money_is_written_with_dots() -> None:
    assert money(1234567) == "1.234.567 đồng"
