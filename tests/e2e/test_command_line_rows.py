"""`hoso template import check --all submit --all-ready report slips`: an officer's script, end to end."""

import csv
import io
import json
from pathlib import Path

import pytest

from desktop.__main__ import main
from forms.catalogue import Catalogue
from forms.sheet_columns import columns
from tests.e2e.conftest import run
from tests.fakes.sheet_cells import cells_of
from tests.integration.services.many import MARITAL, marital

pytestmark = pytest.mark.usefixtures("command_line")


def filled(path: Path, wrong: int) -> None:
    """Three people behind the example of a template; one has a day that no month has."""
    known = columns(Catalogue.shipped().get(MARITAL))
    lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    at = [column.key for column in known].index("nguoi_duoc_cap.ngay_sinh")
    for of in range(3):
        cells = [str(cell or "") for cell in cells_of(known, marital(of))]
        cells[at] = "31/11/1990" if of == wrong else cells[at]
        lines.append(cells)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(lines)
    path.write_text(out.getvalue(), encoding="utf-8-sig", newline="")


def test_rows_become_drafts_and_the_ready_ones_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet, faulty, report = tmp_path / "mau.csv", tmp_path / "loi.xlsx", tmp_path / "ngay.xlsx"
    assert run(capsys, "template", MARITAL, "-o", str(sheet))[0] == 0
    filled(sheet, wrong=1)

    code, dry, _ = run(capsys, "import", MARITAL, "--from", str(sheet), "--dry-run")
    assert (code, dry["drafts"]) == (1, [])
    assert [bool(row["faults"]) for row in dry["rows"]] == [False, True, False]
    assert run(capsys, "drafts")[1] == []

    code, done, _ = run(capsys, "import", MARITAL, "--from", str(sheet), "--with-faults", "--faulty", str(faulty))
    assert (code, len(done["drafts"])) == (1, 3)
    assert faulty.read_bytes().startswith(b"PK")
    again = run(capsys, "import", MARITAL, "--from", str(sheet), "--with-faults")[1]
    assert again["drafts"] == []
    assert [row["already"] for row in again["rows"]] == done["drafts"]

    code, checked, _ = run(capsys, "check", "--all")
    assert (code, checked["ready"], checked["twins"]) == (1, 2, [])
    assert main(["submit", "--all-ready", "--json"]) == 1
    assert "submit.pledge" in capsys.readouterr().out
    code, gone, _ = run(capsys, "submit", "--all-ready", "--pledge")
    assert (code, len(gone["submitted"]), gone["left"]) == (0, 2, [])
    assert run(capsys, "submit", "--all-ready", "--pledge")[1]["submitted"] == []

    counts = run(capsys, "report")[1]["counts"]
    assert (counts["made"], counts["sent"], counts["held"]) == (3, 2, 0)
    assert run(capsys, "report", "-o", str(report))[0] == 0
    assert run(capsys, "slips", "-o", str(tmp_path / "phieu.pdf"))[1]["pages"] == 2


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("check", "--all", "01"),
        ("submit", "--pledge"),
        ("report", "--day", "hôm qua"),
        ("template", MARITAL, "-o", "mau.doc"),
    ],
)
def test_wrong_use_is_told(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["message"]
