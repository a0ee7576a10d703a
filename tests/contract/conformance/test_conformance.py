"""docs/conformance.md says what is so: nothing without a reason, no score lower, no line out of date."""

import pytest

from tests.contract.conformance.page import COMMAND, PAGE, Row, Section, written
from tests.contract.conformance.sections import SECTIONS

pytestmark = pytest.mark.timeout(300)  # the first run fetches the suites


@pytest.mark.parametrize("title", SECTIONS)
def test_the_page_says_what_is_so(title: str) -> None:
    section = SECTIONS[title]()
    page = PAGE.read_text(encoding="utf-8")
    assert section.title == title
    assert section.unexplained == ()
    assert section.dropped_since(page) == []
    assert section.text() == written(page, title), f"out of date: {COMMAND}"


def test_the_page_has_no_other_section() -> None:
    titles = [line[3:] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("## ")]
    assert titles == list(SECTIONS)


def test_a_lower_score_is_seen() -> None:
    before, now = (Section("S", "about", (Row("a", passed, 3), Row("b", 1, 1))) for passed in (3, 2))
    assert now.dropped_since(before.text()) == ["S a: 3 → 2", "S **all**: 4 → 3"]
    gone = Section("S", "about", (Row("a", 3, 3),))
    assert gone.dropped_since(before.text()) == ["S b: 1 → gone", "S **all**: 4 → 3"]
    assert before.dropped_since(now.text()) == []
