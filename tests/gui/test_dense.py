"""All of a form on one page: the same answers, rules and errors as step by step."""

from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton, QWidget

from desktop.ui.form_entry.whole import WholeForm
from desktop.ui.pages.dense import DensePage
from desktop.ui.words import tr
from tests.gui import birth
from tests.gui.birth import CODE, STORY, Papers
from tests.gui.conftest import Start
from tests.gui.person import Person
from tests.gui.prepared import entered, services_of
from tests.gui.walking import CHECKS, spoken
from tests.screenshots.drafts import filled_draft


def page_of(person: Person) -> DensePage:
    """The dense page with everything in it."""

    def shown() -> list[DensePage]:
        pages = person.program.window.findChildren(DensePage)
        return [one for one in pages if one.whole is not None and one.whole.isVisible()]

    person.waits(lambda: bool(shown()), "the dense page is not shown")
    [page] = shown()
    assert page.whole is not None
    page.whole.build_all()
    person.waits(lambda: not person.program.store.waiting, "something is still read")
    return page


def one_page(person: Person, draft: str, step: str = "") -> DensePage:
    """A draft in the dense way."""
    person.program.choices["formFace"] = "page"
    person.program.navigator.go("form", draft, step)
    return page_of(person)


def saved_answers(person: Person) -> Any:
    """Of the draft that the form page was about, once it is left."""
    person.presses("next")
    person.sees("slot_TP01")
    services = services_of(person)
    draft = person.program.navigator.here.key
    person.waits(lambda: not person.program.store.waiting, "it is not saved")
    return services.drafting.get(draft).answers


def test_a_birth_typed_on_one_page_gives_the_answers_of_the_steps(person: Person, papers: Papers) -> None:
    birth.enters(person)
    birth.begins(person, papers)
    birth.tells_of_herself(person)
    birth.tells_of_the_child(person)
    birth.tells_of_the_parents(person)
    birth.writes_of_the_copies(person)
    in_steps = saved_answers(person)
    birth.begins(person, papers)
    person.presses("face_page")
    page_of(person)
    birth.writes_of_herself(person)
    birth.writes_of_the_child(person)
    birth.tells_of_a_parent(person, "me", birth.MOTHER)
    birth.tells_of_a_parent(person, "cha", birth.FATHER)
    birth.writes_of_the_marriage(person)
    birth.writes_of_the_copies(person)
    assert saved_answers(person) == in_steps
    assert in_steps["con"] == STORY["answers"]["con"]


def test_the_way_is_remembered(start: Start) -> None:
    person = start()
    draft = filled_draft(entered(person))
    person.program.navigator.go("form", draft, "con")
    person.sees("/con/ho_ten")
    assert "/me/ho_ten" not in person.names()
    person.presses("face_page")
    page_of(person)
    person.sees("/me/ho_ten")
    again = start()
    again.sees(f"procedure_{CODE}")
    again.program.navigator.go("form", draft, "con")
    page_of(again)
    again.sees("/me/ho_ten")
    again.presses("face_steps")
    again.waits(lambda: "/me/ho_ten" not in again.names(), "all steps are still shown")
    again.sees("/con/ho_ten")
    assert services_of(again).drafting.get(draft).step == "con"


def test_an_answer_of_one_step_hides_another_and_its_place_in_the_list(person: Person) -> None:
    draft = filled_draft(entered(person))
    one_page(person, draft)
    person.sees("/me/ho_ten")
    person.chooses("/con/hoan_canh", "bo_roi")
    person.waits(lambda: "/me/ho_ten" not in person.names(), "the mother of a foundling is asked for")
    person.waits(lambda: "step_me" not in person.names(), "the list still shows the mother")
    person.chooses("/con/hoan_canh", "thuong")
    person.sees("/me/ho_ten")
    person.sees("step_me")


def test_what_was_hidden_at_first_is_built_in_its_place_and_order(person: Person) -> None:
    services = entered(person)
    draft = services.drafting.start(CODE, answers={"con": {"hoan_canh": "bo_roi"}})
    page = one_page(person, draft.id)
    assert "/me/ho_ten" not in person.names()
    assert "step_me" not in person.names()
    person.chooses("/con/hoan_canh", "thuong")
    mother, copies = person.sees("/me/ho_ten"), person.sees("/ban_sao/co")
    assert page.whole is not None
    page.whole.build_all()

    def above() -> bool:
        return mother.mapTo(page, QPoint(0, 0)).y() < copies.mapTo(page, QPoint(0, 0)).y()

    person.waits(above, "the mother stands below the copies")
    person.waits(lambda: not CHECKS["out_of_order"](person.program.window), "Tab goes another way than the eye")
    names = [one.objectName() for one in (person.sees("step_con"), person.sees("step_me"), person.sees("step_cha"))]
    places = [person.sees(name).mapTo(page, QPoint(0, 0)).y() for name in names]
    assert places == sorted(places)


def test_an_answer_of_one_step_makes_another_wrong(person: Person) -> None:
    one_page(person, filled_draft(entered(person)))
    person.chooses("/nguoi_yeu_cau/quan_he", "cha")
    assert "error/nguoi_yeu_cau/quan_he" not in person.names()
    person.chooses("/cha/biet", "chua_xac_dinh")
    person.sees("error/nguoi_yeu_cau/quan_he")
    person.chooses("/cha/biet", "co")
    person.waits(lambda: "error/nguoi_yeu_cau/quan_he" not in person.names(), "the error stays")


def test_going_on_checks_every_step(person: Person) -> None:
    services = entered(person)
    answers = {**STORY["answers"], "me": {**STORY["answers"]["me"], "ho_ten": ""}}
    answers["nguoi_yeu_cau"] = {**answers["nguoi_yeu_cau"], "dien_thoai": "12"}
    one_page(person, services.drafting.start(CODE, answers=answers).id)
    person.presses("next")
    person.sees("errorSummary")
    assert {name for name in person.names() if name.startswith("fault/")} == {
        "fault/nguoi_yeu_cau/dien_thoai", "fault/me/ho_ten"
    }  # fmt: skip
    assert person.sees("fault/me/ho_ten").accessibleName().startswith("Người mẹ – ")
    assert person.sees("step_me").accessibleName() == f"Người mẹ: {tr('step.problem')}"
    person.presses("fault/me/ho_ten")
    [line] = person.sees("/me/ho_ten").findChildren(QLineEdit)
    person.waits(line.hasFocus, "the cursor is not in the field")
    person.waits(lambda: not line.visibleRegion().isEmpty(), "the field is not to be seen")
    person.writes("/me/ho_ten", "Hà Thị Nết")
    person.waits(lambda: "error/me/ho_ten" not in person.names(), "the error stays")


def test_whoever_is_quicker_than_the_form_is_built_is_told_all_the_same(person: Person) -> None:
    pack = entered(person).catalogue.get(CODE)
    around = person.program.around
    form = WholeForm(pack, {}, lambda: date(2026, 11, 26), around.icons, around.look)
    assert "/ban_sao/so_luong" not in form.fields
    places = {fault.place for fault in form.show_all_faults()}
    assert {"Người yêu cầu", "Trẻ được khai sinh", "Người mẹ"} <= places
    form.deleteLater()


def test_the_list_leads_and_follows(person: Person) -> None:
    page = one_page(person, filled_draft(entered(person)))

    def is_here(step: str) -> bool:
        return person.sees(f"step_{step}").accessibleName().endswith(tr("step.here"))

    person.waits(lambda: is_here("nguoi_yeu_cau"), "it does not begin at the first step")
    person.presses("step_cha")
    person.waits(lambda: is_here("cha"), "the list does not follow")
    radio = QApplication.focusWidget()
    assert isinstance(radio, QRadioButton)
    assert radio.accessibleName().startswith("Có khai thông tin người cha")
    bar = page._scroll.verticalScrollBar()
    person.waits(lambda: bar.value() > 0 and not radio.visibleRegion().isEmpty(), "it is not scrolled to")
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    person.waits(lambda: is_here("nguoi_yeu_cau"), "the list does not follow the scroll")


def test_help_opens_by_mouse_and_by_key_and_is_always_heard(person: Person) -> None:
    one_page(person, filled_draft(entered(person)))
    person.presses("step_con")
    line = person.line("/con/ho_ten")
    help_text = services_of(person).catalogue.get(CODE).text("con.ho_ten.description")
    assert help_text not in person.words()
    assert help_text in spoken(line, QAccessible.Text.Description)
    person.presses("explain/con/ho_ten")
    person.reads(help_text)
    person.presses("explain/con/ho_ten")
    person.waits(lambda: "explained/con/ho_ten" not in person.names(), "it does not close")
    line.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(line, Qt.Key.Key_F1)
    assert person.told("explained/con/ho_ten") == help_text


def test_tab_walks_through_the_whole_form_and_on_to_the_end(person: Person) -> None:
    page = one_page(person, filled_draft(entered(person)))
    assert page.whole is not None
    [first, *_] = next(iter(page.whole.fields.values())).control.inputs()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    walked: list[str] = []
    while (here := QApplication.focusWidget()) is not None and here.objectName() != "next" and len(walked) < 200:
        walked.append(field_around(here))
        QTest.keyClick(here, Qt.Key.Key_Tab)
    asked = [pointer for pointer, field in page.whole.fields.items() if field.isVisible()]
    assert list(dict.fromkeys(one for one in walked if one)) == asked


def field_around(widget: QWidget) -> str:
    """The pointer of the field that a widget belongs to."""
    one: QWidget | None = widget
    while one is not None and not one.objectName().startswith("/"):
        one = one.parentWidget()
    return one.objectName() if one is not None else ""
