"""*Mời bạn xem bản dự thảo*: the draft's pages beside the fields; one wrong letter must be told."""

from collections.abc import Callable

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.dossier import DraftCertificate
from desktop.ui.desk import Desk
from desktop.ui.form_entry.lines import nfc
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.answer_lines import field_label, value_words
from desktop.ui.pages.answering_page import AnsweringPage, Asked
from desktop.ui.pdf_pages import page_label, pages_of
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Spread, stack
from desktop.ui.widgets.basic import button, card, column, row, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import day_and_time, lang, time_left, tr
from forms.answers import complete
from forms.pointers import of_scope
from forms.rules import controls, visible

SHOWN = ("con", "me", "cha")


class DraftCertificatePage(AnsweringPage):
    """Buttons `wrong<pointer>` open a field `should<pointer>`; then `sendWrong`; or `allCorrect`."""

    def __init__(
        self, around: Surroundings, desk: Desk, submission: str, timer: OutboxTimer, read_draft: Callable[[str], bytes]
    ) -> None:
        self._read_draft = read_draft
        self._should: dict[str, QLineEdit] = {}
        self._pages = QVBoxLayout()
        super().__init__(around, desk, submission, timer, tr("draft.crumb"))

    def fill(self, asked: Asked) -> bool:
        draft = asked.dossier.confirmation
        if draft is None or draft.answered:
            return False
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
        self.ask(self.around.network, lambda: pages_of(self._read_draft(self.submission), 560), self._show_pages)
        return True

    def _warning(self, draft: DraftCertificate) -> QWidget:
        left = time_left(draft.deadline, self.around.now()) if draft.deadline else ""
        until = f" ({day_and_time(draft.deadline)})" if draft.deadline else ""
        return notice(
            self.around.icons, "warn", tr("draft.lead"), tr("draft.silence", left=left + until), name="draftWarning"
        )

    def _fields(self, asked: Asked) -> QWidget:
        today = self.around.now().date()
        data = complete(asked.pack, asked.answers, today=today)
        shown = visible(asked.pack, data)
        pointers = [of_scope(one["scope"]) for one in controls(asked.pack.ui)]
        rows = [
            self._field(pointer, field_label(asked.pack, pointer, lang()), words)
            for pointer in pointers
            if pointer in shown
            and pointer.split("/")[1] in SHOWN
            and (words := value_words(asked.pack, data, pointer, lang()))
        ]
        return card(text(tr("draft.compare"), "section"), text(tr("draft.compare_help"), "help"), *rows, gap=10)

    def _field(self, pointer: str, label: str, words: str) -> QWidget:
        wrong = button(tr("draft.wrong"), f"wrong{pointer}", role="link")
        wrong.setAccessibleName(f"{tr('draft.wrong')}: {label}")
        line = row(column(text(label, "help"), text(words), gap=0), wrong)
        line.setStretch(0, 1)
        should = QLineEdit()
        should.setObjectName(f"should{pointer}")
        should.setAccessibleName(tr("draft.should", label=label))
        should.setPlaceholderText(tr("draft.should", label=label))
        should.hide()
        should.textChanged.connect(lambda _typed: self._enable())
        wrong.clicked.connect(lambda: self._open(pointer, should, words))
        holder = QWidget()
        holder.setLayout(column(line, should, gap=4))
        return holder

    def _open(self, pointer: str, should: QLineEdit, words: str) -> None:
        if pointer in self._should:
            del self._should[pointer]
            should.hide()
        else:
            self._should[pointer] = should
            should.setText(words)
            should.show()
            self.reveal(should)
        self._enable()

    def _enable(self) -> None:
        self._send_wrong.setEnabled(any(line.text().strip() for line in self._should.values()))

    def _show_pages(self, pages: list[QImage]) -> None:
        while (item := self._pages.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for number, page in enumerate(pages, 1):
            self._pages.addWidget(page_label(page, number))
        self._pages.addStretch(1)

    def _tell_wrong(self) -> None:
        wrong = {pointer: nfc(line.text().strip()) for pointer, line in self._should.items() if line.text().strip()}
        self.queue(lambda: self.desk.answering.confirm(self.submission, wrong=wrong))

    def _confirm(self) -> None:
        if self._should:
            self.say("error", tr("draft.both"), name="refusal")
            return
        self.queue(lambda: self.desk.answering.confirm(self.submission, wrong=None))
