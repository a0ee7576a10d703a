"""A thousand dossiers of three papers drain while the sender is killed every three seconds."""

import contextlib
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from desktop import assembly
from desktop.domain.submission import Mode
from tests.e2e.oracle import audit
from tests.faults.kills.test_random_kills import Place, drainer, ended, run_through, shown_received
from tests.faults.schedules.office import office_in
from tests.faults.schedules.program import attaching_with
from tests.faults.schedules.stage import KEY, STORY, USER, paper

if sys.platform == "win32":
    pytest.skip("the child forks", allow_module_level=True)

DOSSIERS = 1000
PAPERS = ("TP01", "TP01", "TP08")
EVERY_SECONDS = 3.0
MOST_KILLS = 2000
NAMES = "ABCDEGHIKLMNOPQRSTUV"


def queue(home: Path, place: Place) -> set[str]:
    link = assembly.PortalLink(practice_data=home.with_name("none"), url=place.url)
    services = assembly.open_services(home, KEY, link=link)
    services.signing_in.as_user(USER, place.token)
    attaching = attaching_with(services.vault, services.catalogue, services.clock)
    made = set()
    for number in range(DOSSIERS):
        name = "Lò Văn " + "".join(NAMES[int(digit)] for digit in f"{number:03}")
        answers = STORY["answers"] | {"con": STORY["answers"]["con"] | {"ho_ten": name}}
        draft = services.drafting.start(STORY["procedure"], answers=answers).id
        for at, slot in enumerate(PAPERS):
            attaching.attach(draft, slot, f"{at}.pdf", paper(f"{number} {at}"))
        made.add(services.finalising.submit(draft, pledge=True, mode=Mode.PRACTICE).id)
    services.close()
    return made


def drained_under_kills(home: Path, place: Place) -> int:
    """How often it was killed until it came to its end by itself."""
    with drainer(home, KEY, place) as (orders, news):
        for kills in range(MOST_KILLS):
            orders.write("go\n")
            orders.flush()
            child = int(news.readline())
            until, line = time.monotonic() + EVERY_SECONDS, "."
            while time.monotonic() < until and not line.startswith("="):
                line = news.readline()
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            if ended(news, line) == 0:
                return kills
    raise AssertionError("it never came to its end")


@pytest.mark.long
@pytest.mark.timeout(5400)
def test_a_thousand_dossiers_drain_though_killed_every_three_seconds(tmp_path: Path) -> None:
    with office_in(tmp_path / "portal") as office:
        place = Place(office.url, office.token)
        made = queue(tmp_path / "home", place)
        assert drained_under_kills(tmp_path / "home", place) > 10
        run_through(tmp_path / "home", KEY, place)
        found = audit(place.url, place.token)
        assert found["faults"] == []
        assert set(found["dossiers"]) == made
        assert len(found["dossiers"]) == DOSSIERS
        assert shown_received(tmp_path / "home", KEY, place) == made
