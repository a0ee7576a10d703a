"""A computer whose clock is wrong is told so, and counts the portal's deadlines by the portal's time."""

from datetime import timedelta

from tests.gui.person import Person
from tests.gui.prepared import entered, received


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
