"""The birth of resources/demo/birth.json as a draft, for whoever walks it: the camera and the tests."""

import json
from pathlib import Path
from typing import Any

from desktop import assembly
from desktop.cli.demo_papers import birth_paper, consent_paper
from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.draft import FilingFor, Relation, Submitter

ROOT = Path(__file__).parents[2]
BIRTH_PAPER = birth_paper(["Họ và tên mẹ: Hà Thị Nết"])
STORY: dict[str, Any] = json.loads((ROOT / "resources" / "demo" / "birth.json").read_text(encoding="utf-8"))


def filled_draft(services: assembly.Services) -> str:
    """The grandmother's draft with its papers."""
    draft = services.drafting.start(STORY["procedure"], answers=STORY["answers"])
    services.drafting.file_for(draft.id, FilingFor.OTHER, Submitter(Relation.RELATIVE, "Lò Văn Tâm", "038204003456"))
    services.attaching.attach(draft.id, "TP01", "giay-chung-sinh.jpg", BIRTH_PAPER)
    services.attaching.attach(draft.id, CONSENT_SLOT, "dong-y.pdf", consent_paper(["Tôi đồng ý."]))
    return draft.id
