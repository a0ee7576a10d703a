"""What all pages share: a scrolled column, work off the main thread, and how failures are told."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.ui.surroundings import Surroundings
from desktop.ui.tasks import TaskRunner
from desktop.ui.widgets.arrangement import AsHighAsItsWords
from desktop.ui.widgets.basic import text
from desktop.ui.widgets.notice import announce, notice
from desktop.ui.words import day_and_time, told

T = TypeVar("T")
MOST_WIDTH = 1080


class Page(QWidget):
    """A page; `rail` is the entry of the left rail that it belongs to, `crumbs` says where one is."""

    rail = "home"
    recrumbed = Signal()

    def __init__(self, around: Surroundings, name: str, crumbs: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(" – ".join(crumbs))
        self.around = around
        self.crumbs = crumbs
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = AsHighAsItsWords()
        self._inside.setMaximumWidth(around.look.px(MOST_WIDTH) + 80)
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(40, 28, 40, 32)
        self.body.setSpacing(16)
        self._scroll.setWidget(self._inside)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._outside = QHBoxLayout(self)
        self._outside.setContentsMargins(0, 0, 0, 0)
        self._outside.setSpacing(0)
        self._outside.addWidget(self._scroll)
        self._notices = QVBoxLayout()
        self.body.addLayout(self._notices)

    def add(self, *things: QWidget | QLayout) -> None:
        """Put things at the end of the column."""
        for thing in things:
            if isinstance(thing, QWidget):
                self.body.addWidget(thing)
            else:
                self.body.addLayout(thing)

    def recrumb(self, *crumbs: str) -> None:
        """Tell where one is, once it is known."""
        self.crumbs = crumbs
        self.setAccessibleName(" – ".join(crumbs))
        self.recrumbed.emit()

    def headline(self, words: str, lead: str = "") -> None:
        """The page's title and, under it, one sentence."""
        self.body.addWidget(text(words, "title", name="pageTitle"))
        if lead:
            self.body.addWidget(text(lead, "lead"))

    def ask(
        self,
        runner: TaskRunner,
        task: Callable[[], T],
        then: Callable[[T], None],
        otherwise: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run *task* elsewhere, then go on here if page and hearer are still there; refusals are shown in the page."""
        failed = otherwise or self.show_refusal
        runner.run(
            task,
            lambda value: then(value) if isValid(self) and _is_there(then) else None,
            lambda error: failed(error) if isValid(self) and _is_there(failed) else None,
        )

    def when(self, moment: datetime) -> str:
        """Day and time in words, seen from now."""
        return day_and_time(moment, self.around.now())

    def show_refusal(self, error: Exception) -> None:
        """One sentence with its code, at the top."""
        self.say("error", told(error), name="refusal")

    def say(self, tone: str, title: str, second: str = "", *, name: str = "said") -> None:
        """A message at the top instead of the one before, announced."""
        self.unsay()
        self._notices.addWidget(notice(self.around.icons, tone, title, second, name=name))
        self._scroll.verticalScrollBar().setValue(0)
        announce(self, title)

    def offer(self, title: str, second: str, action: QWidget) -> None:
        """A message at the top with something to do about it, announced."""
        self.unsay()
        self._notices.addWidget(notice(self.around.icons, "warn", title, second, name="offer", action=action))
        self._scroll.verticalScrollBar().setValue(0)
        announce(self, title)

    def unsay(self) -> None:
        """Take the message away."""
        while (item := self._notices.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()

    def leave(self) -> None:
        """Called before another page takes the place; what is typed is saved here."""

    def whereabouts(self) -> object:
        """Where the cursor is, when the page can bring it back there after it was drawn anew."""
        return None

    def come_back(self, where: object) -> None:
        """The page is drawn anew, in another language or look: put the cursor where it was."""

    def reveal(self, widget: QWidget) -> None:
        """Scroll to *widget* and put the cursor there."""
        self._scroll.ensureWidgetVisible(widget, 40, 80)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_there(call: Callable[..., None]) -> bool:
    """A card asks through its page, and is gone when the page was drawn anew meanwhile."""
    owner = getattr(call, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
