"""What the portal knows of procedures: the same packs as the client's."""

from dataclasses import dataclass
from pathlib import Path

from desktop.practice.problems import Problem
from forms.catalogue import Catalogue
from forms.deadlines import WorkCalendar
from forms.loader import load_pack
from forms.pack import ProcedurePack


@dataclass(frozen=True, slots=True)
class Procedures:
    """The packs in force and the working calendar."""

    catalogue: Catalogue
    calendar: WorkCalendar

    @classmethod
    def open(cls, packs: Path | None) -> "Procedures":
        """The shipped packs, or those of a folder of packs (`<sector>/<code>/<version>/`)."""
        if packs is None:
            return cls(Catalogue.shipped(), WorkCalendar.shipped())
        folders = sorted(path.parent for path in packs.rglob("procedure.json"))
        return cls(Catalogue.of(load_pack(folder) for folder in folders), WorkCalendar.shipped())

    def pack(self, code: str, version: int | None = None) -> ProcedurePack:
        """A version of a procedure; Problem `form-version-retired` when the portal has it no more, or no form of it."""
        try:
            pack = self.catalogue.get(code, version)
        except KeyError:
            raise Problem("form-version-retired", 422, current=self._current(code), accept_until=None) from None
        if not pack.has_form:
            raise Problem("form-version-retired", 422, current=None, accept_until=None)
        return pack

    def accepted(self, code: str, version: int, sha256: str) -> ProcedurePack:
        """The pack of a manifest's form; Problem `form-version-retired` when it is not this very one."""
        pack = self.pack(code, version)
        if pack.sha256 != sha256:
            raise Problem("form-version-retired", 422, current=self._current(code), accept_until=None)
        return pack

    def _current(self, code: str) -> dict[str, object] | None:
        try:
            pack = self.catalogue.get(code)
        except KeyError:
            return None
        return {"code": pack.code, "version": pack.version, "sha256": pack.sha256} if pack.has_form else None
