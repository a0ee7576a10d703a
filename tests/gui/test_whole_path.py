"""From first run to the saved result, by widgets alone, offline part included; then the ledger is looked at."""

import hashlib
import json
import sqlite3
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QWidget

from desktop.cli.demo_office import DemoOffice
from desktop.cli.demo_papers import birth_paper
from desktop.ui.words import tr
from tests.e2e.oracle import audit
from tests.gui import birth
from tests.gui.birth import STORY, Papers
from tests.gui.browser import Browser, pays
from tests.gui.conftest import Practice
from tests.gui.person import Person

CALCULATED = ("/truong_hop", "/con/ngay_sinh_chu")


@pytest.mark.timeout(180)
def test_a_birth_is_registered_from_a_computer_without_network(
    person: Person, papers: Papers, browser: Browser, practice: Practice
) -> None:
    birth.enters(person)
    birth.fills(person, papers)
    pledges_offline(person)
    signs_in(person, browser)
    office = Office(person, practice.folder)
    is_taken_in(person, office)
    answers_the_supplement(person, office, papers)
    corrects_the_draft(person, office)
    pays_by_qr(person, office)
    keeps_the_result(person, office, papers)
    check_the_ledger(office, papers)


class Office:
    """The officer of the portal that the program itself has started, and what that portal has on its disk."""

    def __init__(self, person: Person, folder: Path) -> None:
        services = person.program.services
        assert services is not None
        self._demo = DemoOffice.at(services)
        self._folder = folder
        self.url, self.token = self._demo.url, self._demo.token
        [held] = self.ledger()
        self.dossier: str = held["id"]

    def acts(self, action: str, **fields: Any) -> None:
        self._demo.act(self.dossier, action, **fields)

    def ledger(self) -> list[Any]:
        dossiers: list[Any] = self._demo.ledger()["dossiers"]
        return dossiers

    def payment(self) -> tuple[str, str]:
        """Id and payload of the last QR, as the portal has stored it."""
        [store] = self._folder.glob("*.db")
        with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as rows:
            [found] = rows.execute("SELECT pid, qr FROM payment WHERE qr IS NOT NULL").fetchall()
        pid, payload = found
        return str(pid), str(payload)


def refreshes(person: Person, until: str) -> None:
    """On the dossier's page, until its next move is this one."""
    action = tr(f"move.{until}.action")
    person.presses("refresh")
    person.waits(
        lambda: "nextMove" in person.names() and person.sees("nextMove").property("text") == action,
        f"the next move is not {action}",
    )
    person.presses("nextMove")


def pledges_offline(person: Person) -> None:
    send = person.sees("send")
    assert not send.isEnabled()
    person.ticks("pledge")
    assert send.property("text").strip() == "Chờ có mạng, rồi đăng nhập để gửi"
    person.presses("send")
    person.reads("Hồ sơ CHƯA được gửi")
    person.waits(lambda: person.told("truthLine") == "Không có mạng – 1 hồ sơ đang chờ gửi", "the line of truth")


def signs_in(person: Person, browser: Browser) -> None:
    person.presses_space_on("networkSwitch")
    person.waits(lambda: person.sees("networkSwitch").accessibleName() == "Mạng: có", "the switch is not on")
    person.presses("signIn")
    person.reads("Cổng đã nhận hồ sơ")
    browser.rests()
    assert "Hồ Sơ" in browser.last_page
    person.presses("openDossier")


def is_taken_in(person: Person, office: Office) -> None:
    office.acts("receive")
    office.acts("process")
    person.presses("refresh")
    code = office.ledger()[0]["code"]
    person.waits(lambda: code in person.told("dossierCode"), "the code is not shown")


def answers_the_supplement(person: Person, office: Office, papers: Papers) -> None:
    asked = STORY["supplement"]
    office.acts("ask_supplement", text=asked["text"], slots=asked["slots"], fields=asked["fields"])
    refreshes(person, "supplement")
    [(pointer, words)] = asked["answers"].items()
    person.writes(pointer, words)
    papers.lies_ready("giay-chung-sinh-ro.jpg", birth_paper(["Rõ hơn"], seed=2))
    person.presses("choose_TP01")
    person.waits(lambda: "giay-chung-sinh-ro.jpg" in person.told("chosen_TP01"), "the paper is not taken")
    person.presses("sendSupplement")
    person.sees("whoseMove")
    person.waits(lambda: "supplement" in kinds(office), "the supplement has not arrived")


def corrects_the_draft(person: Person, office: Office) -> None:
    slip = STORY["slip_of_the_pen"]
    office.acts("ask_confirmation", slips={slip["pointer"]: slip["written"]})
    refreshes(person, "confirm")
    person.sees("draftPage1")
    person.sees(f"doubt{slip['pointer']}")
    person.presses(f"wrong{slip['pointer']}")
    person.writes(f"should{slip['pointer']}", birth.MOTHER["ho_ten"])
    person.presses("sendWrong")
    person.waits(lambda: kinds(office).count("confirmation") == 1, "nobody was told of the letter")
    office.acts("ask_confirmation")
    refreshes(person, "confirm")
    person.sees("draftPage1")
    assert f"doubt{slip['pointer']}" not in person.names()
    person.presses("allCorrect")
    person.waits(lambda: kinds(office).count("confirmation") == 2, "the draft is not confirmed")


def pays_by_qr(person: Person, office: Office) -> None:
    office.acts("ask_payment")
    refreshes(person, "fee")
    person.presses("payQr")
    person.sees("qrCode")
    pid, payload = office.payment()
    person.waits(lambda: codes_on(person.program.window) == [payload], "the window's code is not the portal's")
    assert "16.000 đ" in pays(f"{office.url}/pay/{pid}")
    person.presses("askBank")
    person.sees("paid")
    person.reads("Đã nộp 16.000 đ.")
    person.presses("back")


def keeps_the_result(person: Person, office: Office, papers: Papers) -> None:
    office.acts("finish")
    refreshes(person, "result")
    person.sees("result_2")
    person.reads("Chữ ký tập")
    person.presses("lookResult_1")
    person.sees("draftPage1")
    copy = papers.lies_ready("ket-qua.pdf")
    person.presses("saveResult_1")
    person.waits(copy.exists, "no copy was saved")
    person.reads(tr("save.done"))
    assert copy.read_bytes().startswith(b"%PDF")


def check_the_ledger(office: Office, papers: Papers) -> None:
    found = audit(office.url, office.token)
    assert found["faults"] == []
    assert found["dossiers"] == [office.dossier]
    [held] = office.ledger()
    sent, written = by_pointer(json.loads(b64decode(held["manifest"]))["data"]), by_pointer(STORY["answers"])
    assert {pointer: value for pointer, value in sent.items() if pointer not in CALCULATED} == written
    [supplement] = [json.loads(b64decode(item["body"])) for item in held["items"] if item["kind"] == "supplement"]
    assert next(iter(STORY["supplement"]["answers"].values())) in json.dumps(supplement, ensure_ascii=False)
    kept = {digest(path) for path in papers.folder.iterdir() if path.name != "ket-qua.pdf"}
    there = {paper["sha256"] for paper in [*held["attachments"], *held["replaced"]]}
    consents = [item for item in held["items"] if item["kind"] == "consent"]
    assert len(consents) == 1
    assert kept == there | {digest(papers.folder / "dong-y.pdf")}
    assert digest(papers.folder / "giay-chung-sinh-ro.jpg") in {paper["sha256"] for paper in held["attachments"]}


def by_pointer(answers: dict[str, Any], where: str = "") -> dict[str, Any]:
    """Every answer by its pointer."""
    found: dict[str, Any] = {}
    for name, value in answers.items():
        found |= by_pointer(value, f"{where}/{name}") if isinstance(value, dict) else {f"{where}/{name}": value}
    return found


def kinds(office: Office) -> list[str]:
    """What the portal has taken besides the dossier itself."""
    return [item["kind"] for item in office.ledger()[0]["items"]]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def codes_on(window: QWidget) -> list[str]:
    """The codes that stand in the window, read as a telephone would."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab().save(buffer, "PNG")
    picture = Image.open(BytesIO(bytes(buffer.data().data()))).convert("L")
    return [str(code.text) for code in zxingcpp.read_barcodes(picture)]
