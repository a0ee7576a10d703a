"""An officer's desk: people who are kept, a scanner gun, and a dossier begun for a resident."""

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop import assembly
from desktop.domain.person import Person as Kept
from desktop.services.remembering import USE
from tests.gui.person import Person
from tests.gui.prepared import entered

OFFICER = ("Hà Văn Lực", "038080009999")
CARD = "038190001234|171234567|Lò Thị Ví Dụ|12041990|Nữ|Bản Lát, Tam Chung, Mường Lát, Thanh Hóa|10052021"
SPLIT = CARD.replace("Bản Lát, Tam Chung, Mường Lát", "Thôn 1, Luận Khê, Thường Xuân")
VI_DU: dict[str, Any] = {
    "ho_ten": "Lò Thị Ví Dụ",
    "so_dinh_danh": "038190001234",
    "ngay_sinh": "1990-04-12",
    "gioi_tinh": "nu",
    "dan_toc": "02",
    "dien_thoai": "0912345678",
    "noi_cu_tru": {"xa": "14848", "chi_tiet": "Bản Lát"},
    "giay_to": {"loai": "cccd", "so": "038190001234", "ngay_cap": "2021-05-10", "noi_cap": "Cục Cảnh sát"},
}


def sits_down(person: Person, *, known: bool = True) -> assembly.Services:
    """Enters as an officer, who has told already who they are."""
    services = entered(person)
    with services.open_unit() as uow:
        uow.settings.put(USE, "neighbours")
        uow.settings.put("home_commune", "14848")
        uow.commit()
    if known:
        services.serving.be_officer(*OFFICER)
    person.program._rebuild()
    person.presses("rail_people")
    person.sees("findResident")
    return services


def keeps(services: assembly.Services, answers: dict[str, Any], key: str = "vi-du") -> str:
    """Somebody who is known."""
    with services.open_unit() as uow:
        uow.persons.save(Kept(key, answers["ho_ten"], answers, services.clock.now()))
        uow.commit()
    return key


def shoots(person: Person, line: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    """A gun types a line into the window, as its driver does: key by key, whatever has the focus."""
    QApplication.processEvents()
    window = person.program.window.windowHandle()
    for letter in line:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(window, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(window, QKeyEvent(kind, end, Qt.KeyboardModifier.NoModifier, "\r"))
