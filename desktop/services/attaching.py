"""Papers: looked at before they are taken in, and stored under their digest."""

import unicodedata
from dataclasses import dataclass
from io import BytesIO

from desktop.domain.attachment import CONSENT_SLOT, Attachment, Finding
from desktop.domain.errors import Missing, Refusal
from desktop.services.drafting import open_draft
from desktop.services.ports import Clock, Inspection, NewId, OpenUnit, PaperConverter, PaperInspector, PaperStore
from forms.catalogue import Catalogue
from forms.pack import ProcedurePack, Slot

PHOTOS = ("jpg", "png")
LONGEST_NAME = 150
CONSENT = Slot(
    code=CONSENT_SLOT,
    required=True,
    accept=("pdf", "jpg", "png"),
    max_size=10 * 1024 * 1024,
    max_pages=10,
    submit=False,
)
"""The signed paper by which the applicant lets somebody else file; it stays here, the portal gets its digest."""


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A paper that stands in the store; `size` in bytes, `sha256` in hex."""

    sha256: str
    size: int
    media_type: str
    pages: int | None
    findings: tuple[Finding, ...]


class Attaching:
    """Takes papers in and out of drafts."""

    def __init__(
        self,
        *,
        open_unit: OpenUnit,
        papers: PaperStore,
        catalogue: Catalogue,
        inspector: PaperInspector,
        converter: PaperConverter,
        clock: Clock,
        new_id: NewId,
    ) -> None:
        self._open_unit = open_unit
        self._papers = papers
        self._catalogue = catalogue
        self._inspector = inspector
        self._converter = converter
        self._clock = clock
        self._new_id = new_id

    def attach(self, draft_id: str, slot: str, name: str, content: bytes, *, convert: bool = False) -> Attachment:
        """Look at a paper and put it into a slot; Refusal with the finding's code, `slot.unknown`, `slot.full`."""
        with self._open_unit() as uow:
            draft = open_draft(uow, draft_id)
        wanted = slot_of(self._catalogue.get(draft.procedure, draft.version), slot)
        kept = self.keep(wanted, name, content, convert=convert)
        with self._open_unit() as uow:
            open_draft(uow, draft_id)
            there = [paper for paper in uow.attachments.of_draft(draft_id) if paper.slot == slot]
            if len(there) >= wanted.max_files:
                raise Refusal("slot.full", slot=slot, count=wanted.max_files)
            attachment = Attachment(
                id=self._new_id(),
                draft=draft_id,
                slot=slot,
                n=max((paper.n for paper in there), default=0) + 1,
                name=shown_name(name),
                sha256=kept.sha256,
                size=kept.size,
                media_type=kept.media_type,
                pages=kept.pages,
                findings=kept.findings,
            )
            uow.attachments.add(attachment)
            uow.commit()
        return attachment

    def detach(self, draft_id: str, attachment_id: str) -> None:
        """Take a paper out of a draft (the id may be shortened); Missing `id.unknown`."""
        with self._open_unit() as uow:
            open_draft(uow, draft_id)
            found = uow.attachments.find(draft_id, attachment_id)
            if not found:
                raise Missing("id.unknown", id=attachment_id)
            if len(found) > 1:
                raise Refusal("id.ambiguous", id=attachment_id, count=len(found))
            uow.attachments.remove(found[0].id)
            uow.commit()

    def of_draft(self, draft_id: str) -> tuple[Attachment, ...]:
        """The papers of a draft, by slot and number."""
        with self._open_unit() as uow:
            return tuple(sorted(uow.attachments.of_draft(draft_id), key=lambda paper: (paper.slot, paper.n)))

    def read(self, sha256: str) -> bytes:
        """The bytes of a stored paper."""
        with self._papers.open(sha256) as source:
            return source.read()

    def inspect(self, content: bytes, *, slot: Slot = CONSENT) -> Inspection:
        """What a file is and what is wrong with it for a slot."""
        return self._inspector.inspect(content, accept=slot.accept, max_size=slot.max_size, max_pages=slot.max_pages)

    def keep(self, slot: Slot, name: str, content: bytes, *, convert: bool = False) -> KeptPaper:
        """Look at a paper for a slot and store it, as PDF where a photo must become one; Refusal of what is wrong."""
        wants_pdf = not set(PHOTOS) & set(slot.accept)
        accept = (*slot.accept, *PHOTOS) if wants_pdf else slot.accept
        seen = self._inspector.inspect(content, accept=accept, max_size=slot.max_size, max_pages=slot.max_pages)
        _refuse_errors(seen, name)
        if wants_pdf and seen.media_type.startswith("image/"):
            if not convert:
                raise Refusal("paper.wants-pdf", name=shown_name(name), slot=slot.code)
            content = self._converter.photos_to_pdf([content])
            seen = self.inspect(content, slot=slot)
            _refuse_errors(seen, name)
        stored = self._papers.put(BytesIO(content))
        return KeptPaper(stored.sha256, stored.size, seen.media_type, seen.pages, seen.findings)


def slot_of(pack: ProcedurePack, code: str) -> Slot:
    """The slot of a pack, or that of the consent; Missing `slot.unknown`."""
    if code == CONSENT_SLOT:
        return CONSENT
    try:
        return pack.slot(code)
    except KeyError:
        raise Missing("slot.unknown", slot=code) from None


def shown_name(name: str) -> str:
    """A file's name without its folders and without letters that cannot be seen or turn the line around."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")[-LONGEST_NAME:]


def _refuse_errors(seen: Inspection, name: str) -> None:
    for finding in seen.findings:
        if finding.severity == "error":
            raise Refusal(finding.code, **{"name": shown_name(name), **dict(finding.parameters)})
