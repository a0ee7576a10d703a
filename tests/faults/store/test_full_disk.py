"""The disk is full while something is being saved."""

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from desktop.adapters.database.vault import Vault, open_vault
from tests.faults.store.conftest import KEY
from tests.integration.vault.records import draft, refused, unit

LONG = {"con": {"ho_ten": "Lò Thị Sương Mai", "ghi_chu": "sương " * 200_000}}
CHILD = """
import io, resource, sys
from pathlib import Path
from desktop.adapters.database.vault import open_vault
from desktop.domain.errors import StoreFault
from tests.faults.store.conftest import KEY
from tests.faults.store.test_full_disk import LONG
from tests.integration.vault.records import draft, unit

vault = open_vault(Path(sys.argv[1]), KEY)
largest = max(path.stat().st_size for path in Path(sys.argv[1]).iterdir())
resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 20_000, largest + 20_000))
try:
    with unit(vault) as uow:
        uow.drafts.save(draft(answers=LONG))
        uow.commit()
except StoreFault as fault:
    print(fault.code)
try:
    vault.papers.put(io.BytesIO(bytes(3_000_000)))
except StoreFault as fault:
    print(fault.code)
with unit(vault) as uow:
    print(uow.drafts.get("d1") == draft())
"""


@pytest.fixture
def saved(vault: Vault) -> Vault:
    with unit(vault) as uow:
        uow.drafts.add(draft())
        uow.commit()
    return vault


def leave_no_room(engine: Engine) -> None:
    @event.listens_for(engine, "begin")
    def _no_room(connection: Any) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def test_the_last_save_is_intact_when_there_is_no_room_for_the_next(saved: Vault, home: Path) -> None:
    leave_no_room(saved.engine)
    with refused("vault.full"), unit(saved) as uow:
        uow.drafts.save(draft(answers=LONG))
    with unit(saved) as uow:
        assert uow.drafts.get("d1") == draft()
        uow.settings.put("language", "en")
        uow.commit()
    saved.close()
    with open_vault(home, KEY) as again, unit(again) as uow:
        assert (uow.drafts.get("d1"), uow.settings.get("language")) == (draft(), "en")
        assert again.check() == ()


def test_half_a_paper_is_no_paper(saved: Vault) -> None:
    leave_no_room(saved.papers_engine)
    with refused("vault.full"):
        saved.papers.put(io.BytesIO(bytes(3_000_000)))
    assert saved.papers.all() == frozenset()
    assert saved.check() == ()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
def test_a_file_that_may_not_grow_is_a_full_disk(saved: Vault, home: Path) -> None:
    saved.close()
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(home)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (child.stdout.split(), child.stderr) == (["vault.full", "vault.full", "True"], "")
    with open_vault(home, KEY) as again, unit(again) as uow:
        assert uow.drafts.get("d1") == draft()
        assert again.check() == ()
