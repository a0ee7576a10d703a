"""A process dies in the middle of a write."""

import random
import subprocess
import sys
from pathlib import Path

from desktop.adapters.database.vault import open_vault
from tests.faults.store.conftest import KEY
from tests.integration.vault.records import draft, unit

WRITER = """
import io, sys
from pathlib import Path
from desktop.adapters.database.vault import open_vault
from desktop.domain.attachment import Attachment
from tests.faults.store.conftest import KEY
from tests.integration.vault.records import draft, unit

vault = open_vault(Path(sys.argv[1]), KEY)
first = int(sys.argv[2])
for n in range(first, first + 1000):
    paper = vault.papers.put(io.BytesIO(b"%d " % n * 400_000))
    with unit(vault) as uow:
        uow.drafts.save(draft(answers={"n": n, "long": str(n) * 9000}))
        uow.attachments.add(Attachment(f"a{n}", "d1", "TP01", n, "a", paper.sha256, paper.size, "image/jpeg"))
        uow.commit()
    print(n, flush=True)
"""
ROUNDS = 6


def killed_writer(home: Path, first: int, lines: int) -> int:
    """The last number that the writer said was saved; it dies at once after saying *lines* of them."""
    command = [sys.executable, "-c", WRITER, str(home), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [int(writer.stdout.readline()) for _ in range(lines)]
        writer.kill()
        said += [int(line) for line in writer.stdout.read().split()]
    return said[-1]


def test_what_was_said_to_be_saved_is_there_after_every_kill(home: Path) -> None:
    chance = random.Random(20261123)
    with open_vault(home, KEY) as vault, unit(vault) as uow:
        uow.drafts.add(draft())
        uow.commit()
    said = 0
    for _ in range(ROUNDS):
        said = killed_writer(home, said + 2, chance.randint(1, 4))
        with open_vault(home, KEY) as vault, unit(vault) as uow:
            saved = uow.drafts.get("d1").answers
            assert saved["n"] in (said, said + 1), "the last one may be on disk before it is said"
            assert saved["long"] == str(saved["n"]) * 9000
            assert uow.attachments.of_draft("d1")[-1].n == saved["n"]
            assert vault.check() == ()
