"""Hand-over: everything that a person needs to file by their own hand, where no portal is connected."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import BytesIO

from desktop.domain.draft import Draft
from desktop.domain.letter import Letter
from desktop.services.exporting import paper_name
from desktop.services.letters import letter_of
from desktop.services.ports import Clock, OpenUnit, PaperStore
from forms.answers import complete
from forms.catalogue import Catalogue
from forms.deadlines import ICT
from forms.pack import Answers, ProcedurePack

DrawForm = Callable[[ProcedurePack, Answers], bytes]
"""Draws the official paper as PDF from complete answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingOver:
    """Packs drafts; the package is not encrypted, and whoever offers it says so."""

    open_unit: OpenUnit
    papers: PaperStore
    catalogue: Catalogue
    draw_form: DrawForm
    clock: Clock | None = None

    def package(self, draft_id: str) -> bytes:
        """A zip: answers, the printed form, papers, and `contents.json` with names, sizes and digests."""
        with self.open_unit() as uow:
            draft = uow.drafts.get(draft_id)
            attachments = uow.attachments.of_draft(draft_id)
        pack = self.catalogue.get(draft.procedure, draft.version)
        data = complete(pack, dict(draft.answers), today=self._day(draft))
        files = {
            "answers.json": json.dumps(data, ensure_ascii=False, indent=2).encode(),
            "form.pdf": self.draw_form(pack, data),
        }
        for paper in sorted(attachments, key=lambda paper: (paper.slot, paper.n)):
            with self.papers.open(paper.sha256) as source:
                files[paper_name(paper.slot, paper.n, paper.media_type)] = source.read()
        return _zip(files, draft)

    def letter(self, draft_id: str, lang: str = "vi") -> Letter:
        """What goes on the envelope and into it; Refusal `by-hand.no-post` where the procedure is not filed by post."""
        with self.open_unit() as uow:
            draft = uow.drafts.get(draft_id)
            attached = {paper.slot for paper in uow.attachments.of_draft(draft_id)}
        pack = self.catalogue.get(draft.procedure, draft.version)
        return letter_of(pack, draft, complete(pack, dict(draft.answers), today=self._day(draft)), attached, lang)

    def _day(self, draft: Draft) -> date:
        moment = self.clock.now() if self.clock is not None else draft.saved_at
        return moment.astimezone(ICT).date()


def _zip(files: dict[str, bytes], draft: Draft) -> bytes:
    contents = {
        "procedure": draft.procedure,
        "version": draft.version,
        "files": [
            {"name": name, "size": len(content), "sha256": sha256(content).hexdigest()}
            for name, content in files.items()
        ],
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("contents.json", json.dumps(contents, ensure_ascii=False, indent=2))
        for name, content in files.items():
            out.writestr(name, content)
    return packed.getvalue()
