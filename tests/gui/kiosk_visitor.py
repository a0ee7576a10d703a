"""A kiosk in a process of its own, with somebody in the middle of a visit; killed by whoever started it."""

import sys
import time
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication

from desktop import assembly
from desktop.app.kiosk import Kiosk, KioskParts
from tests.gui.birth import CODE
from tests.gui.kiosk import ADMIN, NAME, WORDS


def main(home: Path) -> None:
    app = cast(QApplication, QApplication.instance() or QApplication([]))
    assembly.set_up_kiosk(home, name=NAME, commune="14845", portal="", passphrase=ADMIN)
    link = assembly.PortalLink(practice_data=home.parent / "practice", offline=True)
    kiosk = Kiosk(app, link, home, KioskParts())
    kiosk.open()
    kiosk.begin("home")
    assert kiosk.visit is not None
    services = kiosk.visit.services
    draft = services.drafting.start(CODE, answers={"nguoi_yeu_cau": {"ho_ten": WORDS[0], "so_dinh_danh": WORDS[1]}})
    app.clipboard().setText(WORDS[0])
    sys.stdout.write(f"{draft.id}\n")
    sys.stdout.flush()
    time.sleep(60)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
