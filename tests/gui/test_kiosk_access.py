"""The kiosk's pages by keyboard, by screen reader, and with the largest text."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.gui.walking import CHECKS
from tests.screenshots.kiosk import told
from tests.screenshots.scene import LARGEST, LARGEST_EN, Scene, Variant

SMALL = Variant("light", "1.0", 1280, 800)
DRESSES = (SMALL, LARGEST, pytest.param(LARGEST_EN, marks=pytest.mark.long))
ONLY_WHERE = {"too_small": SMALL}
"""What large text makes good by itself is looked at in small text."""


@pytest.mark.timeout(300)
@pytest.mark.parametrize("variant", DRESSES, ids=lambda variant: variant.name)
def test_every_page_of_the_kiosk(qapp: QApplication, tmp_path: Path, variant: Variant) -> None:
    faults, walked = [], []
    with told(qapp, tmp_path) as story:
        for scene in story.scenes():
            window = story.go(scene, variant)
            for name, check in CHECKS.items():
                if ONLY_WHERE.get(name, variant) == variant:
                    faults += [f"{scene.name} {name}: {one}" for one in check(window)]
            walked.append(scene.name)
    assert not faults, "\n".join(faults)
    assert len(walked) > 17


@pytest.mark.parametrize("variant", [Variant("light", "1.5", 1280, 1024), Variant("light", "2.0", 1024, 600)])
def test_a_line_is_seen_whole_above_the_keyboard(qapp: QApplication, tmp_path: Path, variant: Variant) -> None:
    with told(qapp, tmp_path) as story:
        story.go(Scene("typing", (), (story.fills,)), variant)
        window = story.kiosk.window
        window.activateWindow()
        lines = [one for one in window.findChildren(QLineEdit) if one.isVisible() and one.isEnabled()]
        for line in lines:
            line.setFocus()
            story.settle()
            assert window.types
            assert line.visibleRegion().boundingRect().size() == line.size(), line.accessibleName()
        assert len(lines) > 3
