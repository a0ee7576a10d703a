"""When it is time for a backup, and one at a time."""

from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.errors import Refusal
from desktop.services.backup import Looked
from desktop.services.backup_ports import Grown, Progress
from desktop.services.keeping import Keeping
from tests.fakes.world import World

OUT = Path("E:/tu-ho-so.hoso")


@pytest.fixture
def world() -> World:
    return World()


def keeping(world: World, *, stop_at: int = 0) -> Keeping:
    def make(_out: Path, *, anew: bool, progress: Progress) -> Grown:
        for done in range(1, 4):
            if done == stop_at:
                service.give_up()
            progress(done, 3)
            with pytest.raises(Refusal, match=r"backup\.running"):
                service.verify(OUT)
        return Grown(10, 10, 0 if anew else 6, 0, world.clock.now().isoformat())

    def verify(_out: Path, *, progress: Progress) -> Looked:
        progress(1, 1)
        return Looked(10, 0, world.clock.now().isoformat())

    service = Keeping(open_unit=world.vault, make=make, verify=verify, clock=world.clock)
    return service


def test_the_last_one_is_remembered(world: World) -> None:
    service = keeping(world)
    assert service.last() is None
    service.back_up(OUT)
    last = service.last()
    assert last is not None
    assert (last.path, last.made_at, last.wants_renewing) == (str(OUT), world.clock.now(), True)
    service.back_up(OUT, anew=True)
    renewed = service.last()
    assert renewed is not None
    assert not renewed.wants_renewing
    assert service.going is None


def test_giving_up_remembers_nothing(world: World) -> None:
    service = keeping(world, stop_at=2)
    with pytest.raises(Refusal, match=r"backup\.given-up"):
        service.back_up(OUT)
    assert (service.last(), service.going) == (None, None)
    assert service.verify(OUT).size == 10


def test_it_is_time_after_thirty_days_with_something_new(world: World) -> None:
    service = keeping(world)
    world.clock.at += timedelta(days=100)
    assert not service.is_due(), "an empty vault has nothing to lose"
    world.draft()
    assert not service.is_due()
    world.clock.at += timedelta(days=31)
    assert service.is_due(), "never, and something is there for a month"
    service.back_up(OUT)
    world.clock.at += timedelta(days=31)
    assert not service.is_due(), "nothing is new"
    world.draft()
    assert service.is_due()
    service.back_up(OUT)
    assert not service.is_due()
    world.clock.at += timedelta(days=29)
    world.draft()
    assert not service.is_due(), "what is new may wait for a month"
    world.clock.at += timedelta(days=2)
    assert service.is_due()
