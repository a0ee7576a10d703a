"""What a signed PDF is worth."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """Three axes and who signed, never one green tick; `chain` is practice, state, public or unknown."""

    intact: bool
    covers_whole_file: bool
    signer: str
    chain: str
    revocation: str
    signed_at: datetime | None
