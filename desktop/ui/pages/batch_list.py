"""The open drafts of *Gửi loạt*: a tick and a state for each, filtered by procedure."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLabel, QVBoxLayout, QWidget

from desktop.services.batching import Candidate, Checked, Round
from desktop.ui.pages.titles import plain_name
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Folding, flow, stack
from desktop.ui.widgets.basic import button, card, chip, retone, text
from desktop.ui.widgets.word_wrap import WordWrap
from desktop.ui.words import day_and_time, tr

ALL = ""


class DraftList(QFrame):
    """Ticks `pick_<draft>`, the list `procedureFilter`, buttons `pickAll` and `pickNone`."""

    def __init__(self, around: Surroundings, batch: Round, turned: Callable[[], None]) -> None:
        super().__init__()
        self._around = around
        self._round = batch
        self._turned = turned
        self._candidates: tuple[Candidate, ...] | None = None
        self._ticks: dict[str, QCheckBox] = {}
        self._chips: dict[str, QLabel] = {}
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(12)

    def holds(self, candidates: tuple[Candidate, ...]) -> bool:
        """Whether just these are shown."""
        return candidates == self._candidates

    def show_all(self, candidates: tuple[Candidate, ...]) -> None:
        """These drafts; a procedure that was chosen stays so as long as it is there."""
        self._candidates = candidates
        if self._round.procedure not in {one.pack.code for one in candidates}:
            self._round.procedure = ALL
        self._draw()

    def picked(self) -> list[Candidate]:
        """What is shown and ticked, in order."""
        return [one for one in self._shown() if one.draft.id not in self._round.left_out]

    def checked(self) -> list[Checked]:
        """What is known of the picked ones as they are now."""
        fresh = [one.draft for one in self.picked() if self._round.is_fresh(one.draft)]
        return [self._round.checked[draft.id] for draft in fresh]

    def mark(self, one: Checked) -> None:
        """The state beside a tick."""
        label = self._chips.get(one.draft.id)
        if label is not None:
            words, tone = _state(one)
            label.setText(words)
            retone(label, tone)

    def tick_of(self, draft: str) -> QCheckBox | None:
        """The tick of a draft that is shown."""
        return self._ticks.get(draft)

    def _shown(self) -> list[Candidate]:
        return [one for one in self._candidates or () if self._round.procedure in (ALL, one.pack.code)]

    def _draw(self) -> None:
        while (item := self._inside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._ticks, self._chips = {}, {}
        if not self._candidates:
            self._inside.addWidget(text(tr("batch.none"), "lead", name="empty"))
            return
        self._inside.addWidget(self._filter())
        rows = [self._row(one) for one in self._shown()]
        self._count = text("", "label", name="pickedCount")
        self._inside.addWidget(card(self._count, *rows, gap=4, name="drafts"))
        self._tell()

    def _filter(self) -> QWidget:
        box = QComboBox()
        box.setObjectName("procedureFilter")
        box.setAccessibleName(tr("batch.filter"))
        box.setMaximumWidth(self._around.look.px(420))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(14)
        box.addItem(tr("batch.all_procedures"), ALL)
        for pack in dict.fromkeys(one.pack for one in self._candidates or ()):
            box.addItem(plain_name(pack), pack.code)
        box.setCurrentIndex(max(box.findData(self._round.procedure), 0))
        box.currentIndexChanged.connect(lambda index: self._choose(str(box.itemData(index))))
        both = flow(
            button(tr("batch.pick_all"), "pickAll", lambda: self._pick(all_of=True), role="link"),
            button(tr("batch.pick_none"), "pickNone", lambda: self._pick(all_of=False), role="link"),
        )
        return stack(text(tr("batch.filter"), "label"), box, both, gap=6)

    def _row(self, one: Candidate) -> QWidget:
        key = one.draft.id
        when = day_and_time(one.draft.saved_at, self._around.now())
        name = one.whom.name or tr("batch.nameless")
        tick = QCheckBox(f"{name} – {plain_name(one.pack)} · {when}")
        tick.setObjectName(f"pick_{key}")
        tick.setChecked(key not in self._round.left_out)
        WordWrap(tick)
        tick.toggled.connect(lambda on: self._turn(key, on=on))
        known = self._round.checked.get(key) if self._round.is_fresh(one.draft) else None
        state = chip(*(_state(known) if known else (tr("batch.unchecked"), "neutral")), name=f"state_{key}")
        self._ticks[key], self._chips[key] = tick, state
        return Folding(tick, state, least=self._around.look.px(260), gap=12)

    def _turn(self, key: str, *, on: bool) -> None:
        (self._round.left_out.discard if on else self._round.left_out.add)(key)
        self._tell()
        self._turned()

    def _pick(self, *, all_of: bool) -> None:
        for one in self._shown():
            (self._round.left_out.discard if all_of else self._round.left_out.add)(one.draft.id)
        for tick in self._ticks.values():
            tick.blockSignals(True)
            tick.setChecked(all_of)
            tick.blockSignals(False)
        self._tell()
        self._turned()

    def _choose(self, procedure: str) -> None:
        self._round.procedure = procedure
        self._draw()
        self._turned()

    def _tell(self) -> None:
        self._count.setText(tr("batch.picked", n=len(self.picked()), of=len(self._shown())))


def _state(one: Checked) -> tuple[str, str]:
    if one.is_ready:
        return tr("batch.ready"), "ok"
    return tr("batch.faults", n=one.check.faults), "error"
