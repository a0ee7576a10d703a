"""A portal that is left in peace is told as busy, until when, and that a person may ask it all the same."""

from datetime import timedelta

import pytest

from desktop.cli.demo_office import DemoOffice
from desktop.domain.breaker import Breaker
from desktop.domain.submission import Kind, State
from desktop.ui.widgets.truth_line import Seen, truth
from tests.gui.birth import STORY
from tests.gui.person import Person
from tests.gui.prepared import entered, is_confirmed, left_in_peace, queued, received


def test_a_portal_that_rests_is_told_with_its_time(person: Person) -> None:
    queued(entered(person))
    services = left_in_peace(person)
    person.presses("rail_waiting")
    person.waits(lambda: person.told("portalRests").startswith("Cổng đang bận."), "nothing of the rest")
    seen = Seen(services.outbox.items(), None, "busy")
    said = truth(seen, services.clock.now())
    assert (said.words, said.state) == ("Cổng đang bận – 1 hồ sơ đang chờ gửi", "busy")


@pytest.mark.timeout(120)
def test_the_next_round_begins_when_the_rest_is_over(person: Person) -> None:
    services = entered(person)
    timer = person.program.timer
    assert timer is not None
    office = DemoOffice.at(services)
    person.program.switch.turn(True)
    services.signing_in.as_user(STORY["user"], office.token)
    soon = services.clock.now() + timedelta(seconds=6)
    services.outbox._line._breaker = Breaker(until=soon, is_back=True)
    submission = queued(services)
    timer.run_now()
    person.presses("rail_waiting")
    person.waits(lambda: person.told("portalRests").startswith("Cổng đã hoạt động lại."), "nothing of the others")
    person.waits(lambda: services.outbox.item(submission).state is State.RECEIPTED, "it waits for the next minute")
    assert services.clock.now() >= soon


@pytest.mark.timeout(180)
def test_a_message_a_thank_you_and_a_rating_go_out_when_they_are_sent(person: Person) -> None:
    services = entered(person)
    dossier, office = received(person)
    office.act(dossier, "receive")
    services.tracking.refresh()
    person.program.navigator.go("talk", dossier)
    person.writes("messageText", "Bao giờ tôi được lấy giấy khai sinh?")
    left_in_peace(person)
    person.presses("sendMessage")
    person.waits(lambda: is_confirmed(services, dossier, Kind.MESSAGE), "the message waits for the minute to pass")
    for action in ("process", "finish"):
        office.act(dossier, action)
    services.tracking.refresh()
    person.program.navigator.go("result", dossier)
    person.sees("acknowledge_1")
    left_in_peace(person)
    person.presses("acknowledge_1")
    person.waits(lambda: is_confirmed(services, dossier, Kind.ACKNOWLEDGEMENT), "the thank you waits")
    person.chooses("ratingStars", "4")
    left_in_peace(person)
    person.presses("rate")
    person.waits(lambda: is_confirmed(services, dossier, Kind.RATING), "the rating waits")


@pytest.mark.timeout(180)
def test_who_withdraws_does_not_wait_for_the_rest_to_end(person: Person) -> None:
    services = entered(person)
    dossier, office = received(person)
    office.act(dossier, "receive")
    services.tracking.refresh()
    person.program.navigator.go("dossier", dossier)
    person.presses("withdraw")
    person.writes("withdrawWhy", "Tôi nộp nhầm xã")
    left_in_peace(person)
    person.presses("withdrawNow")
    person.waits(lambda: is_confirmed(services, dossier, Kind.WITHDRAWAL), "the wish waits")
