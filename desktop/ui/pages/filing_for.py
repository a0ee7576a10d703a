"""*Bạn nộp cho ai?*: for oneself, for somebody (then who submits, and the consent), for an organisation."""

from PySide6.QtWidgets import QButtonGroup, QFileDialog, QWidget

from desktop.domain.attachment import CONSENT_SLOT, Attachment
from desktop.domain.draft import Draft, FilingFor, Relation, Submitter
from desktop.ui.form_entry.choices import RadioControl
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.lines import LineControl
from desktop.ui.form_entry.steps import categories
from desktop.ui.pages.file_choice import ChooseFile, read_file
from desktop.ui.pages.filing_page import Filing, FilingPage
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import CardButton, button, card, picture, row, text
from desktop.ui.words import size, tr
from forms.formats import FORMATS

_ICONS = {FilingFor.SELF: "circle-user-round", FilingFor.OTHER: "users", FilingFor.ORGANISATION: "library"}


class FilingForPage(FilingPage):
    """Cards `for_self`, `for_other`, `for_organisation`; fields `relation`, `name`, `idNo`; button `addConsent`."""

    place = "filing_for"
    choose_file: ChooseFile = staticmethod(QFileDialog.getOpenFileName)

    def fill(self, filing: Filing) -> None:
        self._filing = filing
        self._chosen = filing.draft.filing_for
        self.main_column.addWidget(text(tr("filing_for.title"), "title", name="pageTitle"))
        self.main_column.addWidget(text(tr("filing_for.lead"), "lead"))
        group = QButtonGroup(self)
        for kind in FilingFor:
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
        self._who = self._submitter_card(filing.draft.submitter)
        self.main_column.addWidget(self._who)
        back = button(tr("word.back"), "back", lambda: self.around.navigator.go("sheet", filing.pack.code))
        forth = button(tr("word.continue"), "next", self._next, role="primary")
        self.main_column.addWidget(flow(back, forth))
        self._show_papers(filing.papers)
        self._who.setVisible(self._chosen not in (None, FilingFor.SELF))

    def asides(self, filing: Filing) -> list[QWidget]:
        del filing
        return [card(text(tr("help.why"), "label"), text(tr("filing_for.why"), "help"))]

    def _submitter_card(self, submitter: Submitter | None) -> QWidget:
        choices = [(one.value, tr(f"relation.{one.value}")) for one in Relation if one is not Relation.SELF]
        width = self.around.look.px(460)
        self._relation = self._field("relation", RadioControl(choices))
        self._name = self._field("name", LineControl(width))
        self._id_no = self._field("idNo", LineControl(self.around.look.px(240)))
        if submitter is not None:
            self._relation.control.put(submitter.relation.value)
            self._name.control.put(submitter.name)
            self._id_no.control.put(submitter.id_no)
        self._consent = text("", "second", name="consentState")
        add = button(
            tr("filing_for.add_consent"), "addConsent", self._add_consent, icon="paperclip", icons=self.around.icons
        )
        return card(
            text(tr("filing_for.submitter"), "section"),
            text(tr("filing_for.submitter_help"), "help"),
            self._relation,
            self._name,
            self._id_no,
            text(tr("filing_for.consent"), "label"),
            text(tr("filing_for.consent_help"), "help"),
            self._consent,
            row(add, None),
            gap=14,
        )

    def _field(self, name: str, control: RadioControl | LineControl) -> Field:
        words = (tr(f"filing_for.{name}"), tr(f"filing_for.{name}_help"))
        return Field(name, control, words, self.around.icons, self.around.look)

    def _choose(self, kind: FilingFor) -> None:
        self._chosen = kind
        self._who.setVisible(kind is not FilingFor.SELF)

    def _show_papers(self, papers: tuple[Attachment, ...]) -> None:
        names = [f"{paper.name} ({size(paper.size)})" for paper in papers if paper.slot == CONSENT_SLOT]
        self._consent.setText(
            tr("filing_for.has_consent", name=", ".join(names)) if names else tr("filing_for.no_consent")
        )

    def _add_consent(self) -> None:
        path, _kind = self.choose_file(self, tr("filing_for.add_consent"), "", tr("papers.kinds"))
        if path:
            self.ask(self.around.store, lambda: self._attach(path), self._show_papers)

    def _attach(self, path: str) -> tuple[Attachment, ...]:
        name, content = read_file(path)
        self.desk.attaching.attach(self.draft_id, CONSENT_SLOT, name, content, convert=True)
        return self.desk.attaching.of_draft(self.draft_id)

    def _next(self) -> None:
        if self._chosen is None:
            self.say("error", tr("filing_for.choose"), name="refusal")
            return
        if self._chosen is not FilingFor.SELF and not self._is_submitter_good():
            return
        chosen, submitter = self._chosen, self._submitter()
        self.ask(self.around.store, lambda: self.desk.drafting.file_for(self.draft_id, chosen, submitter), self._go_on)

    def _submitter(self) -> Submitter | None:
        if self._chosen is FilingFor.SELF:
            return None
        relation = Relation(self._relation.control.value())
        return Submitter(relation, self._name.control.value(), self._id_no.control.value())

    def _is_submitter_good(self) -> bool:
        given = {field: field.control.value() for field in (self._relation, self._name, self._id_no)}
        for field, value in given.items():
            field.show_fault("" if value else tr("filing_for.needed", label=field.label))
        if given[self._id_no] and not FORMATS["citizen-id"](str(given[self._id_no])):
            self._id_no.show_fault(tr("filing_for.id_wrong"))
        faulty = [field for field in given if field.error]
        if faulty:
            self.reveal(faulty[0].control.inputs()[0])
        return not faulty

    def _go_on(self, draft: Draft) -> None:
        first = categories(self._filing.pack, dict(draft.answers))[0][0]
        self.around.navigator.go("form", self.draft_id, first)
