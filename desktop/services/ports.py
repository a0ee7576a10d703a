"""What the services need from the world; adapters implement it, tests fake it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, BinaryIO, Protocol

from desktop.domain.attachment import Finding, PaperUpload
from desktop.domain.dossier import Dossier, HistoryRow, Message
from desktop.domain.download import Download
from desktop.domain.events import Event
from desktop.domain.fee import Payment
from desktop.domain.looked_up import LookedUp
from desktop.domain.receipt import Receipt
from desktop.domain.signature import SignatureVerdict
from desktop.domain.submission import Kind, OutboxItem
from desktop.services.vault_ports import (
    Account,
    Accounts,
    Agreed,
    Attachments,
    ByHand,
    Carried,
    Dossiers,
    Drafts,
    Followed,
    OpenUnit,
    OutboxItems,
    PaperStore,
    Persons,
    PortalProfile,
    Profiles,
    Settings,
    StoredPaper,
    Submissions,
    UnitOfWork,
)

__all__ = [
    "ITEM_ORDER", "LINE_CUT", "Account", "Accounts", "Agreed", "Answer", "AnswerClass", "Attachments", "Autostart",
    "ByHand", "Carried", "Chance", "Changes", "Checkpoint", "Clock", "Connect", "DeviceCode", "Dossiers", "Drafts",
    "Followed", "Identity", "Inspection", "NewId", "OpenUnit", "OutboxItems", "PaperConverter", "PaperInspector",
    "PaperStore", "Persons", "Portal", "PortalProfile", "PortalTrouble", "Profiles", "Publish", "Settings",
    "SignatureVerdict", "SignatureVerifier", "StoredPaper", "Submissions", "Tokens", "UnitOfWork", "UploadStep",
    "passed",
]  # fmt: skip

Publish = Callable[[Event], None]
NewId = Callable[[], str]
Chance = Callable[[], float]
Checkpoint = Callable[[str], None]
"""Told of every labelled step of work that may not be lost; nobody but a test does anything with it."""


def passed(_label: str) -> None:
    """Nothing happens at a step."""


class Clock(Protocol):
    """The time now, aware, UTC."""

    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file is and what is wrong with it; `size` in bytes."""

    media_type: str
    size: int
    pages: int | None
    findings: tuple[Finding, ...]


class PaperInspector(Protocol):
    """Looks at bytes in a child process."""

    def inspect(self, content: bytes, *, accept: Sequence[str], max_size: int, max_pages: int | None) -> Inspection: ...


class PaperConverter(Protocol):
    """Makes papers acceptable."""

    def photos_to_pdf(self, photos: Sequence[bytes]) -> bytes: ...


class SignatureVerifier(Protocol):
    """Checks a signed PDF offline against given roots (PEM)."""

    def verify(self, pdf: bytes, roots: Sequence[str]) -> SignatureVerdict: ...


# --- the portal --------------------------------------------------------------------------------------------------


class AnswerClass(StrEnum):
    """The answer classes of contract §4.4, and the 404 of a GET."""

    OK = "ok"
    NOT_THE_PORTAL = "not_the_portal"
    NOT_REACHED = "not_reached"
    WAIT = "wait"
    LOGIN = "login"
    FIX = "fix"
    FORM_RETIRED = "form_retired"
    UPLOADS = "uploads"
    CONFLICT = "conflict"
    GONE = "gone"
    TOO_OLD = "too_old"
    UNKNOWN_ID = "unknown_id"


LINE_CUT = "network.cut"
"""The code of an exchange that broke off: it says something about the line, nothing about the portal."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call came to. `code` is the problem's slug or a reason; `wrote` = a byte of the request went out.

    `receipt` is set only when its signature was verified against the pinned keys. `retry_after` in seconds.
    """

    kind: AnswerClass
    code: str = ""
    receipt: Receipt | None = None
    body: Mapping[str, Any] = field(default_factory=dict)
    retry_after: float | None = None
    wrote: bool = False


@dataclass(frozen=True, slots=True)
class UploadStep:
    """Where an upload stands after a call; `answer` tells why when it is not complete."""

    upload: PaperUpload
    answer: Answer


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of the delta."""

    changed: tuple[str, ...]
    tombstones: tuple[str, ...]
    next_cursor: str
    has_more: bool


class Portal(Protocol):
    """One pinned portal; `token` is a bearer.

    No method raises for what a portal or a network does: item calls return an Answer, reading calls raise
    `PortalTrouble` with one. `look_up` needs no token; a code that is not there, or not with these digits, is
    `UNKNOWN_ID`.
    `content` gives what is new beyond *so_far*; it takes an address as the portal gave it, or a path such as
    `/api/v1/results/<rid>/content`.
    """

    profile: PortalProfile

    def health(self) -> Answer: ...
    def put(self, item: OutboxItem, uploads: Mapping[str, str], token: str) -> Answer: ...
    def ask(self, item: OutboxItem, token: str) -> Answer: ...
    def withdraw(self, dossier_id: str, token: str) -> Answer: ...
    def revoke(self, consent_id: str, token: str) -> Answer: ...
    def upload(
        self, upload: PaperUpload, paper: BinaryIO, token: str, on_progress: Callable[[PaperUpload], None]
    ) -> UploadStep: ...
    def changes(self, cursor: str | None, token: str) -> Changes: ...
    def dossier(self, dossier_id: str, token: str) -> Dossier: ...
    def history(self, dossier_id: str, token: str) -> tuple[HistoryRow, ...]: ...
    def messages(self, dossier_id: str, token: str) -> tuple[Message, ...]: ...
    def payment(self, payment: Payment, token: str, *, ask_bank: bool) -> Payment: ...
    def content(self, address: str, token: str, so_far: Download | None = None) -> Iterable[bytes]: ...
    def look_up(self, code: str, id_last4: str) -> LookedUp: ...


class PortalTrouble(Exception):
    """A reading call did not come back with what was asked; `answer` says what it came to."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.code)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the token endpoint gave; `expires_in` in seconds from receipt."""

    access_token: str
    refresh_token: str | None
    expires_in: int


@dataclass(frozen=True, slots=True)
class DeviceCode:
    """An open device grant (RFC 8628)."""

    device_code: str
    user_code: str
    verification_uri: str
    expires_in: int
    interval: int
    verification_uri_complete: str = ""


class Identity(Protocol):
    """Signing in at one portal (contract §5); raises PortalTrouble, LOGIN when the grant is over.

    `poll_device` gives the outcome's word while there are no tokens: `authorization_pending`, `slow_down`,
    `expired_token`, `access_denied`. `whoami` gives (account id, name).
    """

    def in_browser(self, open_browser: Callable[[str], bool], wait: timedelta) -> Tokens: ...
    def give_up(self) -> None: ...
    def start_device(self) -> DeviceCode: ...
    def poll_device(self, code: DeviceCode) -> Tokens | str: ...
    def approve_device(self, code: DeviceCode, user: str, admin_token: str) -> None: ...
    def refresh(self, refresh_token: str) -> Tokens: ...
    def revoke(self, token: str) -> None: ...
    def whoami(self, access_token: str) -> tuple[str, str]: ...


class Autostart(Protocol):
    """Whether the system opens the program when somebody signs in to it; Refusal `autostart.not-changed`."""

    def is_on(self) -> bool: ...
    def turn(self, *, on: bool) -> None: ...


class Connect(Protocol):
    """Opens the portal that is chosen; raises StillWaiting `portal.offline`, Refusal `portal.no-profile`."""

    def __call__(self) -> tuple[Portal, Identity]: ...


ITEM_ORDER: tuple[Kind, ...] = (
    Kind.CONFIRMATION,
    Kind.CONSENT,
    Kind.DOSSIER,
    Kind.SUPPLEMENT,
    Kind.PAYMENT,
    Kind.WITHDRAWAL,
    Kind.ACKNOWLEDGEMENT,
    Kind.MESSAGE,
    Kind.RATING,
)
"""Which kind goes first when several are due; a confirmation has hours, everything else has days."""
