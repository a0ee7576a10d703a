"""The office's documents: drawn by the press, signed by the practice authority, kept as rows."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.practice import officers
from desktop.practice.certificates import PracticeCA
from desktop.practice.extracts import extract_of
from desktop.practice.identifiers import new_id
from desktop.practice.journal import stamp
from desktop.practice.papers import FeeLine, Press
from desktop.practice.problems import Problem
from desktop.practice.tables import Dossier, FeeNotice, Payment, Result
from forms.pack import ProcedurePack

SHIPPED_FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
Manifest = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Paperwork:
    """Makes drafts (unsigned), results and fee receipts (signed)."""

    press: Press
    authority: PracticeCA

    @classmethod
    def open(cls, folder: Path, fonts: Path | None) -> "Paperwork":
        """With the authority of this folder and the fonts of that one (None: the source tree's)."""
        return cls(Press(fonts or SHIPPED_FONTS), PracticeCA.open(folder))

    @property
    def root_pem(self) -> str:
        """The certificate that clients pin as `result_ca`."""
        return self.authority.root_pem

    def draft(self, row: Dossier, manifest: Manifest, pack: ProcedurePack, at: datetime) -> Result:
        """The draft certificate to be checked by the applicant."""
        content = self.press.draft_certificate(manifest, _code(row), extract_of(pack, manifest["data"]))
        return _document(row, "draft", officers.text("document.draft", name=pack.name), content, at, signed=False)

    def result(self, row: Dossier, manifest: Manifest, pack: ProcedurePack, at: datetime) -> Result:
        """What was asked for, signed."""
        extract = extract_of(pack, manifest["data"])
        content = self.press.result(manifest, _code(row), f"{row.serial:02d}/{at.year}", at, extract)
        return _document(row, "result", _result_name(pack), self._signed(content, at), at, signed=True)

    def copy(self, row: Dossier, manifest: Manifest, pack: ProcedurePack, at: datetime) -> Result:
        """The certified copy (the citizen prints what was issued on paper once per copy paid for)."""
        extract = extract_of(pack, manifest["data"])
        content = self.press.copy(manifest, _code(row), f"{row.serial:02d}/{at.year}", at, extract)
        name = officers.text("document.copy", name=_result_name(pack))
        return _document(row, "result", name, self._signed(content, at), at, signed=True)

    def fee_receipt(
        self, row: Dossier, manifest: Manifest, notice: FeeNotice, payment: Payment, at: datetime
    ) -> Result:
        """The electronic fee receipt (biên lai), signed."""
        lines = [FeeLine(item["name"], item["amount"]) for item in notice.items]
        number = payment.receipt_no or f"{_code(row)}/BL"
        content = self.press.fee_receipt(manifest, _code(row), number, lines=lines, method=payment.method, paid_at=at)
        name = officers.text("document.fee_receipt")
        return _document(row, "fee_receipt", name, self._signed(content, at), at, signed=True)

    def acceptance_slip(
        self, manifest: Manifest, code: str, procedure: str, digits: str, received_at: datetime, due_at: datetime | None
    ) -> bytes:
        """Giấy tiếp nhận hồ sơ và hẹn trả kết quả, signed; *digits* open the public look-up."""
        slip = self.press.acceptance_slip(manifest, code, procedure, digits, received_at=received_at, due_at=due_at)
        return self._signed(slip, received_at)

    def _signed(self, pdf: bytes, at: datetime) -> bytes:
        return self.authority.sign(pdf, signer_name=officers.signer(), at=at)


def _result_name(pack: ProcedurePack) -> str:
    return pack.text("procedure.result") if pack.has_text("procedure.result") else pack.name


def _code(row: Dossier) -> str:
    if row.code is None:
        raise Problem("not-open", 409, waiting="number")
    return row.code


def _document(row: Dossier, kind: str, name: str, content: bytes, at: datetime, *, signed: bool) -> Result:
    return Result(
        rid=new_id(),
        dossier=row.id,
        kind=kind,
        name=name,
        media_type="application/pdf",
        content=content,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        signed=signed,
        issued_at=stamp(at),
    )
