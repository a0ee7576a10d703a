"""An outbox item leaves the real store as a file, whatever became of its papers."""

import zipfile
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.adapters.database.engine import writing
from desktop.adapters.database.vault import Vault, open_vault
from desktop.adapters.keys.key_file import create_key_file
from desktop.domain.submission import Mode, State, Submission
from desktop.services.exporting import LackingPaper
from tests.fakes.world import SCAN, World
from tests.integration.services.stored_world import stored_world
from tests.unit.cli.prompt import prompt

PAPER = sha256(SCAN).hexdigest()
SECOND = b"%PDF to thu hai"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with open_vault(tmp_path, create_key_file(tmp_path, "chim se dong").key) as opened:
        yield opened


@pytest.fixture
def world(vault: Vault) -> World:
    return stored_world(vault)


@pytest.fixture
def queued(world: World) -> Submission:
    """With two papers."""
    draft = world.draft()
    world.attaching.attach(draft.id, "TP01", "to-hai.pdf", SECOND)
    world.sign_in()
    return world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)


def lost(vault: Vault) -> None:
    assert vault.papers.drop({PAPER}) == 1


def damaged(vault: Vault) -> None:
    with writing(vault.papers_engine) as connection:
        connection.execute(text("DELETE FROM chunk WHERE sha256 = :it"), {"it": PAPER})


def changed(vault: Vault) -> None:
    with writing(vault.papers_engine) as connection:
        connection.execute(text("DROP TRIGGER chunk_is_frozen"))
        size = {"it": PAPER, "size": len(SCAN)}
        connection.execute(text("UPDATE chunk SET bytes = zeroblob(:size) WHERE sha256 = :it"), size)


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize("happens", [lost, damaged, changed])
def test_an_item_in_quarantine_leaves_with_what_is_there(
    world: World, vault: Vault, queued: Submission, happens: object
) -> None:
    happens(vault)  # type: ignore[operator]
    assert world.outbox.send_due().needs_person == (queued.id,)
    item = world.item(queued.id)
    assert item.state is State.QUARANTINED
    made = world.outbox.export(queued.id)
    assert made.lacking == (LackingPaper("TP01", 1, "chung-sinh.pdf", PAPER),)
    inside = files(made.content)
    assert set(inside) == {"item.json", "fingerprint.txt", "papers/TP01_2.pdf", "missing.txt"}
    assert (inside["item.json"], inside["papers/TP01_2.pdf"]) == (item.body, SECOND)
    said = inside["missing.txt"].decode()
    assert f"TP01 1  chung-sinh.pdf  sha256:{PAPER}" in said
    assert said.startswith("Những giấy tờ dưới đây không có")
    assert "The papers below are not in this file" in said


@pytest.mark.parametrize(("lang", "told"), [("vi", "Trong tệp thiếu 1 giấy tờ"), ("en", "on this computer: 1.")])
def test_whoever_exports_it_is_told_what_is_lacking(
    world: World, vault: Vault, queued: Submission, lang: str, told: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    lost(vault)
    hoso = prompt(world, monkeypatch, capsys, str(tmp_path))
    out = str(tmp_path / "out.zip")
    status, lines, _ = hoso("outbox", "export", queued.id, "-o", out, "--lang", lang)
    assert (status, len(lines)) == (0, 2)
    assert told in lines[1]
    assert "missing.txt" in files(Path(out).read_bytes())
    _, said, _ = hoso("outbox", "export", queued.id, "-o", out, "--json")
    assert said["missing"] == [{"slot": "TP01", "n": 1, "name": "chung-sinh.pdf", "sha256": PAPER}]
