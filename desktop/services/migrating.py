"""Drafts of an older version: what the newest one would make of them, and a new draft when the person wants it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.attachment import CONSENT_SLOT, Attachment
from desktop.domain.carried import CarriedDraft
from desktop.domain.draft import Draft
from desktop.domain.errors import Refusal
from desktop.domain.events import DraftSaved
from desktop.services.drafting import open_draft
from desktop.services.local_day import today
from desktop.services.ports import Clock, NewId, OpenUnit, Publish, UnitOfWork
from forms.catalogue import Catalogue
from forms.errors import FormsError, UnknownProcedure
from forms.fees import exemptions
from forms.migration import Migrated, migrate
from forms.pack import ProcedurePack


@dataclass(frozen=True, slots=True)
class Review:
    """What a draft would become; `since` is the day of the newest form, `made` the draft that was made already."""

    draft: Draft
    old: ProcedurePack
    new: ProcedurePack
    since: date
    migrated: Migrated
    papers: tuple[Attachment, ...]
    papers_left: tuple[Attachment, ...]
    exemption_left: str | None
    made: Draft | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrating:
    """Reviews and carries over; the old draft is never touched, so it opens, prints and is sent as it was."""

    open_unit: OpenUnit
    catalogue: Catalogue
    clock: Clock
    new_id: NewId
    publish: Publish

    def review(self, draft_id: str) -> Review | None:
        """What the newest version would make of a draft; None when it is the newest, was sent, or no way is known."""
        with self.open_unit() as uow:
            draft = uow.drafts.get(draft_id)
            papers = uow.attachments.of_draft(draft_id)
            made = _made_from(uow, draft_id)
        if draft.finalised_as is not None or not self._is_old(draft):
            return None
        try:
            return self._reviewed(draft, papers, made)
        except FormsError:
            return None

    def use_newest(self, draft_id: str) -> Draft:
        """A new draft of the newest version beside the old one, or the one that was made before.

        Refusal `draft.newest` when there is no newer version, `draft.no-migration` when no way leads there,
        `draft.finalised`.
        """
        with self.open_unit() as uow:
            draft = open_draft(uow, draft_id)
            if (made := _made_from(uow, draft_id)) is not None:
                return made
            review = self._asked(draft, uow.attachments.of_draft(draft_id))
            new = self._new_draft(review)
            uow.drafts.add(new)
            for paper in review.papers:
                uow.attachments.add(replace(paper, id=self.new_id(), draft=new.id))
            uow.carried.add(
                CarriedDraft(new.id, draft.id, draft.version, self.clock.now(), notes=review.migrated.notes)
            )
            uow.commit()
        self.publish(DraftSaved(new.id, new.saved_at))
        return new

    def origin(self, draft_id: str) -> CarriedDraft | None:
        """Where a draft came from, with the answers that are kept as notes."""
        with self.open_unit() as uow:
            return uow.carried.of_draft(draft_id)

    def _is_old(self, draft: Draft) -> bool:
        try:
            return self.catalogue.get(draft.procedure).version > draft.version
        except UnknownProcedure:
            return False

    def _asked(self, draft: Draft, papers: Sequence[Attachment]) -> Review:
        if not self._is_old(draft):
            raise Refusal("draft.newest")
        try:
            return self._reviewed(draft, papers, None)
        except FormsError as error:
            raise Refusal("draft.no-migration", procedure=draft.procedure) from error

    def _reviewed(self, draft: Draft, papers: Sequence[Attachment], made: Draft | None) -> Review:
        old = self.catalogue.get(draft.procedure, draft.version)
        new = self.catalogue.get(draft.procedure)
        answers = dict(draft.answers)
        migrated = migrate(self.catalogue, draft.procedure, draft.version, answers, today=today(self.clock))
        stay = _fitting(new, papers)
        since = date.fromisoformat((new.migration or {})["since"])
        lost = draft.exemption if draft.exemption not in (None, *exemptions(new)) else None
        left = tuple(paper for paper in papers if paper not in stay)
        return Review(draft, old, new, since, migrated, stay, left, lost, made)

    def _new_draft(self, review: Review) -> Draft:
        now = self.clock.now()
        exemption = review.draft.exemption if review.exemption_left is None else None
        return replace(
            review.draft,
            id=self.new_id(),
            version=review.new.version,
            answers=review.migrated.answers,
            created_at=now,
            saved_at=now,
            exemption=exemption,
            discarded_at=None,
        )


def _made_from(uow: UnitOfWork, draft_id: str) -> Draft | None:
    """The draft that was made out of this one, while it is not in the bin."""
    for carried in uow.carried.made_from(draft_id):
        made = uow.drafts.get(carried.draft)
        if made.discarded_at is None:
            return made
    return None


def _fitting(pack: ProcedurePack, papers: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Papers whose slot is still there, takes their kind and has room; the consent is no slot of a pack and stays."""
    slots = {slot.code: slot for slot in pack.slots}
    stay: list[Attachment] = []
    for paper in sorted(papers, key=lambda paper: (paper.slot, paper.n)):
        slot = slots.get(paper.slot)
        there = sum(one.slot == paper.slot for one in stay)
        kind = paper.media_type.rpartition("/")[2].replace("jpeg", "jpg")
        if paper.slot == CONSENT_SLOT or (slot is not None and kind in slot.accept and there < slot.max_files):
            stay.append(paper)
    return tuple(stay)
