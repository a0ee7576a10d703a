"""The public look-up's JSON as a value of the domain."""

from collections.abc import Mapping
from typing import Any

from desktop.adapters.portal.payloads import flag, moment, part, text
from desktop.domain.dossier import status_of
from desktop.domain.looked_up import LookedUp


def public_words(body: Mapping[str, Any], portal_id: str) -> LookedUp | None:
    """What a portal tells of a code; None when it tells no code or no status."""
    code, status, procedure = text(body.get("code")), part(body.get("status")), part(body.get("procedure"))
    if code is None or "code" not in status:
        return None
    return LookedUp(
        code=code,
        portal_id=portal_id,
        status=status_of(status["code"]),
        status_label=text(status.get("label")) or text(status["code"]) or "",
        final=flag(status.get("final")),
        has_result=flag(body.get("has_result")),
        paused=flag(body.get("paused")),
        since=moment(status.get("since")),
        procedure=text(procedure.get("code")),
        procedure_name=text(procedure.get("name")),
        unit=text(body.get("unit")),
        submitted_at=moment(body.get("submitted_at")),
        received_at=moment(body.get("received_at")),
        due_at=moment(body.get("due_at")),
        updated_at=moment(body.get("updated_at")),
    )
