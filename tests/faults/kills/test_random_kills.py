"""Twenty dossiers, two papers each, and a sender that is killed at two hundred seeded moments of its work."""

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

from desktop import assembly
from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.draft import FilingFor, Relation, Submitter
from desktop.domain.submission import Mode, State
from tests.e2e.oracle import audit

if sys.platform == "win32":
    pytest.skip("the child forks; TerminateProcess needs its own harness", allow_module_level=True)

ROOT = Path(__file__).parents[3]
STORY = json.loads((ROOT / "resources" / "demo" / "birth.json").read_text(encoding="utf-8"))
DOSSIERS = 20
SEED = 20261124
MOST_EVENTS = 2
MOST_SECONDS = 0.008
KILLS = 200
"""As many as twenty dossiers have moments for; `--kills` above it fills more queues."""


@dataclass(frozen=True, slots=True)
class Place:
    url: str
    token: str


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Place]:
    command = [sys.executable, "-m", "desktop", "portal", "--data", str(tmp_path / "portal")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        yield Place(ready["ready"], ready["token"])
        process.terminate()
        process.wait(timeout=20)


def paper(mark: int) -> bytes:
    """A small PDF of its own for every dossier."""
    from io import BytesIO

    import pikepdf

    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = f"paper {mark}"
        pdf.save(out)
    return out.getvalue()


def queue(home: Path, place: Place) -> tuple[bytes, list[str]]:
    """Twenty finalised, queued dossiers of a signed-in account; the vault's key and the ids."""
    key = assembly.create_vault(home, "mat khau tap").key
    link = assembly.PortalLink(practice_data=home.with_name("none"), url=place.url)
    services = assembly.open_services(home, key, link=link)
    services.signing_in.as_user("lo-van-tam", place.token)
    ids = []
    for number in range(DOSSIERS):
        answers = STORY["answers"] | {
            "con": STORY["answers"]["con"] | {"ho_ten": f"Lò Văn {'AĂÂBCDĐEÊGHIKLMNOÔƠP'[number]}"}
        }
        draft = services.drafting.start(STORY["procedure"], answers=answers)
        services.drafting.file_for(
            draft.id, FilingFor.OTHER, Submitter(Relation.RELATIVE, "Lò Văn Tâm", "038204003456")
        )
        services.attaching.attach(draft.id, "TP01", "mot.pdf", paper(2 * number))
        services.attaching.attach(draft.id, "TP01", "hai.pdf", paper(2 * number + 1))
        services.attaching.attach(draft.id, CONSENT_SLOT, "dong-y.pdf", paper(1000 + number))
        ids.append(services.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE).id)
    services.close()
    return key, ids


@contextlib.contextmanager
def drainer(home: Path, key: bytes, place: Place) -> Iterator[tuple[IO[str], IO[str]]]:
    command = [sys.executable, "-m", "tests.faults.kills.drainer", str(home), key.hex(), place.url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield process.stdin, process.stdout
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def kill_often(home: Path, key: bytes, place: Place, seed: int) -> int:
    """Start, let a seeded number of things happen, SIGKILL a seeded moment later. How many were killed at work."""
    chance = random.Random(seed)
    struck = 0
    with drainer(home, key, place) as (orders, news):
        for _ in range(KILLS):
            orders.write("go\n")
            orders.flush()
            child = int(news.readline())
            line = "."
            for _ in range(chance.randint(1, MOST_EVENTS)):
                line = line if line.startswith("=") else news.readline()
            time.sleep(chance.uniform(0.0, MOST_SECONDS))
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            struck += ended(news, line) == signal.SIGKILL
    return struck


def run_through(home: Path, key: bytes, place: Place) -> None:
    with drainer(home, key, place) as (orders, news):
        orders.write("go\n")
        orders.flush()
        news.readline()
        assert ended(news, ".") == 0


def ended(news: IO[str], line: str) -> int:
    """The status with which the child went, after all that it had to tell."""
    while not line.startswith("="):
        line = news.readline()
    return int(line[1:])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        queues = range(0, int(metafunc.config.getoption("--kills")), KILLS)
        metafunc.parametrize("seed", [SEED + start for start in queues])


@pytest.mark.timeout(900)
def test_each_dossier_arrives_exactly_once(tmp_path: Path, portal: Place, seed: int) -> None:
    home = tmp_path / "home"
    key, ids = queue(home, portal)
    twin = tmp_path / "twin"
    shutil.copytree(home, twin)
    struck = kill_often(home, key, portal, seed)
    halfway = audit(portal.url, portal.token)
    assert halfway["faults"] == []
    assert struck >= KILLS // 2
    assert len(halfway["dossiers"]) >= DOSSIERS // 2, "the kills never came while it was sending"
    assert shown_received(home, key, portal) <= set(halfway["dossiers"])
    run_through(home, key, portal)
    found = audit(portal.url, portal.token)
    assert found["faults"] == []
    assert sorted(found["dossiers"]) == sorted(ids)
    assert shown_received(home, key, portal) == set(ids)
    run_through(twin, key, portal)
    again = audit(portal.url, portal.token)
    assert again["faults"] == []
    assert sorted(again["dossiers"]) == sorted(ids)
    assert shown_received(twin, key, portal) == set(ids)


def shown_received(home: Path, key: bytes, place: Place) -> set[str]:
    services = assembly.open_services(home, key, link=assembly.PortalLink(home.with_name("none"), url=place.url))
    received = {one.submission.id for one in services.tracking.listing.all() if one.item.state is State.RECEIPTED}
    services.close()
    return received
