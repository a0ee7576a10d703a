"""Results: fetched, verified, kept; each axis of the verdict in words, never one green tick."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.ui.desk import Desk, KeptResultLike
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import button, card, chip, text
from desktop.ui.words import lang, tr


class ResultPage(Page):
    """Button `download`; cards `result_<n>` with `saveResult_<n>`."""

    rail = "dossiers"

    def __init__(self, around: Surroundings, desk: Desk, submission: str) -> None:
        super().__init__(around, "page", (tr("rail.dossiers"), tr("result.crumb")))
        self._desk = desk
        self._submission = submission
        self._out = PaperOut(desk.results.read, "KQ_{key}.pdf")
        self.headline(tr("result.title"), tr("result.lead"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.add(self._rows)
        self.add(button(tr("result.download"), "download", self._fetch, icon="download", icons=around.icons))
        self.body.addStretch(1)
        self.ask(around.store, lambda: desk.results.kept(submission), self._show_kept)

    def _show_kept(self, kept: Sequence[KeptResultLike]) -> None:
        if kept:
            self._show(kept)
        else:
            self._fetch()

    def _fetch(self) -> None:
        self.ask(self.around.network, lambda: self._desk.results.download(self._submission), self._show)

    def _show(self, kept: Sequence[KeptResultLike]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not kept:
            self._rows.addWidget(text(tr("result.none"), "lead", name="noResult"))
        for number, result in enumerate(kept, start=1):
            self._rows.addWidget(self._card(number, result))
        if kept:
            self._add_what_to_bring()

    def _card(self, number: int, result: KeptResultLike) -> QFrame:
        verdict = result.verdict
        whole = verdict.intact and verdict.covers_whole_file
        unchanged = chip(tr("result.unchanged" if whole else "result.changed"), "neutral" if whole else "error")
        return card(
            text(result.name, "section"),
            unchanged,
            text(tr("result.signer", signer=verdict.signer)),
            chip(tr(f"result.chain_{verdict.chain}"), "warn"),
            text(tr("result.revocation"), "second"),
            button(tr("result.save"), f"saveResult_{number}", lambda: self._out.save(self, result.sha256)),
            name=f"result_{number}",
        )

    def _add_what_to_bring(self) -> None:
        submission = self._desk.tracking.status(self._submission).submission
        pack = self._desk.catalogue.get(submission.procedure, submission.version)
        keys = [key for key in sorted(pack.texts["vi"]) if key.startswith("procedure.bring.")]
        if keys:
            lines = [text(f"• {pack.text(key, lang())}") for key in keys]
            self._rows.addWidget(card(text(tr("result.bring"), "section"), *lines))
