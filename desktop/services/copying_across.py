"""Copying across: what a person keys in at the national portal themselves, line by line."""

from dataclasses import dataclass

from desktop.domain.draft import Draft
from desktop.services.paper_names import NamedPaper
from forms.eform import CopyLine, CopySection
from forms.pack import ProcedurePack


@dataclass(frozen=True, slots=True)
class CopySheet:
    """A draft as the official e-form asks for it; `page` is the portal's page where the pack knows it."""

    draft: Draft
    pack: ProcedurePack
    sections: tuple[CopySection, ...]
    papers: tuple[NamedPaper, ...]
    page: str | None

    @property
    def lines(self) -> tuple[CopyLine, ...]:
        """Everything that can be copied, in order."""
        return tuple(line for section in self.sections for line in section.lines if not line.is_note)
