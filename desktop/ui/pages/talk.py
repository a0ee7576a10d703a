"""Messages with the office about one dossier; what is being written stays while answers come in."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.services.talking import Said
from desktop.ui.desk import Desk
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.lines import MultiLineControl
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card, chip, text
from desktop.ui.words import tr

WIDTH = 640


class TalkPage(Page):
    """Labels `said_<n>`, field `messageText`, button `sendMessage`; *drafted* makes the words to begin with."""

    rail = "dossiers"

    def __init__(
        self,
        around: Surroundings,
        desk: Desk,
        submission: str,
        timer: OutboxTimer,
        drafted: Callable[[], str] | None = None,
    ) -> None:
        super().__init__(around, "page", (tr("rail.dossiers"), tr("talk.crumb")))
        self._desk = desk
        self._submission = submission
        self._timer = timer
        self.headline(tr("talk.title"), tr("talk.lead"))
        self._said = QVBoxLayout()
        self._said.setSpacing(12)
        self.add(self._said)
        words = (tr("talk.write"), tr("talk.write_help"))
        self._lines = MultiLineControl(around.look.px(WIDTH))
        self._field = Field("messageText", self._lines, words, around.icons, around.look)
        self.add(self._field)
        send = button(tr("talk.send"), "sendMessage", self._send, role="primary", icon="send", icons=around.icons)
        self.add(flow(button(tr("word.back"), "back", lambda: around.navigator.go("dossier", submission)), send))
        self.body.addStretch(1)
        around.events.published.connect(self._load)
        self._load()
        if drafted is not None:
            self.ask(around.store, drafted, self._propose)

    def _load(self, _event: object = None) -> None:
        self.ask(self.around.store, lambda: self._desk.talking.conversation(self._submission), self._show)

    def _show(self, said: Sequence[Said]) -> None:
        while (item := self._said.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, one in enumerate(said, start=1):
            self._said.addWidget(self._card(number, one))
        if not said:
            self._said.addWidget(text(tr("talk.nothing"), "lead", name="nothingSaid"))

    def _card(self, number: int, one: Said) -> QFrame:
        who = tr("talk.you") if one.is_ours else one.name or tr("talk.office")
        lines = [text(f"{who} · {self.when(one.at)}", "second"), text(one.text, name=f"said_{number}")]
        if one.item is not None:
            lines.append(chip(tr("talk.waits"), "neutral"))
        return card(*lines, gap=6)

    def _propose(self, words: str) -> None:
        """Only where nothing was typed meanwhile."""
        if self._field.control.value() is None:
            self._lines.put(words)
            self._lines.show_whole()
            self.say("plain", tr("talk.drafted"), name="drafted")

    def _send(self) -> None:
        self.unsay()
        words = str(self._field.control.value() or "")
        self.ask(self.around.store, lambda: self._desk.talking.write(self._submission, words), self._sent)

    def _sent(self, _item: object) -> None:
        self._field.control.put(None)
        self._load()
        self._timer.hurry()
