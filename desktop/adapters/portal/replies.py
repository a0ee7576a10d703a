"""What the portal said, and the class it falls into (contract §4.4)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from desktop.services.ports import Answer, AnswerClass, PortalTrouble

DEPTH = 64
LONGEST_SLUG = 100
ENDLESS = 1e9
"""Seconds; whoever asks for more is asked again long before."""
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_NO_BRACKETS = bytes(sorted(set(range(256)) - set(b"[]{}")))
_NOT_THEIRS = frozenset({407, 511})
_BUSY = frozenset({408, 423, 425, 429})
_BY_SLUG: Mapping[tuple[int, str], AnswerClass] = {
    (400, "unsupported-version"): AnswerClass.TOO_OLD,
    (409, "in-progress"): AnswerClass.WAIT,
    (409, "uploads-incomplete"): AnswerClass.UPLOADS,
    (422, "fingerprint-mismatch"): AnswerClass.CONFLICT,
    (422, "form-version-retired"): AnswerClass.FORM_RETIRED,
}


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply that carries the portal's marker; header names are compared without regard to case."""

    method: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    def json(self) -> Mapping[str, Any]:
        """The object in the body; PortalTrouble (wait, `portal.reply-damaged`) when there is none."""
        found = parse(self.body)
        if found is None:
            raise PortalTrouble(Answer(AnswerClass.WAIT, "portal.reply-damaged", wrote=True))
        return found


def parse(body: bytes) -> Mapping[str, Any] | None:
    """The JSON object in *body*; None for anything else, and for nesting that no reply of the contract has."""
    if _depth(body) > DEPTH:
        return None
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _depth(body: bytes) -> int:
    deepest = depth = 0
    for byte in _STRING.sub(b"", body).translate(None, _NO_BRACKETS):
        if byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest


def classify(reply: Reply) -> Answer:
    """The answer of a reply; of a 2xx only that it is one: what it must hold is looked at by who asked."""
    if reply.status < 300:
        body = parse(reply.body) if reply.body else {}
        return Answer(AnswerClass.OK, body=body or {}, wrote=True)
    problem = parse(reply.body) or {}
    code = slug(problem) or f"http-{reply.status}"
    return Answer(_class(reply, code), code, body=problem, retry_after=retry_after(reply.headers), wrote=True)


def _class(reply: Reply, code: str) -> AnswerClass:
    status = reply.status
    if (status, code) in _BY_SLUG:
        return _BY_SLUG[status, code]
    if status < 400 or status in _NOT_THEIRS:
        return AnswerClass.NOT_THE_PORTAL
    if status in _BUSY or status >= 500:
        return AnswerClass.WAIT
    if status == 404 and reply.method in {"GET", "HEAD"}:
        return AnswerClass.UNKNOWN_ID
    if code == "http-404":  # a road that is not there today; who refuses a dossier says why
        return AnswerClass.WAIT
    return {401: AnswerClass.LOGIN, 410: AnswerClass.GONE, 426: AnswerClass.TOO_OLD}.get(status, AnswerClass.FIX)


def slug(problem: Mapping[str, Any]) -> str:
    """The last part of a problem's `type`; empty when it has none."""
    kind = problem.get("type")
    if not isinstance(kind, str) or kind == "about:blank":
        return ""
    return kind.rstrip("/").rsplit("/", 1)[-1].encode(errors="replace").decode()[:LONGEST_SLUG]


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait; a date is counted from the portal's own Date, so a wrong clock here changes nothing."""
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdecimal():  # a lone ² is a digit too, and no number
        return float(text) if len(text) < 10 else ENDLESS
    then = _date(text)
    if then is None:
        return None
    now = _date(headers.get("Date", "")) or datetime.now(UTC)
    return max(0.0, (then - now).total_seconds())


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo is not None else date.replace(tzinfo=UTC)
