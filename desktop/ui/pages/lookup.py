"""*Tra cứu hồ sơ*: where a dossier stands, by its code and the last four digits, without signing in."""

import contextlib

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit, QWidget

from desktop.domain.errors import HosoError, Refusal
from desktop.domain.followed import FollowedDossier
from desktop.domain.looked_up import LookedUp
from desktop.services.slip_reading import looks_like_code
from desktop.ui.desk import Desk
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.lines import LineControl
from desktop.ui.pages.file_choice import ChooseFile, DropTarget, read_file
from desktop.ui.pages.followed_words import turned
from desktop.ui.pages.lookup_result import lookup_result
from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card, text
from desktop.ui.widgets.notice import announce
from desktop.ui.words import tr
from forms.card_line import read_card
from forms.errors import FormsError

OFFLINE = "portal.offline"
KINDS = "*.pdf *.jpg *.jpeg *.png *.webp *.heic"


class LookupPage(Page):
    """Fields `code` and `last4`; buttons `lookUp`, `readSlip`, `followThis`, `followByHand`, `openKnown`.

    With *keep* what was found may be followed and a picture of the slip be read; without, nothing stays here: a kiosk.
    """

    rail = "dossiers"
    choose_file: ChooseFile = staticmethod(QFileDialog.getOpenFileName)

    def __init__(self, around: Surroundings, desk: Desk, *, keep: bool, code: str = "") -> None:
        super().__init__(around, "page", (tr("rail.dossiers"), tr("lookup.crumb")))
        self._desk = desk
        self._keep = keep
        self._told: LookedUp | None = None
        self.headline(tr("lookup.title"), tr("lookup.lead"))
        self._code = self._field("code", 380, code)
        self._last4 = self._field("last4", 140)
        self._line(self._last4).setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._line(self._code).returnPressed.connect(self._code_came)
        self._line(self._last4).returnPressed.connect(self._look_up)
        self._found = QFrame()
        self.add(self._found, card(self._code, self._last4, flow(*self._buttons()), gap=18))
        self.body.addStretch(1)
        if keep:
            self.setAcceptDrops(True)
            self.installEventFilter(DropTarget(self.take, self))

    def leave(self) -> None:
        """Nothing of it stays for whoever comes next."""
        if not self._keep:
            for field in (self._code, self._last4):
                self._line(field).setText("")  # clear() could be undone
            self._show_found(QFrame())

    def take(self, path: str) -> None:
        """Read the code from a picture or a PDF of the slip."""
        self.unsay()
        reading = self._desk.slip_reading
        self.ask(self.around.store, lambda: reading.picture(read_file(path)[1]), self._read_off)

    def _buttons(self) -> list[QWidget]:
        look = button(tr("lookup.look_up"), "lookUp", self._look_up, role="primary")
        if not self._keep:
            return [look]
        icons = self.around.icons
        return [look, button(tr("lookup.read_slip"), "readSlip", self._choose, icon="qr-code", icons=icons)]

    def _field(self, name: str, width: int, value: str = "") -> Field:
        control = LineControl(self.around.look.px(width))
        control.put(value)
        field = Field(
            name, control, (tr(f"lookup.{name}"), tr(f"lookup.{name}_help")), self.around.icons, self.around.look
        )
        control.committed.connect(lambda: self._check(field))
        return field

    def _line(self, field: Field) -> QLineEdit:
        line = field.control.inputs()[0]
        if not isinstance(line, QLineEdit):
            raise TypeError(field.pointer)
        return line

    def _choose(self) -> None:
        path, _ = self.choose_file(self, tr("lookup.read_slip"), "", f"{tr('lookup.kinds')} ({KINDS})")
        if path:
            self.take(path)

    def _read_off(self, code: str) -> None:
        self._put_code(code)
        self.say("ok", tr("lookup.read_off", code=code))
        self._line(self._last4).setFocus()

    def _code_came(self) -> None:
        """A scanner gun ends with Enter, and may have typed an address with a code in it."""
        if self._tidied() and not self._line(self._last4).text().strip():
            self._line(self._last4).setFocus()
        else:
            self._look_up()

    def _check(self, field: Field) -> None:
        if field is self._code:
            self._tidied()
        else:
            self._line(field).setText(last_four(self._line(field).text()))
            field.show_fault("")

    def _tidied(self) -> bool:
        """The code alone in its line; one of an unusual shape is doubted, never refused."""
        typed = self._line(self._code).text().strip()
        if not typed:
            self._code.show_fault("")
            return False
        try:
            self._put_code(self._desk.slip_reading.line(typed))
        except Refusal:
            self._code.show_fault("", tr("lookup.no_code"))
            return False
        return True

    def _put_code(self, code: str) -> None:
        self._line(self._code).setText(code)
        self._code.show_fault("", "" if looks_like_code(code) else tr("lookup.odd_code"))

    def _look_up(self) -> None:
        self.unsay()
        self._show_found(QFrame())
        self._check(self._last4)
        self._tidied()
        code, last4 = (self._line(field).text().strip() for field in (self._code, self._last4))
        self._code.show_fault("" if code else tr("lookup.code_needed"), self._code.warning)
        self._last4.show_fault("" if is_last_four(last4) else tr("lookup.last4_needed"))
        faulty = next((field for field in (self._code, self._last4) if field.error), None)
        if faulty is not None:
            self._line(faulty).setFocus()
            return
        self.say("plain", tr("lookup.asking"))
        self.ask(self.around.network, lambda: self._desk.following.look_up(code, last4), self._show, self._failed)

    def _show(self, told: LookedUp) -> None:
        self.unsay()
        self._told = told
        frame = lookup_result(self.around, told)
        inside = frame.layout()
        if self._keep and inside is not None:
            follow = button(tr("lookup.follow"), "followThis", self._follow, icon="bell", icons=self.around.icons)
            inside.addWidget(flow(follow))
            inside.addWidget(text(tr("lookup.follow_help"), "help"))
        self._show_found(frame)
        announce(self, turned(told, is_overdue=told.is_overdue(self.around.now())).title)

    def _failed(self, error: Exception) -> None:
        self._told = None
        if isinstance(error, HosoError) and error.code == OFFLINE:
            self.say("plain", tr("lookup.offline"))
        else:
            self.show_refusal(error)
        if self._keep and isinstance(error, HosoError) and error.code not in {"lookup.no-code", "lookup.no-digits"}:
            by_hand = button(tr("lookup.follow_by_hand"), "followByHand", self._follow, icon="pencil",
                             icons=self.around.icons)  # fmt: skip
            self._show_found(card(text(tr("lookup.by_hand_second")), flow(by_hand), gap=12))

    def _follow(self) -> None:
        code, last4 = (self._line(field).text().strip() for field in (self._code, self._last4))
        told = self._told
        follow = self._desk.following.follow
        self.ask(self.around.store, lambda: follow(code, last4, told=told), self._followed, self._known)

    def _followed(self, one: FollowedDossier) -> None:
        self.around.navigator.go("followed", one.id)

    def _known(self, error: Exception) -> None:
        """It is here already: the way there instead of a mere no."""
        if not isinstance(error, Refusal) or error.code not in {"follow.already", "follow.ours"}:
            self.show_refusal(error)
            return
        place, key = ("followed", "followed") if error.code == "follow.already" else ("dossier", "submission")
        about = str(error.parameters[key])
        there = button(tr("word.open"), "openKnown", lambda: self.around.navigator.go(place, about))
        self.offer(tr(f"lookup.{error.code.removeprefix('follow.')}"), "", there)

    def _show_found(self, frame: QFrame) -> None:
        self.body.replaceWidget(self._found, frame)
        self._found.deleteLater()
        self._found = frame


def last_four(typed: str) -> str:
    """The last four digits of a whole number, or of a card that was scanned: no more of it stays on the screen."""
    bare = "".join(typed.split())
    with contextlib.suppress(FormsError):
        bare = read_card(typed).number
    return bare[-4:] if bare.isdigit() and len(bare) in {9, 10, 12, 13} else bare


def is_last_four(typed: str) -> bool:
    """Whether these are four digits."""
    return len(typed) == 4 and typed.isascii() and typed.isdigit()
