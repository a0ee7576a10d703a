"""The grandmother's story of resources/demo/birth.json, done by hand in the window."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop.cli.demo_papers import birth_paper, consent_paper
from desktop.ui.pages.filing_for import FilingForPage
from desktop.ui.pages.form import FormPage
from desktop.ui.pages.papers import PapersPage
from desktop.ui.pages.supplement import SupplementPage
from forms.tables import ethnic_groups
from tests.gui.person import Person

ROOT = Path(__file__).parents[2]
STORY = json.loads((ROOT / "resources" / "demo" / "birth.json").read_text(encoding="utf-8"))
CODE = STORY["procedure"]
PASSPHRASE = "bà nội Mường Lát"
COMMUNE = "muong lat"
APPLICANT, CHILD, MOTHER, FATHER = (STORY["answers"][who] for who in ("nguoi_yeu_cau", "con", "me", "cha"))
MARRIAGE = STORY["answers"]["ket_hon"]


class Papers:
    """Files in a folder of the person's, and the file dialogs that show them."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.next = ""
        for page in (FilingForPage, FormPage, PapersPage, SupplementPage):
            monkeypatch.setattr(page, "choose_file", lambda *_: (self.next, ""))
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (self.next, ""))

    def lies_ready(self, name: str, content: bytes = b"") -> Path:
        """What the next dialog gives."""
        path = self.folder / name
        if content:
            path.write_bytes(content)
        self.next = str(path)
        return path


def enters(person: Person, passphrase: str = PASSPHRASE) -> str:
    """First run; the recovery code that was shown."""
    person.chooses("use", "family")
    person.presses("toCommune")
    person.picks("homeCommune", COMMUNE)
    person.presses("toProtection")
    person.chooses("protection", "passphrase")
    person.types_twice(passphrase)
    person.presses("makeVault")
    code = person.told("recoveryCode")
    person.presses("recoveryKept")
    person.sees(f"procedure_{CODE}")
    return code


def begins(person: Person, papers: Papers) -> None:
    """From the search box to the first step of the form, for the grandmother."""
    person.searches("khai sinh")
    person.presses(f"found_{CODE}")
    person.presses("fillOnline")
    person.presses("for_other")
    who = STORY["submitter"]
    person.chooses("relation", who["relation"])
    person.writes("name", who["name"])
    person.writes("idNo", who["id_no"])
    papers.lies_ready("dong-y.pdf", consent_paper(["Tôi đồng ý để cháu Lò Văn Tâm nộp thay."]))
    person.presses("addConsent")
    person.waits(lambda: "dong-y.pdf" in person.told("consentState"), "the consent is not there")
    person.presses("next")
    person.sees("/nguoi_yeu_cau/ho_ten")


def tells_of_herself(person: Person) -> None:
    """The first step."""
    writes_of_herself(person)
    person.presses("next")
    person.sees("/con/ho_ten")


def writes_of_herself(person: Person) -> None:
    """Her commune stands there already."""
    person.writes("/nguoi_yeu_cau/ho_ten", APPLICANT["ho_ten"])
    person.writes("/nguoi_yeu_cau/so_dinh_danh", APPLICANT["so_dinh_danh"])
    person.dates("/nguoi_yeu_cau/ngay_sinh", APPLICANT["ngay_sinh"])
    person.writes("/nguoi_yeu_cau/dien_thoai", APPLICANT["dien_thoai"])
    person.chooses("/nguoi_yeu_cau/quan_he", "khac")
    person.writes("/nguoi_yeu_cau/quan_he_khac", APPLICANT["quan_he_khac"])
    person.chooses("/nguoi_yeu_cau/nhom_khac", APPLICANT["nhom_khac"])
    person.ticks("/nguoi_yeu_cau/da_thong_nhat")


def tells_of_the_child(person: Person) -> None:
    """The second step."""
    writes_of_the_child(person)
    person.presses("next")
    person.sees("/me/ho_ten")


def writes_of_the_child(person: Person) -> None:
    """With the commune of its father."""
    person.chooses("/con/hoan_canh", CHILD["hoan_canh"])
    person.writes("/con/ho_ten", CHILD["ho_ten"])
    person.dates("/con/ngay_sinh", CHILD["ngay_sinh"])
    person.chooses("/con/gioi_tinh", CHILD["gioi_tinh"])
    person.picks("/con/dan_toc", ethnic_groups()[CHILD["dan_toc"]])
    person.writes("/con/noi_sinh", CHILD["noi_sinh"])
    person.picks("/con/que_quan/xa", COMMUNE)
    person.chooses("/con/chung_sinh", CHILD["chung_sinh"])


def tells_of_a_parent(person: Person, who: str, parent: dict[str, Any]) -> None:
    """Mother or father."""
    person.chooses(f"/{who}/biet", parent["biet"])
    person.writes(f"/{who}/ho_ten", parent["ho_ten"])
    person.writes(f"/{who}/so_dinh_danh", parent["so_dinh_danh"])
    person.dates(f"/{who}/ngay_sinh", parent["ngay_sinh"])
    person.picks(f"/{who}/dan_toc", ethnic_groups()[parent["dan_toc"]])


def tells_of_the_parents(person: Person) -> None:
    """The third and the fourth step, with their marriage."""
    tells_of_a_parent(person, "me", MOTHER)
    person.presses("next")
    person.sees("/cha/ho_ten")
    tells_of_a_parent(person, "cha", FATHER)
    writes_of_the_marriage(person)
    person.presses("next")
    person.sees("/ban_sao/co")


def writes_of_the_marriage(person: Person) -> None:
    """As their certificate has it."""
    for name in ("so", "quyen_so", "tai"):
        person.writes(f"/ket_hon/{name}", MARRIAGE[name])
    person.dates("/ket_hon/ngay", MARRIAGE["ngay"])


def wants_copies(person: Person) -> None:
    """The last step."""
    writes_of_the_copies(person)
    person.presses("next")
    person.sees("slot_TP01")


def writes_of_the_copies(person: Person) -> None:
    """How many, and how they come."""
    person.chooses("/ban_sao/co", "true")
    person.writes("/ban_sao/so_luong", str(STORY["answers"]["ban_sao"]["so_luong"]))
    person.chooses("/nhan_ket_qua/hinh_thuc", STORY["answers"]["nhan_ket_qua"]["hinh_thuc"])


def attaches(person: Person, papers: Papers) -> None:
    """The photographed paper of the hospital; then on to the check page."""
    papers.lies_ready("giay-chung-sinh.jpg", birth_paper([f"Họ và tên mẹ: {MOTHER['ho_ten']}"]))
    person.presses("choose_TP01")
    person.sees("remove_TP01_1")
    person.presses("next")
    person.sees("allGood")


def fills(person: Person, papers: Papers) -> None:
    """Everything up to the check page."""
    begins(person, papers)
    tells_of_herself(person)
    tells_of_the_child(person)
    tells_of_the_parents(person)
    wants_copies(person)
    attaches(person, papers)


def finalises(person: Person, papers: Papers) -> None:
    """Filled, pledged, and put into the queue."""
    fills(person, papers)
    person.ticks("pledge")
    person.presses("send")
    person.sees("onThisMachine")
