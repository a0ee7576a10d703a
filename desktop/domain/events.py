"""What happened, in the past tense; services publish, the window listens."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened."""


@dataclass(frozen=True, slots=True)
class DraftSaved(Event):
    """Answers are on disk."""

    draft: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ItemMoved(Event):
    """An outbox item has another state, on disk already."""

    item: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class ItemStumbled(Event):
    """Something that nobody foresaw befell an outbox item: an error of this class, whose words may be personal."""

    item: str
    error: str


@dataclass(frozen=True, slots=True)
class UploadProgressed(Event):
    """Bytes that the portal confirmed."""

    item: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class DossierChanged(Event):
    """The portal's copy of a dossier was stored anew."""

    dossier: str


@dataclass(frozen=True, slots=True)
class HandFilingChanged(Event):
    """What a person wrote down about a filing on paper."""

    filing: str


@dataclass(frozen=True, slots=True)
class FollowedChanged(Event):
    """What is known of a dossier that was filed elsewhere, or whether it is followed."""

    followed: str


@dataclass(frozen=True, slots=True)
class ConnectionChanged(Event):
    """What the last call to the portal found: `online`, `offline`, `captive` or `busy`."""

    connection: str
