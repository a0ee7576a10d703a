"""Filing by one's own hand over the command line: lines to copy, a package, a set to print, and what was filed."""

import json
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from desktop import assembly, cli, config
from desktop.cli.demo_papers import birth_paper
from desktop.domain.by_hand import Way
from desktop.services.filing_by_hand import Slip
from tests.e2e.conftest import PASSPHRASE, run

ROOT = Path(__file__).parents[2]
STORY = json.loads((ROOT / "resources" / "demo" / "birth.json").read_text(encoding="utf-8"))


pytestmark = pytest.mark.usefixtures("command_line")


@pytest.fixture
def draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A birth with the hospital's paper."""
    answers, paper = tmp_path / "a.json", tmp_path / "Lò Văn Bảo – giấy.jpg"
    answers.write_text(json.dumps(STORY["answers"]), encoding="utf-8")
    paper.write_bytes(birth_paper(["Mẹ: Hà Thị Nết"]))
    name = str(run(capsys, "new", "1.001193", "--answers", str(answers))[1]["draft"])
    assert run(capsys, "attach", name, "TP01", str(paper))[0] == 0
    return name


def test_the_lines_stand_in_the_portals_order(draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, sheet, _ = run(capsys, "copy-across", draft[:13])
    assert status == 0
    assert [section["title"] for section in sheet["sections"]][:2] == ["Người yêu cầu", "Trẻ được khai sinh"]
    lines = [line for section in sheet["sections"] for line in section["lines"]]
    assert [line["label"] for line in lines[:5]] == ["Tỉnh/Thành phố", "Phường/Xã", "Họ", "Chữ đệm", "Tên"]
    assert [line["value"] for line in lines[2:5]] == STORY["answers"]["nguoi_yeu_cau"]["ho_ten"].split()
    assert [(row["name"], row["too_big"]) for row in sheet["papers"]] == [("01_giay-chung-sinh.jpg", False)]
    assert cli.main(["copy-across", draft, "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "the program sends nothing" in said
    for line in lines:
        assert line["value"] in said


def test_the_package_says_first_that_it_is_not_encrypted(
    draft: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said, error = run(capsys, "package", draft, "-o", str(tmp_path / "goi.zip"))
    assert (status, said["path"]) == (0, str(tmp_path / "goi.zip"))
    assert "không được mã hóa" in error
    with zipfile.ZipFile(said["path"]) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    rows = json.loads(files["contents.json"])["files"]
    assert {row["name"]: row["sha256"] for row in rows} == {
        name: sha256(content).hexdigest() for name, content in files.items() if name != "contents.json"
    }
    assert files["papers/01_giay-chung-sinh.jpg"] == birth_paper(["Mẹ: Hà Thị Nết"])
    assert "NOT ENCRYPTED" in files["README.txt"].decode()
    assert files["form.pdf"].startswith(b"%PDF")
    assert files["checklist.pdf"].startswith(b"%PDF")
    status, said, _ = run(capsys, "package", draft, "-o", str(tmp_path / "goi.zip" / "inside.zip"))
    assert (status, said["error"]) == (1, "file.not-written")


def test_the_set_is_printed_from_a_draft_only(draft: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said, _ = run(capsys, "print", draft, "--set", "-o", str(tmp_path / "bo.pdf"))
    assert status == 0
    assert said["pages"] >= 4
    status, said, _ = run(capsys, "print", "1.001193", "--set", "-o", str(tmp_path / "bo.pdf"))
    assert (status, said["error"]) == (2, "print.set-of-draft")


def test_what_was_filed_by_hand_is_listed_as_ones_own_words(draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    home = config.home_dir()
    link = assembly.PortalLink(practice_data=assembly.practice_folder(home), offline=True)
    services = assembly.open_services(home, assembly.unlock(home, passphrase=PASSPHRASE), link=link)
    slip = Slip(Way.ONLINE, date(2026, 11, 20), "H56.14845-261120-0007", date(2026, 11, 27))
    filing = services.filing_by_hand.record(draft, slip)
    services.close()
    status, [row], _ = run(capsys, "dossiers")
    assert status == 0
    assert (row["by_hand"], row["submission"], row["state"], row["way"]) == (filing.id, None, "by_hand", "online")
    assert (row["dossier_code"], row["due_at"]) == ("H56.14845-261120-0007", "2026-11-27")
    assert cli.main(["dossiers"]) == 0
    assert "bạn tự ghi: đang chờ" in capsys.readouterr().out
