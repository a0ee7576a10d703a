"""Where the pages of the papers end."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.adapters.documents.official_form import draw_official_form
from forms.loader import load_pack
from forms.pack_tests import examples
from tests.unit.documents import reading
from tests.unit.packs.test_shipped_packs import WHOLE


def heads(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """Paragraphs that lead to what stands below them."""
    for block in blocks:
        if block["kind"] == "paragraph" and (block.get("bold") or block["text"].endswith(":")):
            yield block["text"]


@pytest.mark.parametrize("folder", WHOLE, ids=str)
def test_no_page_ends_with_a_heading(folder: Path) -> None:
    pack = load_pack(folder)
    leading = tuple(heads(pack.print_layout["blocks"]))
    good = [example for name, example in examples(folder).items() if name.startswith("tests/accept-")]
    for answers, blank in (({}, True), *((example["answers"], False) for example in good)):
        for page in reading.pages(draw_official_form(pack, answers, today=date(2026, 11, 23), blank=blank)):
            assert not page.endswith(leading)
