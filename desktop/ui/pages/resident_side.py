"""On the check page, when somebody sends for another: the consent, and what the resident saw on their own screen."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.attachment import CONSENT_SLOT, Attachment
from desktop.domain.draft import Relation, Submitter
from desktop.domain.errors import HosoError
from desktop.services.agreeing import Agreement
from desktop.services.checking import Check, acts_for_another
from desktop.ui.desk import Desk
from desktop.ui.pages.answer_lines import answer_sections
from desktop.ui.pages.filing_page import Filing
from desktop.ui.pages.page import Page
from desktop.ui.pages.resident_view import PICTURE, ResidentView, Shown, ShownPaper
from desktop.ui.pages.titles import draft_title
from desktop.ui.pdf_pages import pages_of
from desktop.ui.second_screen import SecondScreen
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import clock_time, lang, money, tr
from forms.answers import get
from forms.fees import total
from forms.manifest import applicant_of
from forms.pack import Answers
from forms.slots import open_slots
from forms.units import is_unit, unit_address


@dataclass(frozen=True, slots=True)
class _Found:
    agreement: Agreement
    days: int
    papers: tuple[ShownPaper, ...] | None
    """None while the resident's screen is closed: nobody looks at them."""


class ResidentSide(QFrame):
    """Buttons `openSecond`, `closeSecond`; words `seenState`. Hidden where people send for themselves."""

    def __init__(
        self, page: Page, desk: Desk, second: SecondScreen, filing: Filing, data: Answers, *, is_practice: bool
    ) -> None:
        super().__init__()
        self.setObjectName("residentSide")
        self.setProperty("role", "card")
        self._page = page
        self._desk = desk
        self._second = second
        self._filing = filing
        self._data = data
        self._is_practice = is_practice
        self._found: _Found | None = None
        self._can_send = False
        self._was_asked = False
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(20, 16, 20, 16)
        self._inside.setSpacing(10)
        self.setVisible(acts_for_another(filing.draft))
        second.closed.connect(self._fill)
        self._load()

    @property
    def is_officers(self) -> bool:
        """Whether an officer sends: then the resident reads along."""
        submitter = self._filing.draft.submitter
        return submitter is not None and submitter.relation is Relation.OFFICER

    def know(self, check: Check) -> None:
        """What still stands between this and sending it."""
        self._can_send = not check.faults or (check.missing_slots == (CONSENT_SLOT,) and not check.errors)
        self._show()

    def holds_back(self, send: Callable[[], None]) -> bool:
        """Ask once where the resident has not agreed to just this; not every desk has two screens."""
        if not self.is_officers or self._was_asked or (self._found is not None and self._found.agreement.holds):
            return False
        self._was_asked = True
        anyway = button(tr("second.send_anyway"), "sendUnseen", send)
        opens = button(tr("second.open"), "openSecondFirst", self._open)
        self._page.offer(tr("second.unseen"), tr("second.unseen_help"), flow(opens, anyway))
        return True

    def _load(self) -> None:
        if acts_for_another(self._filing.draft):
            is_open = self._second.is_open_for(self._filing.draft.id)
            self._page.ask(self._page.around.store, lambda: self._read(is_open=is_open), self._know)

    def _read(self, *, is_open: bool) -> _Found:
        draft = self._filing.draft.id
        agreement, days = self._desk.agreeing.of_draft(draft), self._desk.consenting.days(draft)
        return _Found(agreement, days, self._papers() if is_open else None)

    def _papers(self) -> tuple[ShownPaper, ...]:
        pack = self._filing.pack
        names = {slot.code: pack.text(f"slot.{slot.code}.name", lang()) for slot in open_slots(pack, self._data)}
        papers = [paper for paper in self._filing.papers if paper.slot in names]
        return tuple(ShownPaper(names[paper.slot], self._first_page(paper)) for paper in papers)

    def _first_page(self, paper: Attachment) -> QImage | None:
        width = self._page.around.look.px(PICTURE)
        try:
            content = self._desk.attaching.read(paper.sha256)
            if paper.media_type == "application/pdf":
                return next(iter(pages_of(content, width, most=1)), None)
        except HosoError:
            return None
        image = QImage.fromData(content)
        return None if image.isNull() else image.scaledToWidth(2 * width)

    def _know(self, found: _Found) -> None:
        self._found = found
        self._fill()
        self._show()

    def _fill(self) -> None:
        while (item := self._inside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        submitter = self._filing.draft.submitter
        if submitter is None or self._found is None:
            return
        self._inside.addWidget(text(tr("second.who"), "section"))
        self._inside.addWidget(text(self._who(submitter), name="whoForWhom"))
        self._inside.addWidget(text(tr("second.consent_days", n=self._found.days), "help", name="consentTerms"))
        for widget in self._about_the_screen() if self.is_officers else ():
            self._inside.addWidget(widget)

    def _about_the_screen(self) -> list[QWidget]:
        draft, icons = self._filing.draft.id, self._page.around.icons
        tone, words = self._seen()
        said = [
            notice(icons, "warn", tr("second.said_wrong", label=label), name="saidWrong")
            for label in (self._second.wrong.values() if self._second.draft == draft else ())
        ]
        if self._second.is_open_for(draft):
            push = button(tr("second.close"), "closeSecond", self._second.blank, icon="x", icons=icons)
        else:
            push = button(tr("second.open"), "openSecond", self._open, icon="eye", icons=icons)
        return [notice(icons, tone, words, name="seenState"), *said, flow(push)]

    def _seen(self) -> tuple[str, str]:
        agreement = self._found.agreement if self._found is not None else Agreement("")
        if agreement.agreed_at is None:
            return "plain", tr("second.not_seen")
        key = "second.void" if agreement.is_void else "second.seen"
        return "warn" if agreement.is_void else "ok", tr(key, when=self._page.when(agreement.agreed_at))

    def _who(self, submitter: Submitter) -> str:
        name = applicant_of(self._filing.pack, self._data)["name"] or "…"
        return tr("consent.who", submitter=submitter.name, applicant=name)

    def _open(self) -> None:
        self._page.unsay()
        self._second.open(self._filing.draft.id)
        self._fill()
        self._load()

    def _show(self) -> None:
        """On the resident's screen, if it is open for this draft and all that is to be sent has been read."""
        draft, look = self._filing.draft.id, self._page.around.look
        found = self._found
        if found is None or found.papers is None or not self._second.is_open_for(draft):
            return
        shown = self._shown(found, found.papers)
        view = ResidentView(shown, look, self._page.around.icons, self._agree, self._second.say_wrong)
        self._second.show(draft, view)

    def _shown(self, found: _Found, papers: tuple[ShownPaper, ...]) -> Shown:
        pack, draft, agreement = self._filing.pack, self._filing.draft, found.agreement
        unit = get(self._data, str(pack.procedure.get("dossier", {}).get("unit", "")))
        where = tr("check.receiver_unit", unit=unit_address(unit) if isinstance(unit, str) and is_unit(unit) else "…")
        facts = [
            (tr("check.receiver"), where),
            (tr("second.who"), self._who(draft.submitter) if draft.submitter is not None else ""),
            (tr("check.fee"), money(total(pack, self._data, draft.exemption))),
        ]
        agreed_at = agreement.agreed_at
        return Shown(
            title=draft_title(self._desk.catalogue, draft),
            facts=facts,
            sections=tuple(answer_sections(pack, self._data, lang())),
            papers=papers,
            can_send=self._can_send,
            is_practice=self._is_practice,
            agreed=tr("second.you_agreed", time=clock_time(agreed_at)) if agreed_at and agreement.holds else "",
            changed=tr("second.changed") if agreement.is_void else "",
        )

    def _agree(self) -> None:
        if self._found is None:
            return
        draft, digest = self._filing.draft.id, self._found.agreement.digest
        self._page.ask(
            self._page.around.store,
            lambda: self._desk.agreeing.agree(draft, digest),
            self._agreed,
            lambda _error: self._page.around.navigator.again(),
        )

    def _agreed(self, agreement: Agreement) -> None:
        self._second.mend()
        if self._found is not None:
            self._know(_Found(agreement, self._found.days, self._found.papers))
