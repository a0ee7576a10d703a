"""The pledge for many: one tick that says for how many and for whom, and the button that sends just those."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from desktop.services.batching import Checked
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card, text
from desktop.ui.widgets.word_wrap import WordWrap
from desktop.ui.words import lang, money, tr


class PledgeCard(QFrame):
    """A tick `pledgeAll`, the sum `feeTotal` and a button `sendAll`; hidden while nothing is ready."""

    def __init__(self, around: Surroundings, send: Callable[[list[Checked]], None]) -> None:
        super().__init__()
        self._around = around
        self._send = send
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)
        self.hide()

    def offer(self, ready: Sequence[Checked], *, left: int) -> None:
        """Pledge for just these; another choice takes the tick away."""
        while (item := self._inside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(ready))
        if not ready:
            return
        pledged = list(ready)
        pledges = dict.fromkeys(
            one.candidate.pack.text("pledge", lang()) for one in ready if one.candidate.pack.has_text("pledge")
        )
        names = "; ".join(one.candidate.whom.name or tr("batch.nameless") for one in ready)
        tick = QCheckBox(tr("batch.pledge", n=len(ready), names=names))
        tick.setObjectName("pledgeAll")
        tick.setAccessibleDescription(" ".join(pledges))
        WordWrap(tick)
        push = button(
            tr("batch.send", n=len(ready)),
            "sendAll",
            lambda: self._go(pledged),
            role="primary",
            icon="send",
            icons=self._around.icons,
        )
        push.setEnabled(False)
        tick.toggled.connect(push.setEnabled)
        self._button = push
        fee = tr("batch.fee", n=len(ready), sum=money(sum(one.fee for one in ready)))
        parts = [text(tr("check.pledge_title"), "section"), *(text(words) for words in pledges)]
        parts += [text(fee, "label", name="feeTotal")]
        if left:
            parts.append(text(tr("batch.left", n=left), "help", name="leftOver"))
        self._inside.addWidget(card(*parts, tick, flow(push), name="pledgeCard", gap=14))

    def _go(self, pledged: list[Checked]) -> None:
        self._button.setEnabled(False)
        self._send(pledged)
