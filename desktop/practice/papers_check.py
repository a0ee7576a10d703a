"""Whether the papers that a manifest names are here, whole, and what their slots ask for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from desktop.practice.problems import Problem
from desktop.practice.tables import Account, Upload
from desktop.practice.upload_store import UploadStore
from forms.pack import ProcedurePack, Slot
from forms.slots import missing_slots, open_slots

KINDS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True, slots=True)
class Found:
    """A paper of the manifest and the upload that holds it."""

    paper: Mapping[str, Any]
    upload: str


def check_papers(
    session: Session,
    uploads: UploadStore,
    account: Account,
    pack: ProcedurePack,
    manifest: Mapping[str, Any],
    ids: Mapping[str, str],
) -> tuple[Found, ...]:
    """Every paper with its upload; Problem `invalid` for the slots, `uploads-incomplete` for what has not arrived."""
    papers = manifest["attachments"]
    errors = [*slot_errors(pack, open_slots(pack, manifest["data"]), papers)]
    missing = missing_slots(pack, manifest["data"], {paper["slot"] for paper in papers})
    errors.extend(_error(pack, code, "required") for code in missing)
    if errors:
        raise Problem("invalid", 422, errors=errors)
    return find_papers(session, uploads, account, papers, ids)


def find_papers(
    session: Session,
    uploads: UploadStore,
    account: Account,
    papers: Sequence[Mapping[str, Any]],
    ids: Mapping[str, str],
) -> tuple[Found, ...]:
    """The uploads of these papers; Problem `uploads-incomplete` names those that are not whole."""
    found = [Found(paper, ids.get(f"{paper['slot']}/{paper['n']}", "")) for paper in papers]
    missing = [
        {"slot": one.paper["slot"], "n": one.paper["n"], "upload": one.upload or None}
        for one in found
        if not _is_whole(session.get(Upload, one.upload), account, one.paper, uploads)
    ]
    if missing:
        raise Problem("uploads-incomplete", 409, missing=missing)
    return tuple(found)


def slot_errors(
    pack: ProcedurePack, slots: Sequence[Slot], papers: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, str]]:
    """What is wrong with these papers against the slots that are open."""
    allowed = {slot.code: slot for slot in slots}
    counts: dict[str, int] = {}
    for paper in papers:
        code = paper["slot"]
        counts[code] = counts.get(code, 0) + 1
        slot = allowed.get(code)
        if slot is None:
            yield {"pointer": "/attachments", "code": f"slot.{code}", "detail": "closed"}
        elif KINDS.get(paper["type"]) not in slot.accept:
            yield _error(pack, code, "type")
        elif not 0 < paper["size"] <= slot.max_size:
            yield _error(pack, code, "size")
        elif counts[code] > slot.max_files:
            yield _error(pack, code, "count")


def _is_whole(row: Upload | None, account: Account, paper: Mapping[str, Any], uploads: UploadStore) -> bool:
    return (
        row is not None
        and row.account == account.id
        and not row.dropped
        and row.scan == "clean"
        and (row.sha256, row.length) == (paper["sha256"], paper["size"])
        and uploads.path(row.id).exists()
    )


def _error(pack: ProcedurePack, code: str, what: str) -> dict[str, str]:
    return {"pointer": "/attachments", "code": f"slot.{code}", "detail": f"{pack.text(f'slot.{code}.name')}: {what}"}
