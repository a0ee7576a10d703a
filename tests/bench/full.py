"""A vault full of papers beside an empty one: opening it, starting over it, and backing it up a second time.

`BENCH_GIB` says how full (2 where it says nothing; the disk holds it three times over with the backup of 2 GiB).
"""

import hashlib
import io
import os
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from desktop import assembly
from desktop.adapters.database.engine import connect
from desktop.adapters.database.papers import CHUNK
from desktop.adapters.database.vault import open_vault
from desktop.adapters.ids import SystemClock
from desktop.domain.attachment import Attachment
from desktop.domain.draft import Draft
from tests.bench.measuring import Line, in_turn
from tests.bench.place import STORY
from tests.bench.start import seconds

NAME = "full"
RUNS = 15
STARTS = 7
GIB = 1024**3
MOST_TO_BACK_UP = 2
"""GiB; a backup that grows costs the same for what is in it already, however much that is."""
PIECES = 4
"""MiB of one generated paper."""
EMPTY = "empty vault"


def measured(folder: Path) -> Iterator[Line]:
    gib = float(os.environ.get("BENCH_GIB", "2"))
    small, large = folder / "empty-vault", folder / "full-vault"
    keys = {home: assembly.create_vault(home, None).key for home in (small, large)}
    for home, key in keys.items():
        opened(home, key)
    began = time.monotonic()
    fill(large, keys[large], gib)
    size = (large / "papers.db").stat().st_size
    print(f"full: papers.db of {size / GIB:.2f} GiB made in {time.monotonic() - began:.0f} s", flush=True)
    name = f"{size / GIB:.1f} GiB of papers"
    first, other = in_turn(RUNS, partial(opened, large, keys[large]), partial(opened, small, keys[small]))
    yield Line(f"opening a vault with {name}", first, EMPTY, other)
    filled = in_turn(STARTS, *(partial(seconds, "ours", "pageTitle", str(home)) for home in (large, small)))
    yield Line(f"start to home page filled, {name}", filled[0], EMPTY, filled[1])
    if gib <= MOST_TO_BACK_UP:
        yield from backed_up(large, keys[large], folder / "backup.hoso")


def opened(home: Path, key: bytes) -> float:
    """From a known key until every list of the first page was read."""
    began = time.perf_counter()
    services = assembly.open_services(home, key, link=assembly.PortalLink(home / "practice", offline=True))
    services.drafting.open()
    services.tracking.listing.listed(0, 20)
    services.outbox.items()
    services.close()
    return time.perf_counter() - began


def fill(home: Path, key: bytes, gib: float) -> None:
    """Papers of 4 MiB under their true digests, and one draft that names them all.

    Straight through the store's tables and without waiting for the disk: nobody's work hangs on it.
    """
    names = []
    store = connect(home / "papers.db", key)
    store.execute("PRAGMA synchronous = OFF")
    store.execute("PRAGMA journal_mode = OFF").fetchone()
    noise = os.urandom(CHUNK - 8)
    for number in range(max(1, int(gib * 1024 / PIECES))):
        pieces = [(number * PIECES + n).to_bytes(8, "big") + noise for n in range(PIECES)]
        digest = hashlib.sha256(b"".join(pieces)).hexdigest()
        store.execute("BEGIN")
        store.execute("INSERT INTO paper VALUES (?, ?)", (digest, PIECES * CHUNK))
        store.executemany("INSERT INTO chunk VALUES (?, ?, ?)", [(digest, n, piece) for n, piece in enumerate(pieces)])
        store.execute("COMMIT")
        names.append(digest)
    store.close()
    name_them(home, key, names)


def name_them(home: Path, key: bytes, names: list[str]) -> None:
    with open_vault(home, key) as vault, vault.unit() as uow:
        now = SystemClock().now()
        uow.drafts.add(Draft("d1", STORY["procedure"], 1, {}, now, now, title="Giấy tờ của Lò Văn Tâm"))
        for n, digest in enumerate(names):
            size = PIECES * CHUNK
            uow.attachments.add(Attachment(f"a{n}", "d1", "TP01", n, "giay.pdf", digest, size, "application/pdf"))
        uow.commit()


def backed_up(home: Path, key: bytes, out: Path) -> Iterator[Line]:
    """The second backup to the same file, after one more paper of 1 MiB, beside the first."""
    began = time.perf_counter()
    first = assembly.make_backup(home, key, out)
    all_of_it = time.perf_counter() - began
    with open_vault(home, key) as vault, vault.unit() as uow:
        paper = vault.papers.put(io.BytesIO(os.urandom(CHUNK)))
        uow.attachments.add(Attachment("new", "d1", "TP02", 1, "moi.pdf", paper.sha256, paper.size, "application/pdf"))
        uow.commit()
    began = time.perf_counter()
    second = assembly.make_backup(home, key, out)
    again = time.perf_counter() - began
    yield Line("second backup, 1 MiB new: bytes", [second.added], "first backup", [first.added], unit="MiB")
    yield Line("second backup, 1 MiB new: time", [again], "first backup", [all_of_it], unit="s")
