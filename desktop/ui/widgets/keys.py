"""The keys of the keyboard on the screen, in rows."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.widgets.basic import TARGET
from desktop.ui.words import tr

MARKED = "ăâêôơưđ"
LETTERS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SIGNS = ("1234567890", "@.,-_/:;", "()'\"?!&+=#")
NUMBERS = ("123", "456", "789", ",0.")
TONES = {"sac": "s", "huyen": "f", "hoi": "r", "nga": "x", "nang": "j"}
"""The names of the tones and their Telex keys."""
SIGN_NAMES = {
    "@": "at", ".": "dot", ",": "comma", "-": "hyphen", "_": "underscore", "/": "slash", ":": "colon",
    ";": "semicolon", "(": "open", ")": "close", "'": "apostrophe", '"': "quote", "?": "question", "!": "exclamation",
    "&": "and", "+": "plus", "=": "equals", "#": "hash",
}  # fmt: skip
GAP = 6
Row = Sequence[tuple["Key | None", int]]
"""Keys and how much of the width each takes; None is a gap."""


class Key(QPushButton):
    """One key; it never takes the focus from what is typed into."""

    def __init__(self, name: str, label: str, spoken: str, press: Callable[[], object]) -> None:
        super().__init__(label.replace("&", "&&"))
        self.setObjectName(name)
        self.setProperty("role", "key")
        self.setAccessibleName(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._high = TARGET
        self.clicked.connect(lambda: press())  # noqa: PLW0108 the slot's boolean stays here

    def grow(self, high: int) -> None:
        """This high, in pixels; a style sheet would overrule a fixed height."""
        self._high = max(TARGET, high)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(max(TARGET, super().sizeHint().width()), self._high)

    def minimumSizeHint(self) -> QSize:
        return QSize(TARGET, self._high)


class LetterKey(Key):
    """A letter, small or large."""

    def __init__(self, letter: str, press: Callable[[str], object]) -> None:
        super().__init__(f"key_{letter}", letter, "", lambda: press(self._letter))
        self.enlarge(large=False)

    def enlarge(self, *, large: bool) -> None:
        """Show and type it so."""
        small = self.objectName().removeprefix("key_")
        self._letter = small.upper() if large else small
        self.setText(self._letter)
        self.setAccessibleName(tr("keyboard.capital" if large else "keyboard.letter", letter=self._letter))


def sign_key(sign: str, press: Callable[[str], object]) -> Key:
    """A digit or a sign, spoken in words."""
    spoken = tr(f"keyboard.sign.{SIGN_NAMES[sign]}") if sign in SIGN_NAMES else sign
    return Key(f"key_{sign}", sign, spoken, lambda: press(sign))


def named_key(name: str, press: Callable[[], object]) -> Key:
    """A key with words on it."""
    key = Key(f"key_{name}", tr(f"keyboard.{name}"), tr(f"keyboard.{name}.name"), press)
    key.setProperty("words", True)
    return key


def page(rows: Sequence[Row]) -> QWidget:
    """Rows under each other."""
    made = QWidget()
    lines = QVBoxLayout(made)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(GAP)
    for keys in rows:
        line = QHBoxLayout()
        line.setSpacing(GAP)
        for key, share in keys:
            if key is None:
                line.addStretch(share)
            else:
                line.addWidget(key, share)
        lines.addLayout(line)
    lines.addStretch(1)
    return made


def each(keys: Iterable[Key], share: int = 4) -> list[tuple[Key | None, int]]:
    """Keys of one width."""
    return [(key, share) for key in keys]
