"""The node process in which others' programs run beside ours."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from tests.contract.conformance.installed import PINS, installed


class Peer:
    """Asks one thing at a time; trouble on the other side is an AssertionError with its words."""

    def __init__(self, to: IO[str], back: IO[str]) -> None:
        self._to = to
        self._back = back

    def ask(self, wish: str, **more: Any) -> Any:
        self._to.write(json.dumps({"wish": wish, **more}) + "\n")
        self._to.flush()
        said = json.loads(self._back.readline())
        assert "trouble" not in said, said["trouble"]
        return said["answer"]


@contextmanager
def peer() -> Iterator[Peer]:
    """A node process for as long as it is needed."""
    place = installed()
    shutil.copy(PINS / "peer.mjs", place)
    node = shutil.which("node")
    assert node, "node is missing; `make test` installs it"
    with subprocess.Popen(
        [node, "peer.mjs"], cwd=place, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield Peer(process.stdin, process.stdout)
        finally:
            process.kill()
