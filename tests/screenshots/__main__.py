"""`make screenshots`: every page with made-up people, from the real program over the practice portal.

Each variant is drawn by a process of its own, over a vault of its own: nothing is dressed anew between two pages, and
two are drawn at once.
"""

import faulthandler
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.screenshots.camera import Camera
from tests.screenshots.drafts import ROOT
from tests.screenshots.forms import draw_forms
from tests.screenshots.kiosk import KIOSK_VARIANTS, KIOSK_WHOLE, told
from tests.screenshots.scene import VARIANTS, WHOLE, Variant
from tests.screenshots.story import scenes
from tests.screenshots.walker import opened

TARGET = ROOT / "docs" / "screenshots"
AT_ONCE = 2
LONGEST = 600
"""Seconds for one variant. What hangs says where, and ends."""


def main(wanted: list[str]) -> int:
    """Draw everything; `--quick` only what is kept whole; else the named ones, such as `program/dark-200-1024`."""
    named = [f"program/{one.name}" for one in VARIANTS] + [f"kiosk/{one.name}" for one in KIOSK_VARIANTS]
    whole = [f"program/{WHOLE.name}", f"kiosk/{KIOSK_WHOLE.name}", "forms"]
    if len(wanted) == 1 and wanted[0] in (*named, "forms"):
        return draw(wanted[0])
    if not wanted:
        for old in TARGET.glob("*.png"):
            old.unlink()
    jobs = whole if wanted == ["--quick"] else wanted or [*whole, *(one for one in named if one not in whole)]
    with ThreadPoolExecutor(AT_ONCE) as workers:
        failed = [name for name, code in zip(jobs, workers.map(_drawn_apart, jobs), strict=True) if code]
    for name in failed:
        sys.stderr.write(f"{name} was not drawn to its end.\n")
    return 1 if failed else 0


def draw(job: str) -> int:
    """In this process."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    faulthandler.dump_traceback_later(LONGEST, exit=True)
    TARGET.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    kind, _, name = job.partition("/")
    with tempfile.TemporaryDirectory(prefix="hoso-pictures-", ignore_cleanup_errors=True) as folder:
        if kind == "forms":
            draw_forms(app, TARGET / "forms")
        elif kind == "kiosk":
            _draw_kiosk(app, Path(folder), next(one for one in KIOSK_VARIANTS if one.name == name))
        else:
            _draw_program(app, Path(folder), next(one for one in VARIANTS if one.name == name))
    sys.stdout.write(f"{job}\n")
    return 0


def _draw_program(app: QApplication, folder: Path, variant: Variant) -> None:
    camera = Camera(TARGET, "contact", variant, whole=variant == WHOLE)
    with opened(app, folder / "may-tap") as walker:
        for scene in scenes(walker.program, folder):
            camera.take(scene, walker.go(scene, variant))
    camera.write_sheet()


def _draw_kiosk(app: QApplication, folder: Path, variant: Variant) -> None:
    camera = Camera(TARGET, "kiosk", variant, whole=variant == KIOSK_WHOLE)
    with told(app, folder) as story:
        for scene in story.scenes():
            camera.take(scene, story.go(scene, variant))
    camera.write_sheet()


def _drawn_apart(job: str) -> int:
    return subprocess.run([sys.executable, "-m", "tests.screenshots", job], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
