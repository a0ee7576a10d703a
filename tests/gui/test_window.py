"""The window as a person uses it: first run, a draft offline, then the practice portal's answers on its pages."""

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.exceptions import TimeoutError as QtTimeout
from pytestqt.qtbot import QtBot

from desktop import assembly
from desktop.app.program import Program
from desktop.cli.demo_office import DemoOffice
from desktop.cli.demo_papers import birth_paper, consent_paper
from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.draft import FilingFor, Relation, Submitter
from desktop.domain.submission import Kind, State
from tests.e2e.oracle import audit

ROOT = Path(__file__).parents[2]
STORY = json.loads((ROOT / "resources" / "demo" / "birth.json").read_text(encoding="utf-8"))
PATIENCE = 20_000


class Person:
    """Sees what is shown, presses what can be pressed."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program = program
        self.qtbot = qtbot

    def sees(self, name: str) -> QWidget:
        found: list[QWidget] = []

        def shown() -> None:
            found[:] = [one for one in self.program.window.findChildren(QWidget, name) if one.isVisible()]
            assert found, f"no {name} is shown, but {self.names()}"

        with contextlib.suppress(QtTimeout):
            self.qtbot.waitUntil(lambda: _holds(shown), timeout=PATIENCE)
        shown()
        return found[-1]

    def names(self) -> list[str]:
        """What is shown now, for whoever reads a failure."""
        return [one.objectName() for one in self.program.window.findChildren(QWidget) if one.isVisible()]

    def presses(self, name: str) -> None:
        button = self.sees(name)
        assert isinstance(button, QPushButton)
        self.qtbot.waitUntil(button.isEnabled, timeout=PATIENCE)
        button.click()

    def goes(self, place: str, key: str = "", step: str = "") -> None:
        self.program.navigator.go(place, key, step)


def _holds(check: Callable[[], None]) -> bool:
    try:
        check()
    except AssertionError:
        return False
    return True


@pytest.fixture
def person(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    link = assembly.PortalLink(practice_data=tmp_path / "practice", offline=True)
    program = Program(qapp, link, str(tmp_path / "home"))
    program.open()
    yield Person(program, qtbot)
    program.window.may_close = True
    program.close()
    program.window.hide()
    program.window.deleteLater()
    run_file = tmp_path / "practice" / "run.json"
    if run_file.exists() and sys.platform != "win32":
        os.kill(json.loads(run_file.read_text(encoding="utf-8"))["pid"], 15)


def enter(person: Person) -> assembly.Services:
    person.presses("makeVault")
    person.sees("recoveryCode")
    person.presses("recoveryKept")
    person.sees("pageTitle")
    services = person.program.services
    assert services is not None
    return services


def filled_draft(services: assembly.Services) -> str:
    draft = services.drafting.start(STORY["procedure"], answers=STORY["answers"])
    services.drafting.file_for(draft.id, FilingFor.OTHER, Submitter(Relation.RELATIVE, "Lò Văn Tâm", "038204003456"))
    services.attaching.attach(draft.id, "TP01", "giay-chung-sinh.jpg", birth_paper(["Họ và tên mẹ: Hà Thị Nết"]))
    services.attaching.attach(draft.id, CONSENT_SLOT, "dong-y.pdf", consent_paper(["Tôi đồng ý."]))
    return draft.id


def places(draft: str, steps: list[str]) -> list[tuple[str, str, str]]:
    plain = [("home", "", ""), ("sheet", STORY["procedure"], ""), ("search", "khai sinh", ""), ("settings", "", "")]
    lists = [("waiting", "", ""), ("dossiers", "", ""), ("filing_for", draft, ""), ("papers", draft, "")]
    return [*plain, *lists, ("check", draft, ""), *[("form", draft, step) for step in steps]]


@pytest.mark.timeout(120)
def test_every_page_opens_and_names_its_inputs(person: Person) -> None:
    services = enter(person)
    draft = filled_draft(services)
    pack = services.catalogue.get(STORY["procedure"])
    steps = [step["options"]["id"] for step in pack.ui["elements"] if "id" in step.get("options", {})]
    nameless = []
    for place in places(draft, steps):
        person.goes(*place)
        person.sees("pageTitle")
        inputs: list[Any] = [
            *person.program.window.findChildren(QLineEdit),
            *person.program.window.findChildren(QComboBox),
        ]
        nameless += [(place, one.objectName()) for one in inputs if one.isVisible() and not one.accessibleName()]
        buttons = person.program.window.findChildren(QPushButton)
        nameless += [
            (place, one.objectName()) for one in buttons if one.isVisible() and not (one.text() or one.accessibleName())
        ]
    assert nameless == []


@pytest.mark.timeout(120)
def test_a_dossier_goes_through_the_window(person: Person) -> None:
    services = enter(person)
    person.goes("check", filled_draft(services))
    person.sees("pledge").setProperty("checked", True)
    person.presses("send")
    person.sees("onThisMachine")
    [(submission, _)] = services.tracking.dossiers()
    assert services.outbox.item(submission.id).state is State.QUEUED
    office = DemoOffice.at(services)
    person.program.switch.turn(True)
    services.signing_in.as_user(STORY["user"], office.token)
    assert person.program.timer is not None
    person.program.timer.run_now()
    person.qtbot.waitUntil(lambda: services.outbox.item(submission.id).state is State.RECEIPTED, timeout=PATIENCE)
    answer_the_office(person, services, office, submission.id)
    found = audit(office.url, office.token)
    assert found["faults"] == []
    assert found["dossiers"] == [submission.id]


def answer_the_office(person: Person, services: assembly.Services, office: DemoOffice, dossier: str) -> None:
    """The draft certificate, the fee at the counter, and the result, each on its own page."""
    office.act(dossier, "receive")
    office.act(dossier, "process")
    office.act(dossier, "ask_confirmation")
    services.tracking.refresh()
    person.goes("dossier", dossier)
    person.presses("nextMove")
    person.sees("draftPage1")
    person.presses("allCorrect")
    person.qtbot.waitUntil(lambda: is_confirmed(services, dossier, Kind.CONFIRMATION), timeout=PATIENCE)
    office.act(dossier, "ask_payment")
    services.tracking.refresh()
    person.goes("fee", dossier)
    person.presses("payCounter")
    person.sees("counterTold")
    person.qtbot.waitUntil(lambda: is_confirmed(services, dossier, Kind.PAYMENT), timeout=PATIENCE)
    office.act(dossier, "pay", note="00123")
    office.act(dossier, "finish")
    services.tracking.refresh()
    person.goes("result", dossier)
    person.sees("result_1")
    assert [kept.verdict.chain for kept in services.results.kept(dossier)] == ["practice", "practice"]


def is_confirmed(services: assembly.Services, dossier: str, kind: Kind) -> bool:
    with services.open_unit() as uow:
        items = uow.outbox.of_submission(dossier)
    return any(item.kind is kind and item.state is State.RECEIPTED for item in items)
