"""A template filled from the packs' own examples, as XLSX and as CSV, comes back to the same answers."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from desktop.adapters.sheets.reading import read_sheet
from desktop.adapters.sheets.writing import to_csv, to_xlsx
from desktop.services.importing import Importing
from desktop.services.sheets import Table
from forms.answers import complete
from forms.catalogue import PACKS, Catalogue
from forms.pack import Answers, ProcedurePack
from forms.pack_tests import examples
from forms.pointers import get
from forms.sheet_columns import columns
from tests.fakes.sheet_cells import cells_of
from tests.fakes.world import World

WHOLE = tuple(pack for pack in Catalogue.shipped().all() if pack.has_form)
TODAY = date(2026, 11, 26)


def importing(world: World) -> Importing:
    return Importing(
        open_unit=world.vault,
        catalogue=Catalogue.shipped(),
        clock=world.clock,
        new_id=world.new_id,
        publish=world.events.append,
    )


def accepted(pack: ProcedurePack) -> Iterator[Answers]:
    folder = next(PACKS.glob(f"*/{pack.code}/{pack.version}"))
    yield from (dict(one["answers"]) for name, one in examples(folder).items() if name.startswith("tests/accept"))


def filled(table: Table, pack: ProcedurePack) -> Table:
    return replace(table, rows=[*table.rows, *(cells_of(columns(pack), answers) for answers in accepted(pack))])


def test_there_are_nine_whole_packs() -> None:
    assert len(WHOLE) == 9


@pytest.mark.parametrize("write", [to_xlsx, to_csv])
@pytest.mark.parametrize("pack", WHOLE, ids=lambda pack: pack.code)
def test_every_example_comes_back(pack: ProcedurePack, write: Callable[[Table], bytes]) -> None:
    service = importing(World())
    opened = service.open(pack.code, read_sheet(write(filled(service.template(pack.code), pack))))

    rows = service.read(opened)

    given = list(accepted(pack))
    assert (opened.unknown, opened.lacking, opened.examples) == ((), (), 1)
    assert len(rows) == len(given)
    for row, answers in zip(rows, given, strict=True):
        for column in columns(pack):
            wanted = get(complete(pack, answers, today=TODAY), column.pointer)
            if wanted is not None:
                assert get(row.answers, column.pointer) == wanted, column.key


@pytest.mark.parametrize("pack", WHOLE, ids=lambda pack: pack.code)
def test_what_a_pack_accepts_has_no_fault_but_in_its_lists(pack: ProcedurePack) -> None:
    service = importing(World())
    opened = service.open(pack.code, read_sheet(to_xlsx(filled(service.template(pack.code), pack))))
    inside = {column.pointer for column in columns(pack)}

    for row, answers in zip(service.read(opened), accepted(pack), strict=True):
        stamped = {fault.pointer: fault.code for fault in row.faults if fault.pointer in inside}
        assert not {code for code in stamped.values() if code.startswith("cell.")}, (stamped, answers)
