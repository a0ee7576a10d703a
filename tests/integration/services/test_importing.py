"""Rows of a spreadsheet into the real store: nothing before the button, each row once, faults by row."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop import assembly
from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.draft import FilingFor
from desktop.domain.errors import Missing, Refusal
from desktop.services.importing import Opened, Row, fault_words, faulty_table
from desktop.services.remembering import USE
from desktop.services.sheets import Sheet
from forms.pointers import get
from forms.sheet_columns import columns
from forms.sheet_values import Cell
from tests.fakes.sheet_cells import cells_of
from tests.integration.services.many import MARITAL, marital, opened

TOLD = "Dòng {row}: {said}"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[assembly.Services]:
    one = opened(tmp_path)
    yield one
    one.close()


def lines(services: assembly.Services, count: int) -> list[list[Cell]]:
    known = columns(services.catalogue.get(MARITAL))
    return [list(cells_of(known, marital(of))) for of in range(count)]


def place(services: assembly.Services, key: str) -> int:
    return [column.key for column in columns(services.catalogue.get(MARITAL))].index(key)


def looked_at(services: assembly.Services, rows: list[list[Cell]], kind: str = "xlsx") -> Opened:
    table = services.many.importing.template(MARITAL)
    written = assembly.write_table(replace(table, rows=[*table.rows, *map(tuple, rows)]), kind)
    return services.many.importing.open(MARITAL, assembly.read_sheet(written))


def rows_of(services: assembly.Services, one: Opened) -> tuple[Row, ...]:
    return services.many.importing.read(one)


def count(services: assembly.Services) -> int:
    return len(services.drafting.open())


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_nothing_is_written_before_the_button_and_each_row_once_after_it(
    services: assembly.Services, kind: str
) -> None:
    one = looked_at(services, lines(services, 3), kind)
    rows = rows_of(services, one)
    assert [row.number for row in rows] == [4, 5, 6]
    assert [row.faults for row in rows] == [(), (), ()]
    assert count(services) == 0

    made = services.many.importing.take(one, rows)
    assert count(services) == len(made) == 3
    assert {get(dict(draft.answers), "/nguoi_duoc_cap/so_dinh_danh") for draft in made} == {
        get(marital(of), "/nguoi_duoc_cap/so_dinh_danh") for of in range(3)
    }
    assert services.many.importing.take(one, rows) == ()
    assert [row.draft for row in rows_of(services, one)] == [draft.id for draft in made]
    assert count(services) == 3


def test_a_row_is_known_again_in_a_corrected_file_and_forgotten_with_its_draft(services: assembly.Services) -> None:
    rows = lines(services, 2)
    rows[1][place(services, "nguoi_duoc_cap.ngay_sinh")] = "31/11/1990"
    first = looked_at(services, rows)
    good = [row for row in rows_of(services, first) if not row.faults]
    [draft] = services.many.importing.take(first, good)

    rows[1][place(services, "nguoi_duoc_cap.ngay_sinh")] = "30/11/1990"
    again = looked_at(services, rows, "csv")
    assert [row.draft for row in rows_of(services, again)] == [draft.id, None]
    with services.open_unit() as uow:
        uow.settings.put(f"imported.{MARITAL}.{rows_of(services, again)[0].mark}", "no longer there")
        uow.commit()
    assert rows_of(services, again)[0].draft is None


@pytest.mark.parametrize(
    ("use", "known", "asked"), [("neighbours", True, True), ("neighbours", False, False), ("family", True, False)]
)
def test_an_officers_rows_ask_for_each_residents_consent(
    services: assembly.Services, use: str, known: bool, asked: bool
) -> None:
    with services.open_unit() as uow:
        uow.settings.put(USE, use)
        uow.commit()
    officer = services.serving.be_officer("Hà Văn Lực", "038080009999") if known else None
    one = looked_at(services, lines(services, 1))
    [draft] = services.many.importing.take(one, rows_of(services, one))
    kept = services.drafting.get(draft.id)
    assert (kept.filing_for, kept.submitter) == ((FilingFor.OTHER, officer) if asked else (None, None))
    assert (CONSENT_SLOT in services.drafting.check(draft.id).missing_slots) is asked


def test_two_rows_alike_are_two(services: assembly.Services) -> None:
    [line] = lines(services, 1)
    one = looked_at(services, [line, line])
    assert len(services.many.importing.take(one, rows_of(services, one))) == 2
    assert services.many.importing.take(one, rows_of(services, one)) == ()


def test_faults_are_told_by_row_and_column_and_the_words_are_kept(services: assembly.Services) -> None:
    rows = lines(services, 2)
    rows[0][place(services, "nguoi_duoc_cap.ngay_sinh")] = "31/11/1990"
    rows[0][place(services, "noi_dang_ky")] = "Ba Đình"
    rows[1][place(services, "nguoi_duoc_cap.so_dinh_danh")] = "3.8201E+10"
    one = looked_at(services, rows)
    first, second = rows_of(services, one)
    said = [fault_words(one.pack, fault, "vi") for fault in (*first.faults, *second.faults)]
    assert len(said) == 3
    assert "Ba Đình" in said[0]
    assert "Xã Ba Đình (16171)" in said[0]
    assert said[1].count("ngày") >= 1
    assert "3.8201E+10" in said[2]

    made = services.many.importing.take(one, (first, second))
    assert get(dict(made[0].answers), "/noi_dang_ky") == "Ba Đình"
    assert get(dict(made[0].answers), "/nguoi_duoc_cap/ngay_sinh") == "1990-11-31"
    assert get(dict(made[1].answers), "/nguoi_duoc_cap/so_dinh_danh") == "3.8201E+10"
    assert services.drafting.check(made[0].id).faults == 2


def test_the_faulty_rows_come_back_mended(services: assembly.Services) -> None:
    rows = lines(services, 2)
    at = place(services, "nguoi_duoc_cap.ngay_sinh")
    right, rows[1][at] = rows[1][at], "hôm qua"
    one = looked_at(services, rows)
    table = faulty_table(one, rows_of(services, one), "vi")
    assert table.heads[-1] == "Lỗi"
    assert len(table.rows) == 1
    assert "hôm qua" in str(table.rows[0][-1])

    mended = [list(line) for line in table.rows]
    mended[0][at] = right
    written = assembly.write_table(replace(table, rows=[tuple(line) for line in mended]), "xlsx")
    again = services.many.importing.open(MARITAL, assembly.read_sheet(written))
    assert again.unknown == ("loi",)
    assert [row.faults for row in rows_of(services, again)] == [()]


def test_columns_are_matched_by_label_and_the_rest_is_named(services: assembly.Services) -> None:
    sheet = Sheet((("HO, CHU DEM, TEN NGUOI YEU CAU", "Ghi chú", None), ("Hà Văn Dũng", "x", "y")))
    one = services.many.importing.open(MARITAL, sheet)
    assert one.unknown == ("Ghi chú",)
    assert len(one.lacking) == len(columns(one.pack)) - 1
    [row] = rows_of(services, one)
    assert get(row.answers, "/nguoi_yeu_cau/ho_ten") == "Hà Văn Dũng"
    assert "required" in {fault.code for fault in row.faults}


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (Sheet((("x", "y"), ("1", "2"))), "import.no-column"),
        (Sheet((("nguoi_yeu_cau.ho_ten",),)), "import.no-row"),
        (Sheet((("nguoi_yeu_cau.ho_ten",), ("VD: Lò Văn Tâm",))), "import.no-row"),
        (Sheet(((None,),)), "sheet.empty"),
    ],
)
def test_a_sheet_without_anything_is_refused(services: assembly.Services, sheet: Sheet, code: str) -> None:
    assert _code(lambda: services.many.importing.open(MARITAL, sheet)) == code


def test_only_a_procedure_with_a_form_has_a_template(services: assembly.Services) -> None:
    assert _code(lambda: services.many.importing.template("9.999999")) == "procedure.unknown"
    assert _code(lambda: services.many.importing.template("1.001776")) == "procedure.no-form"


def _code(call: Callable[[], object]) -> str:
    with pytest.raises((Refusal, Missing)) as refused:
        call()
    return refused.value.code
