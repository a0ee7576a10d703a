"""The kiosk's pages by keyboard, by screen reader, and with the largest text."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.walking import CHECKS
from tests.screenshots.camera import LARGEST, LARGEST_EN, Variant
from tests.screenshots.kiosk import go, told

SMALL = Variant("light", "1.0", 1280, 800)
ONLY_WHERE = {"too_small": SMALL}
"""What large text makes good by itself is looked at in small text."""


@pytest.mark.timeout(300)
def test_every_page_of_the_kiosk(qapp: QApplication, tmp_path: Path) -> None:
    faults, walked = [], []
    with told(qapp, tmp_path) as story:
        for variant in (SMALL, LARGEST, LARGEST_EN):
            for scene in story.scenes():
                go(story, scene, variant)
                shown = story.kiosk.window
                for name, check in CHECKS.items():
                    if ONLY_WHERE.get(name, variant) == variant:
                        faults += [f"{scene.name} {variant.name} {name}: {one}" for one in check(shown)]
                walked.append(scene.name)
    assert not faults, "\n".join(faults)
    assert len(walked) > 50
