"""A marriage and a certificate of marital status through the practice portal, to the signed paper."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop import assembly
from desktop.cli.demo_office import DemoOffice
from desktop.cli.demo_papers import consent_paper
from desktop.domain.submission import Mode, State
from tests.unit.documents import reading

PACKS = Path(__file__).parents[2] / "forms" / "packs" / "civil-status"
WAYS = [
    ("1.000894", "accept-divorced-abroad", "TP02", "GIẤY CHỨNG NHẬN KẾT HÔN", "Họ, chữ đệm, tên vợ: "),
    (
        "1.004873",
        "accept-to-marry",
        None,
        "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
        "Mục đích sử dụng: Để đăng ký kết hôn với Lò Thị Ban",
    ),
]


@pytest.mark.parametrize(("code", "example", "slot", "title", "words"), WAYS, ids=[way[0] for way in WAYS])
def test_it_comes_back_as_its_own_signed_paper(
    services: assembly.Services, code: str, example: str, slot: str | None, title: str, words: str
) -> None:
    office = DemoOffice.at(services)
    dossier = file(services, office, code, example, slot)
    office.act(dossier, "receive")
    office.act(dossier, "process")
    office.act(dossier, "ask_confirmation")
    services.tracking.refresh()
    draft = reading.text(services.draft_reading.document(dossier))
    assert f"{title} (BẢN DỰ THẢO)" in draft
    assert services.draft_reading.compare(dossier) == {}
    item = services.answering.confirm(dossier, wrong=None)
    send(services, item.id)
    office.act(dossier, "finish")
    services.tracking.refresh()
    results = services.results.download(dossier)
    assert results
    assert all(kept.verdict.intact for kept in results)
    shown = " ".join(reading.text(services.results.read(kept.sha256)) for kept in results)
    assert title in shown
    assert words in shown


def file(services: assembly.Services, office: DemoOffice, code: str, example: str, slot: str | None) -> str:
    """Filled, with its paper, signed in and received; the submission's id."""
    stored = json.loads((PACKS / code / "1" / "tests" / f"{example}.json").read_text(encoding="utf-8"))
    answers: dict[str, Any] = stored["answers"]
    draft = services.drafting.start(code, answers=answers)
    if slot:
        services.attaching.attach(draft.id, slot, "ghi-chu.pdf", consent_paper(["Trích lục ghi chú ly hôn"]))
    submission = services.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    services.signing_in.as_user("038201000789", office.token)
    send(services, submission.id)
    return submission.id


def send(services: assembly.Services, item_id: str) -> None:
    services.outbox.send_due()
    assert services.outbox.item(item_id).state is State.RECEIPTED
