"""The contract's document: kept in docs/, served by the portal, one and the same."""

import json
from typing import Any

import pytest

from desktop.practice import openapi
from tests.contract.practice.office import ROOT, Running

KEPT = ROOT / "docs" / "openapi.json"


def test_the_kept_document_is_what_is_served(portal: Running) -> None:
    served = portal.call("GET", "/openapi.json").json()
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    assert kept == served, "run: python -m desktop.practice.openapi > docs/openapi.json"


def test_it_is_written_as_it_is_kept() -> None:
    assert KEPT.read_text(encoding="utf-8") == openapi.text()


@pytest.mark.parametrize(
    ("schema", "ours", "theirs"),
    [
        ("DossierView", "code", "MaHoSo"),
        ("StatusView", "code", "TrangThaiHoSo"),
        ("DossierView", "due_at", "NgayHenTra"),
        ("ProcedureView", "code", "MaTTHC"),
        ("SupplementView", "sid", "HoSoBoSungId"),
        ("HistoryRow", "at", "ThoiDiemXuLy"),
        ("FeeItemView", "amount", "Gia"),
    ],
)
def test_properties_carry_their_national_name(schema: str, ours: str, theirs: str) -> None:
    schemas: Any = json.loads(KEPT.read_text(encoding="utf-8"))["components"]["schemas"]
    assert schemas[schema]["properties"][ours]["x-dvcqg"] == theirs
