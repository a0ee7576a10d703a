"""The upload core against a tus server that is not ours: npm's @tus/server, which chooses its own ids."""

import getpass
import hashlib
import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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
pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]


@dataclass(frozen=True, slots=True)
class Peer:
    url: str
    folder: Path


@pytest.fixture(scope="module")
def installed() -> Path:
    """Node's packages, fetched once; a machine without npm fails here, it does not skip."""
    shutil.copytree(SCRIPT, CACHE, dirs_exist_ok=True)
    if not (CACHE / "node_modules/@tus/server").is_dir():
        home = os.path.expanduser(f"~{getpass.getuser()}")  # noqa: PTH111 Path has no way to another user's home
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"]
        subprocess.run(command, cwd=CACHE, env={**os.environ, "HOME": home}, check=True, capture_output=True)
    return CACHE


@pytest.fixture
def peer(installed: Path, tmp_path: Path) -> Iterator[Peer]:
    command = ["node", "server.mjs", str(tmp_path)]
    with subprocess.Popen(command, cwd=installed, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield Peer(f"http://127.0.0.1:{process.stdout.readline().strip()}", tmp_path)
        process.kill()


@pytest.fixture
def proxy(peer: Peer) -> Iterator[Proxy]:
    with tcp_proxy(peer.url) as proxy:
        yield proxy


def bring(url: str) -> UploadStep:
    upload = PaperUpload(
        item="",
        slot="TP01",
        n=1,
        sha256=hashlib.sha256(PAPER).hexdigest(),
        size=len(PAPER),
        media_type="application/pdf",
        upload_id=new_id(),
    )
    with PortalSession() as session:
        tus = Tus(Wire(url, session, mode="practice"), "/api/v1/uploads")
        uploads = Uploads(tus, Pace(lambda: 0.0, lambda _seconds: None, lambda: 0.0))
        return uploads.bring(upload, io.BytesIO(PAPER), "token", lambda _moved: None)


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
