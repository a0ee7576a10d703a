"""A kiosk in a hall: its window, a USB stick, a clock that a test turns, and a practice portal elsewhere."""

import gc
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from desktop import assembly
from desktop.app.kiosk import Kiosk, KioskParts
from desktop.app.program import Program
from tests.contract.practice.office import Running
from tests.gui.birth import CODE
from tests.gui.person import Person, Wait

ADMIN = "quản lý Mường Lát"
NAME = "Ki-ốt số 3 – phường Hạc Thành"
WORDS = ("Hà Thị Trăng", "038158004321", "0912345987")
"""What only the person of these tests says."""


def _open_vaults() -> list[object]:
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, assembly.Services | assembly.Visit)]


@dataclass
class Hall:
    """`seconds` is what the kiosk's clock says; `person` stands before the window."""

    kiosk: Kiosk
    person: Person
    folder: Path
    stick: Path
    clock: list[float] = field(default_factory=lambda: [0.0])
    strangers: list[object] = field(default_factory=_open_vaults)

    @property
    def visit(self) -> assembly.Visit:
        assert self.kiosk.visit is not None
        return self.kiosk.visit.visit

    def left_open(self) -> list[object]:
        """Services and visits of this kiosk that are still there; what other programs left is not its."""
        return [one for one in _open_vaults() if not any(one is other for other in self.strangers)]

    def passes(self, seconds: float) -> None:
        """So much time, and the kiosk looks at its clock."""
        self.clock[0] += seconds
        self.kiosk.idle.look()

    def walks_away(self, *, loses: bool = False) -> None:
        """Nobody touches anything; the warning comes, with what would be lost, then the end."""
        self.passes(91)
        self.person.sees("willBeLost" if loses else "stillThere")
        self.passes(15)
        self.is_at_the_start()

    def is_at_the_start(self) -> None:
        self.person.sees("kioskFile")
        assert self.kiosk.visit is None
        buried()

    def folders(self) -> list[Path]:
        """Everywhere that a program may write: its home, temporary files, what XDG names."""
        named = [os.environ.get(name) for name in ("HOME", "XDG_RUNTIME_DIR", "APPDATA", "LOCALAPPDATA")]
        assert (self.folder / "temporary").samefile(tempfile.gettempdir()), "a test must not read all of /tmp"
        return [self.kiosk.home, self.folder / "temporary", *{Path(one) for one in named if one}]


def printer_into(tray: Path) -> QPrinter | None:
    """A printer whose sheets come out as a file; none where there is no tray."""
    if not tray.is_dir():
        return None
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tray / "sheets.pdf"))
    return printer


def buried() -> None:
    """No loop runs here that would delete what was to be deleted."""
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


@contextmanager
def hall(app: QApplication, folder: Path, wait: Wait, portal: Running | None, *, ready: bool = True) -> Iterator[Hall]:
    """A kiosk that was set up (*ready*), over a portal or, without one, over no network."""
    home, stick, clock = folder / "kiosk", folder / "media" / "TRANG", [0.0]
    stick.mkdir(parents=True, exist_ok=True)
    if ready and assembly.kiosk_settings(home) is None:
        assembly.set_up_kiosk(home, name=NAME, commune="14845", portal="", passphrase=ADMIN)
    link = assembly.PortalLink(
        practice_data=folder / "no-portal", url=portal.url if portal else None, offline=portal is None
    )
    sticks = assembly.UsbSticks(lambda: [stick])
    parts = KioskParts(seconds=lambda: clock[0], sticks=sticks, printer=lambda: printer_into(folder / "tray"))
    kiosk = Kiosk(app, link, home, parts)
    kiosk.window.resize(1280, 800)
    kiosk.window.show()
    kiosk.open()
    try:
        yield Hall(kiosk, Person(cast(Program, kiosk), wait), folder, stick, clock)
    finally:
        kiosk.close()
        kiosk.window.hide()
        kiosk.window.deleteLater()
        buried()


def begins_a_birth(there: Hall) -> None:
    """From the start page into the first step of the form."""
    person = there.person
    person.presses("kioskFile")
    person.presses(f"procedure_{CODE}")
    person.presses("fillOnline")
    person.presses("for_self")
    person.presses("next")
    person.sees("/nguoi_yeu_cau/ho_ten")


def says_who_they_are(there: Hall, words: tuple[str, str, str] = WORDS) -> None:
    """Name, number, telephone and where they live; copied, too."""
    person = there.person
    person.writes("/nguoi_yeu_cau/ho_ten", words[0])
    person.writes("/nguoi_yeu_cau/so_dinh_danh", words[1])
    person.writes("/nguoi_yeu_cau/dien_thoai", words[2])
    QApplication.clipboard().setText(words[0])
