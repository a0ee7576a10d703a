"""The i-th call of the vault's files fails, for every i: a full disk, a broken one, one that lets nobody in."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop import assembly
from tests.e2e.oracle import audit
from tests.fakes.time_and_chance import FakeClock
from tests.faults.schedules.office import ROOT, Office, office_in
from tests.faults.schedules.stage import KEY, USER
from tests.faults.statements.test_every_statement import DEEDS

COMPILER = shutil.which("cc") or shutil.which("gcc")
if sys.platform != "linux" or COMPILER is None:
    pytest.skip("the calls are caught by a library that is compiled here", allow_module_level=True)

SHIM = Path(__file__).with_name("shim.c")


@dataclass(frozen=True, slots=True)
class Bench:
    home: Path
    office: Office
    shim: Path


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    place = tmp_path_factory.mktemp("files")
    shim = place / "shim.so"
    subprocess.run([str(COMPILER), "-shared", "-fPIC", "-O1", "-o", str(shim), str(SHIM), "-ldl"], check=True)
    with office_in(place / "portal") as office:
        link = assembly.PortalLink(practice_data=place / "none", url=office.url)
        services = assembly.open_services(place / "home", KEY, link=link, clock=FakeClock(datetime.now(UTC)))
        services.signing_in.as_user(USER, office.token)
        services.close()
        yield Bench(place / "home", office, shim)


def broken(bench: Bench, name: str, place: Path, *range_: int) -> tuple[int, list[str]]:
    """How many tries there were, and those that did not end well."""
    command = [sys.executable, "-m", "tests.faults.files.breaker", name, str(bench.home), bench.office.url]
    arguments = [bench.office.token, str(place), *map(str, range_)]
    environment = {**os.environ, "LD_PRELOAD": str(bench.shim)}
    child = subprocess.run(
        [*command, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=3000
    )
    assert child.returncode == 0, child.stderr[-2000:]
    found = [json.loads(line) for line in child.stdout.splitlines()]
    return len(found), [f"call {nth} {error}: {wrong}" for nth, error, _, wrong in found if wrong]


@pytest.mark.parametrize("name", ["submit", "send", "fetch"])
def test_some_calls_fail(bench: Bench, tmp_path: Path, name: str) -> None:
    tries, wrong = broken(bench, name, tmp_path, 2, 17, 60)
    assert wrong == []
    assert tries >= 2
    assert audit(bench.office.url, bench.office.token)["faults"] == []


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", DEEDS)
def test_every_call_may_fail(bench: Bench, tmp_path: Path, name: str) -> None:
    tries, wrong = broken(bench, name, tmp_path, 1, 1, 1000)
    assert wrong == []
    assert tries > 5
    assert audit(bench.office.url, bench.office.token)["faults"] == []
