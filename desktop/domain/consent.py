"""That the applicant lets the submitter act, for one procedure and one dossier (contract §5.4)."""

from dataclasses import dataclass
from enum import StrEnum

VALID_DAYS = 30
"""Counted by the portal from the PUT, never by us."""


class EvidenceKind(StrEnum):
    """How the consent was given."""

    PAPER = "paper"
    OTP = "otp"
    QR = "qr"


@dataclass(frozen=True, slots=True)
class Consent:
    """`evidence_sha256` names the scan of the signed paper in the paper store."""

    id: str
    submission: str
    procedure: str
    applicant_name: str
    applicant_id_type: str
    applicant_id_no: str | None
    applicant_phone: str | None
    evidence: EvidenceKind
    evidence_sha256: str | None
    valid_days: int = VALID_DAYS
