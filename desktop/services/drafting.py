"""Drafts: what was typed is on disk before anything else happens, right or wrong."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from desktop.domain.draft import Draft, FilingFor, Submitter
from desktop.domain.errors import Missing, Refusal
from desktop.domain.events import DraftSaved
from desktop.services import short_ids
from desktop.services.checking import Check, check_draft
from desktop.services.fillable import fillable
from desktop.services.local_day import today
from desktop.services.ports import Clock, NewId, OpenUnit, PaperStore, Publish, UnitOfWork
from forms.catalogue import Catalogue
from forms.errors import UnknownProcedure
from forms.fees import exemptions
from forms.pack import ProcedurePack

Change = Callable[[Draft], Draft]


class Drafting:
    """Starts, saves, checks and bins drafts."""

    def __init__(
        self,
        *,
        open_unit: OpenUnit,
        papers: PaperStore,
        catalogue: Catalogue,
        clock: Clock,
        new_id: NewId,
        publish: Publish,
    ) -> None:
        self._open_unit = open_unit
        self._papers = papers
        self._catalogue = catalogue
        self._clock = clock
        self._new_id = new_id
        self._publish = publish

    def start(self, code: str, *, version: int | None = None, answers: Mapping[str, Any] | None = None) -> Draft:
        """A new draft of a procedure; Missing `procedure.unknown`, Refusal `procedure.no-form` for a thin sheet."""
        pack = fillable(self._pack(code, version))
        now = self._clock.now()
        draft = Draft(
            id=self._new_id(),
            procedure=pack.code,
            version=pack.version,
            answers=dict(answers or {}),
            created_at=now,
            saved_at=now,
            title=pack.text("procedure.alias") if pack.has_text("procedure.alias") else pack.name,
        )
        with self._open_unit() as uow:
            uow.drafts.add(draft)
            uow.commit()
        self._publish(DraftSaved(draft.id, now))
        return draft

    def get(self, draft_id: str) -> Draft:
        """One draft."""
        with self._open_unit() as uow:
            return uow.drafts.get(draft_id)

    def open(self) -> tuple[Draft, ...]:
        """Drafts that can be worked on."""
        with self._open_unit() as uow:
            return uow.drafts.open()

    def binned(self) -> tuple[Draft, ...]:
        """Drafts in the bin; they leave it after 30 days."""
        with self._open_unit() as uow:
            return uow.drafts.binned()

    def resolve(self, prefix: str) -> str:
        """The full id for a shortened one."""
        with self._open_unit() as uow:
            return short_ids.resolve(prefix, uow.drafts.find)

    def save(self, draft_id: str, answers: Mapping[str, Any], *, step: str | None = None) -> Draft:
        """Keep all answers as they are; never validates."""
        return self._change(draft_id, lambda draft: replace(draft, answers=dict(answers), step=step or draft.step))

    def merge(self, draft_id: str, answers: Mapping[str, Any]) -> Draft:
        """Lay answers over those that are there, object by object."""
        return self._change(draft_id, lambda draft: replace(draft, answers=merged(draft.answers, answers)))

    def file_for(self, draft_id: str, filing_for: FilingFor, submitter: Submitter | None) -> Draft:
        """Keep the answer to *Bạn nộp cho ai?*; Refusal `submitter.missing` for somebody else without one."""
        if filing_for is not FilingFor.SELF and submitter is None:
            raise Refusal("submitter.missing")
        return self._change(draft_id, lambda draft: replace(draft, filing_for=filing_for, submitter=submitter))

    def set_exemption(self, draft_id: str, ground: str | None) -> Draft:
        """Keep the ground on which the fee is waived; Refusal `fee.unknown-exemption`."""
        draft = self.get(draft_id)
        if ground is not None and ground not in exemptions(self._pack(draft.procedure, draft.version)):
            raise Refusal("fee.unknown-exemption", exemption=ground)
        return self._change(draft_id, lambda changed: replace(changed, exemption=ground))

    def discard(self, draft_id: str) -> Draft:
        """Put into the bin."""
        return self._change(draft_id, lambda draft: replace(draft, discarded_at=self._clock.now()))

    def restore(self, draft_id: str) -> Draft:
        """Take out of the bin."""
        return self._change(draft_id, lambda draft: replace(draft, discarded_at=None))

    def check(self, draft_id: str) -> Check:
        """Every error, warning and missing paper."""
        with self._open_unit() as uow:
            draft = uow.drafts.get(draft_id)
            attachments = uow.attachments.of_draft(draft_id)
        return check_draft(self._pack(draft.procedure, draft.version), draft, attachments, today(self._clock))

    def _change(self, draft_id: str, change: Change) -> Draft:
        with self._open_unit() as uow:
            draft = open_draft(uow, draft_id)
            saved = replace(change(draft), saved_at=self._clock.now())
            uow.drafts.save(saved)
            uow.commit()
        self._publish(DraftSaved(saved.id, saved.saved_at))
        return saved

    def _pack(self, code: str, version: int | None) -> ProcedurePack:
        try:
            return self._catalogue.get(code, version)
        except UnknownProcedure as error:
            raise Missing("procedure.unknown", procedure=code) from error


def open_draft(uow: UnitOfWork, draft_id: str) -> Draft:
    """The draft when it may still be changed; Refusal `draft.finalised`, `draft.filed-by-hand`."""
    draft = uow.drafts.get(draft_id)
    if uow.by_hand.of_draft(draft_id) is not None:
        raise Refusal("draft.filed-by-hand")
    if draft.finalised_as is not None:
        raise Refusal("draft.finalised", submission=draft.finalised_as)
    return draft


def merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """*new* laid over *old*; lists and plain values are replaced whole."""
    result = dict(old)
    for key, value in new.items():
        before = result.get(key)
        if isinstance(before, Mapping) and isinstance(value, Mapping):
            result[key] = merged(before, value)
        else:
            result[key] = value
    return result
