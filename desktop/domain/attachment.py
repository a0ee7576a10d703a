"""Papers that fill slots; the bytes stand in the paper store under their digest."""

from dataclasses import dataclass

CONSENT_SLOT = "CONSENT"
"""Evidence that the applicant lets the submitter act; kept with the draft, never sent as a paper of the dossier."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that an inspection saw; `severity` is `error`, `warning` or `note`."""

    code: str
    severity: str
    parameters: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """One paper of a draft: the *n*-th in its slot; `size` in bytes, `sha256` in hex."""

    id: str
    draft: str
    slot: str
    n: int
    name: str
    sha256: str
    size: int
    media_type: str
    pages: int | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperUpload:
    """How far one paper of an outbox item has come to the portal (tus, contract §3.5).

    `generation` grows with each new upload id; `offset` is what the portal said last.
    """

    item: str
    slot: str
    n: int
    sha256: str
    size: int
    media_type: str
    upload_id: str
    generation: int = 1
    offset: int = 0
    complete: bool = False

    @property
    def key(self) -> str:
        """The name under which the PUT body refers to it."""
        return f"{self.slot}/{self.n}"
