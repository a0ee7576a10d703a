"""What a portal is still to be told about sign-ins that ended here, and what it told us about one that it ended."""

import json

from desktop.services.ports import AnswerClass, Identity, OpenUnit, PortalTrouble, UnitOfWork

UNTOLD = "untold_sign_outs"
"""Setting: JSON rows [portal id, token]; the vault is encrypted, and a token that was revoked is worth nothing."""
ENDED = "sign_in_ended"
"""Setting: the name of the account whose sign-in the portal ended; "" when nobody has to be told."""
MOST = 20
NOT_NOW = frozenset({AnswerClass.NOT_REACHED, AnswerClass.WAIT, AnswerClass.NOT_THE_PORTAL})
"""Answers that are no word of the portal: it is asked again."""


def leave_word(uow: UnitOfWork, portal_id: str, token: str) -> None:
    """Keep *token* until the portal was told that nobody uses it any more."""
    rows = [*_rows(uow), [portal_id, token]]
    uow.settings.put(UNTOLD, json.dumps(rows[-MOST:]))


def tell(open_unit: OpenUnit, portal_id: str, identity: Identity) -> bool:
    """Revoke what is left of ended sign-ins (RFC 7009); whether the portal now knows of all of them.

    One that the portal refuses to hear of ends by itself one day, and holds up no other.
    """
    with open_unit() as uow:
        waiting = [token for portal, token in _rows(uow) if portal == portal_id]
    knows = True
    for token in waiting:
        try:
            identity.revoke(token)
        except PortalTrouble as trouble:
            if trouble.answer.kind in NOT_NOW:
                return False
            knows = False
        with open_unit() as uow:
            uow.settings.put(UNTOLD, json.dumps([row for row in _rows(uow) if row != [portal_id, token]]))
            uow.commit()
    return knows


def _rows(uow: UnitOfWork) -> list[list[str]]:
    rows: list[list[str]] = json.loads(uow.settings.get(UNTOLD) or "[]")
    return rows
