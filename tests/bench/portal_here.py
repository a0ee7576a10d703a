"""A practice portal for one benchmark, and the way of a bare client into it."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.place import STORY
from tests.contract.practice.office import Running, device_tokens, running

USER: str = STORY["user"]


@contextmanager
def portal(folder: Path) -> Iterator[Running]:
    """A fresh one over *folder*, in its own process, ended afterwards."""
    folder.mkdir(parents=True)
    with running(folder / "data") as here:
        yield here


def bearer(here: Running) -> str:
    """A token of the account that ours signs in with."""
    return str(device_tokens(here, USER)["access_token"])


def announcing(upload_id: str, content: bytes) -> dict[str, str]:
    """The headers of the POST that announces an upload."""
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    return {
        "Tus-Resumable": "1.0.0",
        "Idempotency-Key": f'"{upload_id}"',
        "Upload-Length": str(len(content)),
        "Repr-Digest": f"sha-256=:{digest}:",
    }


APPENDING = {
    "Tus-Resumable": "1.0.0",
    "Content-Type": "application/offset+octet-stream",
    "Upload-Offset": "0",
}
