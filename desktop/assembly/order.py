"""Whether everything is in order: packs, papers, the vault."""

from pathlib import Path
from typing import Any

from desktop.assembly.documents import draw_form
from desktop.assembly.services import Services
from desktop.domain.errors import Refusal
from forms.catalogue import Catalogue
from forms.pack import ProcedurePack


def self_check(home: Path, services: Services | None) -> list[dict[str, Any]]:
    """Packs, paper, sealed store: each line says what was looked at and whether it is in order."""
    rows = [_pack_row(pack) for pack in Catalogue.shipped().all()]
    if services is None:
        return [*rows, _row("check.no-vault", home=str(home))]
    findings = services.vault.check()
    rows += [_row(finding.code, ok=False, where=finding.where) for finding in findings]
    return rows if findings else [*rows, _row("check.vault-good", home=str(home))]


def _pack_row(pack: ProcedurePack) -> dict[str, Any]:
    """A pack is in order when its official paper can be drawn with the shipped fonts."""
    if not pack.print_layout.get("blocks"):
        return _row("check.pack-good", procedure=pack.code)
    try:
        draw_form(pack, {}, blank=True)
    except Refusal as refusal:
        return _row(refusal.code, ok=False, **refusal.parameters)
    return _row("check.pack-good", procedure=pack.code)


def _row(code: str, *, ok: bool = True, **parameters: object) -> dict[str, Any]:
    return {"code": code, "ok": ok, "parameters": parameters}
