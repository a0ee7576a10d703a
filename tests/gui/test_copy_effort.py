"""What it costs to copy a birth across, and that the page says so."""

import re

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.birth import ROOT
from tests.gui.person import Effort, Person, telex_keys
from tests.gui.prepared import entered
from tests.screenshots.drafts import filled_draft

ROW = re.compile(r"^\| a birth \(1\.001193\) +\| +(\d+) +\| +(\d+) +\| +(\d+) +\| +(\d+) +\|", re.MULTILINE)


def on_the_page() -> tuple[int, ...]:
    """Lines, keys, clicks, and the keys that typing the same would cost."""
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    [row] = ROW.findall(page.partition("## Copying across")[2].partition("\n## ")[0])
    return tuple(map(int, row))


def test_a_birth_is_copied_across_with_one_key_a_line(person: Person) -> None:
    services = entered(person)
    draft = filled_draft(services)
    lines = services.handing_over.copy_sheet(draft).lines
    person.program.navigator.go("check", draft)
    person.effort = Effort()
    person.presses("copyAcross")
    person.sees("copyNext")
    window = person.program.copy_across.window
    assert window is not None
    while person.sees("copyNext").isEnabled():
        assert person.effort.keys <= len(lines), "it does not end"
        window.activateWindow()
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
        person.effort.keys += 1
    typed = sum(telex_keys(line.value) for line in lines)
    assert on_the_page() == (len(lines), person.effort.keys, person.effort.clicks, typed)
