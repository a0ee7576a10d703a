"""What an error of the disk comes to for a person, whatever else the disk refuses at that moment."""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from desktop.adapters.database.store_faults import meaning
from desktop.domain.errors import StoreFault


def test_a_disk_that_does_not_let_go_of_the_probe_either_is_full(tmp_path: Path) -> None:
    store = tmp_path / "vault.db"
    store.with_name("vault.db.probe").mkdir()
    found = meaning(sqlcipher.OperationalError("disk I/O error"), store)
    assert isinstance(found, StoreFault)
    assert found.code == "vault.full"
