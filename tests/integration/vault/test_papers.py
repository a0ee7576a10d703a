import hashlib
import io
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from sqlalchemy import text

from desktop.adapters.database.engine import writing
from desktop.adapters.database.papers import CHUNK
from desktop.adapters.database.vault import Vault, VaultFinding, open_vault
from desktop.domain.attachment import Attachment
from desktop.domain.submission import IllegalMove
from tests.integration.vault.conftest import KEY
from tests.integration.vault.records import draft, refused, unit

LARGE = bytes(range(256)) * (CHUNK // 256) * 2 + b"the last piece"


class Dripping(io.BytesIO):
    """Gives at most 1000 bytes at once, as a network does."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(1000 if size is None or size < 0 else min(size, 1000))


class Changing(io.BytesIO):
    """A file that somebody saves between the two readings."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self.getbuffer()[0] += 1
        return super().seek(offset, whence)


class Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize("content", [b"", b"x", LARGE[:CHUNK], LARGE])
@pytest.mark.parametrize("source", [io.BytesIO, Dripping, Pipe])
def test_a_paper_comes_back_byte_by_byte(vault: Vault, content: bytes, source: type[io.BytesIO]) -> None:
    stored = vault.papers.put(source(content))
    assert (stored.sha256, stored.size) == (hashlib.sha256(content).hexdigest(), len(content))
    with vault.papers.open(stored.sha256) as stream:
        assert stream.read() == content
    assert vault.papers.is_intact(stored.sha256)


def test_a_paper_can_be_read_from_anywhere(vault: Vault) -> None:
    stored = vault.papers.put(io.BytesIO(LARGE))
    with vault.papers.open(stored.sha256) as stream:
        stream.seek(CHUNK - 2)
        assert stream.read(4) == LARGE[CHUNK - 2 : CHUNK + 2]
        assert stream.seek(-5, io.SEEK_END) == len(LARGE) - 5
        assert stream.read() == b"piece"
        assert stream.read() == b""


def test_reading_a_paper_holds_up_no_writer(vault: Vault) -> None:
    stored = vault.papers.put(io.BytesIO(LARGE))
    with vault.papers.open(stored.sha256) as stream:
        stream.read(1)
        vault.papers.put(io.BytesIO(b"another"))
        assert stream.read() == LARGE[1:]


def test_the_same_paper_is_held_once(vault: Vault) -> None:
    assert vault.papers.put(io.BytesIO(LARGE)) == vault.papers.put(io.BytesIO(LARGE))
    assert vault.papers.all() == {hashlib.sha256(LARGE).hexdigest()}


def test_a_file_that_changes_while_it_is_read_is_not_taken(vault: Vault) -> None:
    with refused("paper.changing"):
        vault.papers.put(cast("BinaryIO", Changing(b"abc")))
    assert vault.papers.all() == frozenset()


def test_a_paper_is_never_written_over(vault: Vault) -> None:
    vault.papers.put(io.BytesIO(b"abc"))
    for statement in ("UPDATE chunk SET bytes = x'00'", "UPDATE paper SET size = 1"):
        with pytest.raises(IllegalMove), writing(vault.papers_engine) as connection:
            connection.execute(text(statement))


def test_a_changed_or_shortened_paper_is_noticed(vault: Vault) -> None:
    whole = vault.papers.put(io.BytesIO(LARGE))
    short = vault.papers.put(io.BytesIO(LARGE[1:]))
    with writing(vault.papers_engine) as connection:
        connection.execute(text("DROP TRIGGER chunk_is_frozen"))
        connection.execute(text("UPDATE chunk SET bytes = zeroblob(9) WHERE sha256 = :it"), {"it": whole.sha256})
        connection.execute(text("DELETE FROM chunk WHERE n = 1 AND sha256 = :it"), {"it": short.sha256})
    assert not vault.papers.is_intact(whole.sha256)
    assert not vault.papers.is_intact(short.sha256)
    with refused("vault.damaged"), vault.papers.open(short.sha256) as stream:
        stream.read()


def test_only_papers_that_nothing_names_are_dropped(vault: Vault) -> None:
    kept, dropped = (vault.papers.put(io.BytesIO(content)) for content in (b"kept", b"dropped"))
    assert vault.papers.drop({dropped.sha256}) == 1
    assert vault.papers.is_intact(kept.sha256)
    assert not vault.papers.is_intact(dropped.sha256)
    with refused("paper.unknown"), vault.papers.open(dropped.sha256):
        pass


def test_self_check_finds_a_paper_that_is_named_and_missing(vault: Vault) -> None:
    there = vault.papers.put(io.BytesIO(b"there"))
    with unit(vault) as uow:
        uow.drafts.add(draft())
        uow.attachments.add(Attachment("a1", "d1", "TP01", 1, "a", there.sha256, 5, "image/jpeg"))
        uow.attachments.add(Attachment("a2", "d1", "TP01", 2, "b", "ab" * 32, 5, "image/jpeg"))
        uow.commit()
    assert vault.check() == (VaultFinding("vault.paper-missing", "ab" * 6),)


def test_a_vault_whose_papers_are_gone_says_so(vault: Vault, home: Path) -> None:
    with unit(vault) as uow:
        uow.drafts.add(draft())
        uow.attachments.add(Attachment("a1", "d1", "TP01", 1, "a", "ab" * 32, 5, "image/jpeg"))
        uow.commit()
    vault.close()
    (home / "papers.db").unlink()
    with refused("vault.damaged"):
        open_vault(home, KEY)
