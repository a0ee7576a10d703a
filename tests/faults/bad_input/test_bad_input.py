"""Whatever a person or a machine hands the program: one clear sentence with its code, nothing lost, no traceback."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.adapters.database.engine import writing
from desktop.adapters.database.vault import open_vault
from desktop.adapters.keys import wrapping
from desktop.adapters.keys.key_file import open_key
from tests.unit.portal.scripted import reply, scripted

PASSPHRASE = "Mường Lát đầy sương"
ROOT = Path(__file__).parents[3]
PACK = ROOT / "forms/packs/civil-status/1.001193/1"
LOGIN_PAGE = "<html><h1>Xin chào! Đăng nhập Wi-Fi</h1></html>".encode()
TIGHT = """
import resource, sys
from pathlib import Path
from desktop.__main__ import main
largest = max(path.stat().st_size for path in Path(sys.argv[2]).iterdir())
resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 20_000, largest + 20_000))
sys.exit(main(sys.argv[1:]))
"""


class Desk:
    """The command line over one home, and what it said last."""

    def __init__(self, home: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capfd = capfd
        self.draft = json.loads(self.says("new", "1.001193", "--json")[1])["draft"]
        self.answers = self.says(
            "fill", self.draft, "--answers", str(self.file("a.json", b'{"con": {"ho_ten": "Na"}}'))
        )

    def says(self, *arguments: str) -> tuple[int, str, str]:
        self._capfd.readouterr()
        code = main(["--home", str(self.home), "--offline", *arguments])
        said = self._capfd.readouterr()
        return code, said.out, said.err

    def file(self, name: str, content: bytes) -> Path:
        path = self.home.with_name(name)
        path.write_bytes(content)
        return path

    def refuses(self, code: str, *arguments: str, status: int = 1) -> None:
        """One line on stderr that ends with the code, in either language."""
        for lang in ("vi", "en"):
            found, out, err = self.says("--lang", lang, *arguments)
            one_sentence(code, err)
            assert (found, out) == (status, "")

    def is_whole(self) -> bool:
        """Whether what was saved is there."""
        with open_vault(self.home, open_key(self.home, passphrase=PASSPHRASE)) as vault, vault.unit() as uow:
            return uow.drafts.get(self.draft).answers == {"con": {"ho_ten": "Na"}} and vault.check() == ()


def one_sentence(code: str, said: str) -> None:
    [line] = said.strip().splitlines()
    assert line.endswith(f"[{code}]"), line
    assert re.match(r"\w.{15,}[.?!…”)]? \[", line), line
    assert code not in line.removesuffix(f"[{code}]"), "a code is no sentence"


@pytest.fixture
def desk(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("HOSO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    return Desk(tmp_path / "home", capfd)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "answers.unreadable"),
        (b"con: ho_ten", "answers.unreadable"),
        (b"\xff\xfe{}", "answers.unreadable"),
        (b'{"con": ', "answers.unreadable"),
        (b"[" * 100_000, "answers.unreadable"),
        (b'["con"]', "answers.not-an-object"),
    ],
    ids=["nothing", "no JSON", "no UTF-8", "half", "too deep", "a list"],
)
def test_answers_that_are_not_json(desk: Desk, content: bytes, code: str) -> None:
    desk.refuses(code, "fill", desk.draft, "--answers", str(desk.file("bad.json", content)))
    assert desk.is_whole()


def test_a_file_of_zero_bytes(desk: Desk) -> None:
    empty = desk.file("giay-chung-sinh.pdf", b"")
    desk.refuses("paper.empty", "attach", desk.draft, "TP01", str(empty))
    assert desk.is_whole()


def test_a_file_that_is_not_there(desk: Desk) -> None:
    desk.refuses("file.unreadable", "attach", desk.draft, "TP01", str(desk.home.with_name("nowhere.pdf")))
    assert desk.is_whole()


def test_a_portal_that_answers_html_with_200(desk: Desk) -> None:
    with scripted(lambda _: reply(200, LOGIN_PAGE, {"Content-Type": "text/html"}, marked=False)) as server:
        code = main(["--home", str(desk.home), "--portal", server.url, "refresh"])
    one_sentence("portal.captive", desk._capfd.readouterr().err)
    assert code == 3
    assert desk.is_whole()


def test_the_wrong_passphrase(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSO_PASSPHRASE", PASSPHRASE.upper())
    desk.refuses("vault.wrong-passphrase", "drafts")
    assert desk.is_whole()


def noise(path: Path) -> None:
    path.write_bytes(b"x" * path.stat().st_size)


@pytest.mark.parametrize(
    ("name", "harm", "code"),
    [
        ("vault.db", noise, "vault.damaged"),
        ("papers.db", noise, "vault.damaged"),
        ("vault.key.json", noise, "vault.key-damaged"),
        ("vault.db", Path.unlink, "vault.damaged"),
        ("vault.key.json", Path.unlink, "vault.key-missing"),
    ],
    ids=["vault", "papers", "key", "no vault", "no key"],
)
def test_a_damaged_store(desk: Desk, name: str, harm: Callable[[Path], None], code: str) -> None:
    before = {path.name: path.read_bytes() for path in desk.home.iterdir()}
    harm(desk.home / name)
    desk.refuses(code, "drafts")
    (desk.home / name).write_bytes(before[name])
    assert desk.is_whole()


def test_a_store_newer_than_the_program(desk: Desk) -> None:
    with (
        open_vault(desk.home, open_key(desk.home, passphrase=PASSPHRASE)) as vault,
        writing(vault.engine) as connection,
    ):
        connection.exec_driver_sql("PRAGMA user_version = 9999")
    before = (desk.home / "vault.db").read_bytes()
    desk.refuses("vault.newer", "drafts")
    assert (desk.home / "vault.db").read_bytes() == before


@pytest.mark.parametrize("name", ["procedure.json", "schema.json", "ui.json", "logic.json", "print.json"])
def test_an_unreadable_pack(desk: Desk, name: str) -> None:
    packs = desk.home.with_name("packs")
    shutil.copytree(PACK.parents[2], packs)
    folder = packs / PACK.relative_to(PACK.parents[2])
    (folder / name).write_bytes(b"{")
    desk.refuses("pack.unreadable", "packs", "test", str(folder))
    assert desk.is_whole()


def test_a_pack_that_names_a_file_outside_itself(desk: Desk) -> None:
    folder = desk.home.with_name("packs") / "1"
    shutil.copytree(PACK, folder)
    (folder / "schema.json").write_text('{"$ref": "../../../../../etc/passwd"}', encoding="utf-8")
    desk.refuses("pack.unreadable", "packs", "test", str(folder))


def test_a_procedure_that_nobody_knows(desk: Desk) -> None:
    desk.refuses("procedure.unknown", "new", "9.999999")
    assert "9.999999" in desk.says("new", "9.999999")[2]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
def test_a_full_disk_while_saving(desk: Desk) -> None:
    long = desk.file("long.json", json.dumps({"con": {"noi_sinh": "sương " * 40_000}}).encode())
    command = [sys.executable, "-c", TIGHT, "--home", str(desk.home), "fill", desk.draft, "--answers", str(long)]
    child = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=ROOT)
    one_sentence("vault.full", child.stderr)
    assert (child.returncode, child.stdout) == (1, "")
    assert desk.is_whole()
