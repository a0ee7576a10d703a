"""A paper of 64 MiB takes no more memory to send than one of 16: measured in a process of its own."""

import base64
import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from desktop.adapters.portal.uploads import MOST_CHUNK
from tests.house.tree import ROOT
from tests.unit.portal.scripted import Asked, reply, scripted

MIB = 1024 * 1024


@dataclass
class Swallowing:
    """A portal that keeps of an upload only its size and digest."""

    size: int
    seen: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def __call__(self, asked: Asked) -> bytes:
        if asked.method == "POST":
            return reply(201)
        if asked.method == "PATCH":
            assert int(asked.headers["upload-offset"]) == self.seen
            self.seen += len(asked.body)
            self.digest.update(asked.body)
        whole = f"sha-256=:{base64.b64encode(self.digest.digest()).decode()}:"
        told = {"Upload-Offset": str(self.seen), **({"Repr-Digest": whole} if self.seen == self.size else {})}
        return reply(200 if asked.method == "HEAD" else 204, b"", told)


def brought(home: Path, size: int) -> dict[str, Any]:
    portal = Swallowing(size * MIB)
    with scripted(portal) as server:
        command = [sys.executable, "-m", "tests.integration.vault.brought", str(home), server.url, str(size)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=environment, check=True, capture_output=True, cwd=ROOT)
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["complete"]
    assert (portal.seen, portal.digest.hexdigest()) == (size * MIB, told["sha256"])
    return told


@pytest.mark.long
@pytest.mark.timeout(180)
def test_memory_is_that_of_a_few_chunks_whatever_the_size(tmp_path: Path) -> None:
    small, large = brought(tmp_path / "small", 32), brought(tmp_path / "large", 64)
    assert large["peak"] < small["peak"] + 2 * MIB
    assert large["peak"] < 3 * MOST_CHUNK
    assert large["grew"] < 4 * MOST_CHUNK
