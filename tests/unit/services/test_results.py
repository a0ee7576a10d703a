"""Results are kept only when they are what the portal said, and stay kept."""

from dataclasses import replace
from hashlib import sha256

import pytest

from desktop.domain.dossier import ResultRecord, Turn
from desktop.domain.errors import HosoError
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.portal import OFFLINE
from tests.fakes.world import World
from tests.unit.services.portal_side import received, refusal_code, result, told

CUT = Answer(AnswerClass.WAIT, "network.cut", wrote=True)
BUSY = Answer(AnswerClass.WAIT, "internal", wrote=True)
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


def test_a_download_that_was_cut_goes_on_where_it_stopped(world: World) -> None:
    submission = told(world, results=(result(CERTIFICATE, DIGEST),))
    world.portal.says("rest", CUT)
    with pytest.raises(HosoError) as waiting:
        world.results.download(submission.id)
    assert waiting.value.code == "portal.offline"
    assert (world.papers.held.keys() & {DIGEST}, world.results.kept(submission.id)) == (set(), ())
    world.portal.contents["rid-1"] = b"???" + CERTIFICATE[3:]  # what was there already is not fetched again
    assert len(world.results.download(submission.id)) == 1
    assert world.results.read(DIGEST) == CERTIFICATE


def test_what_differs_is_fetched_anew_and_not_gone_on_with(world: World) -> None:
    submission = told(world, results=(result(CERTIFICATE, DIGEST),))
    world.portal.contents["rid-1"] = b"???" + CERTIFICATE[3:]
    with pytest.raises(HosoError, match=r"result\.digest-differs"):
        world.results.download(submission.id)
    world.portal.contents["rid-1"] = CERTIFICATE
    assert len(world.results.download(submission.id)) == 1


def second(world: World) -> ResultRecord:
    world.portal.contents["rid-2"] = b"%PDF giay thu hai"
    return replace(result(CERTIFICATE, sha256(b"%PDF giay thu hai").hexdigest()), rid="rid-2")


def test_what_is_wrong_with_one_does_not_keep_the_others_away(world: World) -> None:
    submission = told(world, results=(result(CERTIFICATE, "00" * 32), second(world)))
    assert refusal_code(lambda: world.results.download(submission.id)) == "result.digest-differs"
    assert [kept.rid for kept in world.results.kept(submission.id)] == ["rid-2"]
    world.portal.says("content", BUSY)
    submission = told(world, results=(result(CERTIFICATE, DIGEST), second(world)))
    assert refusal_code(lambda: world.results.download(submission.id)) == "portal.busy"
    assert [kept.rid for kept in world.results.kept(submission.id)] == ["rid-2"]


def test_where_there_is_no_network_the_others_are_not_asked_for(world: World) -> None:
    submission = told(world, results=(result(CERTIFICATE, DIGEST), second(world)))
    world.portal.says("content", OFFLINE)
    world.portal.calls.clear()
    assert refusal_code(lambda: world.results.download(submission.id)) == "portal.offline"
    assert len(world.portal.calls) == 1


def test_names_are_ours_whatever_the_portal_calls_it(world: World) -> None:
    submission = told(world, code="../../H56.1|CON", results=(result(CERTIFICATE, DIGEST),))
    (kept,) = world.results.download(submission.id)
    assert kept.file_name == "KQ_H56.1-CON_1.pdf"


def test_a_corrected_result_takes_the_place_of_the_first_which_stays(world: World) -> None:
    wrong = result(CERTIFICATE, DIGEST)
    submission = told(world, results=(wrong,))
    world.results.download(submission.id)
    right = replace(wrong, rid="rid-2", sha256=sha256(b"%PDF dung").hexdigest(), replaces="rid-1")
    world.portal.contents["rid-2"] = b"%PDF dung"
    received(world, submission, results=(wrong, right))
    world.tracking.refresh()
    assert world.tracking.status(submission.id).turn is Turn.YOURS
    first, second = world.results.download(submission.id)
    assert (first.is_replaced, second.is_replaced) == (True, False)
    assert [first.file_name[-6:], second.file_name[-6:]] == ["_1.pdf", "_2.pdf"]
    assert (world.results.read(first.sha256), world.results.read(second.sha256)) == (CERTIFICATE, b"%PDF dung")
