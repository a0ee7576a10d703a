"""The keyboard on the screen, as a kiosk has it: under a page with fields, pressed by finger."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop import config
from desktop.ui.event_bridge import EventBridge
from desktop.ui.icons import Icons
from desktop.ui.navigator import Navigator, Place
from desktop.ui.surroundings import Surroundings
from desktop.ui.tasks import TaskRunner
from desktop.ui.theme import Theme
from desktop.ui.widgets.basic import TARGET
from desktop.ui.widgets.keyboard import Keyboard
from desktop.ui.widgets.keys import Key
from desktop.ui.words import Words, install
from tests.fakes.time_and_chance import FakeClock

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Desk(QWidget):
    """A name, a year, a passphrase, some lines, a button; and the keyboard below."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.name, self.year, self.secret, self.lines = QLineEdit(), QLineEdit(), QLineEdit(), QPlainTextEdit()
        self.year.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.lines.setTabChangesFocus(True)
        self.done = QPushButton("Xong")
        self.keyboard = Keyboard(around)
        self.composing = ""
        self.name.installEventFilter(self)
        inside = QVBoxLayout(self)
        for one in (self.name, self.year, self.secret, self.lines, self.done, self.keyboard):
            inside.addWidget(one)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        if isinstance(event, QInputMethodEvent):
            self.composing = event.preeditString()
        return super().eventFilter(watched, event)

    def press(self, *names: str) -> None:
        for name in names:
            keys = [key for key in self.keyboard.findChildren(Key, f"key_{name}") if key.isVisible()]
            assert keys, f"no key {name}"
            QTest.mouseClick(keys[0], Qt.MouseButton.LeftButton)

    def types(self, keys: str) -> None:
        self.press(*("space" if key == " " else key for key in keys))


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    resources = config.resource("theme").parent
    words = Words(resources, "vi")
    install(words)
    theme = Theme(resources)
    look = theme.look("light", 1.0)
    theme.apply(qapp, look)
    runner = TaskRunner()
    icons = Icons(resources / "icons", look.tokens)
    made = Desk(
        Surroundings(runner, runner, runner, Navigator(Place("lookup")), EventBridge(), icons, look, FakeClock().now)
    )
    made.resize(1024, 600)
    made.show()
    qtbot.waitUntil(made.isVisible)
    made.activateWindow()
    yield made
    made.hide()
    made.deleteLater()
    runner.stop(drop_waiting=True)
    qapp.setStyleSheet("")
    theme.close()


def test_it_shows_itself_for_an_input_and_goes_with_it(desk: Desk) -> None:
    desk.done.setFocus()
    assert not desk.keyboard.isVisible()
    desk.name.setFocus()
    assert desk.keyboard.isVisible()
    desk.done.setFocus()
    assert not desk.keyboard.isVisible()
    desk.name.setReadOnly(True)
    desk.name.setFocus()
    assert not desk.keyboard.isVisible()


def test_a_name_is_composed_while_it_is_typed_and_the_field_keeps_the_focus(desk: Desk) -> None:
    desk.name.setFocus()
    desk.press("shift")
    desk.types("lof")
    assert desk.name.text() == ""
    assert desk.composing == "Lò"
    assert desk.name.hasFocus()
    desk.types(" ")
    assert desk.name.text() == "Lò "
    desk.press("shift", "shift")
    desk.types("thij ")
    desk.press("shift")
    desk.types("netes")
    desk.press("next")
    assert desk.name.text() == "Lò THỊ nết"
    assert desk.year.hasFocus()


def test_who_does_not_know_telex_has_keys_for_letters_and_tones(desk: Desk) -> None:
    desk.name.setFocus()
    desk.press("telex")
    desk.types("đương")
    desk.press("huyen")
    desk.types(" aas")
    desk.press("enter")
    assert desk.name.text() == "đường aas"


def test_the_last_letter_goes_first_from_the_word_then_from_the_field(desk: Desk) -> None:
    desk.name.setText("Lò ")
    desk.name.setFocus()
    desk.name.end(False)
    desk.types("vawn")
    desk.press("back")
    assert (desk.name.text(), desk.composing) == ("Lò ", "vă")
    desk.press("back", "back", "back")
    assert desk.name.text() == "Lò"


@pytest.mark.parametrize("way", ["focus", "mouse", "key", "hide"])
def test_a_word_that_is_composed_is_never_lost(desk: Desk, way: str) -> None:
    desk.name.setFocus()
    desk.types("bao")
    if way == "focus":
        QTest.mouseClick(desk.done, Qt.MouseButton.LeftButton)
    elif way == "mouse":
        QTest.mouseClick(desk.name, Qt.MouseButton.LeftButton)
    elif way == "key":
        QTest.keyClick(desk.name, Qt.Key.Key_End)
    else:
        desk.name.hide()
    assert desk.name.text() == "bao"


def test_a_year_has_a_number_pad(desk: Desk) -> None:
    desk.year.setFocus()
    desk.types("1958")
    assert desk.year.text() == "1958"
    assert not [key for key in desk.keyboard.findChildren(Key, "key_q") if key.isVisible()]
    desk.press("letters")
    desk.types("a")
    desk.name.setFocus()
    assert desk.year.text() == "1958a"


def test_a_passphrase_is_not_composed_not_shown_and_no_key_lights_up(desk: Desk) -> None:
    desk.secret.setFocus()
    desk.types("aa")
    assert desk.secret.text() == "aa"
    key = desk.keyboard.findChild(Key, "key_a")
    tone = desk.keyboard.findChild(Key, "key_sac")
    assert isinstance(key, Key)
    assert isinstance(tone, Key)
    assert not tone.isEnabled()
    before = key.grab().toImage()
    QTest.mousePress(key, Qt.MouseButton.LeftButton)
    assert key.grab().toImage() == before
    QTest.mouseRelease(key, Qt.MouseButton.LeftButton)
    desk.name.setFocus()
    QTest.mousePress(key, Qt.MouseButton.LeftButton)
    assert key.grab().toImage() != before
    QTest.mouseRelease(key, Qt.MouseButton.LeftButton)


def test_another_field_of_the_same_kind_draws_no_key_anew(desk: Desk) -> None:
    heard: list[QEvent.Type] = []

    class Ear(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
            heard.append(event.type())
            return False

    desk.name.setFocus()
    ear = Ear()
    for key in desk.keyboard.findChildren(Key):
        key.installEventFilter(ear)
    desk.lines.setFocus()
    assert heard == []
    desk.secret.setFocus()
    assert heard


def test_several_lines(desk: Desk) -> None:
    desk.lines.setFocus()
    desk.types("xax")
    desk.press("enter")
    desk.types("puf")
    desk.press("signs")
    desk.types("1.")
    desk.press("next")
    assert desk.lines.toPlainText() == "xã\npù1."
    assert desk.done.hasFocus()


def test_keys_can_be_pressed_beside_a_list_of_suggestions(desk: Desk) -> None:
    desk.done.setFocus()
    desk.name.setCompleter(QCompleter(["Hạc Thành", "Hàm Rồng"]))
    desk.name.setFocus()
    desk.types("haj ")
    completer = desk.name.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    completer.complete()
    key = desk.keyboard.findChild(Key, "key_t")
    assert isinstance(key, Key)
    place = QPointF(key.mapToGlobal(key.rect().center()))
    here = QPointF(popup.mapFromGlobal(place))
    left = Qt.MouseButton.LeftButton
    press = QMouseEvent(QEvent.Type.MouseButtonPress, here, place, left, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(popup, press)
    assert (desk.name.text(), desk.composing) == ("hạ ", "t")
    popup.hide()


def test_a_field_that_is_gone_takes_nothing_with_it(desk: Desk, qtbot: QtBot) -> None:
    desk.name.setFocus()
    desk.types("as")
    desk.name.deleteLater()
    qtbot.waitUntil(lambda: not isValid(desk.name))
    desk.lines.setFocus()
    desk.types("as ")
    assert desk.lines.toPlainText() == "á "


def test_keys_are_large_and_speak(desk: Desk) -> None:
    for size in ((1024, 600), (1280, 1000)):
        desk.resize(*size)
        desk.name.setFocus()
        for key in desk.keyboard.findChildren(Key):
            assert key.height() >= TARGET
            assert any(letter.isalnum() for letter in key.accessibleName()), key.text()
            assert key.focusPolicy() == Qt.FocusPolicy.NoFocus
            assert QKeySequence.mnemonic(key.text()).isEmpty()
    assert desk.keyboard.height() < 1000 / 2
