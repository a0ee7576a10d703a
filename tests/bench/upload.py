"""Uploading one large paper: our uploader out of the encrypted store beside curl from a plain file."""

import hashlib
import io
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from desktop import assembly
from desktop.adapters.database.vault import open_vault
from desktop.adapters.portal.connect import Connection
from desktop.domain.attachment import PaperUpload
from desktop.services.ports import AnswerClass
from tests.bench.measuring import Line, in_turn
from tests.bench.portal_here import APPENDING, announcing, bearer, portal
from tests.contract.practice.office import Running, new_id

NAME = "upload"
RUNS = 5
MEBIBYTES = 128


def measured(folder: Path) -> Iterator[Line]:
    curl = shutil.which("curl")
    if curl is None:
        print("upload: left out, there is no curl here")
        return
    content = os.urandom(MEBIBYTES * 1024 * 1024)
    plain = folder / "paper"
    plain.write_bytes(content)
    home = folder / "upload"
    key = assembly.create_vault(home, None).key
    with portal(folder / "upload-portal") as here, open_vault(home, key) as vault:
        vault.papers.put(io.BytesIO(content))
        connect = Connection(url=here.url, ensure_practice=lambda: here.url, open_unit=vault.unit)
        client, _ = connect()
        token = bearer(here)
        sha256 = hashlib.sha256(content).hexdigest()

        def ours() -> float:
            upload = PaperUpload(
                item="", slot="TP01", n=1, sha256=sha256, size=len(content),
                media_type="application/pdf", upload_id=new_id(),
            )  # fmt: skip
            began = time.perf_counter()
            with vault.papers.open(sha256) as paper:
                step = client.upload(upload, paper, token, lambda _moved: None)
            took = time.perf_counter() - began
            assert step.answer.kind is AnswerClass.OK, step.answer
            drop(here, token, upload.upload_id)
            return took

        mine, others = in_turn(RUNS, ours, lambda: with_curl(curl, here, token, plain, content))
        connect.close()
    name = f"upload of {MEBIBYTES} MiB out of the encrypted store"
    yield Line(name, mine, "curl, plain file, one PATCH", others, unit="MiB/s", size=MEBIBYTES)


def with_curl(curl: str, here: Running, token: str, plain: Path, content: bytes) -> float:
    """The same POST and one PATCH of the whole file, in one run of curl on one line."""
    upload_id = new_id()
    again = ["--silent", "--show-error", "--fail", "--output", os.devnull]
    sign = {"Authorization": f"Bearer {token}", "Expect": ""}
    announce = headers({**announcing(upload_id, content), **sign, "Content-Length": "0"})
    append = headers({**APPENDING, **sign})
    command = [
        curl, *again, "--request", "POST", *announce, f"{here.url}/api/v1/uploads",
        "--next", *again, "--request", "PATCH", *append, "--upload-file", str(plain),
        f"{here.url}/api/v1/uploads/{upload_id}",
    ]  # fmt: skip
    began = time.perf_counter()
    subprocess.run(command, check=True, timeout=120)
    took = time.perf_counter() - began
    state = here.call("GET", f"/api/v1/uploads/{upload_id}", headers=sign).json()
    assert state["sha256"] == hashlib.sha256(content).hexdigest(), state
    drop(here, token, upload_id)
    return took


def headers(pairs: Mapping[str, str]) -> list[str]:
    return [part for name, value in pairs.items() for part in ("--header", f"{name}: {value}" if value else f"{name}:")]


def drop(here: Running, token: str, upload_id: str) -> None:
    """Give the portal's disk back."""
    here.call("DELETE", f"/api/v1/uploads/{upload_id}", headers={"Authorization": f"Bearer {token}"})
