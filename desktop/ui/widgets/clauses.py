"""Clauses of the law that are named on a page: one press opens each in place, another closes it."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.icons import Icons
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import WordsButton, button, column, picture, text
from desktop.ui.widgets.notice import announce
from desktop.ui.words import lang, tr, unbroken
from forms.law import Clause
from forms.wording import written_date

SHORT = 24
"""Letters of a clause's name that still stand beside others, as `Điều 15 khoản 1` does."""


class Clauses(QWidget):
    """What rests on these clauses, act by act; shows nothing for none."""

    def __init__(self, icons: Icons, clauses: Sequence[Clause] = ()) -> None:
        super().__init__()
        self._icons = icons
        self._shown: tuple[Clause, ...] = ()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._fill(tuple(clauses))
        if not clauses:
            self.hide()  # never shown here: without a parent yet it would be a window of its own

    def show_clauses(self, clauses: Iterable[Clause]) -> None:
        """These instead of those before; what is open stays open when they are the same."""
        wanted = tuple(clauses)
        self.setVisible(bool(wanted))
        if wanted != self._shown:
            self._fill(wanted)

    def _fill(self, wanted: tuple[Clause, ...]) -> None:
        self._shown = wanted
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for _, rows in groupby(wanted, lambda clause: clause.number):
            self._rows.addWidget(OfAct(self._icons, tuple(rows)))


class OfAct(QWidget):
    """Clauses of one act as buttons `clause_<reference>`, and under them the one that was asked for."""

    def __init__(self, icons: Icons, clauses: Sequence[Clause]) -> None:
        super().__init__()
        self._icons = icons
        self._buttons: dict[str, QPushButton] = {}
        self._open: Clause | None = None
        self._panel: QFrame | None = None
        self._column = column(gap=0)
        self.setLayout(self._column)
        beside = [clause for clause in clauses if len(clauses) > 1 and 0 < len(clause.title) <= SHORT]
        if beside:
            self._column.addWidget(text(unbroken(beside[0].named(lang())), "help"))
            self._column.addWidget(flow(*[self._short(clause) for clause in beside], gap=4))
        for clause in clauses:
            if clause not in beside:
                self._column.addWidget(self._long(clause))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._panel is not None:
            self._close()
        else:
            super().keyPressEvent(event)

    def _short(self, clause: Clause) -> QPushButton:
        push = button(clause.titled(lang()).replace(" ", "\u00a0"), "", role="link")
        return self._named(push, clause)

    def _long(self, clause: Clause) -> QPushButton:
        words = column(text(unbroken(clause.cited(lang())), "link", tone="accent"))
        mark = picture(self._icons, "scale", "accent", 18)
        return self._named(WordsButton("", "link", words, picture=mark, room=(6, 6)), clause)

    def _named(self, push: QPushButton, clause: Clause) -> QPushButton:
        push.setObjectName(f"clause_{clause.reference}")
        push.setAccessibleName(tr("law.open", clause=clause.cited(lang())))
        push.clicked.connect(lambda: self._toggle(clause))
        self._buttons[clause.reference] = push
        return push

    def _toggle(self, clause: Clause) -> None:
        was_open = self._open
        self._take_away()
        if clause != was_open:
            self._open = clause
            self._panel = _panel(clause, self._close)
            self._column.addWidget(self._panel)
            self._buttons[clause.reference].setAccessibleDescription(tr("law.opened"))
            announce(self._panel, " ".join(_told(clause)))
            QTimer.singleShot(0, self._panel, self._bring_into_view)

    def _bring_into_view(self) -> None:
        """Once it has its place, all of it, or as much as there is room for from its top."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea) and self._panel is not None:
            area.ensureWidgetVisible(self._panel, 0, 24)

    def _close(self) -> None:
        """Back to where one was: the button that opened it."""
        opener = self._buttons.get(self._open.reference) if self._open is not None else None
        self._take_away()
        if opener is not None:
            opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_away(self) -> None:
        if self._panel is not None:
            self._column.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        if self._open is not None:
            self._buttons[self._open.reference].setAccessibleDescription("")
            self._open = None


def _panel(clause: Clause, close: Callable[[], None]) -> QFrame:
    head, since, kind, wording = _told(clause)
    frame = QFrame()
    frame.setObjectName(f"clauseText_{clause.reference}")
    frame.setProperty("role", "notice")
    frame.setProperty("tone", "plain")
    inside = column(
        text(unbroken(head), "label"),
        text(since, "help"),
        text(kind, "help"),
        text(wording, name="clauseWording"),
        gap=6,
    )
    shut = button(tr("law.close"), "closeClause", close)
    shut.setAccessibleName(tr("law.close_named", clause=head))
    inside.addWidget(shut, 0, Qt.AlignmentFlag.AlignLeft)
    inside.setContentsMargins(16, 12, 16, 12)
    frame.setLayout(inside)
    return frame


def _told(clause: Clause) -> tuple[str, str, str, str]:
    """The citation, since when it holds, whether the wording or our summary follows, and that."""
    if clause.in_force is None:
        since = tr("law.since_unknown")
    else:
        since = tr("law.since" if clause.confirmed else "law.since_unconfirmed", day=written_date(clause.in_force))
    kind = tr("law.wording" if clause.text else "law.no_wording")
    words = f"“{clause.text}”" if clause.text else clause.about[lang()]
    return clause.cited(lang()), since, kind, words
