"""Following what was filed elsewhere: two words kept apart, asked with patience, nothing forgotten."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.domain.dossier import Dossier, Status, Turn
from desktop.domain.errors import HosoError, Missing, Refusal, StillWaiting
from desktop.domain.events import FollowedChanged
from desktop.domain.followed import FollowedDossier, ToldBy
from desktop.domain.looked_up import LookedUp
from desktop.services.following import EVERY, UNKNOWN_AGAIN
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.world import World

CODE, LAST4 = "H56.148.45-261123-0007", "1234"
DUE = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
TOLD = LookedUp(
    CODE, "practice-00000001", Status.PROCESSING, "Đang xử lý", procedure="1.001193",
    procedure_name="Đăng ký khai sinh", unit="14845", due_at=DUE, since=DUE - timedelta(days=4),
)  # fmt: skip


@pytest.fixture
def world() -> World:
    made = World()
    made.portal.public[CODE, LAST4] = TOLD
    return made


def asked(world: World) -> list[str]:
    return [about for name, about in world.portal.calls if name == "look_up"]


def refusal(error: pytest.ExceptionInfo[HosoError]) -> tuple[str, dict[str, object]]:
    return error.value.code, error.value.parameters


def test_looking_up_keeps_nothing(world: World) -> None:
    told = world.following.look_up(f" {CODE.lower()} ", "12 34")
    assert (told.status, told.turn) == (Status.PROCESSING, Turn.OFFICE)
    assert world.following.all() == ()
    assert world.events == []


@pytest.mark.parametrize(
    ("code", "last4", "said"),
    [
        ("", LAST4, "lookup.no-code"), ("khai sinh", LAST4, "lookup.no-code"),
        ("x" * 51 + "1", LAST4, "lookup.no-code"),
        (CODE, "", "lookup.no-digits"), (CODE, "123", "lookup.no-digits"), (CODE, "038190001234", "lookup.no-digits"),
        (CODE, "١٢٣٤", "lookup.no-digits"), (CODE, "9999", "lookup.unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_looked_up(world: World, code: str, last4: str, said: str) -> None:
    with pytest.raises(Refusal) as error:
        world.following.look_up(code, last4)
    assert error.value.code == said


def test_a_code_of_another_shape_is_asked_about_all_the_same(world: World) -> None:
    world.portal.public["BN-2026/118", LAST4] = replace(TOLD, code="BN-2026/118")
    assert world.following.look_up("bn-2026/118", LAST4).code == "BN-2026/118"


def test_followed_offline_by_hand_and_told_later(world: World) -> None:
    world.is_offline = True
    one = world.following.follow(CODE, LAST4, due_on=date(2026, 11, 26))
    assert (one.title, one.told_by, one.due_on, one.status) == (CODE, ToldBy.PERSON, date(2026, 11, 26), None)
    world.following.change(one.id, title="Khai sinh cháu Bảo", status=Status.SUPPLEMENT, due_on=date(2026, 11, 30))
    with pytest.raises(StillWaiting):
        world.following.refresh_followed()
    own = world.following.get(one.id)
    assert (own.turn, own.due_on, own.trouble) == (Turn.YOURS, date(2026, 11, 30), None)
    world.is_offline = False
    assert world.following.refresh_followed() == (one.id,)
    told = world.following.get(one.id)
    assert (told.told_by, told.status, told.due_on) == (ToldBy.PORTAL, Status.PROCESSING, date(2026, 11, 27))
    assert (told.title, told.own_status, told.own_due_on) == (
        "Khai sinh cháu Bảo", Status.SUPPLEMENT, date(2026, 11, 30)
    )  # fmt: skip


def test_what_the_person_writes_later_does_not_hide_the_portals_word(world: World) -> None:
    one = world.following.follow(CODE, LAST4, told=TOLD)
    assert (one.title, one.checked_at, asked(world)) == ("Đăng ký khai sinh", world.clock.now(), [])
    noted = world.following.change(one.id, title="", status=Status.RETURNED, due_on=None)
    assert (noted.status, noted.own_status, noted.due_on) == (Status.PROCESSING, Status.RETURNED, date(2026, 11, 27))
    assert noted.title == CODE


def test_each_is_followed_once_and_ours_leads_to_ours(world: World) -> None:
    one = world.following.follow(CODE, LAST4)
    with pytest.raises(Refusal) as error:
        world.following.follow(CODE.lower(), LAST4)
    assert refusal(error) == ("follow.already", {"followed": one.id})
    submission = world.queued()
    with world.vault() as uow:
        uow.dossiers.upsert(Dossier(submission.id, 1, "H56.148.45-261123-0009", Status.RECEIVED, ""))
        uow.commit()
    with pytest.raises(Refusal) as error:
        world.following.follow("H56.148.45-261123-0009", LAST4)
    assert refusal(error) == ("follow.ours", {"submission": submission.id})


def test_each_is_asked_at_most_every_quarter_of_an_hour(world: World) -> None:
    world.following.follow(CODE, LAST4)
    assert len(world.following.refresh_followed()) == 1
    for _ in range(14):
        world.clock.forward(minutes=1)
        assert world.following.refresh_followed() == ()
    assert len(asked(world)) == 1
    world.clock.forward(minutes=1)
    world.events.clear()
    assert world.following.refresh_followed() == ()
    assert (len(asked(world)), world.events) == (2, [])


def test_what_is_over_is_asked_no_more(world: World) -> None:
    world.portal.public[CODE, LAST4] = replace(TOLD, status=Status.RETURNED, final=True, has_result=True)
    one = world.following.follow(CODE, LAST4)
    world.following.refresh_followed()
    world.clock.forward(days=3)
    world.following.refresh_followed()
    assert len(asked(world)) == 1
    assert world.following.get(one.id).turn is Turn.NOBODY


def test_a_portal_that_says_wait_is_obeyed_for_all(world: World) -> None:
    first = world.following.follow(CODE, LAST4)
    world.following.follow("H56.148.45-261123-0008", LAST4)
    world.portal.says("look_up", Answer(AnswerClass.WAIT, "too-many", retry_after=600, wrote=True))
    with pytest.raises(StillWaiting) as error:
        world.following.refresh_followed()
    assert refusal(error) == ("lookup.too-often", {"minutes": 10})
    with pytest.raises(StillWaiting):
        world.following.refresh_one(first.id)
    world.clock.forward(minutes=9)
    assert world.following.refresh_followed() == ()
    assert len(asked(world)) == 1
    world.clock.forward(minutes=1)
    assert len(world.following.refresh_followed()) == 1
    assert len(asked(world)) == 3


def test_an_absurd_wait_is_an_hour(world: World) -> None:
    world.following.follow(CODE, LAST4)
    world.portal.says("look_up", Answer(AnswerClass.WAIT, "too-many", retry_after=1e9, wrote=True))
    with pytest.raises(StillWaiting):
        world.following.refresh_followed()
    world.clock.forward(hours=1)
    assert len(world.following.refresh_followed()) == 1


def test_a_portal_that_forgot_says_so_and_what_was_known_stays(world: World) -> None:
    one = world.following.follow(CODE, LAST4)
    world.following.refresh_followed()
    del world.portal.public[CODE, LAST4]
    world.clock.forward(minutes=15)
    world.following.refresh_followed()
    kept = world.following.get(one.id)
    assert (kept.trouble, kept.status, kept.due_on) == ("lookup.unknown", Status.PROCESSING, date(2026, 11, 27))
    world.clock.forward(minutes=15)
    world.following.refresh_followed()
    assert len(asked(world)) == 2, "an unknown code is left alone for long"
    world.portal.public[CODE, LAST4] = TOLD
    assert world.following.refresh_one(one.id).trouble is None
    assert timedelta(minutes=15) == EVERY < UNKNOWN_AGAIN


def test_one_unknown_code_holds_up_no_other(world: World) -> None:
    world.following.follow("H56.148.45-261123-0001", LAST4)
    one = world.following.follow(CODE, LAST4)
    assert world.following.refresh_followed() == (one.id,)


@pytest.mark.parametrize(
    "answer",
    [Answer(AnswerClass.FIX, "invalid", wrote=True), Answer(AnswerClass.WAIT, "portal.reply-damaged", wrote=True)],
)
def test_one_that_the_portal_never_tells_of_holds_up_no_other(world: World, answer: Answer) -> None:
    one = world.following.follow(CODE, LAST4)
    bad = world.following.follow("H56.148.45-261123-0001", LAST4)  # asked first
    world.portal.says("look_up", answer)
    refreshed = world.following.look()
    assert refreshed.changed == (one.id,)
    assert refreshed.trouble is not None
    assert world.following.get(bad.id).told_by is ToldBy.PERSON
    asked = len(world.portal.calls)
    assert world.following.look().changed == ()
    assert len(world.portal.calls) == asked, "it is left alone for a while"


def test_a_lost_network_changes_nothing(world: World) -> None:
    one = world.following.follow(CODE, LAST4)
    world.portal.says("look_up", Answer(AnswerClass.NOT_REACHED, "network.refused"))
    with pytest.raises(StillWaiting) as error:
        world.following.refresh_followed()
    assert error.value.code == "portal.offline"
    assert world.following.get(one.id) == one


def test_stopping_can_be_undone(world: World) -> None:
    one = world.following.follow(CODE, LAST4, told=TOLD)
    gone = world.following.stop_following(one.id)
    with pytest.raises(Missing):
        world.following.get(one.id)
    world.following.restore(gone)
    assert world.following.get(one.id) == one
    assert world.events == [FollowedChanged(one.id)] * 3


def test_late_is_late_in_viet_nam_and_not_while_the_clock_rests() -> None:
    one = FollowedDossier("f", CODE, LAST4, "x", DUE, ToldBy.PORTAL, status=Status.PROCESSING, due_on=DUE.date())
    day = DUE.date() + timedelta(days=1)
    assert (one.is_overdue(DUE.date()), one.is_overdue(day), one.needs_person(day)) == (False, True, True)
    assert not replace(one, paused=True).is_overdue(day)
    assert not replace(one, status=Status.FINISHED).is_overdue(day)
    assert replace(one, status=Status.FINISHED).needs_person(DUE.date())


def test_where_the_portal_names_no_day_ones_own_stays(world: World) -> None:
    world.portal.public[CODE, LAST4] = replace(TOLD, due_at=None)
    one = world.following.follow(CODE, LAST4, due_on=date(2026, 11, 30))
    told = world.following.refresh_one(one.id)
    assert (told.told_by, told.due_on) == (ToldBy.PORTAL, date(2026, 11, 30))


def test_what_was_told_of_another_dossier_is_not_laid_on_this_one(world: World) -> None:
    one = world.following.follow("H56.148.45-261123-0008", LAST4, told=TOLD)
    assert (one.told_by, one.status, one.title) == (ToldBy.PERSON, None, one.code)


def test_what_is_followed_no_more_meanwhile_stops_nobody(world: World) -> None:
    """Somebody presses *stop* while the portal is being asked."""
    gone = world.following.follow(CODE, LAST4)
    world.clock.forward(minutes=1)
    other = "H56.148.45-261123-0008"
    world.portal.public[other, LAST4] = replace(TOLD, code=other)
    kept = world.following.follow(other, LAST4)

    def stops(_name: str, about: str) -> None:
        if about == CODE:
            world.following.stop_following(gone.id)

    world.portal.before_call = stops
    assert world.following.refresh_followed() == (kept.id,)
    assert [one.id for one in world.following.all()] == [kept.id]


def test_a_portal_that_says_wait_about_what_is_gone_is_obeyed_for_the_others(world: World) -> None:
    gone = world.following.follow(CODE, LAST4)
    world.clock.forward(minutes=1)
    kept = world.following.follow("H56.148.45-261123-0008", LAST4)
    world.portal.says("look_up", Answer(AnswerClass.WAIT, "too-many", retry_after=600, wrote=True))

    def stops(_name: str, _about: str) -> None:
        world.following.stop_following(gone.id)

    world.portal.before_call = stops
    with pytest.raises(StillWaiting):
        world.following.refresh_followed()
    assert world.following.get(kept.id).ask_after == world.clock.now() + timedelta(minutes=10)


def test_a_clock_that_goes_back_for_years_keeps_nobody_waiting(world: World) -> None:
    one = world.following.follow(CODE, LAST4)
    world.portal.says("look_up", Answer(AnswerClass.WAIT, "too-many", retry_after=600, wrote=True))
    with pytest.raises(StillWaiting):
        world.following.refresh_followed()
    world.clock.forward(days=-3650)
    assert world.following.refresh_followed() == (one.id,)
