"""Made-up people and their records, as short as they may be."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desktop.adapters.database.vault import Vault
from desktop.domain.attachment import Attachment
from desktop.domain.draft import Draft, FilingFor, Relation, Submitter
from desktop.domain.errors import HosoError
from desktop.domain.submission import Kind, Mode, Move, OutboxItem, State, Submission, after
from desktop.services.ports import UnitOfWork

NOW = datetime(2026, 11, 23, 1, 2, 3, 456789, tzinfo=UTC)
SOON = NOW + timedelta(minutes=5)
CHILD = "Lò Thị Sương Mai"
GRANDMOTHER = "Hà Thị Sáng"


def refused(code: str) -> "pytest.RaisesExc[HosoError]":
    return pytest.raises(HosoError, match=f"^{re.escape(code)}$")


def unit(vault: Vault) -> UnitOfWork:
    return vault.unit()


def draft(draft_id: str = "d1", **more: Any) -> Draft:
    plain = Draft(
        id=draft_id,
        procedure="1.001193",
        version=1,
        answers={"con": {"ho_ten": CHILD, "so": 3, "co": True, "rong": None}, "ds": [1, "hai"]},
        created_at=NOW,
        saved_at=NOW,
        filing_for=FilingFor.OTHER,
        submitter=Submitter(Relation.RELATIVE, "Lò Văn Tâm", "038090000001"),
        title=f"Khai sinh cho {CHILD}",
    )
    return replace(plain, **more)


def add_paper(vault: Vault, n: int, content: bytes, draft_id: str = "d1") -> str:
    """A paper of a draft that is there already; its digest."""
    stored = vault.papers.put(io.BytesIO(content))
    with unit(vault) as uow:
        name = f"{draft_id}-{n}"
        uow.attachments.add(
            Attachment(name, draft_id, "TP01", n, "giay.pdf", stored.sha256, stored.size, "application/pdf")
        )
        uow.commit()
    return stored.sha256


def submission(submission_id: str = "s1", of_draft: str = "d1") -> Submission:
    return Submission(
        id=submission_id,
        draft=of_draft,
        procedure="1.001193",
        version=1,
        title=f"Khai sinh cho {CHILD}",
        mode=Mode.PRACTICE,
        fingerprint="sha256:aa",
        finalised_at=NOW,
        unit="14923",
    )


def item(item_id: str = "i1", of: str | None = "s1", kind: Kind = Kind.DOSSIER, **more: Any) -> OutboxItem:
    plain = OutboxItem(
        id=item_id,
        kind=kind,
        submission=of,
        body=b'{"v":1}',
        fingerprint="sha256:aa",
        mode=Mode.PRACTICE,
        created_at=NOW,
        state=State.QUEUED,
    )
    return replace(plain, **more)


def filed(vault: Vault, number: int = 1, *, created_at: datetime = NOW) -> OutboxItem:
    """A finalised draft with its dossier item queued."""
    queued = item(f"i{number}", f"s{number}", created_at=created_at)
    with unit(vault) as uow:
        uow.drafts.add(draft(f"d{number}"))
        uow.submissions.add(submission(f"s{number}", f"d{number}"))
        uow.drafts.save(draft(f"d{number}", finalised_as=f"s{number}"))
        uow.outbox.add(queued)
        uow.commit()
    return queued


ROADS: dict[State, tuple[Move, ...]] = {
    State.QUEUED: (),
    State.PREFLIGHT: (Move.CLAIM,),
    State.UPLOADING: (Move.CLAIM, Move.PAPERS_GOOD),
    State.SUBMITTING: (Move.CLAIM, Move.PAPERS_GOOD, Move.UPLOADED),
    State.UNKNOWN: (Move.CLAIM, Move.PAPERS_GOOD, Move.UPLOADED, Move.UNCERTAIN),
    State.RETRY_WAIT: (Move.CLAIM, Move.PAPERS_GOOD, Move.PAUSE_FOR_RETRY),
    State.NEEDS_LOGIN: (Move.CLAIM, Move.PAPERS_GOOD, Move.LOGIN),
    State.NEEDS_FIX: (Move.CLAIM, Move.PAPERS_GOOD, Move.UPLOADED, Move.REFUSED),
    State.QUARANTINED: (Move.CLAIM, Move.PAPER_CHANGED),
    State.NEEDS_FORM_UPGRADE: (Move.CLAIM, Move.FORM_RETIRED),
    State.CONFLICT: (Move.CLAIM, Move.PAPERS_GOOD, Move.UPLOADED, Move.OTHER_FINGERPRINT),
    State.WITHDRAWING: (Move.CLAIM, Move.PAPERS_GOOD, Move.UPLOADED, Move.UNCERTAIN, Move.CANCEL),
    State.RECEIPTED: (Move.CLAIM, Move.PAPERS_GOOD, Move.UPLOADED, Move.ACCEPTED),
    State.WITHDRAWN: (Move.CANCEL,),
}
"""How an item comes from queued to each state."""


def brought_to(vault: Vault, state: State, item_id: str = "i1") -> OutboxItem:
    """The stored item after the moves that lead to *state*, each one saved."""
    with unit(vault) as uow:
        for move in ROADS[state]:
            moved = after(uow.outbox.get(item_id), move)
            receipt = "jws" if moved.state is State.RECEIPTED else moved.receipt
            uow.outbox.save(replace(moved, receipt=receipt))
        uow.commit()
        return uow.outbox.get(item_id)
