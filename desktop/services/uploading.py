"""Bringing the papers of an item to the portal, each under an id that is stored before it is used."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop.domain.attachment import PaperUpload
from desktop.domain.errors import Missing
from desktop.domain.events import UploadProgressed
from desktop.domain.submission import Kind, OutboxItem
from desktop.services.lane import Lane
from desktop.services.leasing import Leases
from desktop.services.ports import Answer, AnswerClass, NewId, PaperStore, UnitOfWork

GENERATIONS = 3
"""New upload ids that one paper may get in one pass."""
_LOST = (AnswerClass.GONE, AnswerClass.UNKNOWN_ID, AnswerClass.CONFLICT)


def papers_of(item: OutboxItem) -> Sequence[Mapping[str, Any]]:
    """The papers that an item sends: rows `{slot, n, sha256, size, type}` of its manifest."""
    if item.kind not in (Kind.DOSSIER, Kind.SUPPLEMENT):
        return ()
    rows: list[dict[str, Any]] = json.loads(item.body)["attachments"]
    return rows


def latest(uploads: Sequence[PaperUpload]) -> tuple[PaperUpload, ...]:
    """The newest generation of each paper."""
    newest: dict[str, PaperUpload] = {}
    for upload in sorted(uploads, key=lambda upload: upload.generation):
        newest[upload.key] = upload
    return tuple(newest.values())


def brought(uow: UnitOfWork, item_id: str) -> tuple[int, int]:
    """Bytes of an item's papers that the portal has, and all of them; nothing where none is planned yet."""
    rows = latest(uow.outbox.uploads(item_id))
    return sum(row.offset for row in rows), sum(row.size for row in rows)


def plan_uploads(uow: UnitOfWork, item: OutboxItem, new_id: NewId) -> None:
    """Write an upload id for each paper of an item that has none; from then on the row names the stored paper."""
    there = {upload.key for upload in uow.outbox.uploads(item.id)}
    for row in papers_of(item):
        upload = PaperUpload(
            item=item.id,
            slot=row["slot"],
            n=row["n"],
            sha256=row["sha256"],
            size=row["size"],
            media_type=row["type"],
            upload_id=new_id(),
        )
        if upload.key not in there:
            uow.outbox.save_upload(upload)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploading:
    """Uploads what is not complete; goes on where the portal says it stopped."""

    papers: PaperStore
    leases: Leases
    new_id: NewId

    def changed_paper(self, item: OutboxItem) -> str | None:
        """The digest of a paper that is no longer what was frozen."""
        wanted = (str(row["sha256"]) for row in papers_of(item))
        return next((sha256 for sha256 in wanted if not self.papers.is_intact(sha256)), None)

    def why_changed(self, item: OutboxItem) -> str:
        """`paper.gone` where the person let the papers of this dossier go, else `paper.changed`."""
        with self.leases.open_unit() as uow:
            gone = item.submission and uow.agreed.gone(uow.submissions.get(item.submission).draft)
        return "paper.gone" if gone else "paper.changed"

    def plan(self, uow: UnitOfWork, item: OutboxItem) -> None:
        """Write an upload id for each paper that has none."""
        plan_uploads(uow, item, self.new_id)

    def doubt(self, uow: UnitOfWork, item: OutboxItem, missing: Sequence[str]) -> None:
        """Ask again for the uploads that the portal misses (ids); for all of them where it names none."""
        uploads = latest(uow.outbox.uploads(item.id))
        named = [upload for upload in uploads if upload.upload_id in missing]
        for upload in named or uploads:
            uow.outbox.save_upload(replace(upload, offset=0, complete=False))

    def ids(self, item: OutboxItem) -> dict[str, str]:
        """The `uploads` of a PUT body: `<slot>/<n>` to upload id."""
        return {upload.key: upload.upload_id for upload in self._rows(item)}

    def run(self, item: OutboxItem, lane: Lane) -> Answer:
        """Upload everything that is not complete; OK, or the answer that stopped it."""
        for upload in self._rows(item):
            if not upload.complete:
                answer = self._upload(item, upload, lane)
                if answer.kind is not AnswerClass.OK:
                    return answer
        return Answer(AnswerClass.OK)

    def _upload(self, item: OutboxItem, upload: PaperUpload, lane: Lane) -> Answer:
        answer = Answer(AnswerClass.WAIT)
        for _ in range(GENERATIONS):
            self.leases.checkpoint("upload.begins")
            sending = _Sending(self, item, upload, lane)
            answer = lane.call(sending)
            self.leases.checkpoint("upload.answered")
            upload = sending.upload
            if upload.complete:
                return Answer(AnswerClass.OK)
            if answer.kind not in _LOST:
                break
            upload = replace(
                upload, upload_id=self.new_id(), generation=upload.generation + 1, offset=0, complete=False
            )
            self.save(item, upload)
            self.leases.checkpoint("upload.begins-anew")
        return Answer(AnswerClass.WAIT, "upload-incomplete") if answer.kind is AnswerClass.OK else answer

    def save(self, item: OutboxItem, upload: PaperUpload) -> None:
        self.leases.write(item, lambda stored: stored, also=lambda uow: uow.outbox.save_upload(upload))
        with self.leases.open_unit() as uow:
            sent, total = brought(uow, item.id)
        self.leases.publish(UploadProgressed(item.id, sent, total))

    def _rows(self, item: OutboxItem) -> tuple[PaperUpload, ...]:
        with self.leases.open_unit() as uow:
            return latest(uow.outbox.uploads(item.id))


class _Sending:
    """One call that moves one paper; keeps how far it came."""

    def __init__(self, uploading: Uploading, item: OutboxItem, upload: PaperUpload, lane: Lane) -> None:
        self._uploading = uploading
        self._item = item
        self._lane = lane
        self.upload = upload

    def __call__(self, token: str) -> Answer:
        try:
            with self._uploading.papers.open(self.upload.sha256) as paper:
                step = self._lane.portal.upload(self.upload, paper, token, self._progressed)
        except Missing:
            return Answer(AnswerClass.FIX, "paper.missing")
        self._progressed(step.upload)
        return step.answer

    def _progressed(self, upload: PaperUpload) -> None:
        self.upload = upload
        self._uploading.save(self._item, upload)
