"""A past dossier as the beginning of a new one: what belongs to the case itself is left out."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from desktop.domain.attachment import CONSENT_SLOT, Attachment
from desktop.domain.draft import Draft
from desktop.domain.events import DraftSaved
from desktop.services.local_day import today
from desktop.services.ports import Clock, NewId, OpenUnit, Publish
from forms.answers import complete, get, put
from forms.catalogue import Catalogue
from forms.pack import Answers, ProcedurePack
from forms.pointers import parts, rows_of
from forms.schema_paths import is_object, subschema


@dataclass(frozen=True, slots=True)
class Duplicate:
    """What a new draft would begin with; `left_out` are patterns that had an answer and are to be filled in anew.

    `papers` may be used again; `pack` is the newest version, `old_version` what the dossier was filed with.
    """

    source: Draft
    pack: ProcedurePack
    answers: Answers
    left_out: tuple[str, ...]
    papers: tuple[Attachment, ...]
    old_version: int

    @property
    def is_other_version(self) -> bool:
        """Whether the form was drawn anew since."""
        return self.old_version != self.pack.version


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicating:
    """Begins drafts from dossiers that were filed."""

    open_unit: OpenUnit
    catalogue: Catalogue
    clock: Clock
    new_id: NewId
    publish: Publish

    def look(self, submission_id: str) -> Duplicate:
        """What would be taken over; nothing is written. Missing `id.unknown`."""
        with self.open_unit() as uow:
            draft = uow.drafts.get(uow.submissions.get(submission_id).draft)
            papers = () if uow.agreed.gone(draft.id) else uow.attachments.of_draft(draft.id)
        old = self.catalogue.get(draft.procedure, draft.version)
        new = self.catalogue.get(draft.procedure)
        data = complete(old, dict(draft.answers), today=today(self.clock))
        answers, left_out = without_the_case(new, data)
        return Duplicate(draft, new, answers, left_out, tuple(_reusable(new, papers)), draft.version)

    def start(self, submission_id: str, papers: Collection[str] = ()) -> Draft:
        """A new draft of the newest version, with those of the reusable papers (ids) that are wanted."""
        found = self.look(submission_id)
        now = self.clock.now()
        draft = replace(
            found.source,
            id=self.new_id(),
            version=found.pack.version,
            answers=found.answers,
            created_at=now,
            saved_at=now,
            exemption=None,
            replaces=None,
            discarded_at=None,
            finalised_as=None,
            step=None,
        )
        with self.open_unit() as uow:
            uow.drafts.add(draft)
            for paper in found.papers:
                if paper.id in papers:
                    uow.attachments.add(replace(paper, id=self.new_id(), draft=draft.id))
            uow.commit()
        self.publish(DraftSaved(draft.id, now))
        return draft


def without_the_case(pack: ProcedurePack, data: Answers) -> tuple[Answers, tuple[str, ...]]:
    """Answers that the new form still asks for, less the case, and where something was left out."""
    left_out: list[str] = []
    for pattern in case_of(pack):
        answered = [pointer for pointer in rows_of(pattern, data) if get(data, pointer) is not None]
        left_out += [pattern] if answered else []
        for pointer in answered:
            data = put(data, pointer, None)
    kept: Answers = {}
    for pointer in pointers_of_answers(data):
        inner = subschema(pack.schema, pointer)
        if inner is not None and not is_object(inner) and not inner.get("readOnly"):
            kept = put(kept, pointer, get(data, pointer))
    return kept, tuple(left_out)


def case_of(pack: ProcedurePack) -> tuple[str, ...]:
    """What belongs to one case only: as the pack says, else the block of whom the record is about."""
    told = pack.procedure.get("duplicate")
    if told is not None:
        return tuple(told["without"])
    subject = parts(str(pack.procedure.get("dossier", {}).get("subject", {}).get("name", "")))
    return (f"/{subject[0]}",) if len(subject) > 1 else ()


def pointers_of_answers(value: Answers, at: str = "") -> Iterator[str]:
    """Pointers of all plain values and lists."""
    for name, inner in value.items():
        if isinstance(inner, dict):
            yield from pointers_of_answers(inner, f"{at}/{name}")
        else:
            yield f"{at}/{name}"


def _reusable(pack: ProcedurePack, papers: Collection[Attachment]) -> Iterator[Attachment]:
    """Papers of slots that the pack lets be used again; a consent was for that one dossier."""
    slots = {slot.code for slot in pack.slots if slot.reusable}
    yield from (paper for paper in papers if paper.slot in slots and paper.slot != CONSENT_SLOT)
