"""*Muốn nộp thật?*: the ways to file by one's own hand while no agency's portal is connected."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QWidget

from desktop.services.copying_across import CopySheet
from desktop.ui.desk import Desk
from desktop.ui.pages.package_out import PackageOut
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import CardGrid
from desktop.ui.widgets.basic import CardButton, button, column, picture, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import lang, tr

OpenCopy = Callable[[Surroundings, Desk, CopySheet], None]
"""Opens the narrow window beside the browser."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """The set to take along, the window for copying across, the package."""

    whole_set: PaperOut
    copy_across: OpenCopy
    package: PackageOut


class RealWays(QFrame):
    """Buttons `printSet`, `copyAcross`, `exportPackage`; `paperWay` for the post and for writing it down afterwards."""

    def __init__(self, page: Page, desk: Desk, draft_id: str, ways: HandOver, *, in_practice: bool) -> None:
        super().__init__()
        self.setObjectName("realWays")
        self._page = page
        self._desk = desk
        self._draft_id = draft_id
        self._ways = ways
        around = page.around
        cards: list[QWidget] = [
            self._card("printSet", "set", "printer", self._print),
            self._card("copyAcross", "copy_across", "copy", self._copy),
            self._card("exportPackage", "package", "package", self._export),
        ]
        things: list[QWidget] = [text(tr("handover.title"), "section")]
        if in_practice:
            things.append(notice(around.icons, "practice", tr("check.practice"), name="practiceSentence"))
        things += [text(tr("handover.help"), "help"), CardGrid(cards, least=around.look.px(200), most=3)]
        go_on = button(tr("handover.paper_way"), "paperWay", self._go_on_paper, role="link", icon="map-pin",
                       icons=around.icons)  # fmt: skip
        inside = column(*things, go_on, gap=14)
        inside.setContentsMargins(20, 16, 20, 16)
        self.setProperty("role", "card")
        self.setLayout(inside)

    def _card(self, name: str, key: str, icon: str, act: Callable[[], None]) -> QWidget:
        look = picture(self._page.around.icons, icon, "accent", 24)
        push = CardButton(name, tr(f"handover.{key}"), tr(f"handover.{key}_help"), picture=look)
        push.clicked.connect(lambda: act())  # noqa: PLW0108 the slot's boolean stays here
        return push

    def _print(self) -> None:
        saved = "by_hand.saved_to"
        self._ways.whole_set.save(self._page, self._draft_id, lambda path: self._ask_whether_filed(saved, path))

    def _ask_whether_filed(self, key: str, path: str) -> None:
        """Out of the vault to be filed by hand: *Bạn đã nộp chưa?* waits on the page, nothing pops up."""
        answer = button(tr("home.answer"), "answerFiled", self._go_on_paper)
        self._page.offer(tr("by_hand.asked"), tr(key, path=path), answer)

    def _copy(self) -> None:
        around, language = self._page.around, lang()
        self._page.ask(
            around.store,
            lambda: self._desk.handing_over.copy_sheet(self._draft_id, language),
            lambda sheet: self._ways.copy_across(around, self._desk, sheet),
        )

    def _export(self) -> None:
        kept = "handover.package_kept"
        self._ways.package.offer(self._page, self._draft_id, lambda path: self._ask_whether_filed(kept, str(path)))

    def _go_on_paper(self) -> None:
        self._page.around.navigator.go("paper_way", self._draft_id)
