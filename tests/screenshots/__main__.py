"""`make screenshots`: every page with made-up people, from the real program over the practice portal."""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop import assembly
from desktop.app.program import Program
from tests.screenshots.camera import VARIANTS, Camera
from tests.screenshots.forms import draw_forms
from tests.screenshots.kiosk import draw_kiosk
from tests.screenshots.scene import FIRST_RUN
from tests.screenshots.story import ROOT, press, scenes

TARGET = ROOT / "docs" / "screenshots"


def main() -> int:
    """Draw everything; `--quick` only what is kept whole."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    TARGET.mkdir(parents=True, exist_ok=True)
    for old in TARGET.glob("*.png") if "--quick" not in sys.argv else ():
        old.unlink()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory(prefix="hoso-pictures-", ignore_cleanup_errors=True) as folder:
        home = Path(folder) / "may-tap"
        program = Program(app, assembly.PortalLink(practice_data=home / "practice", offline=True), str(home / "vault"))
        camera = Camera(program, VARIANTS[:1] if "--quick" in sys.argv else VARIANTS, TARGET)
        program.open()
        for name in FIRST_RUN:
            camera.settle()
            press(program, name)
        camera.settle()
        for scene in scenes(program, Path(folder)):
            camera.shoot(scene)
        camera.write_sheets()
        program.close()
        draw_kiosk(app, TARGET, Path(folder) / "ki-ot", quick="--quick" in sys.argv)
    draw_forms(app, TARGET / "forms", quick="--quick" in sys.argv)
    return 0


if __name__ == "__main__":
    sys.exit(main())
