"""`hoso refresh` and `hoso results`: what stands in the way of one thing does not stand in the way of the others."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.domain.dossier import Status
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.portal import OFFLINE
from tests.fakes.world import World
from tests.unit.cli.prompt import Prompt, prompt
from tests.unit.services.portal_side import received, result, told
from tests.unit.services.test_fee_receipts import PAPER, paid

BUSY = Answer(AnswerClass.WAIT, "internal", wrote=True)
TOO_OFTEN = Answer(AnswerClass.WAIT, "slow-down", retry_after=90, wrote=True)
CERTIFICATE = b"%PDF giay khai sinh"
DIGEST = sha256(CERTIFICATE).hexdigest()


@pytest.fixture
def world() -> World:
    made = World()
    made.portal.contents |= {"rid-1": CERTIFICATE, "rid-9": PAPER}
    return made


@pytest.fixture
def hoso(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Prompt:
    return prompt(world, monkeypatch, capsys, str(tmp_path))


def test_a_public_look_up_that_must_wait_holds_up_nothing_else(world: World, hoso: Prompt) -> None:
    submission = world.sent()
    received(world, submission, fee_notices=(paid(),))
    world.following.follow("H56.148.45-261123-0007", "1234", "")
    world.portal.says("look_up", TOO_OFTEN)
    status, said, words = hoso("refresh", "--json")
    assert (status, said["changed"], said["error"]) == (3, [submission.id], "lookup.too-often")
    assert "[lookup.too-often]" in words
    assert len(world.fee_receipts.kept(submission.id)) == 1


def test_one_dossier_that_cannot_be_read_holds_up_neither_news_nor_fee_receipts(world: World, hoso: Prompt) -> None:
    first, second, third = told(world), told(world), told(world, fee_notices=(paid(),))
    received(world, first, status=Status.FINISHED)
    received(world, second, status=Status.FINISHED)
    world.portal.says("dossier", BUSY)
    status, said, _ = hoso("refresh", "--json")
    assert (status, said["changed"], said["error"]) == (3, [second.id], "portal.busy")
    assert len(world.fee_receipts.kept(third.id)) == 1


@pytest.mark.parametrize(("lang", "words"), [("vi", "Cổng báo 1 hồ sơ có thay đổi."), ("en", "changes in 1 dossiers")])
def test_a_person_reads_what_changed_and_what_waits(world: World, hoso: Prompt, lang: str, words: str) -> None:
    received(world, told(world), status=Status.FINISHED)
    world.following.follow("H56.148.45-261123-0007", "1234", "")
    world.portal.says("look_up", TOO_OFTEN)
    status, lines, trouble = hoso("refresh", "--lang", lang)
    assert (status, len(lines), len(trouble.splitlines())) == (3, 1, 1)
    assert words in lines[0]


def test_where_nothing_could_be_asked_nothing_is_said_to_be_unchanged(world: World, hoso: Prompt) -> None:
    told(world)
    world.is_offline = True
    status, lines, trouble = hoso("refresh")
    assert (status, lines) == (3, [])
    assert "[portal.offline]" in trouble
    world.is_offline = False
    assert hoso("refresh")[:2] == (0, ["Cổng báo 0 hồ sơ có thay đổi."])


def test_results_that_are_whole_are_shown_beside_one_that_is_not(world: World, hoso: Prompt, tmp_path: Path) -> None:
    other = replace(result(CERTIFICATE, DIGEST), rid="rid-2")
    world.portal.contents["rid-2"] = CERTIFICATE
    submission = told(world, results=(result(CERTIFICATE, "00" * 32), other), fee_notices=(paid(),))
    status, rows, words = hoso("results", submission.id, "-o", str(tmp_path / "out"), "--json")
    assert (status, [row["sha256"] for row in rows]) == (1, [DIGEST, sha256(PAPER).hexdigest()])
    assert "[result.digest-differs]" in words
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_result_that_was_changed_after_it_was_signed_is_told_in_one_document(world: World, hoso: Prompt) -> None:
    world.portal.contents["rid-1"] = b"not signed"
    submission = told(world, results=(result(b"not signed", sha256(b"not signed").hexdigest()),))
    status, rows, words = hoso("results", submission.id, "--json")
    assert (status, [row["signature"]["intact"] for row in rows]) == (1, [False])
    assert "[results.not-intact]" in words


def test_results_that_are_kept_are_shown_without_a_network(world: World, hoso: Prompt) -> None:
    submission = told(world, results=(result(CERTIFICATE, DIGEST),))
    assert hoso("results", submission.id, "--json")[0] == 0
    received(world, submission, results=(result(CERTIFICATE, DIGEST), replace(result(b"", "11" * 32), rid="rid-2")))
    world.tracking.refresh()
    world.portal.says("content", OFFLINE)
    status, rows, words = hoso("results", submission.id, "--json")
    assert (status, [row["sha256"] for row in rows]) == (3, [DIGEST])
    assert "[portal.offline]" in words


def test_without_a_result_it_is_said_whatever_became_of_the_fee_receipt(world: World, hoso: Prompt) -> None:
    submission = told(world, fee_notices=(paid(),))
    world.portal.says("content", BUSY)
    status, said, _ = hoso("results", submission.id, "--json")
    assert (status, said["error"]) == (3, "results.none-yet")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(BUSY, (3, "results.receipt-later")), (Answer(AnswerClass.LOGIN, "invalid-token"), (3, "sign-in.needed"))],
)
def test_what_keeps_the_fee_receipt_away_is_told_as_what_it_is(
    world: World, hoso: Prompt, answer: Answer, expected: tuple[int, str]
) -> None:
    submission = told(world, results=(result(CERTIFICATE, DIGEST),), fee_notices=(paid(),))
    world.results.download(submission.id)
    world.portal.says("content", answer, answer)
    status, _, words = hoso("results", submission.id, "--json")
    assert (status, words.rpartition("[")[2].strip().rstrip("]")) == expected
