"""The enquiry that the program drafts when a dossier is stuck; the person signs and sends it, or not."""

import json
from dataclasses import dataclass

from desktop.domain.enquiry import Enquiry
from desktop.domain.errors import Refusal
from desktop.services.ports import OpenUnit
from desktop.services.tracking import Tracking
from forms.catalogue import Catalogue
from forms.offices import office_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiring:
    """Puts together what stands in the vault; nothing here touches the network."""

    open_unit: OpenUnit
    catalogue: Catalogue
    tracking: Tracking

    def draft(self, submission_id: str) -> Enquiry:
        """What to ask the office; Refusal `enquiry.not-stuck` while nothing is late."""
        view = self.tracking.status(submission_id)
        if view.stuck is None:
            raise Refusal("enquiry.not-stuck", submission=submission_id)
        with self.open_unit() as uow:
            applicant = json.loads(uow.outbox.get(submission_id).body)["applicant"]
        dossier, submission = view.dossier, view.submission
        pack = self.catalogue.get(submission.procedure, submission.version)
        office = office_of(view.stuck.unit) or office_of(submission.unit)
        return Enquiry(
            office=office.committee if office is not None else None,
            name=applicant["name"],
            id_no=applicant["id_no"],
            address=applicant["address"],
            phone=applicant["phone"],
            procedure=pack.name,
            procedure_code=pack.code,
            code=dossier.code if dossier is not None else None,
            submitted_at=view.item.receipted_at or submission.finalised_at,
            received_at=dossier.received_at if dossier is not None else None,
            due_at=dossier.due_at if dossier is not None else None,
            stuck=view.stuck,
        )
