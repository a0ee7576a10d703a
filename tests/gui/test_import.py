"""Rows of a spreadsheet before the window: what is wrong is read first, and only the button makes drafts."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop import assembly
from desktop.services.remembering import USE
from desktop.ui.pages.import_rows import ImportPage
from forms.sheet_columns import columns
from tests.fakes.sheet_cells import cells_of
from tests.gui.person import Person
from tests.gui.prepared import entered
from tests.integration.services.many import MARITAL, marital


def sheet(services: assembly.Services, place: Path) -> Path:
    """Two good rows and one with a day that no month has, in a template."""
    known = columns(services.catalogue.get(MARITAL))
    rows = [list(cells_of(known, marital(of))) for of in range(3)]
    rows[1][[column.key for column in known].index("nguoi_duoc_cap.ngay_sinh")] = "31/11/1990"
    table = services.many.importing.template(MARITAL)
    place.write_bytes(assembly.write_table(replace(table, rows=[*table.rows, *map(tuple, rows)]), "xlsx"))
    return place


def test_rows_are_read_told_and_taken_once(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    services = entered(person)
    person.program._keep(USE, "neighbours")
    path = sheet(services, tmp_path / "ho-so.xlsx")
    monkeypatch.setattr(ImportPage, "choose_file", staticmethod(lambda *_: (str(path), "")))
    person.presses("rail_dossiers")
    person.presses("go_import")
    person.picks_from("procedure", MARITAL)
    person.presses("chooseSheet")
    person.reads("Dòng 5, cột")
    assert services.drafting.open() == ()
    person.presses("takeRows")
    person.sees("goBatch")
    assert len(services.drafting.open()) == 2
    person.presses("chooseSheet")
    person.sees("importedBefore")
    person.ticks("withFaults")
    person.presses("takeRows")
    person.sees("goBatch")
    person.waits(lambda: len(services.drafting.open()) == 3, "the faulty row did not become a draft")
    person.presses("goBatch")
    person.sees("checkAll")
