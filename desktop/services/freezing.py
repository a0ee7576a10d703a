"""A draft made into what is sent: manifest, consent and outbox items, frozen under their fingerprints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from desktop.domain.attachment import CONSENT_SLOT, Attachment
from desktop.domain.consent import VALID_DAYS, Consent, EvidenceKind
from desktop.domain.draft import Draft, Relation
from desktop.domain.errors import Refusal
from desktop.domain.submission import Kind, Mode, OutboxItem, Submission
from desktop.services.checking import acts_for_another
from forms.answers import ManifestParts, Paper, Submitter, build_manifest, canonical, complete, fingerprint, nfc
from forms.deadlines import ICT
from forms.errors import FormsError
from forms.fees import total
from forms.manifest import applicant_of, subject_of
from forms.pack import Answers, ProcedurePack
from forms.slots import open_slots


@dataclass(frozen=True, slots=True)
class Frozen:
    """What finalising makes; all of it is stored in one unit."""

    submission: Submission
    items: tuple[OutboxItem, ...]
    consent: Consent | None


def freeze(
    pack: ProcedurePack,
    draft: Draft,
    attachments: Sequence[Attachment],
    *,
    mode: Mode,
    now: datetime,
    submission_id: str,
    consent_id: str,
    valid_days: int = VALID_DAYS,
) -> Frozen:
    """Freeze a draft without faults; Refusal `manifest.invalid`."""
    data = complete(pack, dict(draft.answers), today=now.astimezone(ICT).date())
    consent = _consent(pack, draft, attachments, data, submission_id, consent_id)
    consent = replace(consent, valid_days=valid_days) if consent is not None else None
    manifest = _manifest(pack, draft, attachments, data, mode, now, consent)
    dossier = frozen_item(
        submission_id, Kind.DOSSIER, submission_id, manifest, mode, now, depends_on=consent.id if consent else None
    )
    submission = Submission(
        id=submission_id,
        draft=draft.id,
        procedure=pack.code,
        version=pack.version,
        title=_title(draft, pack, data),
        mode=mode,
        fingerprint=dossier.fingerprint,
        finalised_at=now,
        unit=manifest["unit"],
        consent=consent.id if consent else None,
        replaces=draft.replaces,
    )
    items: tuple[OutboxItem, ...] = (dossier,)
    if consent is not None:
        body = consent_body(consent)
        items = (frozen_item(consent.id, Kind.CONSENT, submission_id, body, mode, now), dossier)
    return Frozen(submission, items, consent)


def frozen_item(
    item_id: str,
    kind: Kind,
    submission: str,
    body: Mapping[str, Any],
    mode: Mode,
    now: datetime,
    *,
    depends_on: str | None = None,
) -> OutboxItem:
    """An outbox item over the canonical bytes of *body*."""
    clean = nfc(dict(body))
    return OutboxItem(
        id=item_id,
        kind=kind,
        submission=submission,
        body=canonical(clean),
        fingerprint=fingerprint(clean),
        mode=mode,
        created_at=now,
        depends_on=depends_on,
    )


def consent_body(consent: Consent) -> dict[str, Any]:
    """The request body of a consent (contract A2)."""
    return {
        "applicant": {
            "name": consent.applicant_name,
            "id_type": consent.applicant_id_type,
            "id_no": consent.applicant_id_no,
            "phone": consent.applicant_phone,
        },
        "procedure": consent.procedure,
        "dossier": consent.submission,
        "evidence": {"kind": str(consent.evidence), "sha256": consent.evidence_sha256},
        "valid_days": consent.valid_days,
    }


def _manifest(
    pack: ProcedurePack,
    draft: Draft,
    attachments: Sequence[Attachment],
    data: Answers,
    mode: Mode,
    now: datetime,
    consent: Consent | None,
) -> dict[str, Any]:
    try:
        return build_manifest(
            ManifestParts(
                pack=pack,
                data=data,
                mode=str(mode),
                as_of=now.astimezone(ICT).date(),
                submitter=_submitter(pack, draft, data),
                attachments=_papers(pack, data, attachments),
                finalised_at=now,
                fee_shown=total(pack, data, draft.exemption),
                exemption=draft.exemption,
                consent=consent.id if consent else None,
                replaces=draft.replaces,
            )
        )
    except FormsError as error:
        raise Refusal(error.code, **error.parameters) from error


def _submitter(pack: ProcedurePack, draft: Draft, data: Answers) -> Submitter:
    if draft.submitter is None:
        applicant = applicant_of(pack, data)
        if not applicant["id_no"]:
            raise Refusal("submitter.missing")
        return Submitter(str(Relation.SELF), applicant["name"], applicant["id_no"])
    return Submitter(str(draft.submitter.relation), draft.submitter.name, draft.submitter.id_no)


def _papers(pack: ProcedurePack, data: Answers, attachments: Sequence[Attachment]) -> tuple[Paper, ...]:
    """Papers of slots that the answers opened, numbered anew; others stay with the draft."""
    wanted = {slot.code for slot in open_slots(pack, data)}
    there = sorted((paper for paper in attachments if paper.slot in wanted), key=lambda paper: (paper.slot, paper.n))
    return tuple(
        Paper(slot, n, paper.sha256, paper.size, paper.media_type)
        for slot, papers in groupby(there, key=lambda paper: paper.slot)
        for n, paper in enumerate(papers, start=1)
    )


def _consent(
    pack: ProcedurePack,
    draft: Draft,
    attachments: Sequence[Attachment],
    data: Answers,
    submission_id: str,
    consent_id: str,
) -> Consent | None:
    if not acts_for_another(draft):
        return None
    applicant = applicant_of(pack, data)
    evidence = next((paper.sha256 for paper in attachments if paper.slot == CONSENT_SLOT), None)
    return Consent(
        id=consent_id,
        submission=submission_id,
        procedure=pack.code,
        applicant_name=applicant["name"],
        applicant_id_type=applicant["id_type"],
        applicant_id_no=applicant["id_no"],
        applicant_phone=applicant["phone"],
        evidence=EvidenceKind.PAPER,
        evidence_sha256=evidence,
    )


def _title(draft: Draft, pack: ProcedurePack, data: Answers) -> str:
    subject = subject_of(pack, data)
    return f"{draft.title} – {subject}" if subject else draft.title
