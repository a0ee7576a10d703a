"""Papers: a row per slot with its state; drop or choose; what is wrong in plain words."""

from dataclasses import dataclass

from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from desktop import messages
from desktop.domain.attachment import CONSENT_SLOT, Attachment
from desktop.domain.draft import FilingFor
from desktop.domain.errors import Refusal
from desktop.ui.desk import Desk
from desktop.ui.form_entry.steps import categories
from desktop.ui.pages.consent_card import ConsentTermsPanel
from desktop.ui.pages.file_choice import ChooseFile, DropTarget, ask_for_file, read_file
from desktop.ui.pages.filing_page import Filing, FilingPage
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card, chip, column, picture, row, text
from desktop.ui.words import lang, size, tr
from forms.answers import complete
from forms.pack import Slot
from forms.slots import open_slots


@dataclass(frozen=True, slots=True)
class _Offer:
    slot: str
    name: str
    content: bytes


class PapersPage(FilingPage):
    """Cards `slot_<code>` with buttons `choose_<code>`, `remove_<code>_<n>` and, for photographs, `makePdf`."""

    place = "papers"
    choose_file: ChooseFile = staticmethod(QFileDialog.getOpenFileName)

    def __init__(self, around: Surroundings, desk: Desk, draft_id: str, consent: PaperOut) -> None:
        self._consent_out = consent
        super().__init__(around, desk, draft_id)

    def fill(self, filing: Filing) -> None:
        self._filing = filing
        self.main_column.addWidget(text(tr("papers.title"), "title", name="pageTitle"))
        self.main_column.addWidget(
            text(tr("papers.lead" if self.around.sticks is None else "stick.papers_lead"), "lead")
        )
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.main_column.addLayout(self._rows)
        back = button(tr("word.back"), "back", self._back)
        forth = button(
            tr("word.continue"), "next", lambda: self.around.navigator.go("check", self.draft_id), role="primary"
        )
        self.main_column.addWidget(flow(back, forth))
        self._show_slots(filing.papers)

    def asides(self, filing: Filing) -> list[QWidget]:
        del filing
        tips = [text(f"• {tr(f'papers.tip{number}')}", "help") for number in (1, 2, 3)]
        return [card(text(tr("papers.tips"), "label"), *tips)]

    def _show_slots(self, papers: tuple[Attachment, ...]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        data = complete(self._filing.pack, dict(self._filing.draft.answers), today=self.today)
        for slot in open_slots(self._filing.pack, data):
            self._rows.addWidget(self._slot_card(slot, [paper for paper in papers if paper.slot == slot.code]))
        submitter = self._filing.draft.submitter
        if submitter is not None:
            self._rows.addWidget(self._consent_card([paper for paper in papers if paper.slot == CONSENT_SLOT]))

    def _slot_card(self, slot: Slot, papers: list[Attachment]) -> QFrame:
        pack = self._filing.pack
        name = pack.text(f"slot.{slot.code}.name", lang())
        help_text = (
            pack.text(f"slot.{slot.code}.description", lang()) if pack.has_text(f"slot.{slot.code}.description") else ""
        )
        if not slot.submit:
            return self._card(slot.code, name, help_text, chip(tr("sheet.present_only"), "neutral"), [], can_add=False)
        limits = tr("papers.limits", kinds=", ".join(slot.accept).upper(), size=size(slot.max_size))
        state = (
            chip(tr("papers.has"), "ok")
            if papers
            else chip(
                tr("papers.needed" if slot.required else "papers.optional"), "warn" if slot.required else "neutral"
            )
        )
        room = len(papers) < slot.max_files
        return self._card(slot.code, name, f"{help_text} {limits}".strip(), state, papers, can_add=room)

    def _consent_card(self, papers: list[Attachment]) -> QFrame:
        state = chip(tr("papers.has"), "ok") if papers else chip(tr("papers.needed"), "warn")
        help_text = tr("filing_for.consent_help")
        frame = self._card(CONSENT_SLOT, tr("filing_for.consent"), help_text, state, papers, can_add=not papers)
        inside = frame.layout()
        if isinstance(inside, QVBoxLayout) and self._filing.draft.filing_for is not FilingFor.ORGANISATION:
            inside.addWidget(ConsentTermsPanel(self, self.desk, self.draft_id, self._consent_out))
        return frame

    def _card(
        self, code: str, name: str, help_text: str, state: QWidget, papers: list[Attachment], *, can_add: bool
    ) -> QFrame:
        head = row(column(text(name, "label"), text(help_text, "help"), gap=2), state)
        head.setStretch(0, 1)
        frame = card(head, *[self._paper(code, paper) for paper in papers], name=f"slot_{code}", gap=10)
        if can_add:
            add = button(
                tr("papers.choose"),
                f"choose_{code}",
                lambda: self._choose(code),
                icon="upload",
                icons=self.around.icons,
            )
            add.setAccessibleName(f"{tr('papers.choose')}: {name}")
            inside = frame.layout()
            if isinstance(inside, QVBoxLayout):
                inside.addLayout(row(add, None))
            frame.setAcceptDrops(True)
            frame.installEventFilter(DropTarget(lambda path: self.take(code, path), frame))
        return frame

    def _paper(self, code: str, paper: Attachment) -> QWidget:
        pages = tr("papers.pages", n=paper.pages) if paper.pages else ""
        words = column(
            text(paper.name), text(" · ".join(part for part in (size(paper.size), pages) if part), "second"), gap=0
        )
        for finding in paper.findings:
            said = messages.say(finding.code, lang(), **dict(finding.parameters))
            words.addWidget(text(said, "second", tone="warn" if finding.severity == "warning" else ""))
        remove = button(tr("word.remove"), f"remove_{code}_{paper.n}", lambda: self._remove(paper), role="link")
        remove.setAccessibleName(f"{tr('word.remove')}: {paper.name}")
        inside = row(picture(self.around.icons, "file-check", "ok", 22), words, remove)
        inside.setStretch(1, 1)
        holder = QWidget()
        holder.setLayout(inside)
        return holder

    def take(self, slot: str, path: str) -> None:
        """Attach the file at *path*; a photograph where a PDF is wanted is offered to be made one."""
        self.unsay()
        self.ask(self.around.store, lambda: self._attach(slot, path), self._attached)

    def _choose(self, slot: str) -> None:
        words = (tr("papers.choose"), tr("papers.kinds"))
        ask_for_file(self, self.choose_file, words, lambda path: self.take(slot, path))

    def _attach(self, slot: str, path: str) -> tuple[Attachment, ...] | _Offer:
        name, content = read_file(path)
        try:
            self.desk.attaching.attach(self.draft_id, slot, name, content)
        except Refusal as refusal:
            if refusal.code == "paper.wants-pdf":
                return _Offer(slot, name, content)
            raise
        return self.desk.attaching.of_draft(self.draft_id)

    def _attached(self, found: tuple[Attachment, ...] | _Offer) -> None:
        if isinstance(found, tuple):
            self._show_slots(found)
            return
        act = button(tr("papers.make_pdf"), "makePdf", lambda: self._convert(found))
        self.offer(tr("papers.photo_title"), tr("papers.photo_second", name=found.name), act)

    def _convert(self, offer: _Offer) -> None:
        self.unsay()
        self.ask(self.around.store, lambda: self._attach_converted(offer), self._show_slots)

    def _attach_converted(self, offer: _Offer) -> tuple[Attachment, ...]:
        self.desk.attaching.attach(self.draft_id, offer.slot, offer.name, offer.content, convert=True)
        return self.desk.attaching.of_draft(self.draft_id)

    def _remove(self, paper: Attachment) -> None:
        self.ask(self.around.store, lambda: self._detach(paper), self._show_slots)

    def _detach(self, paper: Attachment) -> tuple[Attachment, ...]:
        self.desk.attaching.detach(self.draft_id, paper.id)
        return self.desk.attaching.of_draft(self.draft_id)

    def _back(self) -> None:
        ids = [name for name, _ in categories(self._filing.pack, dict(self._filing.draft.answers))]
        self.around.navigator.go("form", self.draft_id, ids[-1])
