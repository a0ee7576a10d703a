"""A machine with very many dossiers: what is shown at once stays short, and the rest is one button further."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from desktop.domain.dossier import Dossier, Status, SupplementRequest
from desktop.domain.submission import State, after
from desktop.services.ports import UnitOfWork
from tests.gui.person import Person
from tests.gui.prepared import entered
from tests.integration.vault.records import NOW, ROADS, draft, item, submission

MANY = 45
ASKED = "s03"
SUPPLEMENT = SupplementRequest("x1", "Thiếu", (), (), None)


def stored(uow: UnitOfWork, number: int) -> None:
    """A dossier that waits for its turn; that at the number 3 is at the office, which asks for more."""
    key = f"s{number:02}"
    uow.drafts.add(draft(f"d{number}"))
    one = submission(key, f"d{number}")
    title = f"Khai sinh cho Hơ Thị Dợ {number:02}"
    uow.submissions.add(replace(one, title=title, finalised_at=NOW + timedelta(minutes=number)))
    uow.drafts.save(draft(f"d{number}", finalised_as=key))
    uow.outbox.add(item(key, key))
    for move in ROADS[State.RECEIPTED] if key == ASKED else ():
        uow.outbox.save(replace(after(uow.outbox.get(key), move), receipt="jws"))
    asked = SUPPLEMENT if key == ASKED else None
    uow.dossiers.upsert(Dossier(key, 1, f"H56-{number:04}", Status.PROCESSING, "Đang làm", supplement=asked))


def archive(person: Person) -> None:
    with entered(person).open_unit() as uow:
        for number in range(MANY):
            stored(uow, number)
        uow.commit()


def cards(person: Person, kind: str) -> list[str]:
    found = person.program.window.findChildren(QWidget)
    return [one.objectName().removeprefix(kind) for one in found if one.objectName().startswith(kind)]


def test_the_list_shows_what_waits_for_the_person_then_the_newest_and_more_on_request(person: Person) -> None:
    archive(person)
    person.presses("rail_dossiers")
    assert person.sees("moreDossiers").property("text") == "Xem thêm 20 hồ sơ (còn 25)"
    newest = [f"s{number:02}" for number in range(MANY - 1, -1, -1) if number != int(ASKED[1:])]
    assert cards(person, "open_") == [ASKED, *newest[:19]]
    person.presses("moreDossiers")
    person.waits(lambda: len(cards(person, "open_")) == 40, "no more came")
    person.presses("moreDossiers")
    person.waits(lambda: len(cards(person, "open_")) == MANY, "not all are there")
    assert "moreDossiers" not in person.names()


def test_the_search_shows_the_newest_and_more_on_request_and_finds_an_old_one(person: Person) -> None:
    archive(person)
    person.searches("ho thi do")
    person.sees("moreFound")
    assert cards(person, "found_") == [f"s{number}" for number in range(MANY - 1, MANY - 21, -1)]
    person.presses("moreFound")
    person.waits(lambda: len(cards(person, "found_")) == 40, "no more came")
    person.presses("moreFound")
    person.waits(lambda: len(cards(person, "found_")) == MANY, "not all are there")
    person.searches("h56-0002")
    person.waits(lambda: cards(person, "found_") == ["s02"], "the old one is not found")


def test_home_and_the_wallet_lead_to_the_rest(person: Person) -> None:
    archive(person)
    person.presses("rail_home")
    person.sees("more_waiting")
    assert len(cards(person, "unsent_")) == 20
    person.presses("more_waiting")
    person.sees("item_s00")
    person.presses("rail_wallet")
    person.presses("morePapers")
    person.presses("morePapers")
    person.waits(lambda: "morePapers" not in person.names(), "there is still more")
