"""SIGKILL at every labelled step of a person's whole way: what was begun arrives once."""

import ast
import os
import random
import shutil
import signal
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest

from desktop.domain.submission import Mode, State
from tests.faults.proxy.tcp_proxy import Decide, Exchange, Fate
from tests.faults.schedules.acts import Citizen, Wishes
from tests.faults.schedules.calm import Calm
from tests.faults.schedules.invariants import Ending, broken
from tests.faults.schedules.office import ROOT
from tests.faults.schedules.program import Machine, Program
from tests.faults.schedules.stage import Stage, stage

if sys.platform == "win32":
    pytest.skip("the child forks", allow_module_level=True)

CAST = "whole way"
PLAYED = {CAST: ("supplement", "consent", "ready", "draft", "draft")}
SOME = ("put.started", "put.answered", "step.writing", "answer.kept", "submit.committing", "token.renewed")
FATES = {("HEAD", "/uploads/"): Fate.LAGGING, ("PUT", "/dossiers/"): Fate.DROP}
NTHS = (1, 2, 5)


def labels() -> list[str]:
    """Every label that the program's source names."""
    found = set()
    for path in (ROOT / "desktop" / "services").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                words = [one.value for one in node.args if isinstance(one, ast.Constant)]
                found |= {str(word) for word in words if node.func.attr in {"checkpoint", "_checkpoint"}}
    return sorted(found)


@pytest.fixture(scope="module")
def played() -> Iterator[Stage]:
    with stage(PLAYED) as made:
        yield made


def begun(played: Stage) -> Machine:
    home = played.folder / "case"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(played.template(CAST), home)
    played.office.restore(CAST)
    return played.machine(home)


def whole_way(program: Program) -> None:
    """Submit, enqueue, answer, send on a bad line with a token that ends meanwhile, ask, read."""
    services, machine = program.services, program.machine
    citizen = Citizen(program, random.Random(1), Wishes())
    for item in services.outbox.items():
        services.outbox.unpause(item.id)
        if item.state is State.READY:
            services.finalising.enqueue(item.submission or item.id)
    services.finalising.finalise(services.drafting.open()[0].id, pledge=True, mode=Mode.PRACTICE)
    for name in ("enqueue", "submit", "answer"):
        deed = citizen.deed(name)
        assert deed is not None
        with program.living():
            deed()
    for _ in range(3):
        machine.clock.at += timedelta(hours=1)
        services.outbox.send_due()
    services.tracking.refresh()


def bad_line() -> Decide:
    """Each of the fates strikes once; the line stands in this process, the program in its child."""
    left = dict(FATES)

    def decide(exchange: Exchange) -> Fate:
        for method, path in tuple(left):
            if exchange.reply is not None and exchange.method == method and path in exchange.path:
                return left.pop((method, path))
        return Fate.PASS

    return decide


def killed_at(played: Stage, label: str, nth: int) -> bool:
    """Whether a child that went the whole way was killed at the *nth* time of *label*."""
    machine = begun(played)
    played.proxy.decide = bad_line()
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == signal.SIGKILL
    program = machine.start()

    def strike(found: str) -> None:
        if found == label and program.life.labels.count(label) == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    program.life.at_step = strike
    try:
        whole_way(program)
    finally:
        os._exit(0)


def comes_right(played: Stage) -> list[str]:
    machine = played.machine(played.folder / "case")
    found = Calm(played, [machine]).come()
    found += broken(Ending(played, [machine], Wishes(), is_split=False))
    machine.put_away()
    return found


@pytest.mark.parametrize("label", SOME)
def test_killed_at_a_step(played: Stage, label: str) -> None:
    assert killed_at(played, label, 1), f"nothing came to {label}"
    assert comes_right(played) == []


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("label", labels())
def test_killed_at_every_step(played: Stage, label: str) -> None:
    struck = 0
    for nth in NTHS:
        struck += killed_at(played, label, nth)
        assert comes_right(played) == [], f"{label} for the {nth}th time"
    assert struck, f"nothing came to {label}"


def test_the_short_run_knows_the_labels() -> None:
    assert set(SOME) <= set(labels())
    assert len(labels()) > 20
