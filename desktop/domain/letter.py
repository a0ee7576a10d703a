"""A dossier that goes by post: from whom, to which office, and what lies in the envelope."""

from dataclasses import dataclass
from enum import StrEnum


class EnclosureKind(StrEnum):
    """What has to be put in: by post, what is only shown at the counter goes as a certified copy."""

    FORM = "form"
    ORIGINAL = "original"
    COPY = "copy"
    CERTIFIED = "certified"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One line of the contents; form and consent have no `slot` and `name`; `if_any`: only where there is one."""

    kind: EnclosureKind
    count: int = 1
    slot: str = ""
    name: str = ""
    if_any: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """What is None is not known here and is left dotted; `unit` is the commune's code, or the province's `38`."""

    procedure: str
    code: str
    unit: str | None
    sender: str | None
    address: str | None
    phone: str | None
    on_behalf_of: str | None
    enclosures: tuple[Enclosure, ...]
    notes: tuple[str, ...] = ()
