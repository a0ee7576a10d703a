"""What a drafted enquiry about a stuck dossier says."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.stuck import Stuck


@dataclass(frozen=True, slots=True)
class Enquiry:
    """Who asks which office about which dossier; what is None is not known here and is left dotted."""

    office: str | None
    name: str
    id_no: str | None
    address: str | None
    phone: str | None
    procedure: str
    procedure_code: str
    code: str | None
    submitted_at: datetime
    received_at: datetime | None
    due_at: datetime | None
    stuck: Stuck
