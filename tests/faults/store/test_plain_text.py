"""Nothing that was typed stands readable in the home, while the vault is open or after."""

import io
from collections.abc import Iterator
from pathlib import Path

from desktop.adapters.database.copying import copy_of
from desktop.adapters.database.vault import Vault
from desktop.domain.person import Person
from desktop.services.vault_ports import Account
from tests.faults.store.conftest import KEY
from tests.integration.vault.records import CHILD, GRANDMOTHER, NOW, draft, filed, unit

WORDS = (CHILD, GRANDMOTHER, "Sương", "038090000001", "1.001193", "tok3n-of-made-up", "CREATE TABLE", "scanned words")


def files_that_say(home: Path) -> Iterator[str]:
    for path in home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for word in WORDS:
                if any(word.encode(coding) in content for coding in ("utf-8", "utf-16-le")) or _escaped(word, content):
                    yield f"{path.name}: {word}"


def _escaped(word: str, content: bytes) -> bool:
    return not word.isascii() and word.encode("ascii", "backslashreplace") in content


def test_no_word_is_readable_in_any_file(vault: Vault, home: Path) -> None:
    filed(vault)
    vault.papers.put(io.BytesIO(b"scanned words " * 200_000))
    with unit(vault) as uow:
        uow.persons.save(Person("p1", GRANDMOTHER, {"ho_ten": GRANDMOTHER, "so_dinh_danh": "038090000001"}, NOW))
        uow.accounts.save(Account("a", "p", GRANDMOTHER, "tok3n-of-made-up", None, NOW))
        for n in range(50):
            uow.drafts.add(draft(f"many{n}", answers={"x": CHILD * 900}))
        list(uow.drafts.open())
        uow.commit()
    copy_of(home / "vault.db", home / "copy.db", KEY)
    assert {"vault.db", "vault.db-wal", "papers.db-wal", "copy.db"} <= {path.name for path in home.iterdir()}
    assert list(files_that_say(home)) == []
    vault.close()
    assert list(files_that_say(home)) == []


def test_that_search_bites(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text(f"… {CHILD} …", encoding="utf-8")
    (tmp_path / "escaped").write_bytes(CHILD.encode("ascii", "backslashreplace"))
    assert {line.partition(":")[0] for line in files_that_say(tmp_path)} == {"plain", "escaped"}
