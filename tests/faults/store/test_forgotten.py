"""Whoever is forgotten stands in no file of the vault, in plain or under its key, and is offered to nobody."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desktop.adapters.database.engine import connect
from desktop.adapters.database.vault import Vault
from desktop.domain.person import Bond, Kin, Person
from desktop.services.suggesting import family_suggestions, suggestions
from forms.catalogue import Catalogue
from forms.people import person_blocks
from tests.faults.store.conftest import KEY
from tests.integration.services.stored_world import stored_world
from tests.integration.vault.records import NOW, unit

PAGE, RESERVED, SALT = 4096, 80, 16
NAME, NUMBER, VILLAGE = "Vi Thị Quên Hẳn", "038177654321", "bản Không Ai Nhớ"
ANSWERS = {"ho_ten": NAME, "so_dinh_danh": NUMBER, "ngay_sinh": "1977", "noi_cu_tru": {"chi_tiet": VILLAGE}}
WORDS = tuple(
    word.encode(coding)
    for word in (NAME, NUMBER, VILLAGE, NAME.encode("ascii", "backslashreplace").decode())
    for coding in ("utf-8", "utf-16-le")
)


def traces(folder: Path) -> list[str]:
    """Files that say anything of the person."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in found if any(word in path.read_bytes() for word in WORDS)]


def deciphered(home: Path, target: Path) -> None:
    """Every page of vault.db as whoever has the key reads it, free ones too (SQLCipher 4: IV and HMAC at its end)."""
    with closing(connect(home / "vault.db", KEY)) as vault:
        vault.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    content = (home / "vault.db").read_bytes()
    pages = (content[at : at + PAGE] for at in range(0, len(content), PAGE))
    target.write_bytes(b"".join(_plain(page, SALT if number == 0 else 0) for number, page in enumerate(pages)))


def _plain(page: bytes, begin: int) -> bytes:
    cipher = Cipher(algorithms.AES(KEY), modes.CBC(page[PAGE - RESERVED : PAGE - RESERVED + 16]))
    opened = cipher.decryptor()
    return opened.update(page[begin : PAGE - RESERVED]) + opened.finalize()


def everybody_offered(vault: Vault) -> Iterator[str]:
    known = stored_world(vault).remembering.known()
    for pack in Catalogue.shipped().all():
        for family in family_suggestions(pack, {}, known):
            yield from (one.name for one in (family.mother, family.father, *family.children) if one)
        for block in person_blocks(pack):
            yield from (one.name for one in suggestions(pack, {}, block, known))


def test_a_forgotten_person_leaves_no_trace(vault: Vault, home: Path, tmp_path: Path) -> None:
    with unit(vault) as uow:
        uow.persons.save(Person("p1", NAME, ANSWERS, NOW, "me", "1.001193", 1))
        uow.persons.save(Person("p2", "Vi Văn Nhớ", {"ho_ten": "Vi Văn Nhớ", "ngay_sinh": "2001"}, NOW, "cha"))
        uow.persons.tie(Kin("p1", Bond.SPOUSE, "p2", {"tai": VILLAGE}))
        uow.commit()
    assert NAME in set(everybody_offered(vault))
    deciphered(home, tmp_path / "before.db")
    assert traces(tmp_path) == ["before.db"], "and the search bites: encrypted it is nowhere, deciphered it is"
    (tmp_path / "before.db").unlink()
    stored_world(vault).remembering.forget("p1")
    assert set(everybody_offered(vault)) == {"Vi Văn Nhớ"}
    deciphered(home, tmp_path / "after.db")
    assert traces(tmp_path) == []
    vault.close()
    assert traces(tmp_path) == []
