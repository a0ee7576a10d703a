"""The same matter filed before is found by procedure and person; what was taken back, and who is another, is not."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop import assembly
from desktop.domain.by_hand import Way
from desktop.domain.submission import Mode
from desktop.services.filing_by_hand import Slip
from desktop.services.likeness import Earlier
from tests.gui.birth import STORY
from tests.integration.services.many import opened
from tests.screenshots.drafts import filled_draft


@pytest.fixture
def services(tmp_path: Path) -> Iterator[assembly.Services]:
    one = opened(tmp_path)
    yield one
    one.close()


@pytest.fixture
def first(services: assembly.Services) -> str:
    return services.finalising.submit(filled_draft(services), pledge=True, mode=Mode.PRACTICE).id


def draft_of(services: assembly.Services, name: str) -> str:
    child: dict[str, Any] = STORY["answers"]["con"] | {"ho_ten": name}
    return services.drafting.start(STORY["procedure"], answers=STORY["answers"] | {"con": child}).id


def test_the_same_child_is_found_whoever_files(services: assembly.Services, first: str) -> None:
    [found] = services.likenesses.earlier(draft_of(services, " lò văn  bảo"))
    assert (found.place, found.key) == ("dossier", first)
    assert services.likenesses.days_ago(found) == 0


@pytest.mark.parametrize("name", ["Lò Văn Bão", "", "Lò Thị Bảo"])
def test_another_child_is_not(services: assembly.Services, first: str, name: str) -> None:
    assert first
    assert services.likenesses.earlier(draft_of(services, name)) == ()


def test_what_was_taken_back_does_not_count(services: assembly.Services, first: str) -> None:
    services.outbox.cancel(first)
    assert services.likenesses.earlier(draft_of(services, "Lò Văn Bảo")) == ()


def test_what_was_filed_by_hand_counts_from_its_own_day(services: assembly.Services) -> None:
    draft = filled_draft(services)
    filing = services.filing_by_hand.record(draft, Slip(Way.COUNTER, date(2026, 11, 20)))
    found = services.likenesses.earlier(draft_of(services, "Lò Văn Bảo"))
    assert found == (Earlier("by_hand", filing.id, services.drafting.get(draft).title, date(2026, 11, 20)),)
