"""What was typed, editable, belonging to no portal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class FilingFor(StrEnum):
    """The answer to *Bạn nộp cho ai?*."""

    SELF = "self"
    OTHER = "other"
    ORGANISATION = "organisation"


class Relation(StrEnum):
    """Who the submitter is to the applicant (manifest v1)."""

    SELF = "self"
    RELATIVE = "relative"
    PROXY = "proxy"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Submitter:
    """Who signs in and sends."""

    relation: Relation
    name: str
    id_no: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Answers of one procedure; pinned to its pack version. `discarded_at` set = in the bin for 30 days."""

    id: str
    procedure: str
    version: int
    answers: Mapping[str, Any]
    created_at: datetime
    saved_at: datetime
    filing_for: FilingFor | None = None
    submitter: Submitter | None = None
    exemption: str | None = None
    replaces: str | None = None
    discarded_at: datetime | None = None
    finalised_as: str | None = None
    step: str | None = None
    title: str = field(default="")
