"""A process dies while it changes the passphrase: one of the two opens the same key, whenever it dies."""

import contextlib
import random
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import assembly
from desktop.domain.errors import Refusal

FIRST, SECOND = "chợ phiên", "sáng chủ nhật"
CHANGER = """
import itertools, sys
from pathlib import Path
from desktop import assembly
from desktop.adapters.keys import wrapping
from tests.faults.store.test_killed_key import FIRST, SECOND

wrapping.MEMORY_KIB = 64
home, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
print("begun", flush=True)
for words in itertools.cycle((SECOND, FIRST)):
    assembly.set_passphrase(home, key, words)
    print("changed", flush=True)
"""
ROUNDS, MOST = 12, 80


def opened_by(home: Path) -> list[tuple[str, bytes]]:
    found = []
    for words in (FIRST, SECOND):
        with contextlib.suppress(Refusal):
            found.append((words, assembly.unlock(home, passphrase=words)))
    return found


def test_one_of_the_two_opens_after_every_kill(tmp_path: Path) -> None:
    chance, home = random.Random(20261126), tmp_path / "home"
    made = assembly.create_vault(home, FIRST)
    command = [sys.executable, "-c", CHANGER, str(home), made.key.hex()]
    last = set[str]()
    for at in range(MOST):
        if at >= ROUNDS and len(last) > 1:
            break
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as changer:
            assert changer.stdout is not None
            assert changer.stdout.readline() == "begun\n"
            with pytest.raises(subprocess.TimeoutExpired):
                changer.wait(chance.uniform(0.0, 0.05))
            changer.kill()
        [(words, key)] = opened_by(home)
        last.add(words)
        assert key == made.key
        assert assembly.unlock(home, recovery=made.recovery_code) == made.key
    assert last == {FIRST, SECOND}, "the kills never came between two changes"
