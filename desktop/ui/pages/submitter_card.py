"""The card about who signs in and sends, where that is not the applicant: who they are, their number, the consent."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.attachment import CONSENT_SLOT, Attachment
from desktop.domain.draft import FilingFor, Relation, Submitter
from desktop.ui.form_entry.choices import RadioControl
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.lines import LineControl
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow, stack
from desktop.ui.widgets.basic import button, card, text
from desktop.ui.words import size, tr
from forms.formats import FORMATS

OF_A_PERSON = (Relation.RELATIVE, Relation.PROXY, Relation.OFFICER)
OF_AN_ORGANISATION = (Relation.SELF, Relation.PROXY, Relation.OFFICER)


class SubmitterCard(QWidget):
    """Fields `relation` (to a person) or `role` (for an organisation), `name`, `idNo`; button `addConsent`."""

    def __init__(self, around: Surroundings, submitter: Submitter | None, add_consent: Callable[[], None]) -> None:
        super().__init__()
        self._around = around
        self._is_organisation = False
        px = around.look.px
        self._relation = self._field("relation", RadioControl(_named("relation", OF_A_PERSON)))
        self._role = self._field("role", RadioControl(_named("role", OF_AN_ORGANISATION)))
        self._name = self._field("name", LineControl(px(460)))
        self._id_no = self._field("idNo", LineControl(px(240)))
        self._role.control.edited.connect(self._arrange)
        self._consent_title, self._consent_help = text("", "label"), text("", "help")
        self._papers = text("", "second", name="consentState")
        add = button(tr("filing_for.add_consent"), "addConsent", add_consent, icon="paperclip", icons=around.icons)
        self._consent = stack(self._consent_title, self._consent_help, self._papers, flow(add), gap=14)
        title, lead = text(tr("filing_for.submitter"), "section"), text(tr("filing_for.submitter_help"), "help")
        asked = (self._relation, self._role, self._name, self._id_no)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card(title, lead, *asked, self._consent, gap=14))
        if submitter is not None:
            self._put(submitter)

    def ask_for(self, kind: FilingFor | None) -> None:
        """Ask what that kind of applicant needs; nothing for oneself."""
        self._is_organisation = kind is FilingFor.ORGANISATION
        self.setVisible(kind not in (None, FilingFor.SELF))
        self._arrange()

    def show_papers(self, papers: Sequence[Attachment]) -> None:
        """Say which consent is there."""
        names = [f"{paper.name} ({size(paper.size)})" for paper in papers if paper.slot == CONSENT_SLOT]
        self._papers.setText(
            tr("filing_for.has_consent", name=", ".join(names)) if names else tr("filing_for.no_consent")
        )

    def submitter(self) -> Submitter:
        """What was typed, once there is no fault."""
        relation = Relation(self._asked_first().control.value())
        return Submitter(relation, self._name.control.value(), self._id_no.control.value())

    def first_fault(self) -> QWidget | None:
        """Show what is missing or wrong; the input to go to first, None when all is well."""
        fields = (self._asked_first(), self._name, self._id_no)
        given = {field: field.control.value() for field in fields}
        for field, value in given.items():
            field.show_fault("" if value else tr("filing_for.needed", label=field.label))
        if given[self._id_no] and not FORMATS["citizen-id"](str(given[self._id_no])):
            self._id_no.show_fault(tr("filing_for.id_wrong"))
        return next((field.control.inputs()[0] for field in fields if field.error), None)

    def _put(self, submitter: Submitter) -> None:
        for field in (self._relation, self._role):
            field.control.put(submitter.relation.value)
        self._name.control.put(submitter.name)
        self._id_no.control.put(submitter.id_no)

    def _asked_first(self) -> Field:
        return self._role if self._is_organisation else self._relation

    def _arrange(self) -> None:
        """Whoever signs for an organisation needs nobody's consent."""
        is_signer = self._is_organisation and self._role.control.value() == Relation.SELF.value
        kind = "consent_organisation" if self._is_organisation else "consent"
        self._consent_title.setText(tr(f"filing_for.{kind}"))
        self._consent_help.setText(tr(f"filing_for.{kind}_help"))
        self._relation.setVisible(not self._is_organisation)
        self._role.setVisible(self._is_organisation)
        self._consent.setVisible(not is_signer)

    def _field(self, name: str, control: RadioControl | LineControl) -> Field:
        words = (tr(f"filing_for.{name}"), tr(f"filing_for.{name}_help"))
        return Field(name, control, words, self._around.icons, self._around.look)


def _named(kind: str, relations: Sequence[Relation]) -> list[tuple[str, str]]:
    return [(one.value, tr(f"{kind}.{one.value}")) for one in relations]
