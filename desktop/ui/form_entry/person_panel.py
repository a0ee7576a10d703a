"""What stands above a person block: whom it can be filled with, a card's code, and what was done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.ui.form_entry.card_scan import CardScan
from desktop.ui.icons import Icons
from desktop.ui.theme import Look
from desktop.ui.widgets.arrangement import CardGrid, flow
from desktop.ui.widgets.basic import WordsButton, button, column, text
from desktop.ui.widgets.notice import announce, notice
from desktop.ui.words import tr

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """One tap: whose it is, from where, and what happens."""

    name: str
    title: str
    second: str
    take: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """A button under a question or a message."""

    name: str
    words: str
    act: Callable[[], None]


class PersonPanel(QWidget):
    """Cards by the offers' names, buttons `scanCard<pointer>` and `remember<pointer>`; message `filled<pointer>`."""

    def __init__(self, pointer: str, icons: Icons, look: Look, *, takes_card: bool) -> None:
        super().__init__()
        self.setObjectName(f"people{pointer}")
        self._pointer = pointer
        self._icons = icons
        self._look = look
        self._shown: tuple[tuple[str, str, str], ...] = ()
        self.setMaximumWidth(look.px(620))
        self._cards = QWidget()
        self._offers = QVBoxLayout(self._cards)
        self._offers.setContentsMargins(0, 0, 0, 0)
        self._message = QVBoxLayout()
        self.scan = CardScan(pointer, icons, look)
        self.scan.hide()
        self._open = button(tr("card.open"), f"scanCard{pointer}", self._open_scan, icon="qr-code", icons=icons)
        self.remember: QPushButton = button(
            tr("people.remember"), f"remember{pointer}", icon="user-plus", icons=icons
        )  # fmt: skip
        if not takes_card:
            self._open.hide()  # never shown here: without a parent it would be a window, and take the focus
        self.remember.hide()
        self._others = button(tr("people.others"), f"others{pointer}", self._unfold, icon="users", icons=icons)
        self._is_unfolded = False
        self._title = text(tr("people.quick"), "label")
        self._more = text(tr("people.more"), "help")
        ways = flow(self._others, self._open, self.remember)
        self.setLayout(column(self._title, self._cards, self._more, ways, self.scan, self._message, gap=8))
        self.offer(())

    def offer(self, offers: Sequence[Offer], *, has_more: bool = False, folded: bool = False) -> None:
        """Show the first few; *has_more* are found by typing a name. *folded*: only when they are asked for."""
        wanted = tuple((offer.name, offer.title, offer.second) for offer in offers)
        hidden = folded and not self._is_unfolded
        self._title.setVisible(bool(offers) and not hidden)
        self._more.setVisible((has_more or len(offers) > SHOWN) and not hidden)
        self._others.setVisible(bool(offers) and hidden)
        self._cards.setVisible(bool(offers) and not hidden)
        if wanted == self._shown:
            return
        self._shown = wanted
        _empty(self._offers)
        faces: list[QWidget] = []
        for offer in offers[:SHOWN]:
            words = column(text(offer.title, "label"), text(offer.second, "second"), gap=0)
            face = WordsButton(offer.name, "card", words, room=(14, 7))
            face.setAccessibleName(tr("people.fill_with", name=offer.title))
            face.setAccessibleDescription(offer.second)
            face.clicked.connect(lambda _on=False, offer=offer: offer.take())
            faces.append(face)
        if faces:
            self._offers.addWidget(CardGrid(faces, least=self._look.px(250), most=2))

    def tell(self, tone: str, title: str, second: str = "", answers: Sequence[Answer] = ()) -> None:
        """A message instead of the one before, with buttons that answer it; the first of them gets the focus."""
        _empty(self._message)
        self._message.addWidget(notice(self._icons, tone, title, second, name=f"filled{self._pointer}"))
        pushes = [button(answer.words, answer.name, answer.act) for answer in answers]
        if pushes:
            self._message.addWidget(flow(*pushes))
            pushes[0].setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, title)

    def be_quiet(self) -> None:
        """Take the message away."""
        _empty(self._message)

    def fold(self) -> None:
        """What was asked for is done."""
        self._is_unfolded = False

    def _unfold(self) -> None:
        self._is_unfolded = True
        for widget in (self._title, self._cards):
            widget.show()
        self._others.hide()

    def _open_scan(self) -> None:
        self.be_quiet()
        self.scan.setVisible(self.scan.isHidden())
        if not self.scan.isHidden():
            self.scan.line.setFocus(Qt.FocusReason.OtherFocusReason)


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
