"""*Báo cáo ngày*: what was done on a day, by procedure and by person, and what still waits; on paper or as a table."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.services.day_book import Act, Day
from desktop.services.day_table import waiting_lines
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow, stack
from desktop.ui.widgets.basic import button, card, chip, text
from desktop.ui.words import lang, tr

ONE = timedelta(days=1)
KINDS = ("pdf", "xlsx", "csv")
MOST_SHOWN = 100


class DayPage(Page):
    """Buttons `dayBefore`, `dayAfter`, `report_pdf`, `report_xlsx`, `report_csv`, `slips`; cards of what was done."""

    rail = "dossiers"

    def __init__(
        self,
        around: Surroundings,
        desk: Desk,
        day: str,
        draw: Callable[[str, str], bytes],
        slips: PaperOut,
    ) -> None:
        super().__init__(around, "page", (tr("rail.dossiers"), tr("day.title")))
        self._desk = desk
        self._today = around.today()
        self._day = self._today
        with suppress(ValueError):
            self._day = date.fromisoformat(day)
        self._out = {kind: PaperOut(_of_kind(draw, kind), f"bao-cao-{{key}}.{kind}") for kind in KINDS}
        self._slips = slips
        self.headline(tr("day.of", day=f"{self._day:%d/%m/%Y}"), tr("day.lead"))
        self.add(self._turn(), self._ways())
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.add(self._cards)
        self.body.addStretch(1)
        self.ask(around.store, lambda: desk.many.day_book.of(self._day), self._show)

    def _turn(self) -> QWidget:
        after = button(tr("day.after"), "dayAfter", lambda: self._go(ONE), role="link")
        after.setEnabled(self._day < self._today)
        return flow(button(tr("day.before"), "dayBefore", lambda: self._go(-ONE), role="link"), after)

    def _go(self, by: timedelta) -> None:
        self.around.navigator.go("day", (self._day + by).isoformat())

    def _ways(self) -> QWidget:
        icons = {"pdf": "printer", "xlsx": "download", "csv": "download"}
        buttons = [
            button(
                tr(f"day.out_{kind}"), f"report_{kind}", partial(self._save, kind), icon=icons[kind],
                icons=self.around.icons,
            )
            for kind in KINDS
        ]  # fmt: skip
        slips = button(tr("batch.slips"), "slips", lambda: self._slips.save(self, self._day.isoformat()))
        return flow(*buttons, slips)

    def _save(self, kind: str) -> None:
        self._out[kind].save(self, self._day.isoformat())

    def _show(self, day: Day) -> None:
        if not day.happenings:
            self._cards.addWidget(text(tr("day.nothing"), "lead", name="empty"))
        else:
            self._cards.addWidget(self._sums(day))
            self._cards.addWidget(self._by_procedure(day))
            self._cards.addWidget(self._by_person(day))
        lines = [self._pair(what, why) for what, why in waiting_lines(day, lang())[:MOST_SHOWN]]
        left = len(day.waiting) - MOST_SHOWN
        if left > 0:
            lines.append(text(tr("import.and_more", n=left), "help"))
        title = text(tr("day.waiting", n=len(day.waiting)), "section")
        self._cards.addWidget(card(title, *(lines or [text(tr("day.waiting_none"), "help")]), name="waits", gap=8))

    def _sums(self, day: Day) -> QFrame:
        chips = [chip(_counted(act, day.count(act)), "neutral", name=f"sum_{act.value}") for act in Act]
        return card(text(tr("day.all"), "section"), flow(*chips), name="sums", gap=10)

    def _by_procedure(self, day: Day) -> QFrame:
        rows = [self._row(name, {act: day.count(act, code) for act in Act}) for code, name in day.procedures]
        return card(text(tr("day.by_procedure"), "section"), *rows, name="byProcedure", gap=10)

    def _by_person(self, day: Day) -> QFrame:
        people = [(name, number, _acts_of(day, name, number)) for name, number in day.people[:MOST_SHOWN]]
        rows = [self._row(f"{name or tr('batch.nameless')} {number}".strip(), acts) for name, number, acts in people]
        return card(text(tr("day.by_person"), "section"), *rows, name="byPerson", gap=10)

    def _row(self, name: str, acts: dict[Act, int]) -> QWidget:
        counts = " · ".join(_counted(act, n) for act, n in acts.items() if n)
        return self._pair(name, counts)

    def _pair(self, left: str, right: str) -> QWidget:
        return stack(text(left), text(right, "help"), gap=0)


def _acts_of(day: Day, name: str, number: str) -> dict[Act, int]:
    own = [one.act for one in day.happenings if (one.person, one.number) == (name, number)]
    return {act: own.count(act) for act in Act}


def _counted(act: Act, n: int) -> str:
    return f"{tr(f'day.act_{act.value}')} {n}"


def _of_kind(draw: Callable[[str, str], bytes], kind: str) -> Callable[[str], bytes]:
    return lambda day: draw(day, kind)
