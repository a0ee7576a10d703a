"""A list of very many dossiers and a search in it that read no more than they show."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import op
from sqlalchemy import Row

from forms.fold import fold

revision = "0008"
down_revision = "0007"

_SUBMISSIONS = """
    SELECT submission.id, submission.title, coalesce(dossier.code, '') AS code, dossier.status, dossier.final,
        dossier.supplement, dossier.confirmation, dossier.fee_notices,
        (SELECT json_group_array(json_array(id, kind, state) ORDER BY created_at, id) FROM outbox_item
            WHERE outbox_item.submission = submission.id) AS items,
        (SELECT json_group_array(json_array(result.name, kept_result.rid IS NOT NULL) ORDER BY issued_at, result.rid)
            FROM result LEFT JOIN kept_result ON kept_result.dossier = result.dossier
                AND kept_result.rid = result.rid AND kept_result.paper_sha256 = result.sha256
            WHERE result.dossier = submission.id) AS results
    FROM submission LEFT JOIN dossier ON dossier.id = submission.id
    ORDER BY submission.finalised_at, submission.id
"""
_NEEDS_PERSON = {"needs_login", "needs_fix", "needs_form_upgrade", "quarantined", "conflict"}
_ENDED = {"receipted", "withdrawn"}


def upgrade() -> None:
    """Every statement of 0008_many.sql, which are separated by empty lines; then a line for each submission."""
    connection = op.get_bind()
    for statement in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split("\n\n"):
        connection.exec_driver_sql(statement.strip())
    lines = [(place, row.id, *_stands(row), _words(row)) for place, row in enumerate(_submissions(), start=1)]
    if lines:
        into = "INSERT INTO list_line (place, submission, turn, presses) VALUES (?, ?, ?, ?)"
        connection.exec_driver_sql(into, [line[:4] for line in lines])
        words = [(line[0], line[4]) for line in lines]
        connection.exec_driver_sql("INSERT INTO list_words (rowid, words) VALUES (?, ?)", words)


def _submissions() -> Iterator[Row[Any]]:
    yield from op.get_bind().exec_driver_sql(_SUBMISSIONS)


def _words(row: Row[Any]) -> str:
    """What it is found by, without its marks."""
    names = [name for name, is_kept in json.loads(row.results) if is_kept]
    return "\n".join(fold(line) for line in (f"{row.title} {row.code}", *names))


def _stands(row: Row[Any]) -> tuple[str, str]:
    """Whose move it is, and how it presses."""
    items = json.loads(row.items)
    given = {key for key, _, state in items if state not in {"withdrawn", *_NEEDS_PERSON}}
    own = next((state for _, kind, state in items if kind == "dossier"), None)
    if own is None:
        return "office", "2"
    if own == "ready" or any(state in _NEEDS_PERSON for _, _, state in items):
        return "yours", _presses(row, given)
    if own != "receipted":
        return ("nobody" if own == "withdrawn" else "program"), "2"
    if row.status is None:
        return "office", "2"
    waits = {kind for _, kind, state in items if kind != "consent" and state not in _ENDED}
    answered = {key for key, _, state in items if state != "withdrawn"}
    if "withdrawal" not in waits and _is_asked(row, answered):
        return "yours", _presses(row, given)
    is_office = row.status == "withdraw_requested" or not (row.final or row.status in ("refused", "returned"))
    return ("program" if waits else "office" if is_office else "nobody"), "2"


def _is_asked(row: Row[Any], answered: set[str]) -> bool:
    """Whether anything is left that the person has not answered; nothing is while the office is to let go."""
    if row.status == "withdraw_requested":
        return False
    supplement, certificate = _read(row.supplement), _certificate(row)
    return bool(
        (supplement and supplement["sid"] not in answered)
        or (certificate and certificate["cid"] not in answered)
        or _fee(row)
        or any(not is_kept for _, is_kept in json.loads(row.results))
    )


def _presses(row: Row[Any], given: set[str]) -> str:
    """What was answered presses no more, unless its answer needs the person."""
    if row.status is None:
        return "2"
    certificate, supplement = _certificate(row), _read(row.supplement)
    if certificate and certificate["cid"] not in given:
        return f"0 {_until(certificate)}"
    if asked := (supplement if supplement and supplement["sid"] not in given else None) or _fee(row):
        return f"1 {_until(asked)}"
    return "1 ~" if any(not is_kept for _, is_kept in json.loads(row.results)) else "2"


def _read(record: str | None) -> Any:
    return json.loads(record) if record is not None else None


def _certificate(row: Row[Any]) -> Any:
    certificate = _read(row.confirmation)
    return certificate if certificate and not certificate.get("answered") else None


def _fee(row: Row[Any]) -> Any:
    """The first notice that is open and proved, unless money for it is under way."""
    if row.status == "withdraw_requested":
        return None
    open_ones = (one for one in json.loads(row.fee_notices) if one["state"] in ("open", "pending"))
    first = next((one for one in open_ones if not one.get("is_unproven")), None)
    is_under_way = first and any(one["state"] in ("pending", "paid") for one in first.get("attempts", ()))
    return None if is_under_way else first


def _until(asked: Any) -> str:
    until = asked.get("deadline")
    return datetime.fromisoformat(until).astimezone(UTC).isoformat(timespec="microseconds") if until else "~"
