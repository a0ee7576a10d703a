"""What `hoso outbox`, `status` and `withdraw` tell a person: why it waits, what is asked until when, where it is."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.dossier import Status, Step
from desktop.domain.fee import FeeAttempt, PaymentState
from desktop.domain.submission import State
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.world import World
from tests.unit.cli.prompt import Prompt, prompt
from tests.unit.services.portal_side import NOTICE, draft_certificate, received, supplement, told

BUSY = Answer(AnswerClass.WAIT, "internal", wrote=True)
NOT_SO = Answer(AnswerClass.FIX, "no-sentence-for-it", wrote=True)
LANGUAGES = pytest.mark.parametrize("lang", ["vi", "en"])


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def hoso(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Prompt:
    return prompt(world, monkeypatch, capsys, str(tmp_path))


def text(hoso: Prompt, *words: str) -> str:
    status, lines, _ = hoso(*words)
    assert status == 0
    return "\n".join(lines)


def in_doubt(world: World) -> str:
    world.sign_in()
    submission = world.queued().id
    world.portal.says("put", BUSY)
    world.portal.says("ask", BUSY)
    world.outbox.send_due()
    assert (world.item(submission).state, world.item(submission).resume_state) == (State.RETRY_WAIT, State.UNKNOWN)
    return submission


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("vi", ("đừng nộp lại", "Thử lại từ ")),
        ("en", ("do not file again", "Next try from ")),
    ],
)
def test_what_waits_tells_why_and_when_it_is_tried_again(
    world: World, hoso: Prompt, lang: str, said: tuple[str, str]
) -> None:
    in_doubt(world)
    line = text(hoso, "outbox", "--lang", lang)
    for words in said:
        assert words in line


def test_what_is_paused_says_so_and_no_next_try(world: World, hoso: Prompt) -> None:
    submission = in_doubt(world)
    assert "Tạm dừng" in text(hoso, "outbox", "pause", submission)
    line = text(hoso, "outbox")
    assert f"hoso outbox resume {submission[:8]}" in line
    assert "Thử lại" not in line
    assert "Paused" in text(hoso, "outbox", "--lang", "en")


def test_a_reason_without_a_sentence_is_shown_as_it_is(world: World, hoso: Prompt) -> None:
    world.sign_in()
    world.queued()
    world.portal.says("put", NOT_SO)
    world.outbox.send_due()
    assert "[no-sentence-for-it]" in text(hoso, "outbox")


def test_what_is_in_doubt_is_never_told_as_not_sent(world: World, hoso: Prompt) -> None:
    submission = in_doubt(world)
    assert "đừng nộp lại" in text(hoso, "status", submission)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("vi", "Xin rút: Đang chờ gửi – cổng CHƯA nhận"), ("en", "Withdrawal: Waiting to be sent – NOT at the portal")],
)
def test_a_request_to_withdraw_that_waits_is_not_told_as_received(
    world: World, hoso: Prompt, lang: str, said: str
) -> None:
    submission = told(world).id
    line = text(hoso, "withdraw", submission, "--lang", lang)
    assert said in line
    assert hoso("withdraw", submission, "--json")[1] == {"submission": submission, "state": "queued"}


def test_what_was_never_sent_is_withdrawn_at_once(world: World, hoso: Prompt) -> None:
    submission = world.queued().id
    assert hoso("withdraw", submission, "--json")[1] == {"submission": submission, "state": "withdrawn"}


def test_a_step_is_told_with_the_office_that_has_it(world: World, hoso: Prompt) -> None:
    step = Step("Thẩm tra", "Lê Thị Hoa", "38", None, None)
    submission = told(world, step=step)
    assert submission.unit != "38"
    assert "Đang ở: Thẩm tra – Lê Thị Hoa – tỉnh Thanh Hóa" in text(hoso, "status", submission.id)
    assert "Now at: Thẩm tra – Lê Thị Hoa – " in text(hoso, "status", submission.id, "--lang", "en")
    assert hoso("status", submission.id, "--json")[1]["unit"] == "38"
    received(world, submission, step=replace(step, unit=None, handler=None))
    world.tracking.refresh()
    assert "Đang ở: Thẩm tra\n" in text(hoso, "status", submission.id) + "\n"
    assert hoso("status", submission.id, "--json")[1]["unit"] == submission.unit


@LANGUAGES
def test_what_the_office_asks_for_is_told_with_its_reasons_and_deadline(world: World, hoso: Prompt, lang: str) -> None:
    submission = told(world, status=Status.SUPPLEMENT, supplement=supplement(world)).id
    said = text(hoso, "status", submission, "--lang", lang)
    for words in ("Tên viết chưa rõ", "/con/ho_ten: chưa rõ dấu", "TP01: mờ", f"hoso answer {submission[:8]}"):
        assert words in said
    until = world.clock.now() + timedelta(days=5, hours=7)
    assert f"{until:%H:%M %d/%m/%Y}" in said
    world.answering.answer_supplement(submission, answers={}, papers={"TP01": [("ro.pdf", b"%PDF ro")]})
    assert "hoso answer" not in text(hoso, "status", submission, "--lang", lang)


def test_a_draft_certificate_that_is_answered_here_is_asked_for_no_more(world: World, hoso: Prompt) -> None:
    submission = told(world, confirmation=draft_certificate(world), fee_notices=(NOTICE,)).id
    assert "hoso confirm" in text(hoso, "status", submission)
    world.answering.confirm(submission, wrong=None)
    said = text(hoso, "status", submission)
    assert "hoso confirm" not in said
    assert "hoso pay" in said


@LANGUAGES
def test_a_fee_is_told_with_its_deadline(world: World, hoso: Prompt, lang: str) -> None:
    notice = replace(NOTICE, deadline=world.clock.now() + timedelta(days=3))
    submission = told(world, status=Status.FEE, fee_notices=(notice,))
    said = text(hoso, "status", submission.id, "--lang", lang)
    until = world.clock.now() + timedelta(days=3, hours=7)
    for words in (f"{notice.total} đồng", f"{until:%H:%M %d/%m/%Y}", f"hoso pay {submission.id[:8]}"):
        assert words in said
    assert hoso("status", submission.id, "--json")[1]["fee"]["deadline"] == notice.deadline.isoformat()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("method", "state", "said"),
    [
        ("vietqr", PaymentState.PENDING, "ngân hàng đang xử lý – đừng nộp lại"),
        ("cash", PaymentState.OPEN, "Bạn đã báo nộp 15000 đồng tại quầy"),
    ],
)
def test_nobody_is_asked_twice_for_money(
    world: World, hoso: Prompt, method: str, state: PaymentState, said: str
) -> None:
    notice = replace(NOTICE, total=15000, attempts=(FeeAttempt("p-1", method, state),))
    submission = told(world, status=Status.FEE, fee_notices=(notice,)).id
    found = text(hoso, "status", submission)
    assert said in found
    assert "hoso pay" not in found


def test_nobody_is_told_to_pay_what_may_be_paid_and_was_forgotten(world: World, hoso: Prompt) -> None:
    attempt = FeeAttempt("p-1", "vietqr", PaymentState.OPEN, is_forgotten=True)
    submission = told(world, status=Status.FEE, fee_notices=(replace(NOTICE, attempts=(attempt,)),)).id
    lines = text(hoso, "status", submission)
    assert "đừng trả nữa" in lines
    assert "Phải nộp" not in lines


def test_a_fee_that_is_not_proved_is_warned_of(world: World, hoso: Prompt) -> None:
    submission = told(world, status=Status.FEE, fee_notices=(replace(NOTICE, is_unproven=True),)).id
    found = text(hoso, "status", submission)
    assert "Đừng chuyển tiền" in found
    assert "hoso pay" not in found


@LANGUAGES
def test_an_answer_that_is_held_up_is_named_and_not_asked_for_again(world: World, hoso: Prompt, lang: str) -> None:
    submission = told(world, supplement=supplement(world))
    item = world.answering.answer_supplement(submission.id, answers={"/con/ho_ten": "Lò Văn Bão"}, papers={})
    world.portal.says("put", Answer(AnswerClass.CONFLICT, "fingerprint-mismatch", wrote=True))
    world.outbox.send_due()
    assert world.item(item.id).state is State.CONFLICT
    words = text(hoso, "status", submission.id, "--lang", lang)
    assert {"vi": "Bổ sung: ", "en": "Supplement: "}[lang] in words
    assert "hoso outbox" in words
    row = hoso("status", submission.id, "--json")[1]
    assert row["supplement"]["sid"] == item.id
    assert row["held"] == [{"item": item.id, "kind": "supplement", "state": "conflict"}]
    assert row["supplement"]["answered"] is True


def test_a_question_that_rests_while_the_office_decides_is_not_called_answered(world: World, hoso: Prompt) -> None:
    submission = told(world, supplement=supplement(world))
    world.answering.withdraw(submission.id, "Khai nhầm")
    received(world, submission, supplement=supplement(world), status=Status.WITHDRAW_REQUESTED)
    world.outbox.send_due()
    world.tracking.refresh()
    assert hoso("status", submission.id, "--json")[1]["supplement"]["answered"] is False
