"""The keyboard on the screen: large keys that type into whatever input of its window has the focus, with Telex."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QStackedWidget, QVBoxLayout

from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets import keys, telex
from desktop.ui.widgets.basic import TARGET
from desktop.ui.widgets.keys import Key, LetterKey, Row, each, named_key, sign_key
from desktop.ui.widgets.typing_into import Typing
from desktop.ui.words import tr

HIGH, SHARE, ROWS = 50, 0.42, 5
"""A key's height at 100 %, the share of the window's height that the keys take at most, and the rows of letters."""
SMALL, ONE_LARGE, ALL_LARGE = "small", "one", "all"
AFTER = {SMALL: ONE_LARGE, ONE_LARGE: ALL_LARGE, ALL_LARGE: SMALL}
LETTER_PAGE, SIGN_PAGE, NUMBER_PAGE = range(3)


class Keyboard(QFrame):
    """Is shown while an input of its window has the focus; letters, signs, or a number pad where digits are typed."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._typing = Typing(self, self._press_at)
        self._case, self._is_telex, self._is_secret = SMALL, True, False
        self._shift = named_key("shift", lambda: self._turn_case(AFTER[self._case]))
        self._telex = named_key("telex", self._turn_telex)
        self._telex.setProperty("composes", True)
        self._pages = QStackedWidget()
        for rows in (self._letter_rows(), self._sign_rows(), self._number_rows()):
            self._pages.addWidget(keys.page(rows))
        self.setObjectName("keyboard")
        self.setAccessibleName(tr("keyboard.name"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.addWidget(self._pages)
        self.hide()
        self._turn_case(SMALL)
        self._typing.moved.connect(self._moved)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ParentChange:
            self._typing.look(QApplication.focusWidget())
        if event.type() == QEvent.Type.Show:
            self.window().installEventFilter(self)
            self._fit()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.window():
            self._fit()
        return super().eventFilter(watched, event)

    def _moved(self) -> None:
        """Another input has the focus, or none."""
        self._begin()
        self.setVisible(self._typing.has_input)
        if self._typing.has_input:
            QTimer.singleShot(0, self, self._typing.reveal)

    def _begin(self) -> None:
        if self._case != SMALL:
            self._turn_case(SMALL)
        self._pages.setCurrentIndex(NUMBER_PAGE if self._typing.wants_numbers else LETTER_PAGE)
        if self._typing.is_secret != self._is_secret:
            self._turn_secret()

    def _turn_secret(self) -> None:
        """Over a shoulder one would read a passphrase from keys that light up."""
        self._is_secret = not self._is_secret
        for key in self.findChildren(Key):
            key.setProperty("secret", self._is_secret)
            key.style().polish(key)
            key.setEnabled(not (self._is_secret and key.property("composes")))

    def _letter(self, letter: str) -> None:
        self._typing.letter(letter, telex=self._is_telex)
        if self._case == ONE_LARGE:
            self._turn_case(SMALL)

    def _turn_case(self, case: str) -> None:
        self._case = case
        for key in self.findChildren(LetterKey):
            key.enlarge(large=case != SMALL)
        self._shift.setText(tr(f"keyboard.shift.{case}"))
        self._shift.setAccessibleName(tr(f"keyboard.shift.{case}.name"))

    def _turn_telex(self) -> None:
        self._is_telex = not self._is_telex
        turned = "on" if self._is_telex else "off"
        self._telex.setText(tr(f"keyboard.telex.{turned}"))
        self._telex.setAccessibleName(tr(f"keyboard.telex.{turned}.name"))

    def _letter_rows(self) -> list[Row]:
        marked = each(LetterKey(letter, self._letter) for letter in keys.MARKED)
        tones = each(self._tones(), 6)
        first, second, third = (each(LetterKey(letter, self._letter) for letter in line) for line in keys.LETTERS)
        last: Row = [(self._to("signs", SIGN_PAGE), 6), (self._telex, 6), *self._foot()]
        return [
            [*marked, *tones],
            first,
            [(None, 2), *second, (None, 2)],
            [(self._shift, 6), *third, (self._back(), 6)],
            last,
        ]

    def _tones(self) -> list[Key]:
        made = []
        for name, key in keys.TONES.items():
            tone = named_key(name, partial(self._typing.tone, telex.TONES[key]))
            tone.setProperty("composes", True)
            made.append(tone)
        return made

    def _sign_rows(self) -> list[Row]:
        rows: list[Row] = [each(sign_key(sign, self._typing.sign) for sign in line) for line in keys.SIGNS]
        rows[1] = [*rows[1], (self._back(), 8)]
        return [*rows, [(self._to("letters", LETTER_PAGE), 12), *self._foot()]]

    def _number_rows(self) -> list[Row]:
        sides = ([self._back()], [self._to("letters", LETTER_PAGE)], [self._next()], [self._enter()])
        lines = zip(keys.NUMBERS, sides, strict=True)
        return [
            [(None, 6), *each(sign_key(sign, self._typing.sign) for sign in line), *each(side, 6), (None, 6)]
            for line, side in lines
        ]

    def _foot(self) -> Row:
        space = named_key("space", lambda: self._typing.sign(" "))
        comma, dot = (sign_key(sign, self._typing.sign) for sign in ",.")
        return [(comma, 4), (space, 14), (dot, 4), (self._next(), 6), (self._enter(), 6)]

    def _back(self) -> Key:
        key = named_key("back", self._typing.back)
        key.setAutoRepeat(True)
        return key

    def _next(self) -> Key:
        return named_key("next", self._typing.go_on)

    def _enter(self) -> Key:
        return named_key("enter", self._typing.enter)

    def _to(self, name: str, page: int) -> Key:
        return named_key(name, lambda: self._pages.setCurrentIndex(page))

    def _press_at(self, place: QPoint) -> bool:
        """Press what is at this point of the screen; whether it is ours."""
        here = self.mapFromGlobal(place)
        if not self.isVisible() or not self.rect().contains(here):
            return False
        key = self.childAt(here)
        if isinstance(key, Key):
            key.click()
        return True

    def _fit(self) -> None:
        """Large keys, but never at the cost of the page: on a low screen they are 44 pixels high."""
        room = round(self.window().height() * SHARE / ROWS)
        high = max(TARGET, min(self._around.look.px(HIGH), room))
        whole = ROWS * high + (ROWS - 1) * keys.GAP
        for at in range(self._pages.count()):
            page = self._pages.widget(at) or self
            rows = ROWS if at == LETTER_PAGE else ROWS - 1
            for key in page.findChildren(Key):
                key.grow((whole + keys.GAP) // rows - keys.GAP)
