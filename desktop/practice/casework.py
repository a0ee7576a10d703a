"""What officers work with: the dossier's current answers, its due date, the documents it leads to."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desktop.practice.journal import stamp, when
from desktop.practice.paperwork import Paperwork
from desktop.practice.procedures import Procedures
from desktop.practice.tables import Confirmation, Dossier, FeeNotice, Result, Supplement
from forms.answers import complete, put
from forms.deadlines import due, intake_due
from forms.fees import fees
from forms.pack import ProcedurePack

CIVIL_STATUS = "civil-status"
COPY_FEES = "BS"


class Casework:
    """The office's view of a dossier: its manifest with what supplements and corrections changed."""

    def __init__(self, procedures: Procedures, paperwork: Paperwork) -> None:
        self._procedures = procedures
        self._paperwork = paperwork

    def pack(self, row: Dossier) -> ProcedurePack:
        """The pack that the dossier was filled with."""
        return self._procedures.pack(row.procedure or "", row.version)

    def manifest(self, row: Dossier) -> dict[str, Any]:
        """The stored manifest, its `data` as amended since; the stored bytes themselves never change."""
        manifest: dict[str, Any] = json.loads(row.manifest or b"{}")
        manifest["data"] = self.amended(row, {})
        return manifest

    def amended(self, row: Dossier, changes: dict[str, Any]) -> dict[str, Any]:
        """The current answers with these further changes {pointer: value}, calculated anew."""
        manifest: dict[str, Any] = json.loads(row.manifest or b"{}")
        data: dict[str, Any] = manifest["data"]
        merged = {**row.amended, **changes}
        if not merged:
            return data
        for pointer, value in merged.items():
            data = put(data, pointer, value)
        return complete(self.pack(row), data, today=datetime.fromisoformat(manifest["as_of"]).date())

    def due(self, row: Dossier, received_at: datetime) -> str:
        """When the result is due."""
        return stamp(due(self.pack(row), received_at, self._procedures.calendar))

    def step_due(self, row: Dossier) -> str | None:
        """When the present step should be over: intake within eight working hours, the rest by the due date."""
        if row.state != "registered":
            return row.due_at
        return stamp(intake_due(when(row.since), self._procedures.calendar))

    def pause(self, row: Dossier, now: datetime) -> None:
        """The legal clock stands still from now on."""
        row.paused_at = row.paused_at or stamp(now)

    def go_on(self, row: Dossier, now: datetime) -> None:
        """The legal clock runs again; the due date moves by the working days that were waited."""
        if row.paused_at is None:
            return
        calendar = self._procedures.calendar
        if row.due_at is not None:
            waited = calendar.working_days_between(when(row.paused_at).date(), now.date())
            old = when(row.due_at)
            row.due_at = stamp(datetime.combine(calendar.add_working_days(old.date(), waited), old.time(), old.tzinfo))
        row.paused_at = None

    def end_requests(self, session: Session, row: Dossier) -> None:
        """Nothing is asked of the citizen any more."""
        for table in (Supplement, Confirmation, FeeNotice):
            session.execute(
                update(table).where(table.dossier == row.id, table.state == "open").values(state="cancelled")
            )

    def name_pointer(self, row: Dossier) -> str:
        """Where a name to be looked at again is typed: the applicant's, or the subject's where that is worked out."""
        pack = self.pack(row)
        dossier = pack.procedure["dossier"]
        asked = dossier["applicant"]["name"]
        return str(dossier["subject"]["name"] if asked in pack.logic.get("calculated", {}) else asked)

    def wants_confirmation(self, row: Dossier) -> bool:
        """Whether this procedure's draft is shown to the applicant before it is signed (civil status)."""
        return self.pack(row).procedure.get("sector") == CIVIL_STATUS

    def draft(self, session: Session, row: Dossier, now: datetime, slips: Mapping[str, Any]) -> Result:
        """A new draft certificate of the current answers, with these slips of the pen {pointer: value}."""
        manifest = self.manifest(row)
        for pointer, value in slips.items():
            manifest["data"] = put(manifest["data"], pointer, value)
        document = self._paperwork.draft(row, manifest, self.pack(row), now)
        session.add(document)
        session.flush()
        return document

    def correct_result(self, session: Session, row: Dossier, now: datetime) -> None:
        """A new result that names the one whose place it takes."""
        issued = select(Result).where(Result.dossier == row.id, Result.kind == "result").order_by(Result.issued_at)
        listed = list(session.scalars(issued))
        replaced = {result.replaces for result in listed}
        right = self._paperwork.result(row, self.manifest(row), self.pack(row), now)
        right.replaces = next((result.rid for result in listed if result.rid not in replaced), None)
        session.add(right)

    def issue_result(self, session: Session, row: Dossier, now: datetime) -> None:
        """The signed result, and a signed copy for each that was asked for."""
        manifest, pack = self.manifest(row), self.pack(row)
        session.add(self._paperwork.result(row, manifest, pack, now))
        ordered = sum(item.quantity for item in fees(pack, manifest["data"]) if item.code.startswith(COPY_FEES))
        if ordered:
            session.add(self._paperwork.copy(row, manifest, pack, now + timedelta(seconds=1)))
