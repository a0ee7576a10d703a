"""Types into the input that has the focus, as an input method does: what is composed is shown, a word is committed."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from desktop.ui.widgets.telex import Syllable, append, press, shorten, turn_tone

Hint = Qt.InputMethodHint
NUMBERS = Hint.ImhDigitsOnly | Hint.ImhPreferNumbers | Hint.ImhFormattedNumbersOnly | Hint.ImhDialableCharactersOnly
SECRET = Hint.ImhHiddenText | Hint.ImhSensitiveData
AIR = 50
"""Pixels around an input that is scrolled into sight, where there is room."""
LEAVING = (QEvent.Type.FocusAboutToChange, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.Hide)
"""What tells that the person goes on without us: the word that is composed is committed first, or it would be lost."""


class Typing(QObject):
    """One window's input with the focus; `moved` when it is another, or none. `click_at` presses a key at a point."""

    moved = Signal()

    def __init__(self, owner: QWidget, click_at: Callable[[QPoint], bool]) -> None:
        super().__init__(owner)
        self._owner = owner
        self._click_at = click_at
        self._input: QWidget | None = None
        self._word = Syllable()
        self._ours = False
        self._bars: list[QScrollBar] = []
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_went)

    def look(self, focused: QWidget | None) -> None:
        """Type into *focused* from now on; into nothing when it is no input, or one of another window."""
        ours = focused is not None and isValid(focused) and focused.window() is self._owner.window()
        found = _editable(focused) if ours else None
        if found is self._target():
            return
        self._let_go()
        self._input = found
        if found is not None:
            found.installEventFilter(self)
            self._watch_list(found)
            self._follow(found)
        self.moved.emit()

    @property
    def has_input(self) -> bool:
        """Whether there is something to type into."""
        return self._target() is not None

    @property
    def is_secret(self) -> bool:
        """A passphrase: nothing is composed or shown."""
        target = self._target()
        hidden = isinstance(target, QLineEdit) and target.echoMode() != QLineEdit.EchoMode.Normal
        return hidden or (target is not None and bool(target.inputMethodHints() & SECRET))

    @property
    def wants_numbers(self) -> bool:
        """Whether digits are typed there."""
        target = self._target()
        return target is not None and bool(target.inputMethodHints() & NUMBERS)

    def letter(self, letter: str, *, telex: bool) -> None:
        """A letter, or what it marks in Telex."""
        if self.is_secret:
            self._send("", letter)
        else:
            self._compose(press(self._word, letter) if telex else append(self._word, letter))

    def tone(self, mark: str) -> None:
        """A tone onto the word that is composed."""
        if not self.is_secret:
            self._compose(turn_tone(self._word, mark))

    def sign(self, text: str) -> None:
        """A digit, a sign or a space: the word before it is done."""
        word, self._word = self._word.text, Syllable()
        self._send("", word + text)

    def back(self) -> None:
        """The last letter away."""
        if self._word.letters:
            self._compose(shorten(self._word))
        else:
            self._key(Qt.Key.Key_Backspace)

    def enter(self) -> None:
        """As the Enter key."""
        self.commit()
        self._key(Qt.Key.Key_Return)

    def go_on(self) -> None:
        """To the next input, as the tabulator."""
        self.commit()
        self._key(Qt.Key.Key_Tab)

    def commit(self) -> None:
        """The word that is composed stays as it is."""
        if self._word.letters:
            self.sign("")

    def reveal(self) -> None:
        """Scroll the input to where it can be seen, while there are keys."""
        target = self._target()
        if target is None or not self._owner.isVisible():
            return
        for area in _areas(target):
            area.ensureWidgetVisible(target)  # at least where the cursor is
            room = area.viewport().height() - target.height()
            if room >= 0:
                air, bar = min(AIR, room // 2), area.verticalScrollBar()
                top = target.mapTo(area.viewport(), QPoint()).y() + bar.value()
                bar.setValue(min(max(bar.value(), top - room + air), top - air))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._input:
            if event.type() in LEAVING and not self._ours:
                self.commit()
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            return self._click_at(event.globalPosition().toPoint())
        return super().eventFilter(watched, event)

    def _focus_went(self, _left: QWidget | None, reached: QWidget | None) -> None:
        if isValid(self) and isValid(self._owner):
            self.look(reached)

    def _watch_list(self, found: QWidget) -> None:
        """A list of suggestions takes every press beside it for *close me*: ours are for the keys."""
        completer = found.completer() if isinstance(found, QLineEdit) else None
        popup = completer.popup() if completer is not None else None
        if popup is not None:
            popup.removeEventFilter(self)
            popup.installEventFilter(self)

    def _follow(self, found: QWidget) -> None:
        """Keys that come take room from the page, and words that come move what is under them."""
        for bar in self._bars:
            if isValid(bar):
                bar.rangeChanged.disconnect(self.reveal)
        self._bars = [area.verticalScrollBar() for area in _areas(found)]
        for bar in self._bars:
            bar.rangeChanged.connect(self.reveal, Qt.ConnectionType.QueuedConnection)

    def _target(self) -> QWidget | None:
        if self._input is not None and not isValid(self._input):
            self._input, self._word = None, Syllable()
        return self._input

    def _let_go(self) -> None:
        target = self._target()
        if target is not None:
            self.commit()
            target.removeEventFilter(self)
        self._word = Syllable()

    def _compose(self, word: Syllable) -> None:
        self._word = word
        self._send(word.text, "")

    def _send(self, composing: str, done: str) -> None:
        target = self._target()
        if target is None:
            return
        underlined = QTextCharFormat()
        underlined.setFontUnderline(True)
        kind = QInputMethodEvent.AttributeType
        shown = QInputMethodEvent.Attribute(kind.TextFormat, 0, len(composing), underlined)
        cursor = QInputMethodEvent.Attribute(kind.Cursor, len(composing), 1, None)
        event = QInputMethodEvent(composing, [shown, cursor] if composing else [])
        event.setCommitString(done)
        QApplication.sendEvent(target, event)

    def _key(self, key: Qt.Key) -> None:
        target = self._target()
        if target is None:
            return
        self._ours = True
        text = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Tab: "\t", Qt.Key.Key_Backspace: "\b"}[key]
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            if isValid(target):
                QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
        self._ours = False


def _areas(widget: QWidget) -> Iterator[QScrollArea]:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            yield above
        above = above.parentWidget()


def _editable(widget: QWidget | None) -> QWidget | None:
    """What of it takes text."""
    line = widget
    if isinstance(widget, QComboBox):
        line = widget.lineEdit()
    elif isinstance(widget, QAbstractSpinBox):
        line = widget.findChild(QLineEdit)
    if isinstance(line, QLineEdit | QPlainTextEdit | QTextEdit) and line.isEnabled() and not line.isReadOnly():
        return line
    return None
