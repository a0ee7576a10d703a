"""A vault of 100,000 dossiers: the list, the search and where one stands, beside the bare SQL that answers the same."""

import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop import assembly
from desktop.adapters.database.engine import connect
from desktop.app.program import Program
from desktop.ui.pages.dossiers import AT_ONCE
from desktop.ui.pages.search import AT_ONCE as MOST_FOUND
from forms.fold import fold
from tests.bench.archive import ACCOUNT, NEWEST, PORTAL, SEED, Entry, archive
from tests.bench.measuring import Line, in_turn
from tests.bench.window import Painted, opened, until, until_nothing_waits

NAME = "many"
RUNS = 31
PAGES = 7
FEW = 1_000
BESIDE = "bare SQL, same index"
_LINE = """
    SELECT s.*, d.* FROM list_line AS l JOIN submission AS s ON s.id = l.submission
    LEFT JOIN dossier AS d ON d.id = s.id
"""
LIST = (
    f"{_LINE} ORDER BY l.turn DESC, l.presses, l.place DESC LIMIT {AT_ONCE}",
    "SELECT count(*) FROM list_line",
    "SELECT 1 FROM list_line JOIN dossier ON id = submission WHERE turn = 'office' AND due_at IS NOT NULL LIMIT 1",
)
_FOUND = f"{_LINE} JOIN list_words AS w ON w.rowid = l.place WHERE w.words MATCH ?"
SEARCH = (f"{_FOUND} ORDER BY w.rowid DESC LIMIT {MOST_FOUND + 1}",)
PLAIN_SEARCH = (f"{_LINE} WHERE s.title || ' ' || d.code LIKE ? ORDER BY l.place DESC LIMIT {MOST_FOUND + 1}",)
STATUS = (
    "SELECT * FROM submission WHERE id = ?",
    "SELECT * FROM outbox_item WHERE submission = ? ORDER BY created_at, id",
    "SELECT * FROM dossier WHERE id = ?",
    "SELECT * FROM history_row WHERE dossier = ? ORDER BY seq",
    "SELECT * FROM message WHERE dossier = ? ORDER BY at, mid",
    "SELECT * FROM result LEFT JOIN kept_result USING (dossier, rid) WHERE dossier = ? ORDER BY issued_at, rid",
    "SELECT * FROM payment WHERE dossier = ? ORDER BY id",
)
MINUTE = (
    "SELECT * FROM outbox_item WHERE state NOT IN ('receipted', 'withdrawn') ORDER BY created_at, id",
    "SELECT max(receipted_at) FROM outbox_item",
    "SELECT id FROM dossier WHERE final = 0 AND refreshed_at < '2026-11-20'",
    "SELECT * FROM payment WHERE state IN ('open', 'pending')",
)


def measured(folder: Path) -> Iterator[Line]:
    dossiers = int(os.environ.get("BENCH_DOSSIERS", "100000"))
    large, small = folder / "many" / "window", folder / "few" / "window"
    began = time.monotonic()
    key, entries = archive(large, dossiers)
    archive(small, FEW)
    size = (large / "vault.db").stat().st_size
    print(f"many: vault.db of {size / 1024**2:.0f} MiB made in {time.monotonic() - began:.0f} s", flush=True)
    yield from read(large, key, entries)
    yield from painted(large.parent, small.parent, entries)


def read(home: Path, key: bytes, entries: Sequence[Entry]) -> Iterator[Line]:
    """What the pages are told, without the pages."""
    of = f"of {len(entries):,}"
    link = assembly.PortalLink(home.with_name("practice"), offline=True)
    services = assembly.open_services(home, key, link=link)
    tracking = services.tracking
    with closing(connect(home / "vault.db", key)) as bare:
        yield compared(f"list, first {AT_ONCE} {of}", lambda _: listed(services), partial(asked, bare, LIST), [()])
        for name, words in searches(entries).items():
            ours = partial(found, services)
            yield compared(f"search by {name} {of}", ours, partial(matched, bare), [(one,) for one in words])
        codes = [(entry.code,) for entry in some(entries)]
        like = lambda one: asked(bare, PLAIN_SEARCH, (f"%{one[0]}%",))  # noqa: E731 - one call
        yield compared(f"search by code {of}", partial(found, services), like, codes, "LIKE over every title and code")
        ids = [(entry.id,) for entry in some(entries)]
        yield compared(f"status of one {of}", lambda one: tracking.status(*one), partial(asked, bare, STATUS), ids)
        yield compared(f"what every minute reads {of}", lambda _: minute(services), partial(asked, bare, MINUTE), [()])
    services.close()


def searches(entries: Sequence[Entry]) -> dict[str, list[str]]:
    """As people type: without marks, in small letters; the last words stand in every title."""
    return {
        "name": [fold(entry.child) for entry in some(entries)],
        "code": [entry.code for entry in some(entries)],
        "the end of a code": [entry.code[-6:] for entry in some(entries)],
        "family name": ["nguyen", "pham", "luong"],
        "words of every title": ["khai sinh"],
    }


def some(entries: Sequence[Entry]) -> list[Entry]:
    return random.Random(SEED).sample(entries, RUNS)


def listed(services: assembly.Services) -> object:
    """As *Hồ sơ của tôi* reads what was finalised."""
    listing = services.tracking.listing
    sent = listing.listed(0, AT_ONCE)
    return sent, listing.expects_days(), listing.count() - len(sent)


def found(services: assembly.Services, words: tuple[str]) -> object:
    dossiers = services.tracking.listing.found(fold(*words), MOST_FOUND + 1)
    assert dossiers, words
    return dossiers


def minute(services: assembly.Services) -> None:
    """What is read although nothing happened: by the outbox, by tracking and paying, and by the line of truth."""
    services.outbox.items()
    with services.open_unit() as uow:
        uow.outbox.last_receipt()
        uow.dossiers.silent(PORTAL, ACCOUNT, NEWEST, NEWEST)
        uow.dossiers.undecided_payments()
        uow.dossiers.with_unkept_fee_receipts()


def compared(
    name: str,
    ours: Callable[[Any], object],
    theirs: Callable[[Any], object],
    questions: Sequence[tuple[str, ...]],
    beside: str = BESIDE,
) -> Line:
    """Each question once to both, in turn; the first ones find nothing in memory."""
    asked_of_us, asked_of_them = cycle(questions), cycle(questions)
    mine, others = in_turn(RUNS, lambda: seconds(ours, next(asked_of_us)), lambda: seconds(theirs, next(asked_of_them)))
    return Line(name, mine, beside, others)


def seconds(answer: Callable[[Any], object], question: tuple[str, ...]) -> float:
    began = time.perf_counter()
    answer(question)
    return time.perf_counter() - began


def asked(bare: Any, statements: Sequence[str], values: tuple[str, ...]) -> None:
    for statement in statements:
        bare.execute(statement, values).fetchall()


def matched(bare: Any, words: tuple[str]) -> None:
    asked(bare, SEARCH, (f'"{fold(*words)}"',))


def painted(many: Path, few: Path, entries: Sequence[Entry]) -> Iterator[Line]:
    """From leaving the home page until the page's first card, or the dossier's code, is painted."""
    waits, over = [one for one in entries if one.stage == "asked"][-1], entries[FEW // 2]
    pages = {
        f"list page, first {AT_ONCE}": ("dossiers", "", f"open_{waits.id}"),
        "search page, by code": ("search", over.code, f"found_{over.id}"),
        "page of one dossier": ("dossier", over.id, "dossierCode"),
    }
    times: dict[Path, dict[str, list[float]]] = {home: {name: [] for name in pages} for home in (many, few)}
    for home in (many, few):
        with opened(home) as program:
            for _ in range(PAGES):
                for name, page in pages.items():
                    times[home][name].append(shown(program, *page))
    for name in pages:
        yield Line(f"{name}, painted, of {len(entries):,}", times[many][name], f"vault of {FEW:,}", times[few][name])


def shown(program: Program, place: str, key: str, first: str) -> float:
    program.navigator.go("home")
    until_nothing_waits(program)
    began = time.perf_counter()
    program.navigator.go(place, key)
    until(lambda: program.window.findChild(QWidget, first) is not None)
    widget = program.window.findChild(QWidget, first)
    assert widget is not None
    seen = Painted(widget)
    until(lambda: seen.seen)
    return time.perf_counter() - began
