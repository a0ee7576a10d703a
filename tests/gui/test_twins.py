"""The same matter twice at one office: the second dossier says so, leads to the first, and may be withdrawn."""

from dataclasses import replace

import pytest

from desktop.domain.submission import State
from tests.gui.person import Person
from tests.gui.prepared import entered, queued, received


@pytest.mark.timeout(180)
def test_who_filed_twice_reads_that_the_office_decides_and_opens_the_other(person: Person) -> None:
    services = entered(person)
    first, _office = received(person)
    services.tracking.refresh()
    person.program.navigator.go("dossier", first)
    person.sees("refresh")
    assert "twinNotice" not in person.names()
    second = queued(services)
    services.outbox.hurry()
    services.outbox.send_due()
    assert services.outbox.item(second).state is State.RECEIPTED
    services.tracking.refresh()
    code = services.tracking.status(first).dossier.code  # type: ignore[union-attr]
    person.program.navigator.go("dossier", second)
    person.sees("twinNotice")
    person.reads(f"Theo cổng, hồ sơ {code} cũng là việc này, của cùng một người. Cơ quan sẽ xem và quyết định;")
    person.reads("Nếu đúng là nộp hai lần, bạn có thể rút một hồ sơ.")
    person.presses("seeTwin")
    person.waits(lambda: person.told("dossierCode").startswith(f"Mã hồ sơ {code}"), "the other is not open")


@pytest.mark.timeout(180)
def test_one_that_waits_here_without_a_word_of_the_portal_leads_to_where_it_waits(person: Person) -> None:
    services = entered(person)
    first, _office = received(person)
    services.tracking.refresh()
    person.program.switch.turn(False)
    second = queued(services)
    with services.open_unit() as uow:
        copy = uow.dossiers.get(first)
        assert copy is not None
        uow.dossiers.upsert(replace(copy, possible_duplicate_of=(second,)))
        uow.commit()
    person.program.navigator.go("dossier", first)
    person.reads("Theo cổng, một hồ sơ khác trong máy này cũng là việc này, của cùng một người.")
    person.presses("seeTwin")
    person.sees("onThisMachine")
