"""Law, sheets and lists of papers on the command line."""

import json
import re
from pathlib import Path

import pytest

from desktop import cli
from tests.e2e.conftest import run
from tests.unit.documents import reading

pytestmark = pytest.mark.usefixtures("command_line")


def test_a_clause_is_told_with_what_we_know_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    status, (row,), _ = run(capsys, "law", "60/2014/QH13#15.1")
    assert (status, row["text"], row["in_force"]) == (0, None, "2016-01-01")
    assert cli.main(["law", "60/2014/QH13#15.1"]) == 0
    assert "Chưa có nguyên văn" in capsys.readouterr().out


def test_an_act_is_told_with_its_clauses_and_all_acts_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    _, rows, _ = run(capsys, "law", "04/2024/TT-BTP")
    assert rows[0]["reference"] == "04/2024/TT-BTP"
    assert any(row["text"] for row in rows)
    _, acts, _ = run(capsys, "law")
    assert "60/2014/QH13" in [act["number"] for act in acts]


def test_a_sheet_tells_its_law_and_how_many_of_each_paper(capsys: pytest.CaptureFixture[str]) -> None:
    _, sheet, _ = run(capsys, "show", "1.001776")
    assert "20/2021/NĐ-CP#5.5" in [row["reference"] for row in sheet["law"]]
    assert sheet["slots"][1] | {"copies": 1, "when": "khi hưởng vì trẻ em"} == sheet["slots"][1]
    assert not sheet["has_form"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_sheet_is_read_without_a_word_of_the_machine(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--lang", lang, "show", "1.001193"]) == 0
    said = capsys.readouterr().out
    assert not re.findall(r"^[a-z_]+(?:\.\d)?:", said, re.MULTILINE)
    assert {"vi": "Ai được làm: Cha", "en": "Who may: "}[lang] in said
    assert "  5. " in said


def test_a_sheet_tells_what_is_not_certain_and_that_it_can_only_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["show", "1.000954"]) == 0
    assert "mã 1.000954 là mã cũ" in capsys.readouterr().out
    assert cli.main(["procedures", "gia dinh van hoa"]) == 0
    assert "(chỉ xem và chuẩn bị giấy tờ)" in capsys.readouterr().out


def test_a_fault_tells_its_law(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"con": {"ngay_sinh": "2020-01-05"}}), encoding="utf-8")
    _, said, _ = run(capsys, "check", "1.001193", "--answers", str(answers))
    laws = {row["code"]: row["law"] for row in (*said["errors"], *said["warnings"])}
    assert laws["check.con_qua_60_ngay"] == ["60/2014/QH13#15.1"]
    assert laws["required"] == []


@pytest.mark.parametrize("code", ["1.001193", "1.000954"])
def test_the_list_of_papers_is_printed(code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "list.pdf"
    status, said, _ = run(capsys, "print", code, "--checklist", "-o", str(out))
    assert (status, said["path"]) == (0, str(out))
    assert "GIẤY TỜ CẦN CHUẨN BỊ" in reading.text(out.read_bytes())


def test_the_list_of_a_draft_leaves_other_cases_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, draft, _ = run(capsys, "new", "1.001193")
    out = tmp_path / "list.pdf"
    assert run(capsys, "print", draft["draft"], "--checklist", "-o", str(out))[0] == 0
    assert "bị bỏ rơi" not in reading.text(out.read_bytes())


@pytest.mark.parametrize(
    "line",
    [
        "new 1.001776",
        "print 1.001776 --blank -o x.pdf",
        "print 1.001776 -o x.pdf",
        "check 1.001776 --answers x.json",
    ],
)
def test_a_sheet_without_a_form_is_refused_in_one_sentence(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(line.split()) == 1
    said = capsys.readouterr().err
    assert said.endswith("[procedure.no-form]\n")
    assert "danh sách giấy tờ" in said


def test_a_clause_that_we_do_not_hold_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["law", "1/1901/QH1#1"]) == 1
    assert capsys.readouterr().err.endswith("[law.unknown]\n")
