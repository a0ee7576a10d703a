"""*Mời bạn xem bản dự thảo*: the draft's pages beside the fields; one wrong letter must be told."""

from collections.abc import Mapping

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.domain.dossier import DraftCertificate
from desktop.domain.submission import Kind
from desktop.services.draft_reading import DraftReading
from desktop.ui.desk import Desk
from desktop.ui.form_entry.control import Control, Value
from desktop.ui.form_entry.drawing import control_at
from desktop.ui.form_entry.part import Ground
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.answer_lines import field_label, value_words
from desktop.ui.pages.answering_page import AnsweringPage, Asked
from desktop.ui.pdf_pages import PageView, pages_of
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Spread, stack
from desktop.ui.widgets.basic import button, card, column, row, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import lang, time_left, tr
from forms.answers import complete, get
from forms.pointers import of_scope
from forms.rules import controls
from forms.visibility import visible

SHOWN = ("con", "me", "cha")
PAGE_WIDTH = 560


class DraftCertificatePage(AnsweringPage):
    """Buttons `wrong<pointer>` open a field `should<pointer>`; then `sendWrong`; or `allCorrect`."""

    kind = Kind.CONFIRMATION

    def __init__(
        self, around: Surroundings, desk: Desk, submission: str, timer: OutboxTimer, reading: DraftReading
    ) -> None:
        self._reading = reading
        self._should: dict[str, Control] = {}
        self._doubts: dict[str, QLabel] = {}
        self._pages = QVBoxLayout()
        super().__init__(around, desk, submission, timer, tr("draft.crumb"))

    def fill(self, asked: Asked) -> bool:
        draft = asked.dossier.confirmation
        if draft is None or draft.answered or draft.cid in asked.answered:
            return False
        self.say_if_failed(asked, draft.cid)
        self.inside.addWidget(text(tr("draft.title"), "title", name="pageTitle"))
        self.inside.addWidget(self._warning(draft))
        paper = QWidget()
        paper.setLayout(self._pages)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(text(tr("draft.loading"), "help", name="draftLoading"))
        self._pages.addStretch(1)
        px = self.around.look.px
        self.inside.addWidget(Spread(paper, stack(self._fields(asked)), least=px(700), aside_width=px(400)))
        self._send_wrong = button(
            tr("draft.send_wrong"), "sendWrong", self._tell_wrong, icon="send", icons=self.around.icons
        )
        self._send_wrong.setEnabled(False)
        right = button(tr("draft.all_correct"), "allCorrect", self._confirm, role="primary")
        self.inside.addWidget(self.buttons(self._send_wrong, right))
        self.ask(self.around.network, self._look, self._show_draft)
        return True

    def _warning(self, draft: DraftCertificate) -> QWidget:
        second = tr("draft.silence_no_day")
        if draft.deadline is not None:
            left = time_left(draft.deadline, self.desk.tracking.portal_time.now())
            second = tr("draft.silence", left=f"{left} ({self.when(draft.deadline)})")
        return notice(self.around.icons, "warn", tr("draft.lead"), second, name="draftWarning")

    def _fields(self, asked: Asked) -> QWidget:
        today = self.around.today()
        data = complete(asked.pack, asked.answers, today=today)
        shown = visible(asked.pack, data)
        pointers = [of_scope(one["scope"]) for one in controls(asked.pack.ui)]
        rows = [
            self._field(asked, pointer, words)
            for pointer in pointers
            if pointer in shown
            and pointer.split("/")[1] in SHOWN
            and (words := value_words(asked.pack, data, pointer, lang()))
        ]
        return card(text(tr("draft.compare"), "section"), text(tr("draft.compare_help"), "help"), *rows, gap=10)

    def _field(self, asked: Asked, pointer: str, words: str) -> QWidget:
        label = field_label(asked.pack, pointer, lang())
        wrong = button(tr("draft.wrong"), f"wrong{pointer}", role="link")
        wrong.setAccessibleName(f"{tr('draft.wrong')}: {label}")
        doubt = text(tr("draft.differs"), "second", tone="warn", name=f"doubt{pointer}")
        doubt.hide()
        self._doubts[pointer] = doubt
        line = row(column(text(label, "help"), text(words), doubt, gap=0), wrong)
        line.setStretch(0, 1)
        inside = column(line, gap=4)
        wrong.clicked.connect(lambda: self._toggle(asked, pointer, inside))
        holder = QWidget()
        holder.setLayout(inside)
        return holder

    def _toggle(self, asked: Asked, pointer: str, inside: QVBoxLayout) -> None:
        if pointer in self._should:
            self._should.pop(pointer).deleteLater()
        else:
            control = self._control(asked, pointer)
            self._should[pointer] = control
            inside.addWidget(control)
            control.inputs()[0].setFocus()
        self._enable()

    def _control(self, asked: Asked, pointer: str) -> Control:
        control = control_at(Ground(asked.pack, self.around.icons, self.around.look), pointer)
        control.describe(tr("draft.should", label=field_label(asked.pack, pointer, lang())), "")
        control.put(get(asked.answers, pointer))
        control.inputs()[0].setObjectName(f"should{pointer}")
        control.edited.connect(self._enable)
        return control

    def _wrong(self) -> dict[str, Value]:
        return {pointer: value for pointer, one in self._should.items() if (value := one.value()) is not None}

    def _enable(self) -> None:
        self._send_wrong.setEnabled(bool(self._wrong()))

    def _look(self) -> tuple[list[QImage], Mapping[str, Value]]:
        pages = pages_of(self._reading.document(self.submission), self.around.look.px(PAGE_WIDTH))
        return pages, self._reading.compare(self.submission)

    def _show_draft(self, found: tuple[list[QImage], Mapping[str, Value]]) -> None:
        pages, differing = found
        self._show_pages(pages)
        for pointer, doubt in self._doubts.items():
            doubt.setVisible(any(f"{pointer}/".startswith(f"{other}/") for other in differing))

    def _show_pages(self, pages: list[QImage]) -> None:
        while (item := self._pages.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for number, page in enumerate(pages, 1):
            self._pages.addWidget(PageView(page, number))
        self._pages.addStretch(1)

    def _tell_wrong(self) -> None:
        wrong = self._wrong()
        self.queue(lambda: self.desk.answering.confirm(self.submission, wrong=wrong))

    def _confirm(self) -> None:
        if self._should:
            self.say("error", tr("draft.both"), name="refusal")
            return
        self.queue(lambda: self.desk.answering.confirm(self.submission, wrong=None))
