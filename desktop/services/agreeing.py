"""The resident has read what is to be sent, on their own screen, and said that it is right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from desktop.domain.agreed import SeenAndAgreed
from desktop.domain.attachment import CONSENT_SLOT, Attachment
from desktop.domain.draft import Draft
from desktop.domain.errors import Refusal
from desktop.services.ports import Clock, OpenUnit, UnitOfWork
from forms.answers import canonical, nfc, prune
from forms.calculation import without_calculated
from forms.catalogue import Catalogue
from forms.pack import ProcedurePack


@dataclass(frozen=True, slots=True)
class Agreement:
    """What would be sent now (its digest), when the resident agreed to something, and whether it was this."""

    digest: str
    agreed_at: datetime | None = None
    is_void: bool = False

    @property
    def holds(self) -> bool:
        """Whether the resident agreed to just what would be sent."""
        return self.agreed_at is not None and not self.is_void


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreeing:
    """Keeps agreements; each later change of answers, fee ground, submitter or papers makes them void."""

    open_unit: OpenUnit
    catalogue: Catalogue
    clock: Clock

    def of_draft(self, draft_id: str) -> Agreement:
        """How the draft stands with its resident."""
        with self.open_unit() as uow:
            digest, seen = self._digest(uow, draft_id), uow.agreed.seen(draft_id)
        if seen is None:
            return Agreement(digest)
        return Agreement(digest, seen.agreed_at, is_void=seen.answers_sha256 != digest)

    def agree(self, draft_id: str, digest: str) -> Agreement:
        """Keep that what has this digest was read and is right; Refusal `agreed.changed` when it is another by now."""
        with self.open_unit() as uow:
            if self._digest(uow, draft_id) != digest:
                raise Refusal("agreed.changed")
            seen = SeenAndAgreed(draft_id, digest, self.clock.now())
            uow.agreed.save_seen(seen)
            uow.commit()
        return Agreement(digest, seen.agreed_at)

    def _digest(self, uow: UnitOfWork, draft_id: str) -> str:
        draft = uow.drafts.get(draft_id)
        pack = self.catalogue.get(draft.procedure, draft.version)
        return digest_of(pack, draft, uow.attachments.of_draft(draft_id))


def digest_of(pack: ProcedurePack, draft: Draft, papers: Sequence[Attachment]) -> str:
    """SHA-256 in hex over what is shown: pruned answers, fee ground, who submits, and each paper's digest.

    Calculated values are left out: they follow from the answers, and some change with the day. So is the
    consent's scan: it stays here, and is often signed right after the screen was read.
    """
    submitter = draft.submitter
    shown = {
        "answers": prune(pack, without_calculated(pack, nfc(dict(draft.answers)))),
        "exemption": draft.exemption,
        "submitter": [str(submitter.relation), submitter.name, submitter.id_no] if submitter is not None else None,
        "papers": sorted([paper.slot, paper.n, paper.sha256] for paper in papers if paper.slot != CONSENT_SLOT),
    }
    return sha256(canonical(nfc(shown))).hexdigest()
