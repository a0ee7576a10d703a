"""A bounded slice of the seeded cases, and of the faults planted to see that the cases see; `make faults` runs many."""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.faults.schedules.caught import CAUGHT
from tests.faults.schedules.office import ROOT
from tests.faults.schedules.pairs import EVERY_CAST
from tests.faults.schedules.plant import Plant
from tests.faults.schedules.planting import Planter, PlantError, changed
from tests.faults.schedules.plants import PLANTS
from tests.faults.schedules.schedule import tried
from tests.faults.schedules.stage import Stage, place_of, stage

if sys.platform == "win32":
    pytest.skip("what is killed here is killed as POSIX kills", allow_module_level=True)

SHORT = range(8)
LONG = range(1000, 1200)
SOME = ("the put goes out before it is on disk", "withdrawing only looks", "cancelling asks nobody")


@pytest.fixture(scope="module")
def played() -> Iterator[Stage]:
    with stage(EVERY_CAST) as made:
        yield made


@pytest.mark.parametrize("seed", SHORT)
def test_nothing_is_lost_and_nothing_doubled(played: Stage, seed: int) -> None:
    outcome = tried(played, seed)
    assert outcome.wrong == [], "\n".join([f"seed {seed}, cast {outcome.cast}", *outcome.log])


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_nothing_is_lost_and_nothing_doubled_for_longer(played: Stage) -> None:
    broken = {seed: outcome.wrong for seed in LONG if (outcome := tried(played, seed)).wrong}
    assert broken == {}


def test_a_seed_repeats_its_case(played: Stage) -> None:
    first, again = tried(played, SHORT[0]), tried(played, SHORT[0])
    assert (first.log, first.met) == (again.log, again.met)


def seen_in(played: Stage, plant: Plant) -> str | None:
    command = [sys.executable, "-m", "tests.faults.schedules.planting", plant.name, json.dumps(place_of(played))]
    found = subprocess.run(
        [*command, CAUGHT[plant.name]], cwd=ROOT, capture_output=True, text=True, check=True, timeout=110
    )
    seen: str | None = json.loads(found.stdout)["seen"]
    return seen


@pytest.mark.parametrize("name", SOME)
def test_a_planted_fault_is_seen(played: Stage, name: str) -> None:
    assert seen_in(played, next(plant for plant in PLANTS if plant.name == name))


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_every_planted_fault_is_seen(played: Stage) -> None:
    """`python -m tests.faults.report` finds a case for what is named here."""
    assert [plant.name for plant in PLANTS if plant.name not in CAUGHT] == []
    assert [plant.name for plant in PLANTS if seen_in(played, plant) is None] == []
    assert len(PLANTS) >= 40


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_every_fault_has_its_place_in_the_program(plant: Plant) -> None:
    for module, old, new in plant.changes:
        spec = find_spec(module)
        assert spec is not None
        assert spec.origin is not None
        changed(Path(spec.origin).read_text(encoding="utf-8"), [(old, new)])


def test_a_fault_is_planted_where_it_is_said_and_only_once() -> None:
    assert changed("a = 1\n", [("1", "2")]) == "a = 2\n"
    for text in ("a = 3\n", "a = 1 + 1\n"):
        with pytest.raises(PlantError):
            changed(text, [("1", "2")])
    assert Planter(PLANTS[0]).find_spec("desktop.domain.fee", None) is None
