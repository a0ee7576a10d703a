"""A computer whose clock is wrong is told so, and counts the portal's deadlines by the portal's time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop import config
from desktop.services.steady_time import CLOCK_PROVED
from tests.gui.person import Person
from tests.gui.prepared import entered, queued, received, services_of


def test_a_wrong_clock_is_told_and_deadlines_follow_the_portal(person: Person) -> None:
    services = entered(person)
    submission, office = received(person)
    for act in ("receive", "process"):
        office.act(submission, act)
    office.act(submission, "ask_supplement", fields=[{"pointer": "/con/ho_ten", "why": "chưa rõ"}], days=5)
    services.tracking.refresh()
    assert "Ngày giờ trên máy đang sai" not in " ".join(person.words())
    person.presses("networkSwitch")
    services.tracking.portal_time.heard(timedelta(days=-3))
    services.drafting.start("1.001193", answers={})
    person.program.navigator.go("supplement", submission)
    person.reads("Ngày giờ trên máy đang sai: nhanh 3 ngày so với giờ của cổng")
    person.reads("Còn 7 ngày")


def test_a_clock_from_before_the_program_was_made_is_told_without_a_network(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(person)
    assert "Ngày giờ trên máy đang sai" not in " ".join(person.words())
    monkeypatch.setattr(config, "RELEASED", datetime(2999, 1, 1, tzinfo=UTC))
    queued(services_of(person))
    person.reads("Ngày giờ trên máy đang sai: sớm hơn cả ngày làm ra chương trình này.")


def test_the_bin_is_emptied_once_a_portal_proved_the_clock(person: Person) -> None:
    services = entered(person)
    draft, now = services.drafting.start("1.001193", answers={}), services.clock.now()
    with services.open_unit() as uow:
        uow.drafts.save(replace(draft, discarded_at=now - timedelta(days=70)))
        uow.settings.put(CLOCK_PROVED, (now - timedelta(days=60)).isoformat())
        uow.commit()
    timer, store, time = person.program.timer, person.program.store, services.tracking.portal_time
    assert timer is not None
    left = []
    for mode in ("", "live"):
        if mode:
            time.heard(timedelta(0), mode)
        timer.passed.emit()
        person.waits(lambda: store.waiting == 0, "it is still tidying")
        left.append(len(services.upkeep.bin.rows()))
    assert left == [1, 0]
