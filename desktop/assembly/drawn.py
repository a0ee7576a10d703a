"""Papers about a record, drawn from what the services know."""

from desktop.assembly.services import Services
from desktop.domain.dossier import Dossier
from desktop.domain.errors import StillWaiting
from desktop.services.tracking import StatusView


def told(view: StatusView) -> Dossier:
    """What the portal told about a dossier; StillWaiting `results.not-sent` when it told nothing yet."""
    if view.dossier is None:
        raise StillWaiting("results.not-sent")
    return view.dossier


def draw_envelope(services: Services, draft_id: str, lang: str = "vi") -> bytes:
    """The sheet for filing a draft by post; Refusal `by-hand.no-post`."""
    from desktop.adapters.documents.envelope import draw_envelope as drawn

    return drawn(services.handing_over.letter(draft_id, lang), lang=lang)


def draw_slip(services: Services, submission: str) -> bytes:
    """Our proof slip about a dossier's receipt; StillWaiting `results.not-sent` where there is none."""
    from desktop.adapters.documents.proof_slip import ActingFor, draw_proof_slip
    from desktop.adapters.portal.receipts import verify_receipt

    view = services.tracking.status(submission)
    if view.item.receipt is None:
        raise StillWaiting("results.not-sent")
    with services.open_unit() as uow:
        claims = verify_receipt(view.item.receipt, uow.profiles.all()).claims
    pack = services.catalogue.get(view.submission.procedure, view.submission.version)
    consent = services.consenting.of_submission(submission)
    acting = None
    if consent is not None:
        until = consent.standing.expires_at if consent.standing is not None else None
        acting = ActingFor(consent.submitter.name, consent.consent.applicant_name, until)
    return draw_proof_slip(claims, view.item.receipt, pack.name, acting=acting)


def draw_enquiry(services: Services, submission: str) -> bytes:
    """The drafted enquiry about a stuck dossier; Refusal `enquiry.not-stuck`."""
    from desktop.adapters.documents.enquiry import draw_enquiry as drawn

    return drawn(services.enquiring.draft(submission))


def enquiry_words(services: Services, submission: str) -> str:
    """The same as a message."""
    from desktop.adapters.documents.enquiry import message_words

    return message_words(services.enquiring.draft(submission))


def draw_consent(services: Services, draft_id: str) -> bytes:
    """The paper that the applicant signs; Refusal `submitter.missing`."""
    from desktop.adapters.documents.consent_form import draw_consent as drawn

    return drawn(services.consenting.paper(draft_id))
