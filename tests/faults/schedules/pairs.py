"""Every move of the state table under every class of fault: each struck in the very step in which it is tried."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from desktop.domain.submission import allowed_pairs
from tests.faults.proxy.tcp_proxy import Fate
from tests.faults.schedules.events import Outcome
from tests.faults.schedules.line import NO_ROUTE
from tests.faults.schedules.recipes import NEVER, RECIPES, Recipe
from tests.faults.schedules.scene import CASTS, Scene
from tests.faults.schedules.schedule import played
from tests.faults.schedules.schedule import tried as seeded
from tests.faults.schedules.stage import CASTS as SEEDED_CASTS
from tests.faults.schedules.stage import Stage
from tests.faults.schedules.strikes import DISK, Struck, collect
from tests.faults.schedules.watching import COMMITTED, COMMITTING, TRIED

EVERY_CAST = {**SEEDED_CASTS, **CASTS}
CLASSES = ("wire", "portal", "sql", "kill", "clock", "token", "twin", "clone", "old copy", "forgot", "papers")


@dataclass(frozen=True, slots=True)
class Blow:
    """A class of fault, how it strikes, and the moment of the move at which it does."""

    kind: str
    name: str
    at: str
    strike: Callable[["Case"], None]
    before: Callable[["Case"], None] = lambda _case: None
    is_played_again: bool = False
    """Whether the deed is done once more after the blow, which is what counts."""


class Case(Scene):
    """One recipe under one blow."""

    def __init__(self, stage: Stage, recipe: Recipe, blow: Blow) -> None:
        super().__init__(stage, named(recipe, blow), recipe.cast)
        self.recipe = recipe
        self.blow = blow
        self.classes: set[str] = set()
        self.heard = -1
        """How many exchanges there had been when the portal began to fail."""

    def run(self) -> Outcome:
        for act in self.recipe.before:
            self.do(act)
        self._stage.office.keep("moment")
        self.blow.before(self)
        self.machine.trace.at = self._strike
        self._deed_done()
        if self.blow.is_played_again:
            self._old_copy()
            self.outcome.met.clear()
            self._deed_done()
        self.machine.trace.at = lambda _moment, _old, _new: None
        self._stage.office.reinstate()
        return self.ended()

    def _strike(self, moment: str, old: str, new: str) -> None:
        if (moment, old, new) == (self.blow.at, self.recipe.old, self.recipe.new):
            self.machine.trace.at = lambda _moment, _old, _new: None
            self.outcome.log.append(f"{self.blow.name} when {old} → {new} is {moment}")
            self.blow.strike(self)

    def _deed_done(self) -> None:
        program = self.acting = self._program(0)
        struck, tried = Struck(), len(program.machine.trace.tried)
        for act in self.recipe.deed:
            self.do(act)
        self.acting = None
        collect(program, struck)
        program.line.otherwise = Fate.PASS
        self._stage.office.break_by(())
        if 0 <= self.heard < len(self._stage.proxy.seen):
            self.classes.add("portal")
        self.outcome.named.update(struck.names)
        self._note(struck.classes | self.classes, program.machine.trace.tried[tried:])

    def twice_on_the_wire(self) -> None:
        self._program(0).line.otherwise = Fate.REPEAT

    def cut(self) -> None:
        self.program.line.arm({1: Fate.DROP})
        self.program.line.otherwise = NO_ROUTE

    def twice_at_the_portal(self) -> None:
        self.heard = len(self._stage.proxy.seen)
        self._stage.office.break_by([{"match": {"method": "*", "path": "*"}, "do": "dup", "times": 100_000}])

    def broken_portal(self) -> None:
        self.heard = len(self._stage.proxy.seen)
        self._stage.office.break_by([{"match": {"method": "*", "path": "*"}, "do": "500_after_commit", "times": 2}])

    def full_disk(self) -> None:
        life = self.program.life
        life.fails_at, life.says = range(life.statements + 1, life.statements + 2), self._chance.choice(DISK)

    def killed(self) -> None:
        self.program.life.die("kill")

    def put_back(self) -> None:
        self.program.life.die("old copy")

    def clock_jumps(self, seconds: int) -> None:
        self.machine.clock.at += timedelta(seconds=seconds)
        self.classes.add("clock")

    def other_program(self) -> None:
        self._twin(0)
        self.classes.add("twin")

    def cloned(self) -> None:
        self._clone()
        self.machines[1].clock.at = self.machine.clock.at

    def clone_sends(self) -> None:
        program = self._program(1)
        with program.living():
            program.services.outbox.send_due()

    def portal_put_back(self) -> None:
        self._stage.office.restore("moment")
        self._around.add("forgot")


def _nothing(_case: Case) -> None:
    """It is at work from the beginning."""


BLOWS = (
    Blow("wire", "all comes twice", "", _nothing, Case.twice_on_the_wire),
    Blow("wire", "the line is cut", COMMITTED, Case.cut),
    Blow("portal", "all is done twice", "", _nothing, Case.twice_at_the_portal),
    Blow("portal", "it fails after it has kept it", COMMITTED, Case.broken_portal),
    Blow("sql", "the row is not written", TRIED, Case.full_disk),
    Blow("sql", "the unit is not committed", COMMITTING, Case.full_disk),
    Blow("kill", "before the commit", COMMITTING, Case.killed),
    Blow("kill", "after the commit", COMMITTED, Case.killed),
    Blow("clock", "a month ahead", COMMITTED, lambda case: case.clock_jumps(2_600_000)),
    Blow("clock", "a day back", COMMITTED, lambda case: case.clock_jumps(-90_000)),
    Blow("token", "the sign-in ends", COMMITTED, Case.sign_out),
    Blow("twin", "another program's pass", COMMITTED, Case.other_program),
    Blow("clone", "the other computer's pass", COMMITTED, Case.clone_sends, Case.cloned),
    Blow("old copy", "the home is put back", COMMITTED, Case.put_back, Case._keep_copy, is_played_again=True),
    Blow("forgot", "the portal is put back", COMMITTED, Case.portal_put_back),
    Blow("papers", "a paper goes", COMMITTED, Case.lose_paper),
)


def named(recipe: Recipe, blow: Blow) -> str:
    return f"{recipe.name} under {blow.kind}: {blow.name}"


def cases(beginning: str = "") -> list[tuple[Recipe, Blow]]:
    """Those whose names begin so, in their order."""
    return [(recipe, blow) for recipe in RECIPES for blow in BLOWS if named(recipe, blow).startswith(beginning)]


def tried(stage: Stage, recipe: Recipe, blow: Blow) -> Outcome:
    """One case."""
    return played(Case(stage, recipe, blow))


def by_name(names: Iterable[str]) -> Iterator[tuple[str, Callable[[Stage], Outcome]]]:
    """Cases to play: a name is a seed, or how the names of led ones begin."""
    for name in names:
        if name.isdecimal():
            yield name, partial(seeded, seed=int(name))
        else:
            yield from ((named(*case), partial(tried, recipe=case[0], blow=case[1])) for case in cases(name))


def unmet(met: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Pairs of a move and a class of fault that were not met, and that are not said never to be."""
    wanted = {(old, new, one) for old, new in allowed_pairs() if (old, new) not in NEVER for one in CLASSES}
    return sorted(wanted - set(met))
