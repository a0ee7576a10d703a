"""Accounts: signing in, one renewal at a time, and signing out that loses nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.errors import HosoError, StillWaiting
from desktop.domain.submission import State
from desktop.services.ports import Account, Answer, AnswerClass, DeviceCode, Identity, Portal
from desktop.services.signing_in import SignedOut
from desktop.services.signing_out import ENDED
from tests.fakes.portal import OFFLINE, PROFILE
from tests.fakes.world import World

CODE = DeviceCode("device", "BCDF-GHJK", "http://127.0.0.1:1/device", 300, 5)


@pytest.fixture
def world() -> World:
    return World()


def _account(world: World) -> Account:
    return world.vault.tables.accounts[PROFILE.portal_id, "mai"]


def test_in_the_browser(world: World) -> None:
    opened: list[str] = []

    def open_browser(url: str) -> bool:
        opened.append(url)
        return True

    account = world.signing_in.in_browser(open_browser, timedelta(seconds=9))
    assert (account.id, account.portal_id, len(opened)) == ("mai", PROFILE.portal_id, 1)
    assert account.expires_at == world.clock.now() + timedelta(seconds=900)
    assert world.signing_in.whoami() == account == _account(world)


@pytest.mark.parametrize(
    ("outcome", "code", "exit_code"),
    [
        ("authorization_pending", "sign-in.pending", 3),
        ("slow_down", "sign-in.slow-down", 3),
        ("expired_token", "sign-in.expired-token", 1),
        ("access_denied", "sign-in.access-denied", 1),
    ],
)
def test_a_code_on_another_device_has_four_outcomes_before_a_yes(
    world: World, outcome: str, code: str, exit_code: int
) -> None:
    world.identity.outcome = outcome
    with pytest.raises(HosoError) as waiting:
        world.signing_in.poll(world.signing_in.start_device())
    assert (waiting.value.code, waiting.value.exit_code) == (code, exit_code)
    assert not world.vault.tables.accounts
    world.identity.outcome = None
    assert world.signing_in.poll(CODE).id == "mai"


def test_signing_in_as_a_user_is_for_practice_only(world: World) -> None:
    world.portal.profile = replace(PROFILE, mode="live")
    with pytest.raises(HosoError) as refused:
        world.sign_in()
    assert refused.value.code == "sign-in.practice-only"


def test_a_token_with_some_life_in_it_is_used_as_it_is(world: World) -> None:
    world.sign_in()
    world.clock.forward(seconds=869)
    assert world.signing_in.token_for(PROFILE.portal_id, None) == _account(world).access_token
    assert world.identity.refreshed == 0
    world.clock.forward(seconds=1)
    assert world.signing_in.token_for(PROFILE.portal_id, "mai") == _account(world).access_token
    assert world.identity.refreshed == 1


def test_who_comes_late_gets_the_token_that_was_renewed_meanwhile(world: World) -> None:
    world.sign_in()
    spent = _account(world).access_token
    first = world.signing_in.renew(PROFILE.portal_id, "mai", spent)
    assert world.signing_in.renew(PROFILE.portal_id, "mai", spent) == first
    assert world.identity.refreshed == 1


@pytest.mark.parametrize(
    ("trouble", "code", "signed_out"),
    [
        (OFFLINE, "portal.offline", False),
        (Answer(AnswerClass.WAIT, "http-503"), "portal.offline", False),
        (Answer(AnswerClass.LOGIN, "invalid_grant"), "sign-in.ended", True),
        (Answer(AnswerClass.FIX, "invalid_grant"), "sign-in.ended", True),
    ],
)
def test_only_the_portals_no_ends_a_session(world: World, trouble: Answer, code: str, signed_out: bool) -> None:
    world.sign_in()
    world.identity.trouble = trouble
    world.wait()
    with pytest.raises(StillWaiting) as waiting:
        world.signing_in.token_for(PROFILE.portal_id, None)
    assert waiting.value.code == code
    assert _account(world).signed_out is signed_out


def test_an_account_without_refresh_token_signs_in_again(world: World) -> None:
    world.sign_in()
    world.vault.tables.accounts[PROFILE.portal_id, "mai"] = replace(_account(world), refresh_token=None)
    world.wait()
    with pytest.raises(StillWaiting) as waiting:
        world.signing_in.token_for(PROFILE.portal_id, None)
    assert waiting.value.code == "sign-in.needed"


@pytest.mark.parametrize("is_offline", [False, True])
def test_signing_out_keeps_what_waits(world: World, is_offline: bool) -> None:
    world.sign_in()
    submission = world.queued()
    with world.vault() as uow:
        uow.profiles.save(PROFILE)
        uow.commit()
    world.is_offline = is_offline
    assert world.signing_in.sign_out() is (SignedOut.NOT_TOLD if is_offline else SignedOut.TOLD)
    assert world.signing_in.sign_out() is SignedOut.NOBODY
    assert world.signing_in.whoami() is None
    assert len(world.identity.revoked) == (0 if is_offline else 1)
    assert world.item(submission.id).state is State.QUEUED
    world.is_offline = False
    world.sign_in()
    assert world.outbox.send_due().sent == (submission.id,)


def test_the_portal_is_told_of_a_sign_out_at_the_next_contact_and_once(world: World) -> None:
    world.sign_in()
    spent = _account(world).refresh_token
    with world.vault() as uow:
        uow.profiles.save(PROFILE)
        uow.commit()
    world.is_offline = True
    world.signing_in.sign_out()
    world.is_offline = False
    world.identity.deaf = True
    world.outbox.send_due()
    assert world.identity.revoked == []
    world.identity.deaf = False
    world.outbox.send_due()
    world.outbox.send_due()
    assert world.identity.revoked == [spent]


def test_a_sign_out_that_the_portal_refuses_to_hear_of_holds_up_no_other(world: World) -> None:
    world.identity.deaf = True
    for user in ("lan", "mai"):
        world.sign_in(user)
        with world.vault() as uow:
            uow.profiles.save(PROFILE)
            uow.commit()
        world.signing_in.sign_out()
    world.identity.deaf = False
    world.identity.refuses = "refresh-lan"
    assert not world.signing_in.tell_sign_outs(PROFILE.portal_id, world.identity)
    assert world.identity.revoked == ["refresh-mai"]
    assert world.signing_in.tell_sign_outs(PROFILE.portal_id, world.identity), "it is told for ever"


def test_signing_in_anew_leaves_no_former_sign_in_open_at_the_portal(world: World) -> None:
    world.sign_in()
    before = _account(world).refresh_token
    world.sign_in("lan")
    world.sign_in("mai")
    assert world.identity.revoked == [before]
    account = world.signing_in.whoami()
    assert account is not None
    assert account.id == "mai"


def test_who_was_signed_out_by_the_portal_is_told_until_they_sign_in(world: World) -> None:
    world.sign_in()
    world.identity.trouble = Answer(AnswerClass.LOGIN, "invalid_grant")
    world.wait()
    with pytest.raises(StillWaiting):
        world.signing_in.token_for(PROFILE.portal_id, None)
    assert world.vault.tables.settings[ENDED] == "Nguyễn Thị Mai"
    world.identity.trouble = None
    world.sign_in()
    assert world.vault.tables.settings[ENDED] == ""


def test_who_gives_up_while_the_portal_is_looked_for_sees_no_browser(world: World) -> None:
    def connect() -> tuple[Portal, Identity]:
        world.signing_in.give_up()
        return world.connect()

    world.signing_in.connect = connect
    opened: list[str] = []

    def open_browser(url: str) -> bool:
        opened.append(url)
        return True

    with pytest.raises(StillWaiting) as given_up:
        world.signing_in.in_browser(open_browser, timedelta(seconds=9))
    assert (given_up.value.code, opened) == ("sign-in.given-up", [])


def test_a_portal_out_of_reach_is_no_refusal(world: World) -> None:
    world.identity.trouble = OFFLINE
    with pytest.raises(StillWaiting) as waiting:
        world.sign_in()
    assert waiting.value.code == "portal.offline"


@pytest.mark.parametrize("seconds", [10**15, -(10**15)])
def test_a_sign_in_for_ever_ends_some_day(world: World, seconds: int) -> None:
    world.sign_in()
    world.identity.expires_in = seconds
    world.portal.tokens.clear()
    world.clock.at += timedelta(days=1)
    submission = world.queued()
    assert world.outbox.send_due().sent == (submission.id,)
    assert _account(world).expires_at <= world.clock.now() + timedelta(days=366)
