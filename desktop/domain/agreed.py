"""What a person agreed to: that a form is right as they saw it, and that its working papers may go."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SeenAndAgreed:
    """The resident read what is to be sent on their own screen; it holds while the answers' digest is this one."""

    draft: str
    answers_sha256: str
    agreed_at: datetime


@dataclass(frozen=True, slots=True)
class PapersGone:
    """The working papers of a finished dossier were let go; receipts, digests and results stay."""

    draft: str
    gone_at: datetime
