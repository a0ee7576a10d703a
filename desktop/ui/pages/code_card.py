"""The recovery code as it is shown once: to be printed, saved, written down, or put off."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame

from desktop.domain.errors import HosoError
from desktop.services.protecting import CARD_PRINTED, CARD_WRITTEN, RECOVERY_CARD
from desktop.services.writing_out import write_whole
from desktop.ui.keys import Keys
from desktop.ui.pages.page import Page
from desktop.ui.printing import print_pdf
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, column, picture, row, text
from desktop.ui.words import tr


class CodeCard(QFrame):
    """Words `recoveryCode`; buttons `printCard`, `saveCard`, `recoveryKept`, `cardLater`; once it is out `cardDone`."""

    print_out: Callable[..., bool] = staticmethod(print_pdf)
    ask_where: Callable[..., tuple[str, str]] = staticmethod(QFileDialog.getSaveFileName)

    def __init__(self, page: Page, keys: Keys, code: str, done: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("codeCard")
        self.setProperty("role", "card")
        self._page, self._keys, self._code, self._done = page, keys, code, done
        icons = page.around.icons
        shown = text(_in_two_lines(code), "code", name="recoveryCode")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setAccessibleName(tr("first_run.recovery_title"))
        shown.setAccessibleDescription(code.replace("-", ", "))
        self.printing = button(tr("card_out.print"), "printCard", self._print, role="primary")
        self._ways = flow(
            self.printing,
            button(tr("card_out.save"), "saveCard", self._save),
            button(tr("first_run.recovery_kept"), "recoveryKept", lambda: self._keep(CARD_WRITTEN, done)),
            button(tr("card_out.later"), "cardLater", done, role="link"),
        )
        self._end = flow(button(tr("word.continue"), "cardDone", done, role="primary"))
        self._end.hide()
        inside = column(
            row(picture(icons, "key-round", "accent", 26), text(tr("first_run.recovery_title"), "section")),
            text(tr("first_run.recovery_lead")),
            shown,
            self._ways,
            self._end,
            gap=16,
        )
        inside.setContentsMargins(20, 16, 20, 16)
        self.setLayout(inside)

    def _print(self) -> None:
        self._page.ask(self._page.around.store, lambda: self._keys.card(self._code), self._to_printer)

    def _to_printer(self, pdf: bytes) -> None:
        try:
            is_out = self.print_out(self._page, pdf)
        except HosoError as error:
            self._page.show_refusal(error)
            return
        if is_out:
            self._keep(CARD_PRINTED, lambda: self._out(tr("card_out.printed"), ""))

    def _save(self) -> None:
        suggested = str(Path.home() / tr("card_out.file"))
        path, _kind = self.ask_where(self._page, tr("save.title"), suggested)
        if path:
            self._page.ask(self._page.around.store, lambda: self._write(path), self._saved)

    def _write(self, path: str) -> str:
        pdf = self._keys.card(self._code)
        return str(write_whole(Path(path), lambda target: target.write(pdf)))

    def _saved(self, path: str) -> None:
        self._keep(CARD_PRINTED, lambda: self._out(tr("card_out.saved", path=path), tr("card_out.saved_second")))

    def _keep(self, state: str, then: Callable[[], None]) -> None:
        self._page.ask(self._page.around.store, lambda: self._keys.keep(RECOVERY_CARD, state), lambda _none: then())

    def _out(self, title: str, second: str) -> None:
        self._page.say("ok", title, second)
        self._ways.hide()
        self._end.show()
        self._end.findChildren(type(self.printing))[0].setFocus()


def _in_two_lines(code: str) -> str:
    """As it stands on the card."""
    groups = code.split("-")
    return "\n".join(" ".join(half) for half in (groups[:4], groups[4:]))
