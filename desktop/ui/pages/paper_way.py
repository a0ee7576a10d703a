"""Filing by one's own hand: print for the counter or for the post, then *Bạn đã nộp chưa?*."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.by_hand import HandFiling, Printing, Way
from desktop.domain.draft import Draft
from desktop.domain.letter import Enclosure, EnclosureKind, Letter
from desktop.services.checking import Check
from desktop.services.filing_by_hand import Slip
from desktop.services.letters import goes_by_post
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.pages.slip_form import SlipForm
from desktop.ui.pages.titles import draft_title
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import CardGrid, flow, stack
from desktop.ui.widgets.basic import button, card, picture, row, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import lang, tr
from forms.answers import complete, get
from forms.pack import ProcedurePack
from forms.units import is_unit, unit_address


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What is printed: the official paper for each way, and the sheet for the envelope."""

    for_counter: PaperOut
    for_post: PaperOut
    envelope: PaperOut


@dataclass(frozen=True, slots=True)
class _Seen:
    draft: Draft
    pack: ProcedurePack
    check: Check
    unit: str
    letter: Letter | None
    printing: Printing | None


class PaperWayPage(Page):
    """Buttons `printForm`, `printFormPost`, `printEnvelope`; `filedCounter`, `filedPost`, `filedOnline`, `notYet`."""

    def __init__(self, around: Surroundings, desk: Desk, draft_id: str, out: OnPaper) -> None:
        super().__init__(around, "page", (tr("home.crumb"), tr("by_hand.crumb")))
        self._desk = desk
        self._draft_id = draft_id
        self._out = out
        self.ask(around.store, self._read, self._show)

    def _read(self) -> _Seen:
        draft = self._desk.drafting.get(self._draft_id)
        pack = self._desk.catalogue.get(draft.procedure, draft.version)
        unit = get(complete(pack, dict(draft.answers), today=self._today()), pack.procedure["dossier"]["unit"])
        return _Seen(
            draft,
            pack,
            self._desk.drafting.check(draft.id),
            unit_address(unit) if isinstance(unit, str) and is_unit(unit) else "",
            self._desk.handing_over.letter(draft.id, lang()) if goes_by_post(pack) else None,
            self._desk.filing_by_hand.printing(draft.id),
        )

    def _show(self, seen: _Seen) -> None:
        self.headline(tr("by_hand.title"), draft_title(self._desk.catalogue, seen.draft))
        if seen.draft.finalised_as is not None:
            self.add(notice(self.around.icons, "plain", tr("by_hand.already")))
            self.body.addStretch(1)
            return
        if seen.check.faults:
            go = button(tr("by_hand.see_faults"), "seeFaults", lambda: self.around.navigator.go("check", seen.draft.id))
            title = tr("by_hand.faults", n=seen.check.faults)
            self.add(notice(self.around.icons, "warn", title, tr("by_hand.faults_second"), action=go))
        self.add(CardGrid([self._counter(seen), self._post(seen)], least=self.around.look.px(340), most=2))
        self._question = self._asked(seen)
        self.add(self._question)
        self.body.addStretch(1)

    def _counter(self, seen: _Seen) -> QFrame:
        bring = [text(f"• {seen.pack.text(key, lang())}", "help") for key in seen.pack.procedure.get("bring", [])]
        out = button(
            tr("handover.print"), "printForm", lambda: self._print(self._out.for_counter), icon="printer",
            icons=self.around.icons,
        )  # fmt: skip
        head = self._head("map-pin", tr("by_hand.way.counter"))
        where = tr("by_hand.go_to", unit=seen.unit) if seen.unit else tr("by_hand.go_to_any")
        lines = [text(tr("sheet.bring"), "label"), *bring] if bring else []
        return card(stack(head, text(where), text(tr("by_hand.no_address"), "help"), flow(out), *lines, gap=10))

    def _post(self, seen: _Seen) -> QFrame:
        head = self._head("send", tr("by_hand.way.post"))
        if seen.letter is None:
            return card(stack(head, text(tr("by_hand.no_post")), gap=10))
        icons = self.around.icons
        form = button(
            tr("handover.print"), "printFormPost", lambda: self._print(self._out.for_post), icon="printer", icons=icons
        )
        envelope = button(
            tr("by_hand.print_envelope"), "printEnvelope", lambda: self._print(self._out.envelope), icon="printer",
            icons=icons,
        )  # fmt: skip
        lines = [text(f"• {_paper_words(seen.pack, paper)}", "help") for paper in seen.letter.enclosures]
        return card(stack(head, text(tr("by_hand.put_in"), "label"), *lines, flow(form, envelope), gap=10))

    def _asked(self, seen: _Seen) -> QFrame:
        """The question; it is a card of the page and waits, nothing pops up."""
        online = [Way.ONLINE] if "online" in seen.pack.procedure.get("filing", ()) else []
        ways = [Way.COUNTER, *([Way.POST] if seen.letter is not None else []), *online]
        answers = [self._filed_button(way) for way in ways]
        answers.append(button(tr("by_hand.not_yet"), "notYet", self._not_yet))
        self._slip_place = QVBoxLayout()
        printed = [text(_printed_words(self, seen.printing), "help")] if seen.printing else []
        holder = QWidget()
        holder.setLayout(self._slip_place)
        self._slip_place.setContentsMargins(0, 0, 0, 0)
        head = self._head("circle-help", tr("by_hand.asked"))
        return card(
            head, *printed, text(tr("by_hand.asked_help"), "help"), flow(*answers), holder, name="asked", gap=12
        )

    def _filed_button(self, way: Way) -> QWidget:
        name = {Way.COUNTER: "filedCounter", Way.POST: "filedPost", Way.ONLINE: "filedOnline"}[way]
        return button(tr(f"by_hand.yes.{way}"), name, lambda: self._tell(way))

    def _tell(self, way: Way) -> None:
        """The fields for what the slip says, today's date already there."""
        while (item := self._slip_place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._form = SlipForm(self.around, Slip(way, self._today()), is_new=True)
        save = button(tr("by_hand.record"), "recordFiling", self._record, role="primary")
        self._slip_place.addWidget(text(tr(f"by_hand.way.{way}"), "section"))
        self._slip_place.addWidget(self._form)
        self._slip_place.addWidget(text(tr("by_hand.freezes"), "help"))
        self._slip_place.addWidget(flow(save))
        QTimer.singleShot(0, self._form, lambda: self.reveal(self._form.first_line()))

    def _record(self) -> None:
        slip = self._form.slip()
        if slip is not None:
            self.ask(self.around.store, lambda: self._desk.filing_by_hand.record(self._draft_id, slip), self._recorded)

    def _recorded(self, filing: HandFiling) -> None:
        self.around.navigator.go("by_hand", filing.id)

    def _not_yet(self) -> None:
        self.ask(
            self.around.store,
            lambda: self._desk.filing_by_hand.not_yet(self._draft_id),
            lambda _none: self.say("plain", tr("by_hand.not_yet_said"), tr("by_hand.not_yet_second")),
        )

    def _print(self, out: PaperOut) -> None:
        out.save(self, self._draft_id, self._printed)

    def _printed(self, path: str) -> None:
        answer = button(tr("by_hand.asked"), "answerNow", lambda: self.reveal(self._question))
        self.offer(tr("save.done"), path, answer)

    def _head(self, icon: str, words: str) -> QWidget:
        holder = QWidget()
        inside = row(picture(self.around.icons, icon, "accent", 24), text(words, "section"), gap=12)
        inside.setStretch(1, 1)
        holder.setLayout(inside)
        return holder

    def _today(self) -> date:
        return self.around.today()


def _printed_words(page: Page, printing: Printing) -> str:
    """When it was printed, or copied across."""
    key = "by_hand.copied" if printing.way is Way.ONLINE else "by_hand.printed"
    return tr(key, when=page.when(printing.printed_at))


def _paper_words(pack: ProcedurePack, paper: Enclosure) -> str:
    """`Giấy chứng sinh – 1 bản chính`."""
    name = tr(f"by_hand.paper.{paper.kind}")
    if paper.slot:
        certified = paper.kind is EnclosureKind.CERTIFIED and lang() == "vi"
        name = paper.name if certified else pack.text(f"slot.{paper.slot}.name", lang())
    words = tr(f"by_hand.kind.{paper.kind}", name=name, n=paper.count)
    return f"{words} {tr('by_hand.if_any')}" if paper.if_any and "(nếu " not in paper.name else words
