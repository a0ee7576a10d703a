from collections.abc import Iterator
from typing import Any

from forms.pack import ProcedurePack
from forms.pointers import of_scope
from forms.rules import controls

PLEDGE = (
    "Tôi cam đoan nội dung đề nghị đăng ký khai sinh trên đây là đúng sự thật, được sự thỏa thuận nhất trí của các bên "
    "liên quan theo quy định pháp luật. Tôi chịu hoàn toàn trách nhiệm trước pháp luật về nội dung cam đoan của mình."
)
PARENT = ("ho_ten", "ngay_sinh", "dan_toc", "quoc_tich", "noi_cu_tru", "so_dinh_danh", "giay_to")
OFFICIAL = (
    "/noi_dang_ky",
    *(f"/nguoi_yeu_cau/{key}" for key in ("ho_ten", "ngay_sinh", "noi_cu_tru", "so_dinh_danh", "giay_to", "quan_he")),
    *(
        f"/con/{key}"
        for key in (
            "ho_ten",
            "ngay_sinh",
            "ngay_sinh_chu",
            "gioi_tinh",
            "dan_toc",
            "quoc_tich",
            "noi_sinh",
            "que_quan",
        )
    ),
    *(f"/{parent}/{key}" for parent in ("me", "cha") for key in PARENT),
    *(f"/ket_hon/{key}" for key in ("so", "quyen_so", "ngay", "tai")),
    "/ban_sao/co",
    "/ban_sao/so_luong",
)
"""The fields of the official form, in its own order (TT 04/2024/TT-BTP)."""


def printed(block: Any) -> Iterator[str]:
    """The pointers of a print layout in reading order; a person's number and papers are one line of it."""
    if isinstance(block, dict):
        pointer = block.get("value", "")
        if block.get("as") == "id_paper":
            yield from (f"{pointer}/so_dinh_danh", f"{pointer}/giay_to")
        elif isinstance(pointer, str) and pointer:
            yield pointer
        for inner in block.values():
            yield from printed(inner)
    elif isinstance(block, list):
        for inner in block:
            yield from printed(inner)


def test_every_field_of_the_official_form_is_asked(birth: ProcedurePack) -> None:
    asked = {of_scope(control["scope"]) for control in controls(birth.ui)}
    unasked = [field for field in OFFICIAL if not any(one == field or one.startswith(f"{field}/") for one in asked)]
    assert unasked == []


def test_every_field_of_the_official_form_is_printed_in_its_order(birth: ProcedurePack) -> None:
    assert tuple(dict.fromkeys(printed(birth.print_layout["blocks"]))) == OFFICIAL


def test_the_pledge_is_the_official_one(birth: ProcedurePack) -> None:
    assert birth.text("pledge") == PLEDGE
