"""*Giấy tờ của tôi*: results, fee receipts and papers that were used, kept in the vault on this machine."""

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.attachment import CONSENT_SLOT
from desktop.services.results import KeptResult
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.pages.people import empty
from desktop.ui.pages.result import what_counts_first
from desktop.ui.pages.retention_card import gone_words
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Folding, flow
from desktop.ui.widgets.basic import button, card, column, picture, row, text
from desktop.ui.words import lang, tr

AT_ONCE = 20
"""Dossiers whose papers are shown; those of more when they are asked for."""


@dataclass(frozen=True, slots=True)
class _Paper:
    sha256: str
    name: str
    second: str
    gone: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class _Wallet:
    results: tuple[_Paper, ...]
    receipts: tuple[_Paper, ...]
    papers: tuple[_Paper, ...]
    has_more: bool


class WalletPage(Page):
    """Cards with buttons `savePaper_<first letters of its digest>`; `morePapers` of earlier dossiers."""

    rail = "wallet"

    def __init__(self, around: Surroundings, desk: Desk) -> None:
        super().__init__(around, "page", (tr("wallet.title"),))
        self._desk = desk
        self._dossiers = AT_ONCE
        self.headline(tr("wallet.title"), tr("wallet.lead"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.add(self._rows)
        self.body.addStretch(1)
        self._load()

    def _load(self) -> None:
        self.ask(self.around.store, self._read, self._show)

    def _read(self) -> _Wallet:
        results: list[_Paper] = []
        receipts: list[_Paper] = []
        papers: dict[str, _Paper] = {}
        with self._desk.open_unit() as uow:
            newest = uow.submissions.found("", self._dossiers + 1)
        for submission in newest[: self._dossiers]:
            results += [
                _Paper(kept.sha256, kept.name, _of(kept, submission.title), file=kept.file_name)
                for kept in what_counts_first(self._desk.results.kept(submission.id))
            ]
            receipts += [
                _Paper(kept.paper_sha256, kept.name, submission.title, file=name)
                for kept, name in self._desk.fee_receipts.named(submission.id)
            ]
            pack = self._desk.catalogue.get(submission.procedure, submission.version)
            gone = gone_words(self._desk.upkeep.retaining.look(submission.id))
            for paper in self._desk.attaching.of_draft(submission.draft):
                if gone and paper.sha256 in papers:
                    continue  # another dossier has it still
                consent = paper.slot == CONSENT_SLOT
                slot = tr("filing_for.consent") if consent else pack.text(f"slot.{paper.slot}.name", lang())
                papers[paper.sha256] = _Paper(
                    paper.sha256, paper.name, tr("wallet.from", slot=slot, title=submission.title), gone
                )
        has_more = len(newest) > self._dossiers
        return _Wallet(tuple(results), tuple(receipts), tuple(papers.values()), has_more)

    def _show(self, wallet: _Wallet) -> None:
        empty(self._rows)
        if not (wallet.results or wallet.receipts or wallet.papers or wallet.has_more):
            self._rows.addWidget(card(text(tr("wallet.none"))))
        for title, found, read in (
            ("wallet.results", wallet.results, self._desk.results.read),
            ("fee.receipts", wallet.receipts, self._desk.fee_receipts.read),
            ("wallet.papers", wallet.papers, self._desk.attaching.read),
        ):
            if found:
                self._rows.addWidget(text(tr(title), "section"))
            for paper in found:
                self._rows.addWidget(self._row(paper, PaperOut(read, paper.file or paper.name)))
        if wallet.has_more:
            self._rows.addWidget(flow(button(tr("wallet.more"), "morePapers", self._show_more)))

    def _show_more(self) -> None:
        self._dossiers += AT_ONCE
        self._load()

    def _row(self, paper: _Paper, out: PaperOut) -> QFrame:
        keep = button(tr("result.save"), f"savePaper_{paper.sha256[:12]}", lambda: out.save(self, paper.sha256))
        keep.setAccessibleName(f"{tr('result.save')}: {paper.name}")
        words = column(text(paper.name, "label"), text(paper.second, "second"), gap=2)
        if paper.gone:
            words.addWidget(text(paper.gone, "second", name=f"gone_{paper.sha256[:12]}"))
        inside = row(picture(self.around.icons, "file-text", "muted", 26), words, gap=16)
        inside.setStretch(1, 1)
        named = QWidget()
        named.setLayout(inside)
        return card(named) if paper.gone else card(Folding(named, keep, least=self.around.look.px(260)))


def _of(kept: KeptResult, title: str) -> str:
    return f"{title} · {tr('result.replaced')}" if kept.is_replaced else title
