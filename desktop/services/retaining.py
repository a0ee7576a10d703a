"""What is kept after a result came: receipts, digests and results for ever, working papers until they may go."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.domain.agreed import PapersGone
from desktop.domain.dossier import Dossier, Turn
from desktop.domain.errors import Refusal
from desktop.domain.events import DossierChanged
from desktop.domain.submission import FINAL, Kind, Submission
from desktop.services.ports import Clock, OpenUnit, Publish, UnitOfWork

TIDY_AFTER = "tidy_papers_after"
"""Setting: after how many days working papers go by themselves; empty = never, as it is at first."""


@dataclass(frozen=True, slots=True)
class WorkingPapers:
    """The papers that a dossier was filed with; `size` in bytes. `gone_at` set = they went then."""

    count: int
    size: int
    may_go: bool
    gone_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retaining:
    """Lets working papers of finished dossiers go; *drop* takes those bytes away that nothing else names."""

    open_unit: OpenUnit
    drop: Callable[[Collection[str]], int]
    clock: Clock
    publish: Publish

    def look(self, submission_id: str) -> WorkingPapers:
        """What there is of a dossier, and whether it may go; Missing `id.unknown`."""
        with self.open_unit() as uow:
            draft = uow.submissions.get(submission_id).draft
            sizes = {paper.sha256: paper.size for paper in uow.attachments.of_draft(draft)}
            gone = uow.agreed.gone(draft)
            may_go = gone is None and bool(sizes) and _is_over(uow, submission_id)
        return WorkingPapers(len(sizes), sum(sizes.values()), may_go, gone.gone_at if gone else None)

    def let_go(self, submission_id: str) -> int:
        """The person agreed: how many papers went for good. Refusal `papers.still-needed`."""
        with self.open_unit() as uow:
            if not _is_over(uow, submission_id):
                raise Refusal("papers.still-needed")
            draft = uow.submissions.get(submission_id).draft
            papers = _sent_with(uow, submission_id, draft)
            uow.agreed.save_gone(PapersGone(draft, self.clock.now()))
            uow.commit()
        dropped = self.drop(papers)
        self.publish(DossierChanged(submission_id))
        return dropped

    def tidy(self, seen: datetime | None = None) -> tuple[str, ...]:
        """Let go what the setting says, now, and nothing that ended after *seen*; ids of the dossiers."""
        now = self.clock.now()
        with self.open_unit() as uow:
            days = uow.settings.get(TIDY_AFTER) or ""
            if not days.isdigit() or int(days) == 0:
                return ()
            before = min(now - timedelta(days=int(days)), seen or now)
            due = tuple(one.id for one in _ended_before(uow, before) if _is_due(uow, one))
        for submission_id in due:
            self.let_go(submission_id)
        return due


def _ended_before(uow: UnitOfWork, before: datetime) -> tuple[Submission, ...]:
    """What is over since then and still has its papers, found among years of dossiers without asking for each."""
    gone = uow.agreed.gone_drafts()
    over = {one.id for one in uow.dossiers.all() if _has_all(one) and (_ended_at(one) or before) < before}
    return tuple(one for one in uow.submissions.all() if one.id in over and one.draft not in gone)


def _is_due(uow: UnitOfWork, submission: Submission) -> bool:
    return _is_over(uow, submission.id) and bool(uow.attachments.of_draft(submission.draft))


def _ended_at(dossier: Dossier) -> datetime | None:
    moments = [row.at for row in dossier.history]
    return max(moments) if moments else dossier.refreshed_at


def _is_over(uow: UnitOfWork, submission_id: str) -> bool:
    """Nobody's move, so that every result is kept here; there is one; and nothing is on its way to the portal."""
    dossier = uow.dossiers.get(submission_id)
    if dossier is None or not _has_all(dossier):
        return False
    return all(item.state in FINAL for item in uow.outbox.of_submission(submission_id))


def _has_all(dossier: Dossier) -> bool:
    return bool(dossier.results) and dossier.turn is Turn.NOBODY


def _sent_with(uow: UnitOfWork, submission_id: str, draft: str) -> frozenset[str]:
    """Digests of the draft's papers and of those that its items sent: supplements, and the paper of a consent."""
    found = {paper.sha256 for paper in uow.attachments.of_draft(draft)}
    for item in uow.outbox.of_submission(submission_id):
        body = json.loads(item.body)
        if item.kind in (Kind.DOSSIER, Kind.SUPPLEMENT):
            found |= {row["sha256"] for row in body["attachments"]}
        elif item.kind is Kind.CONSENT and body["evidence"]["sha256"]:
            found.add(body["evidence"]["sha256"])
    return frozenset(found)
