"""What became of a batch: three things kept apart for each dossier, read anew whenever something moves."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.services.batching import Outcome, Round, Standing
from desktop.ui.pages.states import state_name, state_tone
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Folding, flow, stack
from desktop.ui.widgets.basic import button, card, chip, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import day, told, tr


class StandingList(QFrame):
    """Rows `standing_<submission>`; buttons `signIn`, `slips`, `goWaiting`; hidden before anything was sent."""

    def __init__(self, around: Surroundings, sign_in: Callable[[], None], print_slips: Callable[[], None]) -> None:
        super().__init__()
        self._around = around
        self._sign_in = sign_in
        self._print_slips = print_slips
        self._shown: object = None
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(12)
        self.hide()

    def show_all(self, standings: Sequence[Standing], batch: Round, *, is_signed_in: bool) -> None:
        """The batch as it stands; drawn anew only when something is different, so that the focus stays."""
        failed = [one for one in batch.outcomes.values() if one.error is not None]
        state = (tuple(standings), tuple(failed), is_signed_in)
        if state == self._shown:
            return
        self._shown = state
        while (item := self._inside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(standings or failed))
        for outcome in failed:
            self._inside.addWidget(self._failed(outcome, batch))
        if standings:
            self._inside.addWidget(self._table(standings, is_signed_in=is_signed_in))

    def _failed(self, outcome: Outcome, batch: Round) -> QFrame:
        known = batch.checked.get(outcome.draft)
        name = known.candidate.whom.name if known is not None else ""
        error = outcome.error
        words = told(error) if error is not None else ""
        title = tr("batch.not_sent", name=name or tr("batch.nameless"))
        return notice(self._around.icons, "error", title, words, name=f"failed_{outcome.draft}")

    def _table(self, standings: Sequence[Standing], *, is_signed_in: bool) -> QFrame:
        held = sum(one.item.receipted_at is not None for one in standings)
        rows = [self._row(one) for one in standings]
        actions: list[QWidget] = []
        if held < len(standings):
            actions.append(
                button(tr("batch.waiting"), "goWaiting", lambda: self._around.navigator.go("waiting"))
                if is_signed_in
                else button(tr("sent.sign_in"), "signIn", self._sign_in, icon="log-in", icons=self._around.icons)
            )
        slips = button(tr("batch.slips"), "slips", self._print_slips, icon="printer", icons=self._around.icons)
        title = text(tr("batch.held", n=held, of=len(standings)), "section", name="heldCount")
        return card(title, text(tr("sent.explain"), "help"), *rows, flow(*actions, slips), name="standings", gap=10)

    def _row(self, one: Standing) -> QWidget:
        key = one.submission.id
        received = one.item.receipted_at is not None
        portal = tr("batch.at_portal") if received else state_name(one.item)
        dossier = one.dossier
        taken_in = dossier is not None and dossier.received_at is not None
        code = dossier.code if dossier is not None else None
        due = day(dossier.due_at) if dossier is not None and dossier.due_at else ""
        second = " · ".join(
            part for part in (code and tr("dossier.code", code=code), due and tr("sent.due", day=due)) if part
        )
        words = stack(text(one.submission.title, "label"), *([text(second, "help")] if second else []), gap=2)
        states = (
            chip(tr("batch.here"), "ok", name=f"here_{key}"),
            chip(portal, "ok" if received else state_tone(one.item), name=f"portal_{key}"),
            chip(tr("batch.at_office" if taken_in else "batch.not_at_office"), "ok" if taken_in else "neutral"),
        )
        holder = Folding(words, *states, least=self._around.look.px(260), gap=12)
        holder.setObjectName(f"standing_{key}")
        return holder
