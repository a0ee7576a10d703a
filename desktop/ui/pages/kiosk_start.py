"""The kiosk's first page: four ways on, and a small way out for the administrator."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kiosk_window import practice_band
from desktop.ui.pages.kiosk_page import KioskPage
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import CardGrid, Folding
from desktop.ui.widgets.basic import WordsButton, button, column, picture, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import lang, tr

AIR = 30
"""Above and below the words of a card, in pixels at 100 %."""
_WAYS = (
    ("kioskFile", "file", "home", "file-pen-line"),
    ("kioskLookup", "lookup", "lookup", "search-check"),
    ("kioskPaper", "paper", "search", "printer"),
)


@dataclass(frozen=True, slots=True)
class KioskWays:
    """What the start page does: begin a visit at a place, change the language, ask for the administrator."""

    begin: Callable[[str], None]
    speak: Callable[[str], None]
    leave: Callable[[], None]


class KioskStartPage(KioskPage):
    """Cards `kioskFile`, `kioskLookup`, `kioskPaper`, `kioskLanguage`; button `kioskLeave`; notice `lastVisit`.

    *lost* is how many unsent things the visit before took with it when nobody was there any more.
    """

    widest = 1000

    def __init__(self, around: Surroundings, name: str, ways: KioskWays, *, lost: int = 0) -> None:
        super().__init__(around, tr("kiosk.start"))
        self._outside.setDirection(self._outside.Direction.TopToBottom)
        self._outside.insertWidget(0, practice_band(around))
        self.headline(tr("kiosk.start"), name)
        if lost:
            told = notice(around.icons, "warn", tr("kiosk.lost", n=lost), tr("kiosk.lost_help"), name="lastVisit")
            self.add(told)
        cards: list[QWidget] = [self._card(*way, ways) for way in _WAYS]
        other = "en" if lang() == "vi" else "vi"
        words = (tr(f"kiosk.language_{other}"), tr(f"kiosk.language_{other}_help"))
        speak = self._large("kioskLanguage", words, "languages")
        speak.clicked.connect(lambda: ways.speak(other))
        self.add(CardGrid([*cards, speak], least=around.look.px(300), most=2))
        self.body.addStretch(1)
        leave = button(tr("kiosk.leave"), "kioskLeave", ways.leave, role="link", icon="lock", icons=around.icons)
        self.add(Folding(text(tr("kiosk.safe"), "help"), leave, least=around.look.px(300)))

    def _card(self, name: str, words: str, place: str, icon: str, ways: KioskWays) -> WordsButton:
        face = self._large(name, (tr(f"kiosk.{words}"), tr(f"kiosk.{words}_help")), icon)
        face.clicked.connect(lambda: ways.begin(place))
        return face

    def _large(self, name: str, words: tuple[str, str], icon: str) -> WordsButton:
        told = column(text(words[0], "section"), text(words[1], "help"), gap=4)
        told.insertStretch(0)
        told.addStretch()
        room = (self.around.look.px(20), self.around.look.px(AIR))
        face = WordsButton(name, "card", told, picture=picture(self.around.icons, icon, "accent", 52), room=room)
        face.setAccessibleName(words[0])
        face.setAccessibleDescription(words[1])
        return face


class StillTherePage(QFrame):
    """*Còn 15 giây…* over everything; button `stillThere`, words `secondsLeft`."""

    def __init__(self, around: Surroundings, stay: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("page")
        self._left = text("", "title", name="secondsLeft")
        self._unsent = text("", "label", tone="warn", name="willBeLost")
        self._unsent.hide()
        self._stay = button(tr("idle.stay"), "stillThere", stay, role="primary")
        inside = _middle(self, self._left, text(tr("idle.help"), "lead"), self._unsent, self._stay, around=around)
        inside.setAccessibleName(tr("idle.help"))

    def tell(self, seconds: int) -> None:
        """So many are left."""
        self._left.setText(tr("idle.left", n=seconds))

    def tell_unsent(self, number: int) -> None:
        """So many things would be lost."""
        self._unsent.setText(tr("idle.unsent", n=number))
        self._unsent.setVisible(bool(number))

    def take_focus(self) -> None:
        """Enter is enough to stay."""
        self._stay.setFocus()


def _middle(page: QFrame, *things: QWidget, around: Surroundings) -> QWidget:
    holder = QWidget()
    holder.setMaximumWidth(around.look.px(720))
    column = QVBoxLayout(holder)
    column.setSpacing(24)
    column.addStretch(1)
    for thing in things:
        column.addWidget(thing)
    column.addStretch(1)
    beside = QHBoxLayout(page)
    beside.addWidget(holder)
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return holder
