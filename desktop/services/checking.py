"""What still stands between a draft and its finalising."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.attachment import CONSENT_SLOT, Attachment
from desktop.domain.draft import Draft, Relation
from forms.answers import complete
from forms.pack import ProcedurePack
from forms.slots import missing_slots
from forms.validation import FieldError, validate


@dataclass(frozen=True, slots=True)
class Check:
    """Errors and missing papers stop finalising; warnings only ask."""

    errors: tuple[FieldError, ...]
    warnings: tuple[FieldError, ...]
    missing_slots: tuple[str, ...]

    @property
    def faults(self) -> int:
        """How many things must be mended first."""
        return len(self.errors) + len(self.missing_slots)


def acts_for_another(draft: Draft) -> bool:
    """Whether somebody else than the applicant sends, so that the applicant's consent is needed."""
    return draft.submitter is not None and draft.submitter.relation is not Relation.SELF


def check_draft(pack: ProcedurePack, draft: Draft, attachments: Sequence[Attachment], day: date) -> Check:
    """Everything that is wrong or missing, in the order of the form."""
    answers = dict(draft.answers)
    found = validate(pack, answers, today=day)
    attached = {attachment.slot for attachment in attachments}
    missing = missing_slots(pack, complete(pack, answers, today=day), attached)
    if acts_for_another(draft) and CONSENT_SLOT not in attached:
        missing = (*missing, CONSENT_SLOT)
    return Check(
        errors=tuple(error for error in found if error.severity == "error"),
        warnings=tuple(error for error in found if error.severity == "warning"),
        missing_slots=missing,
    )
