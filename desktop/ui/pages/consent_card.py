"""A consent as the pages show it: on a dossier with its state, among the papers with its print and its days."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop import messages
from desktop.domain.consent import LEAST_DAYS, VALID_DAYS, ConsentState
from desktop.domain.errors import StillWaiting
from desktop.services.consenting import ConsentView
from desktop.ui.desk import Desk
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.numbers import NumberControl
from desktop.ui.pages.consent_words import consent_chip, consent_sentence
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, chip, text
from desktop.ui.words import lang, told, tr


class ConsentCard(QFrame):
    """Of a submission; hidden where nobody acts for another. `look` asks the portal; button `takeBackConsent`."""

    def __init__(self, page: Page, desk: Desk, submission: str) -> None:
        super().__init__()
        self.setObjectName("consentCard")
        self.setProperty("role", "card")
        self._page = page
        self._desk = desk
        self._submission = submission
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(20, 16, 20, 16)
        self._inside.setSpacing(8)
        self.hide()
        page.ask(page.around.store, lambda: desk.consenting.of_submission(submission), self._show)

    def look(self) -> None:
        """What the portal says of it now; where it cannot be asked, what it said last stays."""
        self._page.ask(
            self._page.around.network,
            lambda: self._desk.consenting.refresh(self._submission),
            self._show,
            lambda _error: None,
        )

    def _show(self, view: ConsentView | None) -> None:
        if not isValid(self):  # the page has drawn another one meanwhile
            return
        while (item := self._inside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if view is None:
            return
        now = self._page.around.now()
        words, tone = consent_chip(view, now)
        self._inside.addWidget(text(tr("consent.title"), "section"))
        self._inside.addWidget(chip(words, tone, name="consentState"))
        self._inside.addWidget(text(consent_sentence(view, now), name="consentWords"))
        self._inside.addWidget(text(tr("consent.id", id=view.consent.id[:8]), "second"))
        if view.is_to_be_told:
            self._inside.addWidget(text(tr("consent.not_told"), "help", name="consentNotTold"))
            self._inside.addWidget(flow(button(tr("consent.tell"), "tellConsent", self._take_back)))
        elif view.state(now) is not ConsentState.REVOKED:
            self._inside.addWidget(flow(button(tr("consent.take_back"), "takeBackConsent", self._ask_to_take_back)))
        self.show()

    def _ask_to_take_back(self) -> None:
        """Asked in the page with what follows from it, before anything is stopped."""
        yes = button(tr("consent.take_back_yes"), "takeBackYes", self._take_back)
        no = button(tr("word.cancel"), "takeBackNo", self._page.unsay)
        self._page.offer(tr("consent.take_back_sure"), tr("consent.take_back_help"), flow(no, yes))
        no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        self._page.unsay()
        self._page.ask(
            self._page.around.network,
            lambda: self._desk.consenting.take_back(self._submission),
            lambda view: self._taken_back(view),  # noqa: PLW0108 the page hears it, should it draw another card meanwhile
            lambda error: self._not_told(error),  # noqa: PLW0108
        )

    def _taken_back(self, view: ConsentView | None) -> None:
        self._page.say("ok", tr("consent.taken_back"), tr("consent.taken_back_second"))
        self._show(view)

    def _not_told(self, error: Exception) -> None:
        if not isinstance(error, StillWaiting):
            self._page.show_refusal(error)
            return
        self._page.say("warn", tr("consent.stopped_here"), told(error))
        if isValid(self):
            consenting, submission = self._desk.consenting, self._submission
            self._page.ask(self._page.around.store, lambda: consenting.of_submission(submission), self._show)


class ConsentTermsPanel(QWidget):
    """Field `consentDays`, button `printConsent`: the paper to sign, for one draft."""

    def __init__(self, page: Page, desk: Desk, draft_id: str, paper: PaperOut) -> None:
        super().__init__()
        self._page = page
        self._desk = desk
        self._draft = draft_id
        around = page.around
        words = (tr("consent.days"), tr("consent.days_help"))
        self._days = Field("consentDays", NumberControl(around.look.px(90)), words, around.icons, around.look)
        self._days.control.committed.connect(self._keep)
        out = button(
            tr("consent.print"), "printConsent", lambda: paper.save(page, draft_id), icon="printer", icons=around.icons
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for widget in (self._days, flow(out), text(tr("consent.no_printer"), "help")):
            layout.addWidget(widget)
        page.ask(around.store, lambda: desk.consenting.days(draft_id), self._put)

    def _put(self, days: int) -> None:
        if isValid(self):
            self._days.control.put(days)

    def _keep(self) -> None:
        days = self._days.control.value()
        is_whole = isinstance(days, int) and LEAST_DAYS <= days <= VALID_DAYS
        fault = "" if is_whole else messages.say("consent.days", lang(), least=LEAST_DAYS, most=VALID_DAYS)
        self._days.show_fault(fault)
        if is_whole:
            self._page.ask(
                self._page.around.store,
                lambda: self._desk.consenting.choose_days(self._draft, days),
                lambda _none: None,
            )
