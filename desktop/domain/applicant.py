"""Who asks and signs; kept for next time."""

from dataclasses import dataclass
from enum import StrEnum


class ApplicantKind(StrEnum):
    """Citizen, organisation or agency (manifest v1)."""

    CITIZEN = "citizen"
    ORGANISATION = "organisation"
    AGENCY = "agency"


class IdType(StrEnum):
    """What kind of number `id_no` is (manifest v1)."""

    PERSONAL_ID = "personal_id"
    OLD_ID = "old_id"
    PASSPORT = "passport"
    TAX_CODE = "tax_code"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Applicant:
    """A person or organisation; an officer's residents are applicants too."""

    id: str
    kind: ApplicantKind
    name: str
    id_type: IdType
    id_no: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
