"""Hand-over: everything that a person needs to file by their own hand, where no portal is connected."""

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from desktop.domain.attachment import Attachment
from desktop.domain.draft import Draft
from desktop.domain.errors import Refusal
from desktop.domain.letter import Letter
from desktop.messages import say
from desktop.services.copying_across import CopySheet
from desktop.services.letters import letter_of
from desktop.services.paper_names import NamedPaper, named
from desktop.services.ports import Clock, OpenUnit, PaperStore
from forms.answers import complete
from forms.catalogue import Catalogue
from forms.deadlines import ICT
from forms.eform import copy_sections, portal_page
from forms.pack import Answers, ProcedurePack

Draw = Callable[[ProcedurePack, Answers], bytes]
"""Draws a paper as PDF from complete answers."""
Explain = Callable[[ProcedurePack, date], bytes]
"""Says in both languages what the package is, and that it is not encrypted."""
BLOCK = 1 << 20
"""A paper goes through memory in pieces of this many bytes."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingOver:
    """Packs drafts; the package is not encrypted, and whoever offers it says so."""

    open_unit: OpenUnit
    papers: PaperStore
    catalogue: Catalogue
    draw_form: Draw
    draw_checklist: Draw
    explain: Explain
    clock: Clock

    def package(self, draft_id: str) -> bytes:
        """The package in memory; what may be big goes to `package_into`."""
        packed = BytesIO()
        self.package_into(draft_id, packed)
        return packed.getvalue()

    def package_into(self, draft_id: str, target: BinaryIO) -> None:
        """The package into *target*, paper by paper.

        `contents.json` tells every name, Vietnamese title, size and SHA-256. The same draft on the same day gives the
        same bytes. Refusal `paper.gone` when the person let the papers go.
        """
        with self.open_unit() as uow:
            if uow.agreed.gone(draft_id) is not None:
                raise Refusal("paper.gone")
        draft, pack, attachments = self._read(draft_id)
        day = self._day()
        data = complete(pack, dict(draft.answers), today=day)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as out:
            packing = _Packing(out, self.papers)
            packing.put("README.txt", say("document.package.readme"), self.explain(pack, day))
            answers = json.dumps(data, ensure_ascii=False, indent=2).encode()
            packing.put("answers.json", say("document.package.answers"), answers)
            packing.put("form.pdf", pack.name, self.draw_form(pack, data))
            packing.put("checklist.pdf", say("document.package.checklist"), self.draw_checklist(pack, data))
            for paper in named(pack, attachments):
                packing.put_paper(paper)
            packing.finish({"procedure": draft.procedure, "version": draft.version, "title": pack.name})

    def package_name(self, draft_id: str) -> str:
        """`ho-so_1.001193_2026-11-26`: what and when, never who."""
        with self.open_unit() as uow:
            return f"ho-so_{uow.drafts.get(draft_id).procedure}_{self._day()}"

    def copy_sheet(self, draft_id: str, lang: str = "vi") -> CopySheet:
        """A draft laid out for copying across: what is hidden is not there, what is calculated is."""
        draft, pack, attachments = self._read(draft_id)
        data = complete(pack, dict(draft.answers), today=self._day())
        return CopySheet(
            draft, pack, copy_sections(pack, data, lang), named(pack, attachments, lang), portal_page(pack)
        )

    def copy_paper(self, sha256_: str, target: BinaryIO) -> None:
        """The bytes of one paper into *target*, in pieces."""
        with self.papers.open(sha256_) as source:
            while block := source.read(BLOCK):
                target.write(block)

    def letter(self, draft_id: str, lang: str = "vi") -> Letter:
        """What goes on the envelope and into it; Refusal `by-hand.no-post` where the procedure is not filed by post."""
        draft, pack, attachments = self._read(draft_id)
        data = complete(pack, dict(draft.answers), today=self._day())
        return letter_of(pack, draft, data, {paper.slot for paper in attachments}, lang)

    def _read(self, draft_id: str) -> tuple[Draft, ProcedurePack, tuple[Attachment, ...]]:
        with self.open_unit() as uow:
            draft = uow.drafts.get(draft_id)
            attachments = uow.attachments.of_draft(draft_id)
        return draft, self.catalogue.get(draft.procedure, draft.version), attachments

    def _day(self) -> date:
        return self.clock.now().astimezone(ICT).date()


class _Packing:
    """One archive in the making; everything is stored as it is, so that no library's compression shows in the bytes."""

    def __init__(self, out: zipfile.ZipFile, papers: PaperStore) -> None:
        self._out = out
        self._papers = papers
        self._files: list[Mapping[str, object]] = []

    def put(self, name: str, title: str, content: bytes) -> None:
        with self._entry(name, len(content)) as entry:
            entry.write(content)
        self._note(name, title, len(content), sha256(content).hexdigest())

    def put_paper(self, named_: NamedPaper) -> None:
        name, size, digest = f"papers/{named_.name}", 0, sha256()
        with self._papers.open(named_.paper.sha256) as source, self._entry(name, named_.paper.size) as entry:
            while block := source.read(BLOCK):
                entry.write(block)
                digest.update(block)
                size += len(block)
        self._note(name, named_.title, size, digest.hexdigest())

    def finish(self, about: Mapping[str, object]) -> None:
        content = json.dumps({**about, "files": self._files}, ensure_ascii=False, indent=2).encode()
        with self._entry("contents.json", len(content)) as entry:
            entry.write(content)

    def _note(self, name: str, title: str, size: int, digest: str) -> None:
        self._files.append({"name": name, "title": title, "size": size, "sha256": digest})

    @contextmanager
    def _entry(self, name: str, size: int) -> Iterator[BinaryIO]:
        """No time and no system of this machine in it."""
        info = zipfile.ZipInfo(name, _EPOCH)
        info.create_system, info.external_attr, info.file_size = _UNIX, 0o600 << 16, size
        with self._out.open(info, "w") as entry:
            yield entry  # type: ignore[misc]  # IO[bytes], of which only `write` is used
