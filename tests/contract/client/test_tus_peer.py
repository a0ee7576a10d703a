"""The upload core against a tus server that is not ours: npm's @tus/server, which chooses its own ids."""

import getpass
import hashlib
import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

import pytest

from desktop.adapters.portal.session import PortalSession
from desktop.adapters.portal.tus import Tus
from desktop.adapters.portal.uploads import Pace, Uploads
from desktop.adapters.portal.wire import Wire
from desktop.domain.attachment import PaperUpload
from desktop.services.ports import AnswerClass, UploadStep
from tests.contract.practice.office import ROOT, new_id
from tests.faults.proxy.tcp_proxy import Fate, Proxy, tcp_proxy

SCRIPT = Path(__file__).parent / "tus_peer"
CACHE = ROOT / "build" / "tus-peer"
PAPER = bytes(range(251)) * 9000
LARGE = bytes(range(251)) * (48 * 4096)
DIES_AT = 20 * 1024 * 1024
"""Bytes: well inside a chunk of 16 MiB."""
pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]


@dataclass(frozen=True, slots=True)
class Peer:
    url: str
    folder: Path


@pytest.fixture(scope="module")
def installed() -> Path:
    """Node's packages as the lock pins them, fetched once; a machine without npm fails here, it does not skip."""
    files = sorted(SCRIPT.iterdir())
    place = CACHE / hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
    if not place.is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE, prefix="new-") as made:
            folder = shutil.copytree(SCRIPT, Path(made) / "whole")
            home = os.path.expanduser(f"~{getpass.getuser()}")  # noqa: PTH111 Path has no way to another user's home
            command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
            subprocess.run(command, cwd=folder, env={**os.environ, "HOME": home}, check=True, capture_output=True)
            folder.rename(place)
    return place


@contextmanager
def serving(installed: Path, folder: Path, port: int = 0, dies_at: int = 0) -> Iterator[tuple[int, Popen[str]]]:
    command = ["node", "server.mjs", str(folder), str(port), str(dies_at)]
    with Popen(command, cwd=installed, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield int(process.stdout.readline()), process
        process.kill()


@pytest.fixture
def peer(installed: Path, tmp_path: Path) -> Iterator[Peer]:
    with serving(installed, tmp_path) as (port, _):
        yield Peer(f"http://127.0.0.1:{port}", tmp_path)


@pytest.fixture
def proxy(peer: Peer) -> Iterator[Proxy]:
    with tcp_proxy(peer.url) as proxy:
        yield proxy


def bring(url: str, paper: bytes = PAPER, sleep: Callable[[float], None] = lambda _seconds: None) -> UploadStep:
    upload = PaperUpload(
        item="",
        slot="TP01",
        n=1,
        sha256=hashlib.sha256(paper).hexdigest(),
        size=len(paper),
        media_type="application/pdf",
        upload_id=new_id(),
    )
    with PortalSession() as session:
        tus = Tus(Wire(url, session, mode="practice"), "/api/v1/uploads")
        uploads = Uploads(tus, Pace(lambda: 0.0, sleep, lambda: 0.0))
        return uploads.bring(upload, io.BytesIO(paper), "token", lambda _moved: None)


def stored(peer: Peer) -> list[bytes]:
    return [path.read_bytes() for path in peer.folder.iterdir() if path.suffix != ".json"]


def test_paper_comes_over_whole(peer: Peer) -> None:
    step = bring(peer.url)
    assert (step.answer.kind, step.upload.complete) == (AnswerClass.OK, True)
    assert stored(peer) == [PAPER]


@pytest.mark.parametrize("fate", [Fate.DROP, Fate.RESET, Fate.TRUNCATE, Fate.REFUSE], ids=lambda fate: fate.value)
def test_cut_line_is_resumed(peer: Peer, proxy: Proxy, fate: Fate) -> None:
    proxy.script("PATCH", "/uploads/", fate, fate, Fate.PASS, fate)
    step = bring(proxy.url)
    assert (step.answer.kind, step.upload.complete) == (AnswerClass.OK, True)
    assert stored(peer) == [PAPER]


def test_a_server_that_is_killed_in_the_middle_of_a_chunk_and_started_again_gets_the_same_bytes(
    installed: Path, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        port, first = stack.enter_context(serving(installed, tmp_path, dies_at=DIES_AT))
        deaths: list[int] = []

        def revive(_seconds: float) -> None:
            """The pause after a cut: by then there is a new server on the same port and folder."""
            if not deaths:
                deaths.append(first.wait())
                stack.enter_context(serving(installed, tmp_path, port))

        step = bring(f"http://127.0.0.1:{port}", LARGE, revive)
    assert deaths
    assert deaths[0] != 0
    assert (step.answer.kind, step.upload.complete) == (AnswerClass.OK, True)
    (kept,) = [path for path in tmp_path.iterdir() if path.suffix != ".json"]
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == step.upload.sha256
