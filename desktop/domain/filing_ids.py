"""Under which ids a draft is filed: the same on every computer that has the draft (contract, fault 49).

A vault that was cloned, or put back from a backup, holds as an open draft what may have been filed already. Filed
again it comes under the same id with other bytes, and the portal says that it has another version, instead of taking
one wish in twice.
"""

from collections.abc import Callable
from hashlib import sha256
from itertools import count
from typing import NamedTuple

_LATER = 1 << 16
"""In milliseconds: so that the beginnings of a draft's id and of its dossier's differ."""


class FilingIds(NamedTuple):
    """UUIDv7 (RFC 9562) whose time is some hours after the draft's."""

    dossier: str
    consent: str


def filing_ids(draft_id: str, is_used: Callable[[str], bool]) -> FilingIds:
    """The first that are not used here: a draft that was opened again after its consent went out gets others."""
    tries = (FilingIds(_derived(draft_id, f"dossier {n}"), _derived(draft_id, f"consent {n}")) for n in count())
    return next(ids for ids in tries if not any(map(is_used, ids)))


def _derived(draft_id: str, purpose: str) -> str:
    digest = sha256(f"{draft_id} {purpose}".encode()).hexdigest()
    moment = int(draft_id.replace("-", "")[:12], 16) + (1 + int(digest[:2], 16)) * _LATER
    variant = "89ab"[int(digest[2], 16) % 4]
    time = f"{moment % (1 << 48):012x}"
    return f"{time[:8]}-{time[8:]}-7{digest[3:6]}-{variant}{digest[6:9]}-{digest[9:21]}"
