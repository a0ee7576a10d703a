"""Many processes use one vault."""

import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.adapters.database import engine, home_lock
from desktop.adapters.database.home_lock import alone_in
from desktop.adapters.database.vault import Vault, open_vault
from tests.faults.store.conftest import KEY
from tests.integration.vault.records import NOW, SOON, draft, filed, refused, unit

CLAIMER = """
import sys
from pathlib import Path
from desktop.adapters.database.vault import open_vault
from tests.faults.store.conftest import KEY
from tests.integration.vault.records import NOW, SOON, unit

vault = open_vault(Path(sys.argv[1]), KEY)
sys.stdin.readline()
while True:
    with unit(vault) as uow:
        item = uow.outbox.claim(sys.argv[2], NOW, SOON, skip=())
        uow.commit()
    if item is None:
        break
    print(item.id, flush=True)
"""
OPENER = """
import sys
from pathlib import Path
from desktop.adapters.database.vault import open_vault
from tests.faults.store.conftest import KEY
sys.stdin.readline()
open_vault(Path(sys.argv[1]), KEY).close()
"""


def together(program: str, home: Path, count: int) -> list[list[str]]:
    """What each of *count* processes said, all let off at once."""
    children = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(home), f"p{n}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(count)
    ]
    for child in children:
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.flush()
    said = [child.communicate(timeout=60)[0].split() for child in children]
    assert [child.returncode for child in children] == [0] * count
    return said


def test_no_item_is_claimed_twice(vault: Vault, home: Path) -> None:
    for n in range(40):
        filed(vault, n)
    claimed = Counter(item for said in together(CLAIMER, home, 3) for item in said)
    assert claimed == {f"i{n}": 1 for n in range(40)}


def test_a_vault_may_be_made_by_several_at_once(home: Path) -> None:
    together(OPENER, home, 3)
    with open_vault(home, KEY) as vault:
        assert vault.check() == ()


def test_a_writer_waits_for_another_and_then_says_so(vault: Vault, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "WAIT_FOR_WRITERS", 50)
    with open_vault(home, KEY) as impatient, unit(vault) as uow:
        uow.drafts.add(draft())
        with refused("vault.locked"), unit(impatient) as other:
            other.settings.put("language", "en")
        uow.commit()
    with unit(vault) as uow:
        assert uow.settings.get("language") is None


def test_threads_of_one_window_take_turns(vault: Vault) -> None:
    def count() -> None:
        for _ in range(25):
            with unit(vault) as uow:
                uow.settings.put("n", str(int(uow.settings.get("n") or 0) + 1))
                uow.commit()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with unit(vault) as uow:
        assert uow.settings.get("n") == "100"


def test_only_one_is_alone_in_a_home(vault: Vault, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home_lock, "PATIENCE", 0.0)
    with alone_in(home):
        with refused("vault.locked"), alone_in(home):
            pass
        assert vault.check() == (), "reading goes on"
    with alone_in(home):
        assert timedelta(minutes=5) == SOON - NOW
