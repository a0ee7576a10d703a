"""A portal that is left in peace is told as busy, until when, and that a person may ask it all the same."""

from desktop.domain.breaker import TRIPS_AFTER
from desktop.services.ports import Answer, AnswerClass
from desktop.ui.widgets.truth_line import Seen, truth
from tests.gui.person import Person
from tests.gui.prepared import entered, queued, services_of


def test_a_portal_that_rests_is_told_with_its_time(person: Person) -> None:
    queued(entered(person))
    services = services_of(person)
    for _ in range(TRIPS_AFTER):
        services.outbox._heard(Answer(AnswerClass.WAIT, "http-503", wrote=True))
    person.presses("rail_waiting")
    person.waits(lambda: person.told("portalRests").startswith("Cổng đang bận."), "nothing of the rest")
    seen = Seen(services.outbox.items(), None, "busy")
    said = truth(seen, services.clock.now())
    assert (said.words, said.state) == ("Cổng đang bận – 1 hồ sơ đang chờ gửi", "busy")
