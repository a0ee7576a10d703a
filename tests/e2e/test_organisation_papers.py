"""A festival's notice and a club's recognition through the practice portal, to the signed paper."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop import assembly
from desktop.cli.demo_office import DemoOffice
from desktop.cli.demo_papers import consent_paper
from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.draft import FilingFor, Relation, Submitter
from desktop.domain.errors import Refusal
from desktop.domain.submission import Kind, Mode, State
from forms.answers import put
from tests.unit.documents import reading

PACKS = Path(__file__).parents[2] / "forms" / "packs" / "culture"
CHAIR = Submitter(Relation.SELF, "Hà Thị Ngân", "038178000123")
MESSENGER = Submitter(Relation.PROXY, "Lò Văn Tâm", "038204003456")
FAR = {"khai_mac": "2099-02-15", "be_mac": "2099-02-16"}


def example(code: str, name: str) -> dict[str, Any]:
    stored = json.loads((PACKS / code / "1" / "tests" / f"accept-{name}.json").read_text(encoding="utf-8"))
    answers: dict[str, Any] = stored["answers"]
    return put(answers, "/thoi_gian", FAR) if "thoi_gian" in answers else answers


@pytest.mark.parametrize(
    ("code", "name", "submitter", "slots", "kind", "title", "words"),
    [
        (
            "1.003622",
            "village-feast",
            CHAIR,
            (),
            "organisation",
            "VĂN BẢN TRẢ LỜI VỀ VIỆC TỔ CHỨC LỄ HỘI",
            "Tên lễ hội: Lễ hội đền Mường",
        ),
        (
            "1.003622",
            "state-body-by-post",
            MESSENGER,
            (),
            "agency",
            "VĂN BẢN TRẢ LỜI VỀ VIỆC TỔ CHỨC LỄ HỘI",
            "Đơn vị tổ chức: Trường Trung học cơ sở số 1 Mường Lát",
        ),
        (
            "2.000794",
            "hamlet-club",
            CHAIR,
            ("TP01",),
            "organisation",
            "QUYẾT ĐỊNH CÔNG NHẬN CÂU LẠC BỘ THỂ THAO CƠ SỞ",
            "Môn thể thao: Bóng chuyền hơi, Cầu lông",
        ),
    ],
    ids=["festival", "agency", "club"],
)
def test_it_comes_back_as_a_signed_paper(
    services: assembly.Services,
    code: str,
    name: str,
    submitter: Submitter,
    slots: tuple[str, ...],
    kind: str,
    title: str,
    words: str,
) -> None:
    office = DemoOffice.at(services)
    draft = services.drafting.start(code, answers=example(code, name))
    services.drafting.file_for(draft.id, FilingFor.ORGANISATION, submitter)
    for slot in slots:
        services.attaching.attach(draft.id, slot, "quy-che.pdf", consent_paper(["Quy chế hoạt động"]))
    if submitter is MESSENGER:
        services.attaching.attach(draft.id, CONSENT_SLOT, "gioi-thieu.pdf", consent_paper(["Giấy giới thiệu"]))
    submission = services.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    services.signing_in.as_user("038201000789", office.token)
    services.outbox.send_due()
    assert services.outbox.item(submission.id).state is State.RECEIPTED
    with services.open_unit() as uow:
        kinds = {item.kind for item in uow.outbox.of_submission(submission.id)}
    assert (Kind.CONSENT in kinds) is (submitter is MESSENGER)
    assert json.loads(services.outbox.item(submission.id).body)["applicant"]["kind"] == kind
    for action in ("receive", "process", "finish"):
        office.act(submission.id, action)
    services.tracking.refresh()
    [result] = services.results.download(submission.id)
    assert result.verdict.intact
    shown = reading.text(services.results.read(result.sha256))
    assert title in shown
    assert words in shown


def test_an_organisation_without_a_number_needs_somebody_who_sends(services: assembly.Services) -> None:
    answers = example("1.003622", "least")
    draft = services.drafting.start("1.003622", answers=answers)
    with pytest.raises(Refusal) as refused:
        services.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    assert refused.value.code == "submitter.missing"
    services.drafting.file_for(draft.id, FilingFor.ORGANISATION, CHAIR)
    assert services.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE).procedure == "1.003622"
