"""Results are kept only when they are what the portal said, and stay kept."""

from hashlib import sha256

import pytest

from desktop.domain.dossier import Turn
from desktop.domain.errors import HosoError
from tests.fakes.portal import OFFLINE
from tests.fakes.world import World
from tests.unit.services.portal_side import received, result, told

CERTIFICATE = b"%PDF giay khai sinh"
DIGEST = sha256(CERTIFICATE).hexdigest()


@pytest.fixture
def world() -> World:
    made = World()
    made.portal.contents["rid-1"] = CERTIFICATE
    return made


def test_a_result_is_downloaded_once_verified_and_kept(world: World) -> None:
    submission = told(world, results=(result(CERTIFICATE, DIGEST),))
    assert world.tracking.status(submission.id).turn is Turn.YOURS
    (kept,) = world.results.download(submission.id)
    assert (kept.name, kept.rid, kept.sha256, kept.verdict.intact) == ("Giấy khai sinh", "rid-1", DIGEST, True)
    assert world.results.read(DIGEST) == CERTIFICATE
    assert world.tracking.status(submission.id).turn is Turn.OFFICE
    world.portal.calls.clear()
    assert world.results.download(submission.id) == (kept,)
    assert world.portal.calls == []


def test_what_was_kept_stays_kept_when_the_portal_tells_more(world: World) -> None:
    submission = told(world, results=(result(CERTIFICATE, DIGEST),))
    kept = world.results.download(submission.id)
    received(world, submission, final=True)
    world.tracking.refresh()
    assert world.results.kept(submission.id) == kept


def test_bytes_that_differ_are_not_kept(world: World) -> None:
    submission = told(world, results=(result(CERTIFICATE, "00" * 32),))
    with pytest.raises(HosoError) as refused:
        world.results.download(submission.id)
    assert refused.value.code == "result.digest-differs"
    assert world.results.kept(submission.id) == ()
    assert DIGEST not in world.papers.held


def test_offline_what_is_kept_can_be_read_and_the_rest_waits(world: World) -> None:
    submission = told(world, results=(result(CERTIFICATE, DIGEST),))
    world.portal.says("content", OFFLINE)
    with pytest.raises(HosoError) as waiting:
        world.results.download(submission.id)
    assert (waiting.value.code, waiting.value.exit_code) == ("portal.offline", 3)
    world.results.download(submission.id)
    world.is_offline = True
    assert len(world.results.download(submission.id)) == 1


def test_before_there_is_a_result_there_is_none(world: World) -> None:
    assert world.results.download(told(world).id) == ()
