"""The office asks for more: exactly those fields and slots, with its reasons."""

from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.dossier import SupplementRequest
from desktop.domain.submission import Kind
from desktop.ui.desk import Desk
from desktop.ui.form_entry.control import Control
from desktop.ui.form_entry.drawing import control_at
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.part import Ground
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.answer_lines import field_label
from desktop.ui.pages.answering_page import AnsweringPage, Asked, said
from desktop.ui.pages.file_choice import ChooseFile, DropTarget, ask_for_file, read_file
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import button, card, row, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import lang, size, time_left, tr
from forms.answers import get


class SupplementPage(AnsweringPage):
    """Fields by pointer, buttons `choose_<slot>` and `sendSupplement`."""

    kind = Kind.SUPPLEMENT
    choose_file: ChooseFile = staticmethod(QFileDialog.getOpenFileName)

    def __init__(self, around: Surroundings, desk: Desk, submission: str, timer: OutboxTimer) -> None:
        self._controls: dict[str, Control] = {}
        self._papers: dict[str, list[tuple[str, bytes]]] = {}
        self._wanted_slots: tuple[str, ...] = ()
        super().__init__(around, desk, submission, timer, tr("supplement.crumb"))

    def fill(self, asked: Asked) -> bool:
        request = asked.dossier.supplement
        if request is None or request.sid in asked.answered:
            return False
        self.say_if_failed(asked, request.sid)
        self._wanted_slots = tuple(slot for slot, _ in request.slots)
        self.inside.addWidget(text(tr("supplement.title"), "title", name="pageTitle"))
        self.inside.addWidget(self._office_says(request))
        for pointer, why in request.fields:
            self.inside.addWidget(self._field_card(asked, pointer, why))
        for slot, why in request.slots:
            self.inside.addWidget(self._slot_card(asked, slot, why))
        send = button(
            tr("supplement.send"), "sendSupplement", self._send, role="primary", icon="send", icons=self.around.icons
        )
        self.inside.addWidget(self.buttons(send))
        return True

    def _office_says(self, request: SupplementRequest) -> QWidget:
        left = ""
        if request.deadline is not None:
            now = self.desk.tracking.portal_time.now()
            left = f"{time_left(request.deadline, now)} ({self.when(request.deadline)})"
        return notice(
            self.around.icons, "warn", tr("supplement.office_says", text=request.text), left, name="officeSays"
        )

    def _field_card(self, asked: Asked, pointer: str, why: str) -> QWidget:
        control = control_at(Ground(asked.pack, self.around.icons, self.around.look), pointer)
        control.put(get(asked.answers, pointer))
        self._controls[pointer] = control
        label = field_label(asked.pack, pointer, lang())
        field = Field(pointer, control, (label, tr("supplement.why", why=why)), self.around.icons, self.around.look)
        return card(field)

    def _slot_card(self, asked: Asked, slot: str, why: str) -> QWidget:
        name = said(asked.pack, f"slot.{slot}.name", slot)
        state = text(tr("papers.none"), "second", name=f"chosen_{slot}")
        add = button(
            tr("papers.choose"), f"choose_{slot}", lambda: self._choose(slot), icon="upload", icons=self.around.icons
        )
        add.setAccessibleName(f"{tr('papers.choose')}: {name}")
        frame = card(text(name, "label"), text(tr("supplement.why", why=why), "help"), state, row(add, None))
        frame.setAcceptDrops(True)
        frame.installEventFilter(DropTarget(lambda path: self._take(slot, path), frame))
        return frame

    def _choose(self, slot: str) -> None:
        words = (tr("papers.choose"), tr("papers.kinds"))
        ask_for_file(self, self.choose_file, words, lambda path: self._take(slot, path))

    def _take(self, slot: str, path: str) -> None:
        self.ask(self.around.store, lambda: read_file(path), lambda paper: self._taken(slot, paper))

    def _taken(self, slot: str, paper: tuple[str, bytes]) -> None:
        self._papers.setdefault(slot, []).append(paper)
        words = ", ".join(f"{name} ({size(len(content))})" for name, content in self._papers[slot])
        label = self.findChild(QWidget, f"chosen_{slot}")
        if label is not None:
            label.setProperty("text", words)

    def _send(self) -> None:
        self.unsay()
        lacking = [slot for slot in self._wanted_slots if slot not in self._papers]
        if lacking:
            self.say("error", tr("supplement.lacking"), name="refusal")
            return
        answers: dict[str, Any] = {pointer: control.value() for pointer, control in self._controls.items()}
        papers = dict(self._papers)
        self.queue(lambda: self.desk.answering.answer_supplement(self.submission, answers=answers, papers=papers))
