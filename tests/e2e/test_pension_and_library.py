"""A social pension and a community library through the practice portal, to the signed answer."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from desktop import assembly
from desktop.cli.demo_office import DemoOffice
from desktop.cli.demo_papers import consent_paper
from desktop.domain.submission import Mode, State
from forms.answers import complete
from forms.catalogue import PACKS
from forms.manifest import applicant_of
from forms.slots import missing_slots
from tests.unit.documents import reading

PENSION, LIBRARY = "social-protection/1.014027/1", "culture/1.008901/1"
DAY = date(2026, 11, 23)
WAYS = [
    (PENSION, "several-benefits", "QUYẾT ĐỊNH VỀ TRỢ CẤP HƯU TRÍ XÃ HỘI", "Nội dung quyết định: Từ đủ 75 tuổi"),
    (PENSION, "moves", "QUYẾT ĐỊNH VỀ TRỢ CẤP HƯU TRÍ XÃ HỘI", "Nội dung quyết định: Nhận tại nơi cư trú mới"),
    (LIBRARY, "many-librarians", "VĂN BẢN TRẢ LỜI VỀ VIỆC", "Số bản sách: 1"),
    (LIBRARY, "body", "VĂN BẢN TRẢ LỜI VỀ VIỆC", "thông báo: Hội Khuyến học xã Mường Lát"),
]


@pytest.mark.parametrize(("folder", "example", "title", "words"), WAYS, ids=[way[1] for way in WAYS])
def test_it_is_filed_taken_and_answered(
    services: assembly.Services, folder: str, example: str, title: str, words: str
) -> None:
    office = DemoOffice.at(services)
    dossier = file(services, office, folder, example)
    for action in ("receive", "process", "finish"):
        office.act(dossier, action)
    services.tracking.refresh()
    results = services.results.download(dossier)
    assert results
    assert all(kept.verdict.intact for kept in results)
    shown = " ".join(reading.text(services.results.read(kept.sha256)) for kept in results)
    assert title in shown
    assert words in shown


def test_a_library_of_a_body_is_filed_in_its_name(services: assembly.Services) -> None:
    pack = services.catalogue.get("1.008901")
    company, association = (
        applicant_of(pack, complete(pack, answers_of(LIBRARY, example), today=DAY))
        for example in ("body-with-tax-code", "body")
    )
    assert (company["kind"], company["name"]) == ("organisation", "Công ty Sách Mường")
    assert (company["id_type"], company["id_no"]) == ("tax_code", "0100109106")
    assert (association["kind"], association["id_type"]) == ("organisation", "personal_id")


def file(services: assembly.Services, office: DemoOffice, folder: str, example: str) -> str:
    """Filled, with all the papers that its answers ask for, signed in and received; the submission's id."""
    answers = answers_of(folder, example)
    if "ngay_mo_cua" in answers:  # these tests run by the wall clock, and a notice goes 30 days ahead
        answers["ngay_mo_cua"] = (date.today() + timedelta(days=60)).isoformat()  # noqa: DTZ011
    pack = services.catalogue.get(folder.split("/")[1])
    draft = services.drafting.start(pack.code, answers=answers)
    for slot in missing_slots(pack, answers, ()):
        services.attaching.attach(draft.id, slot, f"{slot}.pdf", consent_paper([pack.text(f"slot.{slot}.name")]))
    submission = services.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    services.signing_in.as_user("038201000789", office.token)
    services.outbox.send_due()
    assert services.outbox.item(submission.id).state is State.RECEIPTED
    return submission.id


def answers_of(folder: str, example: str) -> dict[str, Any]:
    stored = (PACKS / folder / "tests" / f"accept-{example}.json").read_text(encoding="utf-8")
    answers: dict[str, Any] = json.loads(stored)["answers"]
    return answers
