"""`make faults N=…`: runs N seeded cases and every planted fault, and writes docs/reliability.md of it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from multiprocessing.pool import ThreadPool
from typing import Any

from desktop.domain.submission import Kind, State, allowed_pairs
from tests.faults.cases import CASES, TESTS, where
from tests.faults.schedules.caught import CAUGHT, PLACE
from tests.faults.schedules.pairs import CLASSES, EVERY_CAST, unmet
from tests.faults.schedules.plant import Plant
from tests.faults.schedules.plants import PLANTS, likely
from tests.faults.schedules.recipes import NEVER
from tests.faults.schedules.running import PROCESSES, Sum, lead_abreast, run_abreast
from tests.faults.schedules.schedule import opening_of
from tests.faults.schedules.stage import place_of, stage

PAGE = TESTS.parent / "docs" / "reliability.md"
HUNTED, TRIES = 10_000, 100
"""Planted faults are hunted in the first so many seeds, in so many of them."""
IDS = re.compile(r"\b[0-9a-f]{8}-[0-9a-f-]{20,}\b")
ENOUGH = 1000
"""In so many seeds every kind of item is sent, and every fault comes true."""
HEAD = """# Reliability

A dossier that was filed must arrive, once, as it was frozen. This page is what a run of cases came to; nobody writes
it by hand. A seeded case takes a home with several dossiers (with papers, a consent, a supplement asked for, a fee
owed), lets people and faults act on it in an order that its seed decides, lets calm come, and then looks for
everything that must hold in the stores, in the portal's ledger and with an oracle that imports nothing of the program.
A led case brings a dossier to one move of the outbox on purpose and lets one class of fault strike in that very step;
calm and the same look follow. A move that no led case met under a class of fault makes the run fail.

`make faults N=10000` runs the cases again and writes this page; `.venv/bin/python -m tests.faults.schedules SEED`
repeats one and tells what happened in it, and so it does with a led case's name, or how names begin
(`"submitting → needs_fix under kill"`); `make test` runs a bounded slice.
"""


def main(count: int, first: int = 0) -> int:
    led = lead_abreast()
    found = run_abreast(first, count)
    planted = hunt()
    PAGE.write_text(page(found, led, planted), encoding="utf-8", newline="\n")
    missed = unmet(led.met)
    sys.stderr.writelines(f"not met: {old} → {new} under {one}\n" for old, new, one in missed)
    unseen = [name for name, one in planted.items() if one["case"] is None]
    sys.stderr.writelines(f"not seen: {name}\n" for name in unseen)
    idle = idle_in(found) if count >= ENOUGH else []
    sys.stderr.writelines(f"not one in {count} seeds: {one}\n" for one in idle)
    return 1 if found.broken or led.broken or missed or unseen or idle else 0


def idle_in(found: Sum) -> list[str]:
    """Kinds of items of which none came to a portal, and named faults that never came true."""
    struck = sorted({strike for one in CASES for strike in one.strikes if not found.named[strike]})
    return [kind for kind in Kind if not found.received[kind]] + struck


def hunt() -> dict[str, Any]:
    """Every planted fault, with the case in which it was seen; where it was seen before is looked first."""
    found: dict[str, Any] = {}
    with ThreadPool(PROCESSES) as pool:
        for part in pool.imap(_hunted, [PLANTS[at::PROCESSES] for at in range(PROCESSES)]):
            found |= part
    caught = {plant.name: one["case"] for plant in PLANTS if (one := found[plant.name])["case"] is not None}
    PLACE.write_text(json.dumps(caught, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    return found


def _hunted(plants: Sequence[Plant]) -> dict[str, Any]:
    """These on a stage of their own, each in a process that is made with the fault in it."""
    found: dict[str, Any] = {}
    with stage(EVERY_CAST) as played:
        for plant in plants:
            command = [
                sys.executable,
                "-m",
                "tests.faults.schedules.planting",
                plant.name,
                json.dumps(place_of(played)),
            ]
            child = subprocess.run(
                [*command, *ordered(plant.name)], cwd=TESTS.parent, capture_output=True, text=True, check=True
            )
            found[plant.name] = json.loads(child.stdout)
            sys.stderr.write(f"{plant.name}: {found[plant.name]['case']}\n")
    return found


def ordered(name: str) -> list[str]:
    """Where it was seen before, then led cases and seeds that begin so that it is likely seen, then others."""
    known = [CAUGHT[name]] if name in CAUGHT else []
    led = [one for one in likely(name) if "→" in one]
    near = [str(seed) for seed in range(HUNTED) if opening_of(seed) in likely(name)]
    return list(dict.fromkeys((*known, *led, *near[: TRIES // 2], *map(str, range(TRIES)))))[:TRIES]


def page(found: Sum, led: Sum, planted: dict[str, Any]) -> str:
    both = Sum()
    both.add(found)
    both.add(led)
    parts = [HEAD, _summary(found, led), _classes(both), _transitions(both, led), _named(both), _planted(planted)]
    return "\n".join(parts)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def _summary(found: Sum, led: Sum) -> str:
    kinds = (found, led)
    rows = [
        ("seeds", f"{found.first} to {found.first + found.cases - 1}", "–"),
        ("cases tried", *(one.cases for one in kinds)),
        ("cases survived", *(one.cases - len(one.broken) for one in kinds)),
        ("dossiers", *(one.dossiers for one in kinds)), ("items of the outbox", *(one.items for one in kinds)),
        ("lost", *(one.lost for one in kinds)), ("doubled", *(one.doubled for one in kinds)),
        ("seconds for a case", *(f"{one.seconds / max(1, one.cases):.2f}" for one in kinds)),
    ]  # fmt: skip
    broken = "".join(f"- {case}: {_plain(wrong)}\n" for case, wrong in _broken(found, led))
    shown = table(("", "seeded", "led"), rows)
    return "## What came of it\n\n" + shown + (f"\nBroken:\n\n{broken}" if broken else "")


def _broken(found: Sum, led: Sum) -> list[tuple[str, str]]:
    """Each broken case by the name by which it is repeated, and what did not hold first."""
    seeded = sorted((f"seed {seed}", wrong[0]) for seed, wrong in found.broken.items())
    return seeded + sorted((str(name), wrong[0]) for name, wrong in led.broken.items())


def _classes(found: Sum) -> str:
    rows = sorted(found.named.items(), key=lambda row: (-row[1], row[0]))
    kinds = [(kind, found.received[kind]) for kind in Kind]
    return (
        "## What was sent\n\nHow many of each kind the portals held in the end.\n\n"
        + table(("kind", "at the portal"), kinds)
        + "\n## What struck\n\nHow often each fault came true.\n\n"
        + table(("fault", "times"), rows)
    )


def _transitions(found: Sum, led: Sum) -> str:
    rows = []
    for old, new in sorted(allowed_pairs()):
        if (State(old), State(new)) in NEVER:
            continue
        counts = [found.met[old, new, one] for one in CLASSES]
        rows.append((f"{old} → {new}", *(count or "·" for count in counts)))
    missed = [f"{old} → {new} under {one}" for old, new, one in unmet(led.met)]
    never = "".join(f"- {old} → {new}: {why}\n" for (old, new), why in sorted(NEVER.items()))
    return (
        "## Transitions under each class of fault\n\n"
        "In how many cases a transition was tried in a step in which that class of fault was at work; · is none.\n\n"
        + table(("transition", *CLASSES), rows)
        + f"\nNot met by a led case: {', '.join(missed) or 'none'}.\n\nCannot happen:\n\n{never}"
    )


def _named(found: Sum) -> str:
    rows = []
    for one in CASES:
        shown = [f"`{where()[test]}` {test.removeprefix('test_').replace('_', ' ')}" for test in one.tests]
        counted = [f"{strike}: {found.named.get(strike, 0)} times" for strike in one.strikes]
        rows.append((one.number, one.name, "<br>".join(shown) or f"none: {one.why}", "<br>".join(counted)))
    return "## Named faults\n\n" + table(("no.", "fault", "shown by", "in the seeded cases"), rows)


def _planted(planted: dict[str, Any]) -> str:
    rows = [
        (plant.name, plant.rule, planted[plant.name]["case"] or "–", _plain(planted[plant.name]["seen"] or "not seen"))
        for plant in PLANTS
    ]
    seen = sum(one["case"] is not None for one in planted.values())
    return (
        f"## Planted faults\n\nThe cases are worth what they can see. {seen} of {len(PLANTS)} faults that were planted "
        "in the sender, one at a time, were seen.\n\n" + table(("planted", "rule", "seen in", "by what"), rows)
    )


def _plain(text: str) -> str:
    """Without ids, which are new in every run, and in one line."""
    return IDS.sub("…", text.splitlines()[0]).replace("|", "/")[:110]


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
