"""That the applicant lets the submitter act, for one procedure and one dossier (contract §5.4)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

VALID_DAYS = 30
"""Counted by the portal from the PUT, never by us."""
LEAST_DAYS = 1


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


class ConsentState(StrEnum):
    """How a consent stands at the portal (contract B3)."""

    PENDING = "pending"
    GRANTED = "granted"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class ConsentTerms:
    """For how many days the applicant lets somebody act, chosen before a draft is finalised."""

    draft: str
    valid_days: int = VALID_DAYS


@dataclass(frozen=True, slots=True)
class ConsentStanding:
    """What the portal last said about a consent, and when we heard it."""

    consent: str
    state: ConsentState
    expires_at: datetime | None
    read_at: datetime

    def seen_at(self, now: datetime) -> ConsentState:
        """The state; what the portal granted until a moment that has passed is shown as expired before it says so."""
        is_over = self.expires_at is not None and self.expires_at < now
        open_ended = self.state in (ConsentState.PENDING, ConsentState.GRANTED)
        return ConsentState.EXPIRED if is_over and open_ended else self.state


@dataclass(frozen=True, slots=True)
class ConsentPaper:
    """What stands on the paper that the applicant signs; empty words become lines to fill in by hand.

    `handled` names the parts of the form and the papers that are read for it; `relation` is the submitter's.
    """

    procedure: str
    code: str
    office: str
    subject: str
    applicant: str
    number: str
    born: str
    address: str
    submitter: str
    submitter_number: str
    relation: str
    handled: tuple[str, ...]
    valid_days: int
