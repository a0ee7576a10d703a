from collections.abc import Iterator
from typing import Any

import pytest

from forms.catalogue import Catalogue
from forms.lint import lint
from forms.pack import ProcedurePack
from forms.pack_tests import TestOutcome, run_tests
from forms.pointers import of_scope
from forms.rules import controls
from tests.unit.forms.births import PACK

OUTCOMES = run_tests(PACK)
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


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: outcome.file)
def test_its_own_examples(outcome: TestOutcome) -> None:
    assert not outcome.missing
    assert not outcome.extra


def test_it_has_enough_examples() -> None:
    assert sum("accept-" in outcome.file for outcome in OUTCOMES) >= 5
    assert sum("reject-" in outcome.file for outcome in OUTCOMES) >= 10


def test_the_linter_has_nothing_to_say() -> None:
    assert lint(PACK) == ()


def test_the_pledge_is_the_official_one(birth: ProcedurePack) -> None:
    assert birth.text("pledge") == PLEDGE


def test_help_says_why_and_shows_an_example(birth: ProcedurePack) -> None:
    for control in controls(birth.ui):
        path = of_scope(control["scope"])[1:].replace("/", ".")
        if path.endswith("ngoai_tinh"):
            continue
        assert "ví dụ: " in birth.text(f"{path}.description").lower(), path
        english = birth.text(f"{path}.description", "en")
        assert "xample: " in english or "e.g. " in english, path


def test_every_shipped_pack_is_clean_and_known_by_its_folder() -> None:
    for pack in Catalogue.shipped().all():
        folder = PACK.parents[2] / pack.procedure["sector"] / pack.code / str(pack.version)
        assert folder.is_dir()
        assert folder == PACK or lint(folder) == ()
