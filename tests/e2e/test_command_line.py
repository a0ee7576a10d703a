"""The command line as a script uses it: exit codes, JSON, and one sentence with a code for what cannot be."""

import json
from pathlib import Path

import pytest

from desktop import assembly, cli, config
from tests.e2e.conftest import run

ROOT = Path(__file__).parents[2]
STORY = json.loads((ROOT / "resources" / "demo" / "birth.json").read_text(encoding="utf-8"))


pytestmark = pytest.mark.usefixtures("command_line")


@pytest.fixture
def draft(capsys: pytest.CaptureFixture[str]) -> str:
    status, said, _ = run(capsys, "new", "1.001193")
    assert status == 0
    return str(said["draft"])


def test_options_are_never_guessed() -> None:
    options = cli.run.parser().parse_args(["portal", "--port", "18441"])
    assert (options.port, options.portal) == (18441, None)


def test_only_the_commands_that_need_a_portal_may_start_one(draft: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert draft
    monkeypatch.delenv("HOSO_PORTAL")
    assert cli.main(["whoami"]) == 0
    home = config.home_dir()
    assert not assembly.practice_folder(home).exists()


def test_without_the_pledge_its_text_is_shown(draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["submit", draft]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("Tôi cam đoan")
    assert said.err.endswith("[submit.pledge]\n")


def test_a_backup_comes_back_elsewhere(draft: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, first, _ = run(capsys, "backup", str(tmp_path / "b"))
    assert (status, first["size"]) == (0, (tmp_path / "b").stat().st_size)
    status, second, _ = run(capsys, "backup", str(tmp_path / "b"))
    assert (status, second["size"]) == (0, first["size"] + second["added"])
    status, looked, _ = run(capsys, "backup", "--verify", str(tmp_path / "b"))
    assert (status, looked["size"]) == (0, second["size"])
    elsewhere = ("--home", str(tmp_path / "new"))
    assert run(capsys, "restore", str(tmp_path / "b"), *elsewhere)[0] == 0
    assert [row["draft"] for row in run(capsys, "drafts", *elsewhere)[1]] == [draft]


@pytest.mark.parametrize(
    ("line", "code", "status"),
    [
        ("backup b", "vault.none", 1),
        ("restore nothing", "file.unreadable", 1),
        ("check 1.001193 --answers nothing", "answers.unreadable", 1),
        ("status 01a217c7", "id.unknown", 1),
        ("show 9.999999", "procedure.unknown", 1),
        ("inspect .", "file.unreadable", 1),
        ("packs lint nothing", "pack.unreadable", 1),
        ("packs test nothing", "pack.unreadable", 1),
        ("sign-in --offline", "portal.offline", 3),
        ("refresh --offline", "portal.offline", 3),
        ("sen", "usage", 2),
        ("send --wait soon", "usage", 2),
    ],
)
def test_what_cannot_be_is_one_sentence(line: str, code: str, status: int, capsys: pytest.CaptureFixture[str]) -> None:
    found, said, error = run(capsys, *line.split())
    if isinstance(said, list):  # `packs lint` tells every fault as a finding
        assert (found, [row["rule"] for row in said]) == (status, [code])
        return
    assert (found, said["error"]) == (status, code)
    assert error.rstrip().endswith(f"[{code}]")
    assert "Traceback" not in error


def test_the_envelope_is_printed_from_a_draft(draft: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "phong-bi.pdf"
    status, said, _ = run(capsys, "print", draft[:8], "--envelope", "-o", str(out))
    assert (status, said) == (0, {"path": str(out), "pages": 1})
    assert out.read_bytes().startswith(b"%PDF")
    assert run(capsys, "print", "1.001193", "--envelope", "-o", str(out))[:1] == (2,)
    marriage = run(capsys, "new", "1.000894")[1]["draft"]
    status, said, _ = run(capsys, "print", marriage, "--envelope", "-o", str(out))
    assert (status, said["error"]) == (1, "by-hand.no-post")
