"""What stands around every page, in the largest text on the smallest screen."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea

from desktop.ui.top_bar import TopBar
from desktop.ui.widgets.arrangement import flow
from tests.gui.officer import sits_down
from tests.gui.person import Person
from tests.gui.prepared import entered, received
from tests.screenshots.scene import LARGEST, WHOLE, Scene, Variant
from tests.screenshots.walker import Walker

TARGET = 44


def rail(person: Person) -> list[QPushButton]:
    found = person.program.window.findChildren(QPushButton)
    return [one for one in found if one.property("role") == "rail" and one.isVisible()]


@pytest.mark.parametrize("variant", [WHOLE, Variant("light", "1.5", 1024, 600), LARGEST], ids=lambda one: one.name)
def test_an_officers_rail_has_room_for_every_entry(person: Person, variant: Variant) -> None:
    sits_down(person)
    Walker(person.program).go(Scene("people", ("people",)), variant)
    entries = rail(person)
    assert len(entries) == 7
    assert {one.height() for one in entries} == {entries[0].height()}, "they are not of one height"
    assert entries[0].height() >= max(TARGET, entries[0].minimumSizeHint().height())
    places = [one.geometry() for one in entries]
    assert not [one for one, other in pairwise(places) if one.intersects(other)]
    assert places[-1].bottom() < person.program.window.height()


def test_where_one_is_is_read_or_leaves_its_room(person: Person) -> None:
    sits_down(person)
    walker = Walker(person.program)
    bar = person.program.window

    def crumbs() -> QLabel:
        found = bar.findChild(QLabel, "breadcrumb")
        assert found is not None
        return found

    walker.go(Scene("people", ("people",)), WHOLE)
    assert crumbs().isVisible()
    walker.go(Scene("people", ("people",)), LARGEST)
    assert crumbs().isHidden()
    box = bar.findChild(QLineEdit, "searchBox")
    assert box is not None
    room = box.width() - 2 * person.program.around.look.px(18)
    assert box.fontMetrics().horizontalAdvance(box.placeholderText()) < room, "the search box is cut off"


def test_where_one_is_is_whole_beside_the_line_of_truth(person: Person) -> None:
    entered(person)
    submission, _ = received(person)
    Walker(person.program).go(Scene("dossier", ("dossier", submission)), Variant("light", "1.0", 1280, 800, "en"))
    bar = person.program.window.findChild(TopBar)
    assert bar is not None
    crumbs, truth = bar.findChild(QLabel, "breadcrumb"), bar.findChild(QLabel, "truthLine")
    assert crumbs is not None
    assert truth is not None
    person.waits(lambda: person.told("truthLine").startswith("Portal has"), "there is no truth")
    truth.setText("Asking the portal whether it arrived or not yet")
    bar.fit()
    QApplication.processEvents()
    assert not truth.wordWrap(), "it is in two rows, and nothing stands beside it"
    assert crumbs.fontMetrics().horizontalAdvance(crumbs.text()) <= crumbs.width(), "where one is is cut off"


@pytest.mark.parametrize(("place", "variant"), [("waiting", LARGEST), ("about", WHOLE)])
def test_a_page_is_no_higher_than_what_stands_on_it(person: Person, place: str, variant: Variant) -> None:
    entered(person)
    Walker(person.program).go(Scene(place, (place,)), variant)
    page = person.program.window.page
    assert page is not None
    area = page.findChild(QScrollArea)
    assert area is not None
    inside, seen = area.widget(), area.viewport()
    assert inside is not None
    assert seen is not None
    assert inside.height() == max(inside.heightForWidth(inside.width()), seen.height())


def test_a_row_in_a_row_has_room_for_its_second_line(qapp: QApplication) -> None:
    inner = flow(QPushButton("Làm thẻ bây giờ"), QPushButton("Thôi, đừng nhắc nữa"))
    outer = flow(inner)
    narrow = inner.sizeHint().width() - 1
    outer.resize(narrow, outer.heightForWidth(narrow))
    outer.show()
    qapp.processEvents()
    lines = inner.findChildren(QPushButton)
    assert lines[1].geometry().top() > lines[0].geometry().bottom()
    assert inner.rect().contains(lines[1].geometry())
    outer.deleteLater()
