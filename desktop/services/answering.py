"""Answers to the office: supplements, the draft certificate, taking a dossier back."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from desktop.domain.dossier import Dossier, Status, SupplementRequest
from desktop.domain.errors import Refusal
from desktop.domain.submission import (
    FINAL,
    Kind,
    OutboxItem,
    State,
    Submission,
    can_be_made_anew,
)
from desktop.services.attaching import Attaching, slot_of
from desktop.services.draft_reading import agreed_answers
from desktop.services.freezing import frozen_item
from desktop.services.ports import Checkpoint, Clock, NewId, OpenUnit, PaperStore, passed
from desktop.services.queueing import cancel, join, take_back
from desktop.services.uploading import plan_uploads
from forms.answers import put
from forms.catalogue import Catalogue
from forms.pack import Answers, ProcedurePack
from forms.validation import validate

Papers = Mapping[str, Sequence[tuple[str, bytes]]]


class Answering:
    """Freezes answers into outbox items; nothing here touches the network."""

    def __init__(
        self,
        *,
        open_unit: OpenUnit,
        papers: PaperStore,
        catalogue: Catalogue,
        clock: Clock,
        new_id: NewId,
        attaching: Attaching,
        checkpoint: Checkpoint = passed,
    ) -> None:
        self._open_unit = open_unit
        self._papers = papers
        self._catalogue = catalogue
        self._clock = clock
        self._new_id = new_id
        self._attaching = attaching
        self._checkpoint = checkpoint

    def answer_supplement(self, submission_id: str, *, answers: Mapping[str, Any], papers: Papers) -> OutboxItem:
        """Queue the answer to the open request; Refusal `answer.…` says which part of it is not asked for or wrong."""
        with self._open_unit() as uow:
            submission = uow.submissions.get(submission_id)
            dossier = uow.dossiers.get(submission_id)
            items = uow.outbox.of_submission(submission_id)
        request = dossier.supplement if dossier is not None else None
        if request is None:
            raise Refusal("answer.none-open", submission=submission_id)
        pack = self._catalogue.get(submission.procedure, submission.version)
        _refuse_unasked(request, answers, papers)
        _refuse_faults(pack, items, answers)
        manifest = {
            "v": 1,
            "dossier": submission_id,
            "supplement": request.sid,
            "data": dict(answers),
            "attachments": self._kept(pack, papers),
        }
        return self._queue(submission, request.sid, Kind.SUPPLEMENT, manifest)

    def confirm(self, submission_id: str, *, wrong: Mapping[str, Any] | None) -> OutboxItem:
        """Queue the answer about the draft certificate: None = correct, else what each field should be."""
        with self._open_unit() as uow:
            submission = uow.submissions.get(submission_id)
            dossier = uow.dossiers.get(submission_id)
            items = uow.outbox.of_submission(submission_id)
        draft = dossier.confirmation if dossier is not None else None
        if draft is None or draft.answered:
            raise Refusal("confirm.not-open", submission=submission_id)
        if draft.sha256 is None:
            raise Refusal("confirm.no-draft", submission=submission_id)
        if wrong is not None and not wrong:
            raise Refusal("confirm.nothing-wrong")
        if wrong is not None:
            _refuse_faults(self._catalogue.get(submission.procedure, submission.version), items, wrong)
        body = {
            "answer": "correct" if wrong is None else "wrong",
            "fields": [{"pointer": pointer, "should_be": value} for pointer, value in (wrong or {}).items()],
            "draft_sha256": draft.sha256,
        }
        return self._queue(submission, draft.cid, Kind.CONFIRMATION, body)

    def withdraw(self, submission_id: str, reason: str) -> OutboxItem | None:
        """Take a dossier back: here when it was never tried, else through the portal, by request once it was received.

        Gives the item that asks the portal, None when nothing has to be asked.
        """
        with self._open_unit() as uow:
            submission = uow.submissions.get(submission_id)
            items = uow.outbox.of_submission(submission_id)
            dossier = uow.dossiers.get(submission_id)
            item = uow.outbox.get(submission_id)
            if item.state is State.SUBMITTING:
                raise Refusal("outbox.being-sent", item=submission_id)
            if item.state not in FINAL | {State.WITHDRAWING}:
                item = cancel(uow, item)
                uow.commit()
        if item.state is State.WITHDRAWN:
            return None
        if item.state is State.WITHDRAWING:
            return item
        asked, now = [other for other in items if other.kind is Kind.WITHDRAWAL], self._clock.now()
        open_request = next((other for other in asked if is_undecided(other, dossier, now)), None)
        return open_request or self._queue(submission, self._new_id(), Kind.WITHDRAWAL, {"reason": reason}, asked)

    def _kept(self, pack: ProcedurePack, papers: Papers) -> list[dict[str, Any]]:
        rows = []
        for slot, files in sorted(papers.items()):
            for n, (name, content) in enumerate(files, start=1):
                kept = self._attaching.keep(slot_of(pack, slot), name, content, convert=True)
                rows.append({"slot": slot, "n": n, "sha256": kept.sha256, "size": kept.size, "type": kept.media_type})
        return rows

    def _queue(
        self,
        submission: Submission,
        item_id: str,
        kind: Kind,
        body: Mapping[str, Any],
        before: Sequence[OutboxItem] = (),
    ) -> OutboxItem:
        """One answer per request of the portal, under the portal's id; what the portal refused *before* ends."""
        item = frozen_item(item_id, kind, submission.id, body, submission.mode, self._clock.now())
        with self._open_unit() as uow:
            for refused in filter(can_be_made_anew, before):
                take_back(uow, refused)
            queued = join(uow, item)
            plan_uploads(uow, queued, self._new_id)
            self._checkpoint("answer.committing")
            uow.commit()
        self._checkpoint("answer.committed")
        return queued


def _refuse_unasked(request: SupplementRequest, answers: Mapping[str, Any], papers: Papers) -> None:
    if not answers and not any(papers.values()):
        raise Refusal("answer.empty")
    fields = {pointer for pointer, _ in request.fields}
    for pointer in answers:
        if pointer not in fields:
            raise Refusal("answer.field-closed", pointer=pointer)
    slots = {slot for slot, _ in request.slots}
    for slot in papers:
        if slot not in slots:
            raise Refusal("answer.slot-closed", slot=slot)


def _refuse_faults(pack: ProcedurePack, items: Sequence[OutboxItem], answers: Mapping[str, Any]) -> None:
    """The portal would refuse them, and the person would fill everything again."""
    data: Answers = agreed_answers(items)
    for pointer, value in answers.items():
        data = put(data, pointer, value)
    filed = next(item for item in items if item.kind is Kind.DOSSIER)
    found = validate(pack, data, today=date.fromisoformat(json.loads(filed.body)["as_of"]))
    faults = [
        error.pointer
        for error in found
        if error.severity == "error" and any(f"{error.pointer}/".startswith(f"{pointer}/") for pointer in answers)
    ]
    if faults:
        raise Refusal("answer.faults", errors=len(faults), pointer=faults[0])


def is_undecided(request: OutboxItem, dossier: Dossier | None, now: datetime | None = None) -> bool:
    """Whether it may still reach the office, or the office, as far as we have heard, has not said yes or no.

    A receipt that is later than *now* was dated by a clock that has gone back since: what was read came after it.
    """
    if request.state is not State.RECEIPTED:
        return not can_be_made_anew(request)
    if dossier is None or dossier.refreshed_at is None or request.receipted_at is None:
        return True
    is_dated_wrongly = now is not None and request.receipted_at > now
    was_read_before = dossier.refreshed_at <= request.receipted_at and not is_dated_wrongly
    return dossier.status is Status.WITHDRAW_REQUESTED or was_read_before
