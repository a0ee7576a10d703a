"""Results: fetched, verified, kept; each axis of the verdict in words, never one green tick."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.services.results import KeptResult
from desktop.ui.desk import Desk
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.pages.rating_card import RatingCard
from desktop.ui.pages.signed_paper import look_button, verdict_chips
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card, chip, text
from desktop.ui.words import lang, tr


@dataclass(frozen=True, slots=True)
class _Kept:
    results: Sequence[KeptResult]
    is_missing: bool
    bring: Sequence[str]
    acknowledged: frozenset[str]


def what_counts_first(results: Sequence[KeptResult]) -> list[KeptResult]:
    """What was replaced stays, behind what stands in its place."""
    return sorted(results, key=lambda one: one.is_replaced)


class ResultPage(Page):
    """Cards `result_<n>` with `lookResult_<n>`, `saveResult_<n>`; button `download` while one is at the portal."""

    rail = "dossiers"

    def __init__(self, around: Surroundings, desk: Desk, submission: str, timer: OutboxTimer) -> None:
        super().__init__(around, "page", (tr("rail.dossiers"), tr("result.crumb")))
        self._desk = desk
        self._submission = submission
        self._timer = timer
        self.headline(tr("result.title"), tr("result.lead"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.add(self._rows)
        self.add(RatingCard(self, desk, submission, timer))
        self._download = button(tr("result.download"), "download", self._fetch, icon="download", icons=around.icons)
        self.add(self._download)
        self.body.addStretch(1)
        self.ask(around.store, self._kept, self._show_kept)

    def _show_kept(self, kept: _Kept) -> None:
        self._show(kept)
        if kept.is_missing:
            self._fetch()

    def _fetch(self) -> None:
        self.unsay()
        self.ask(
            self.around.network,
            lambda: self._with_list(self._desk.results.download(self._submission)),
            self._show,
            self._not_fetched,
        )

    def _not_fetched(self, error: Exception) -> None:
        """What did come is shown all the same."""
        self.show_refusal(error)
        self.ask(self.around.store, self._kept, self._show)

    def _kept(self) -> _Kept:
        return self._with_list(self._desk.results.kept(self._submission))

    def _with_list(self, results: Sequence[KeptResult]) -> _Kept:
        status = self._desk.tracking.status(self._submission)
        submission, listed = status.submission, status.dossier.results if status.dossier is not None else ()
        pack = self._desk.catalogue.get(submission.procedure, submission.version)
        bring = [pack.text(key, lang()) for key in pack.procedure.get("bring", [])]
        is_missing = any(not one.kept for one in listed)
        return _Kept(what_counts_first(results), is_missing, bring, self._desk.talking.acknowledged(self._submission))

    def _show(self, kept: _Kept) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._download.setVisible(kept.is_missing)
        if not kept.results and not kept.is_missing:
            self._rows.addWidget(text(tr("result.none"), "lead", name="noResult"))
        for number, result in enumerate(kept.results, start=1):
            self._rows.addWidget(self._card(number, result, said=result.rid in kept.acknowledged))
        if kept.results and kept.bring:
            lines = [text(f"• {words}") for words in kept.bring]
            self._rows.addWidget(card(text(tr("result.bring"), "section"), *lines))

    def _card(self, number: int, result: KeptResult, *, said: bool) -> QFrame:
        pages = QVBoxLayout()
        look = look_button(self, f"lookResult_{number}", partial(self._desk.results.read, result.sha256), pages)
        keep = button(
            tr("result.save"),
            f"saveResult_{number}",
            lambda: PaperOut(self._desk.results.read, result.file_name).save(self, result.sha256),
        )
        frame = card(
            text(result.name, "section"),
            *([text(tr("result.replaced"), "second", name=f"replaced_{number}")] if result.is_replaced else []),
            verdict_chips(result.verdict),
            text(tr("result.signer", signer=result.verdict.signer)),
            text(tr("result.revocation"), "second"),
            flow(look, keep, self._word(number, result, said=said)),
            pages,
            name=f"result_{number}",
            gap=12,
        )
        for push in (look, keep):
            push.setAccessibleName(f"{push.accessibleName()}: {result.name}")
        return frame

    def _word(self, number: int, result: KeptResult, *, said: bool) -> QWidget:
        """That it came and is whole: said once, and never for a result that was changed."""
        if said:
            return chip(tr("result.acknowledged"), "ok", name=f"acknowledged_{number}")
        tell = button(tr("result.acknowledge"), f"acknowledge_{number}", lambda: self._acknowledge(result))
        tell.setAccessibleName(f"{tell.accessibleName()}: {result.name}")
        tell.setVisible(result.verdict.intact)
        return tell

    def _acknowledge(self, result: KeptResult) -> None:
        def tell() -> _Kept:
            self._desk.talking.acknowledge(self._submission, result.rid)
            return self._kept()

        self.ask(self.around.store, tell, self._told)

    def _told(self, kept: _Kept) -> None:
        self._show(kept)
        self._timer.hurry()
