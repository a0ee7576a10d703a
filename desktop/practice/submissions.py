"""A dossier arrives: checked against the same packs, stored in one transaction, answered with a receipt."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from desktop.practice.identifiers import number
from desktop.practice.items import claimed_print
from desktop.practice.journal import stamp, when
from desktop.practice.papers_check import Found, check_papers
from desktop.practice.portal import Portal
from desktop.practice.problems import Problem
from desktop.practice.receipts import Received
from desktop.practice.store import next_change
from desktop.practice.tables import Account, Attachment, Consent, Dossier
from forms.answers import canonical, complete
from forms.errors import FormsError
from forms.fees import total
from forms.manifest import applicant_of, check_manifest, subject_of
from forms.pack import ProcedurePack
from forms.pointers import get
from forms.units import is_unit
from forms.validation import error_text, validate

SLOW_NAME, REFUSED_NAME = "#CHAM", "#LOI-422"
SLOW_SECONDS = 20
PROVINCE = "38"


@dataclass(frozen=True, slots=True)
class Submission:
    """What a client PUTs under a dossier's id."""

    dossier: str
    manifest: dict[str, Any]
    fingerprint: str
    uploads: Mapping[str, str]
    lang: str = "vi"


def submit(portal: Portal, account: Account, submission: Submission) -> tuple[Dossier, bool]:
    """The stored dossier, and whether it is new; the same content again is a replay with the same receipt."""
    with portal.store.write() as session:
        row = session.get(Dossier, submission.dossier)
        if row is not None:
            return _replay(row, account, submission), False
        claimed_print(submission.manifest, submission.fingerprint)
        pack = check_content(portal, submission.manifest, submission.lang)
        papers = check_papers(session, portal.uploads, account, pack, submission.manifest, submission.uploads)
        _check_consent(session, portal, account, submission)
        row = _store(session, portal, account, submission, papers)
    return row, True


def check_content(portal: Portal, manifest: dict[str, Any], lang: str) -> ProcedurePack:
    """The manifest's pack; Problem with every pointer when its content is not what the pack asks."""
    if manifest.get("v") != 1:
        raise Problem("unsupported-version", 400)
    try:
        check_manifest(manifest)
    except FormsError as error:
        found = {"pointer": error.parameters["pointer"], "code": error.parameters["reason"], "detail": error.code}
        raise Problem("invalid", 422, errors=[found]) from error
    form = manifest["form"]
    if manifest["mode"] != "practice" or form["code"] != manifest["procedure"]:
        raise Problem("invalid", 422, errors=[_error("/mode", "mode")])
    pack = portal.procedures.accepted(form["code"], form["version"], form["sha256"])
    errors = [*_content_errors(pack, manifest, lang)]
    if errors:
        raise Problem("invalid", 422, errors=errors)
    _check_fee(pack, manifest)
    return pack


def _content_errors(pack: ProcedurePack, manifest: dict[str, Any], lang: str) -> Iterator[dict[str, str]]:
    data, as_of = manifest["data"], date.fromisoformat(manifest["as_of"])
    for error in validate(pack, data, today=as_of):
        if error.severity == "error":
            yield {"pointer": f"/data{error.pointer}", "code": error.code, "detail": error_text(pack, error, lang)}
    if complete(pack, data, today=as_of) != data:
        yield _error("/data", "calculated")
    unit = manifest["unit"]
    if unit != get(data, pack.procedure["dossier"]["unit"]) or not (unit == PROVINCE or is_unit(unit)):
        yield _error("/unit", "unit")
    name = manifest["applicant"]["name"]
    if name.endswith(REFUSED_NAME):
        yield _error("/applicant/name", "magic")
    if name.partition("#")[0].strip() != applicant_of(pack, data)["name"]:
        yield _error("/applicant/name", "applicant")


def _check_fee(pack: ProcedurePack, manifest: dict[str, Any]) -> None:
    fee = manifest["fee"]
    try:
        owed = total(pack, manifest["data"], fee["exemption"])
    except FormsError as error:
        raise Problem("invalid", 422, errors=[_error("/fee/exemption", "exemption")]) from error
    if owed != fee["shown"]:
        raise Problem("fee-changed", 422, fee=owed)


def _check_consent(session: Session, portal: Portal, account: Account, submission: Submission) -> None:
    manifest = submission.manifest
    if manifest["submitter"]["relation"] == "self":
        return
    consent = session.get(Consent, manifest["consent"]) if manifest["consent"] else None
    if consent is None or consent.account != account.id or consent.state not in {"granted", "used"}:
        raise Problem("consent-required", 403)
    covered = (consent.procedure, consent.dossier) == (manifest["procedure"], submission.dossier)
    if not covered or consent.applicant.get("id_no") != manifest["applicant"]["id_no"]:
        raise Problem("consent-required", 403)
    if when(consent.expires_at) < portal.clock.now():
        raise Problem("consent-expired", 403)
    consent.state = "used"


def _replay(row: Dossier, account: Account, submission: Submission) -> Dossier:
    if row.account != account.id:
        raise Problem("not-found", 404)
    if row.tombstoned_at is not None:
        raise Problem("withdrawn", 410)
    if claimed_print(submission.manifest, submission.fingerprint) != row.fingerprint:
        raise Problem("fingerprint-mismatch", 422, stored_fingerprint=row.fingerprint)
    return row


def _store(
    session: Session, portal: Portal, account: Account, submission: Submission, papers: tuple[Found, ...]
) -> Dossier:
    manifest, now = submission.manifest, portal.clock.now()
    owner = manifest["applicant"]["name"]
    row = Dossier(
        id=submission.dossier,
        account=account.id,
        seq=0,
        changed=next_change(session),
        state="registered",
        since=stamp(now),
        submitted_at=stamp(now),
        fingerprint=submission.fingerprint,
        manifest=canonical(manifest),
        lookup_secret=secrets.token_urlsafe(12),
        procedure=manifest["procedure"],
        version=manifest["form"]["version"],
        owner=owner,
        subject=subject_of(
            portal.procedures.pack(manifest["procedure"], manifest["form"]["version"]), manifest["data"]
        ),
        unit=manifest["unit"],
        amended={},
    )
    session.add(row)
    if owner.endswith(SLOW_NAME):
        row.number_at = stamp(now + timedelta(seconds=SLOW_SECONDS))
    else:
        number(session, row, now)
    session.flush()
    for found in papers:
        session.add(attached(row.id, "dossier", found))
    portal.journal.record(session, row, "submit")
    row.receipt = _receipt(portal, row, manifest)
    return row


def attached(dossier: str, source: str, found: Found) -> Attachment:
    """A row for a paper that was found among the uploads."""
    paper = found.paper
    return Attachment(
        dossier=dossier,
        source=source,
        slot=paper["slot"],
        n=paper["n"],
        sha256=paper["sha256"],
        size=paper["size"],
        media_type=paper["type"],
        upload=found.upload,
    )


def _receipt(portal: Portal, row: Dossier, manifest: dict[str, Any]) -> str:
    about = Received(
        kind="dossier",
        item=row.id,
        fingerprint=row.fingerprint or "",
        seq=row.seq,
        received_at=row.submitted_at,
        dossier=row.id,
        unit=row.unit,
        procedure=row.procedure,
        code=row.code,
        attachments=manifest["attachments"],
        consent=manifest["consent"],
    )
    return portal.receipts.sign(about, portal.base)


def _error(pointer: str, code: str) -> dict[str, str]:
    return {"pointer": pointer, "code": code, "detail": code}
