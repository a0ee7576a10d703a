"""`hoso pay` and `hoso status` about a fee: what was paid, what may have been, and what still can be done."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.fee import FeeAttempt, PaymentState
from desktop.domain.submission import Submission
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.world import World
from tests.unit.cli.prompt import Prompt, prompt
from tests.unit.services.portal_side import NOTICE, next_id, payment, received, told
from tests.unit.services.test_forgotten_tries import forget, opened

BUSY = Answer(AnswerClass.WAIT, "internal", wrote=True)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def owed(world: World) -> Submission:
    return told(world, fee_notices=(NOTICE,))


@pytest.fixture
def hoso(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Prompt:
    return prompt(world, monkeypatch, capsys, str(tmp_path))


def put_again(world: World, owed: Submission, state: PaymentState = PaymentState.OPEN) -> str:
    """A try that the portal forgot, that was put there again, and what became of it then."""
    pid = opened(world, owed)
    told_before = forget(world, pid)
    world.paying.reconcile()
    world.portal.payments[pid] = told_before
    world.outbox.send_due()
    payment(world, owed, pid, state=state)
    world.paying.look(owed.id)
    return pid


def paid_and_forgotten(world: World, owed: Submission) -> str:
    pid = opened(world, owed, PaymentState.PAID)
    received(world, owed, fee_notices=(NOTICE,))
    world.tracking.refresh()
    return pid


def document(hoso: Prompt, owed: Submission, *words: str) -> dict[str, Any]:
    status, said, _ = hoso("pay", owed.id, "--json", *words)
    assert status == 3
    return {key: said[key] for key in ("state", "qr", "fee_state", "expires_at", "expired")}


@pytest.mark.parametrize(
    ("lang", "said"),
    [("vi", "Bạn đã nộp 16000 đồng mà cổng không còn ghi"), ("en", "You paid 16000 đồng and the portal no longer")],
)
def test_what_was_paid_and_forgotten_is_told_as_paid(
    world: World, hoso: Prompt, owed: Submission, lang: str, said: str
) -> None:
    paid_and_forgotten(world, owed)
    for command in ("status", "pay"):
        status, lines, _ = hoso(command, owed.id, "--lang", lang)
        assert status == 0
        assert any(said in line for line in lines)
        assert not any("--method cash" in line for line in lines), "who has paid is invited to pay at the counter"


def test_what_was_paid_and_forgotten_is_paid_in_no_other_way(world: World, hoso: Prompt, owed: Submission) -> None:
    pid = paid_and_forgotten(world, owed)
    tries = world.vault.tables.payments
    tries["f" * 36] = replace(tries[pid], id="f" * 36, state=PaymentState.FAILED)
    for method in ((), ("--method", "cash"), ("--method", "vietqr")):
        status, _, words = hoso("pay", owed.id, *method)
        assert status == 1
        assert "[pay.forgotten-paid]" in words


@pytest.mark.parametrize(("state", "is_over"), [(PaymentState.OPEN, False), (PaymentState.EXPIRED, True)])
def test_the_counter_is_named_only_where_the_last_try_is_over(
    world: World, hoso: Prompt, owed: Submission, state: PaymentState, *, is_over: bool
) -> None:
    put_again(world, owed, state)
    lines = "\n".join(hoso("status", owed.id)[1])
    assert "cửa sổ chương trình" in lines
    assert ("--method cash" in lines) is is_over
    if is_over:
        assert hoso("pay", owed.id, "--method", "cash", "--json")[:2] == (
            0,
            {"submission": owed.id, "state": "queued"},
        )
        lines = "\n".join(hoso("status", owed.id)[1])
        assert "đừng trả nữa" in lines
        assert "cửa sổ chương trình" not in lines, "they have said that they pay at the counter"
    else:
        assert "--method cash" not in "\n".join(hoso("pay", owed.id)[1])


def test_what_the_bank_was_at_before_it_was_forgotten_invites_to_nothing(
    world: World, hoso: Prompt, owed: Submission
) -> None:
    pid = opened(world, owed, PaymentState.PENDING)
    forget(world, pid)
    world.paying.look(owed.id)
    lines = "\n".join(hoso("status", owed.id)[1])
    assert "đừng trả nữa" in lines
    assert "cửa sổ chương trình" not in lines


def test_another_way_is_refused_and_not_ignored_while_a_try_is_open(
    world: World, hoso: Prompt, owed: Submission
) -> None:
    put_again(world, owed)
    status, _, words = hoso("pay", owed.id, "--method", "cash")
    assert status == 1
    assert "(vietqr)" in words
    assert "[pay.attempt-open]" in words
    for method in ((), ("--method", "vietqr")):
        assert hoso("pay", owed.id, *method)[0] == 3


def test_who_pays_at_the_counter_may_look_without_naming_it(hoso: Prompt, owed: Submission) -> None:
    hoso("pay", owed.id, "--method", "cash")
    for method in ((), ("--method", "cash")):
        assert hoso("pay", owed.id, *method)[0] == 0
    status, _, words = hoso("pay", owed.id, "--method", "vietqr")
    assert status == 1
    assert "(cash)" in words


def test_another_way_is_no_matter_where_nothing_is_owed(world: World, hoso: Prompt, owed: Submission) -> None:
    opened(world, owed)
    received(world, owed, fee_notices=(replace(NOTICE, state="cancelled"),))
    world.tracking.refresh()
    status, _, words = hoso("pay", owed.id, "--method", "cash")
    assert (status, "[pay.attempt-open]" in words) == (3, False)


def test_a_script_tells_a_forgotten_try_from_an_expired_and_an_unanswered_one(world: World, hoso: Prompt) -> None:
    open_until = world.clock.now() + timedelta(minutes=15)
    bare = {"state": "open", "qr": None, "fee_state": "open", "expires_at": None, "expired": False}
    forgotten, expired, unanswered = (told(world, fee_notices=(NOTICE,)) for _ in range(3))
    put_again(world, forgotten)
    assert document(hoso, forgotten) == {**bare, "fee_state": "forgotten"}
    pid = next_id(world)
    payment(world, expired, pid, expires_at=open_until)
    code = document(hoso, expired)
    assert (code["qr"], code["expires_at"], code["expired"]) == (
        world.portal.payments[pid].qr,
        open_until.isoformat(),
        False,
    )
    world.clock.forward(minutes=16)
    assert document(hoso, expired) == {**bare, "expires_at": open_until.isoformat(), "expired": True}
    world.portal.says("put", BUSY)
    world.portal.says("ask", BUSY)
    assert hoso("pay", unanswered.id)[0] == 3
    world.portal.says("ask", BUSY)
    assert document(hoso, unanswered) == bare


def test_nothing_is_owed_any_more_once_it_is_over(world: World, hoso: Prompt, owed: Submission) -> None:
    opened(world, owed, PaymentState.PAID)
    paid = replace(NOTICE, state="paid", attempts=(FeeAttempt("p-1", "vietqr", PaymentState.PAID),))
    received(world, owed, fee_notices=(paid,))
    status, said, _ = hoso("pay", owed.id, "--json")
    assert (status, said["state"], said["fee_state"], said["expired"]) == (0, "paid", None, False)
