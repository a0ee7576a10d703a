"""Led cases: that there is one for every move, and that a few of them and then all hold and meet what they are for."""

import sys
from collections.abc import Iterator

import pytest

from desktop.domain.submission import allowed_pairs
from tests.faults.schedules.pairs import BLOWS, CLASSES, cases, named, tried, unmet
from tests.faults.schedules.recipes import NEVER, RECIPES
from tests.faults.schedules.running import Sum
from tests.faults.schedules.scene import CASTS
from tests.faults.schedules.stage import Stage, stage

if sys.platform == "win32":
    pytest.skip("what is killed here is killed as POSIX kills", allow_module_level=True)

SOME = (
    "submitting → conflict under twin",
    "submitting → needs_fix under kill: after",
    "unknown → submitting under old copy",
    "quarantined → withdrawing under sql: the row",
    "needs_form_upgrade → withdrawn under portal: it fails",
)


@pytest.fixture(scope="module")
def led() -> Iterator[Stage]:
    with stage(CASTS) as made:
        yield made


def test_every_move_has_a_recipe_or_a_reason_why_it_never_comes() -> None:
    led_to = {(recipe.old, recipe.new) for recipe in RECIPES}
    assert led_to | set(NEVER) == allowed_pairs()
    assert not led_to & set(NEVER)
    assert {blow.kind for blow in BLOWS} == set(CLASSES)
    assert len({named(*case) for case in cases()}) == len(RECIPES) * len(BLOWS)


def test_what_no_case_met_is_told() -> None:
    met = {(old, new, one) for old, new in allowed_pairs() for one in CLASSES}
    assert unmet(met) == []
    assert unmet(met - {("queued", "preflight", "twin")}) == [("queued", "preflight", "twin")]


@pytest.mark.parametrize("name", SOME)
def test_a_move_holds_under_a_fault_in_its_very_step(led: Stage, name: str) -> None:
    (case,) = cases(name)
    outcome = tried(led, *case)
    assert outcome.wrong == [], "\n".join([name, *outcome.log])
    assert (case[0].old, case[0].new, case[1].kind) in outcome.met


def test_a_led_case_repeats_itself(led: Stage) -> None:
    (case,) = cases(SOME[0])
    first, again = tried(led, *case), tried(led, *case)
    assert (first.log, first.met) == (again.log, again.met)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_every_move_holds_under_every_class_of_fault(led: Stage) -> None:
    found = Sum()
    for case in cases():
        found.note(named(*case), tried(led, *case))
    assert found.broken == {}
    assert unmet(found.met) == []
