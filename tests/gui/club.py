"""A sports club with its members: a small form of lists, made up for the tests of what is drawn for them."""

from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QWidget

from desktop import config
from desktop.ui.form_entry.step import StepForm
from desktop.ui.icons import Icons
from desktop.ui.theme import Look, Theme
from desktop.ui.words import Words, install
from forms.loader import preview_pack
from forms.pack import Answers, ProcedurePack
from forms.rules import Element

TODAY = date(2026, 11, 26)
TEACHES = {"type": "LEAF", "scope": "#/properties/vai_tro", "expectedValue": "huan_luyen"}
MEMBER: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["ho_ten", "nam_sinh"],
    "properties": {
        "ho_ten": {"type": "string", "format": "person-name"},
        "nam_sinh": {"type": "string", "format": "partial-date"},
        "vai_tro": {"enum": ["hoi_vien", "huan_luyen"], "default": "hoi_vien"},
        "bang_cap": {"type": "string"},
    },
}
ASSET: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["ten"],
    "properties": {
        "ten": {"type": "string"},
        "gia": {"type": "integer", "minimum": 0},
        "noi": {"type": "object", "properties": {"thon": {"type": "string"}}},
        "phu_kien": {"type": "array", "items": {"type": "object", "properties": {"ten": {"type": "string"}}}},
    },
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["hoi_vien"],
    "properties": {
        "ten": {"type": "string"},
        "hoi_vien": {"type": "array", "minItems": 2, "maxItems": 12, "items": MEMBER},
        "tai_san": {"type": "array", "items": ASSET},
        "mon": {"type": "array", "uniqueItems": True, "items": {"enum": ["bong_da", "vo", "co_tuong"]}},
        "ghi_chu": {"type": "string"},
    },
}


def control(name: str, **more: Any) -> Element:
    """A control of the club, or of a row."""
    return {"type": "Control", "scope": f"#/properties/{name}", **more}


MEMBERS = control(
    "hoi_vien",
    options={
        "detail": {
            "type": "HorizontalLayout",
            "elements": [
                control("ho_ten"),
                control("nam_sinh"),
                control("vai_tro"),
                control("bang_cap", rule={"effect": "SHOW", "condition": TEACHES}),
            ],
        }
    },
)
ASSETS: Element = {
    "type": "ListWithDetail",
    "scope": "#/properties/tai_san",
    "options": {
        "elementLabelProp": "ten",
        "detail": {
            "type": "VerticalLayout",
            "elements": [
                control("ten"),
                control("gia", options={"format": "money"}),
                control("noi"),
                control("phu_kien"),
            ],
        },
    },
}
UI: dict[str, Any] = {
    "type": "VerticalLayout",
    "elements": [control("ten"), MEMBERS, ASSETS, control("mon"), control("ghi_chu")],
}
TEXTS = {
    "ten.label": "Tên câu lạc bộ",
    "hoi_vien.label": "Danh sách hội viên",
    "hoi_vien.description": "Ghi từ 2 người trở lên.",
    "hoi_vien.add": "Thêm hội viên",
    "hoi_vien.ho_ten.label": "Họ và tên",
    "hoi_vien.ho_ten.description": "Như trong giấy tờ. Ví dụ: Hà Thị Ngân",
    "hoi_vien.nam_sinh.label": "Ngày sinh",
    "hoi_vien.vai_tro.label": "Vai trò",
    "hoi_vien.vai_tro.hoi_vien": "Hội viên",
    "hoi_vien.vai_tro.huan_luyen": "Huấn luyện viên",
    "hoi_vien.bang_cap.label": "Bằng cấp",
    "hoi_vien.error.minItems": "Ghi ít nhất {limit} hội viên.",
    "tai_san.label": "Tài sản",
    "tai_san.item": "Tài sản {n}",
    "tai_san.add": "Thêm tài sản",
    "tai_san.ten.label": "Tên tài sản",
    "tai_san.gia.label": "Giá mua",
    "tai_san.noi.label": "Nơi để",
    "tai_san.noi.thon.label": "Thôn, bản",
    "tai_san.phu_kien.label": "Phụ kiện",
    "tai_san.phu_kien.ten.label": "Tên phụ kiện",
    "mon.label": "Môn tập",
    "mon.bong_da": "Bóng đá",
    "mon.vo": "Võ cổ truyền",
    "mon.co_tuong": "Cờ tướng",
    "ghi_chu.label": "Ghi chú",
    "error.required": "Ghi mục này.",
    "error.format.person-name": "Ghi họ và tên bằng chữ.",
    "error.format.partial-date": "Ghi ngày có thật, hoặc chỉ năm.",
    "check.telex": "Xem lại dấu của tên này.",
}
NAMES = ("Lò Văn Tâm", "Hà Thị Ngân", "Phạm Bá Thước", "Lương Thị Mai", "Vi Văn Bảo", "Cao Thị Nết")


def members(number: int) -> Answers:
    """So many members, each with a name and a year."""
    rows = [
        {"ho_ten": NAMES[place % 6], "nam_sinh": str(1970 + place), "vai_tro": "hoi_vien"} for place in range(number)
    ]
    return {"ten": "CLB Bóng đá bản Chiềng", "hoi_vien": rows}


def club(ui: Element = UI) -> ProcedurePack:
    """The form."""
    return preview_pack(SCHEMA, ui, texts=TEXTS)


def form_of(pack: ProcedurePack, answers: Answers, look: Look) -> StepForm:
    """All of a form as one step, as the form page draws it."""
    icons = Icons(config.resource("icons"), look.tokens, look.scale)
    return StepForm(pack, {"elements": [pack.ui]}, answers, lambda: TODAY, icons, look)


class Wardrobe:
    """Words and looks of the program for widgets that stand alone; taken off again with `close`."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._before = app.styleSheet(), app.font()
        self._theme = Theme(config.resource("theme").parent)
        self._words = Words(config.resource("i18n").parent, "vi", app)
        self._worn: Look | None = None
        install(self._words)

    def wears(self, scale: float, name: str = "light") -> Look:
        """Dress the application, unless it is dressed so."""
        look = self._theme.look(name, scale)
        if look != self._worn:
            self._theme.apply(self._app, look)
            self._worn = look
        return look

    def close(self) -> None:
        """As it was."""
        QCoreApplication.removeTranslator(self._words)
        sheet, font = self._before
        self._app.setStyleSheet(sheet)
        self._app.setFont(font)
        self._theme.close()


def windowed(form: QWidget, width: int, height: int) -> QScrollArea:
    """A form where one scrolls to what is further down."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(form)
    area.resize(width, height)
    area.show()
    return area


def close(window: QWidget) -> None:
    """Away with it at once: what is left would be dressed again with every look of the tests after this one."""
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle() -> None:
    """Let the window work."""
    for _ in range(4):
        QApplication.processEvents()


def form_in(area: QScrollArea) -> StepForm:
    """The form that is scrolled."""
    form = area.widget()
    assert isinstance(form, StepForm)
    return form


def press(area: QScrollArea, name: str) -> QPushButton:
    """A button, with the keyboard."""
    button = area.findChild(QPushButton, name)
    assert button is not None, name
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    settle()
    return button


def line(area: QScrollArea, pointer: str) -> QLineEdit:
    """The first line of a field."""
    field = area.findChild(QWidget, pointer)
    assert field is not None, pointer
    found = field.findChild(QLineEdit)
    assert found is not None
    return found


def write(area: QScrollArea, pointer: str, words: str) -> None:
    """Into a field instead of what stood there, then on to the next one."""
    one = line(area, pointer)
    one.setFocus(Qt.FocusReason.TabFocusReason)
    one.selectAll()
    QTest.keyClicks(one, words)
    QTest.keyClick(one, Qt.Key.Key_Tab)
    settle()


def focused() -> QWidget:
    """Where the cursor is."""
    found = QApplication.focusWidget()
    assert found is not None
    return found
