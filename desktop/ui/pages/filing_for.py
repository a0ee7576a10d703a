"""*Bạn nộp cho ai?*: for oneself, for somebody (then who submits, and the consent), for an organisation."""

from PySide6.QtWidgets import QButtonGroup, QFileDialog, QWidget

from desktop.domain.attachment import CONSENT_SLOT, Attachment
from desktop.domain.draft import Draft, FilingFor, Relation, Submitter
from desktop.ui.form_entry.steps import categories
from desktop.ui.pages.file_choice import ChooseFile, ask_for_file, read_file
from desktop.ui.pages.filing_page import Filing, FilingPage
from desktop.ui.pages.submitter_card import SubmitterCard
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import CardButton, button, card, picture, text
from desktop.ui.words import tr
from forms.manifest import is_for_organisations, with_representative
from forms.pack import ProcedurePack

_ICONS = {FilingFor.SELF: "circle-user-round", FilingFor.OTHER: "users", FilingFor.ORGANISATION: "library"}


class FilingForPage(FilingPage):
    """Cards `for_self`, `for_other`, `for_organisation`; and the `SubmitterCard` beneath them."""

    place = "filing_for"
    choose_file: ChooseFile = staticmethod(QFileDialog.getOpenFileName)

    def fill(self, filing: Filing) -> None:
        self._filing = filing
        kinds = kinds_of_applicant(filing.pack)
        self._chosen = kinds[0] if len(kinds) == 1 else filing.draft.filing_for
        lead = tr("filing_for.lead") if len(kinds) > 1 else tr("filing_for.organisation_only")
        self.main_column.addWidget(text(tr("filing_for.title"), "title", name="pageTitle"))
        self.main_column.addWidget(text(lead, "lead"))
        group = QButtonGroup(self)
        for kind in kinds:
            face = CardButton(
                f"for_{kind.value}",
                tr(f"filing_for.{kind.value}"),
                tr(f"filing_for.{kind.value}_help"),
                picture=picture(self.around.icons, _ICONS[kind], "accent", 26),
            )
            face.setCheckable(True)
            face.setChecked(kind is self._chosen)
            face.setMaximumWidth(self.around.look.px(620))
            face.clicked.connect(lambda _on=False, kind=kind: self._choose(kind))
            group.addButton(face)
            self.main_column.addWidget(face)
        self._who = SubmitterCard(self.around, filing.draft.submitter, self._add_consent)
        self.main_column.addWidget(self._who)
        back = button(tr("word.back"), "back", lambda: self.around.navigator.go("sheet", filing.pack.code))
        forth = button(tr("word.continue"), "next", self._next, role="primary")
        self.main_column.addWidget(flow(back, forth))
        self._who.show_papers(filing.papers)
        self._who.ask_for(self._chosen)

    def asides(self, filing: Filing) -> list[QWidget]:
        del filing
        return [card(text(tr("help.why"), "label"), text(tr("filing_for.why"), "help"))]

    def _choose(self, kind: FilingFor) -> None:
        self._chosen = kind
        self._who.ask_for(kind)

    def _add_consent(self) -> None:
        words = (tr("filing_for.add_consent"), tr("papers.kinds"))
        ask_for_file(self, self.choose_file, words, self._take_consent)

    def _take_consent(self, path: str) -> None:
        self.ask(self.around.store, lambda: self._attach(path), self._who.show_papers)

    def _attach(self, path: str) -> tuple[Attachment, ...]:
        name, content = read_file(path)
        self.desk.attaching.attach(self.draft_id, CONSENT_SLOT, name, content, convert=True)
        return self.desk.attaching.of_draft(self.draft_id)

    def _next(self) -> None:
        if self._chosen is None:
            self.say("error", tr("filing_for.choose"), name="refusal")
            return
        fault = None if self._chosen is FilingFor.SELF else self._who.first_fault()
        if fault is not None:
            self.reveal(fault)
            return
        chosen, submitter = self._chosen, None if self._chosen is FilingFor.SELF else self._who.submitter()
        self.ask(self.around.store, lambda: self._kept(chosen, submitter), self._go_on)

    def _kept(self, chosen: FilingFor, submitter: Submitter | None) -> Draft:
        """Who signs for an organisation is its representative: what was typed here need not be typed again."""
        if chosen is FilingFor.ORGANISATION and submitter is not None and submitter.relation is Relation.SELF:
            draft = self.desk.drafting.get(self.draft_id)
            known = with_representative(self._filing.pack, dict(draft.answers), submitter.name, submitter.id_no)
            self.desk.drafting.save(self.draft_id, known)
        return self.desk.drafting.file_for(self.draft_id, chosen, submitter)

    def _go_on(self, draft: Draft) -> None:
        first = categories(self._filing.pack, dict(draft.answers))[0][0]
        self.around.navigator.go("form", self.draft_id, first)


def kinds_of_applicant(pack: ProcedurePack) -> tuple[FilingFor, ...]:
    """For whom one may file: where only organisations ask, that is no question."""
    return (FilingFor.ORGANISATION,) if is_for_organisations(pack) else tuple(FilingFor)
