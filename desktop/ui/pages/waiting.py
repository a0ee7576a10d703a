"""*Chờ gửi*: every item with its state, next try and reason in words; try now, pause, cancel, export, log."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop import messages
from desktop.domain.submission import Attempt, OutboxItem
from desktop.services.uploading import brought
from desktop.ui.desk import Desk
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.correcting import begin_correction, can_be_corrected
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.pages.states import state_name, state_tone, state_words
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card, chip, column, row, text
from desktop.ui.words import clock_time, lang, size, tr


@dataclass(frozen=True, slots=True)
class _Queue:
    items: tuple[OutboxItem, ...]
    titles: Mapping[str, str]
    attempts: Mapping[str, tuple[Attempt, ...]]
    brought: Mapping[str, tuple[int, int]]
    rests_until: datetime | None
    lets_others_go: bool


class WaitingPage(Page):
    """Cards `item_<id>` with buttons `try_`, `pause_`, `cancel_`, `export_`, `log_` + id."""

    rail = "waiting"

    def __init__(self, around: Surroundings, desk: Desk, timer: OutboxTimer) -> None:
        super().__init__(around, "page", (tr("rail.waiting"),))
        self._desk = desk
        self._timer = timer
        self._open_log = ""
        self._export = PaperOut(self._pack, "ho-so-{key}.zip")
        self._lacking = 0
        self.headline(tr("rail.waiting"), tr("waiting.lead"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.add(self._rows)
        self.body.addStretch(1)
        around.events.published.connect(self._load)
        timer.passed.connect(self._load)
        self._load()

    def _load(self, _event: object = None) -> None:
        self.ask(self.around.store, self._read, self._show)

    def _read(self) -> _Queue:
        items = self._desk.outbox.items()
        attempts = {item.id: self._desk.outbox.attempts(item.id) for item in items}
        with self._desk.open_unit() as uow:
            known = uow.submissions.some({item.submission for item in items if item.submission})
            titles = {item.id: known[item.submission or ""].title for item in items if item.submission in known}
            moved = {item.id: brought(uow, item.id) for item in items}
        outbox = self._desk.outbox
        return _Queue(items, titles, attempts, moved, outbox.rests_until, lets_others_go=outbox.lets_others_go)

    def _show(self, queue: _Queue) -> None:
        while (row_item := self._rows.takeAt(0)) is not None:
            if (widget := row_item.widget()) is not None:
                widget.deleteLater()
        if not queue.items:
            self._rows.addWidget(
                card(text(tr("waiting.empty"), "label"), text(tr("waiting.empty_second"), "help"), name="empty")
            )
        if queue.items and queue.rests_until is not None:
            why = "waiting.others_first" if queue.lets_others_go else "waiting.rests"
            rests = tr(why, time=clock_time(queue.rests_until))
            self._rows.addWidget(card(text(rests, name="portalRests"), name="rests"))
        for item in queue.items:
            self._rows.addWidget(self._card(item, queue))

    def _card(self, item: OutboxItem, queue: _Queue) -> QFrame:
        title = queue.titles.get(item.id, tr(f"kind.{item.kind.value}"))
        kind = tr(f"kind.{item.kind.value}")
        said = f"{kind} · {state_words(item, self.around.now())}"
        words = column(text(title, "label"), text(f"{said} {_bytes(*queue.brought[item.id])}".strip(), "help"), gap=2)
        head = row(words, chip(state_name(item), state_tone(item)))
        head.setStretch(0, 1)
        outbox, key = self._desk.outbox, item.id
        pause = ("waiting.unpause", outbox.unpause) if item.paused else ("waiting.pause", outbox.pause)
        correct = button(
            tr("waiting.correct"), f"correct_{key}", lambda: begin_correction(self, self._desk, key), role="primary"
        )
        actions: list[QWidget] = [
            *([correct] if can_be_corrected(item) else []),
            self._act("try", item, tr("waiting.try_now"), outbox.retry),
            self._act("pause", item, tr(pause[0]), pause[1]),
            self._act("cancel", item, tr("waiting.cancel"), outbox.cancel),
            button(
                tr("waiting.export"), f"export_{key}", lambda: self._export.save(self, key, self._packed), role="link"
            ),
            button(tr("waiting.log"), f"log_{key}", lambda: self._toggle(key, queue), role="link"),
        ]
        log = self._log(queue.attempts.get(key, ())) if self._open_log == key else []
        return card(head, flow(*actions), *log, name=f"item_{key}", gap=12)

    def _pack(self, key: str) -> bytes:
        made = self._desk.outbox.export(key)
        self._lacking = len(made.lacking)
        return made.content

    def _packed(self, path: str) -> None:
        if self._lacking:
            self.say("warn", messages.say("export.lacking", lang(), n=self._lacking), path)
        else:
            self.say("ok", tr("save.done"), path)

    def _act(self, verb: str, item: OutboxItem, words: str, act: Callable[[str], object]) -> QWidget:
        push = button(words, f"{verb}_{item.id}", lambda: self._do(act, item.id))
        push.setAccessibleName(f"{words}: {tr(f'kind.{item.kind.value}')}")
        return push

    def _do(self, act: Callable[[str], object], key: str) -> None:
        self.unsay()
        self.ask(self.around.store, lambda: act(key), lambda _none: self._after())

    def _after(self) -> None:
        self._load()
        self._timer.run_now()

    def _toggle(self, key: str, queue: _Queue) -> None:
        self._open_log = "" if self._open_log == key else key
        self._show(queue)

    def _log(self, attempts: tuple[Attempt, ...]) -> list[QWidget]:
        if not attempts:
            return [text(tr("waiting.no_attempts"), "help")]
        return [
            text(
                tr(
                    "waiting.attempt",
                    n=one.number,
                    when=self.when(one.started_at),
                    outcome=tr(f"outcome.{one.outcome}"),
                )
                + (f" [{one.code}]" if one.code else ""),
                "help",
            )
            for one in attempts
        ]


def _bytes(done: int, total: int) -> str:
    return tr("waiting.bytes", done=size(done), total=size(total)) if total else ""
