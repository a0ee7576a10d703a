"""Rows of the table of consequences that lead elsewhere: each a fault that may be planted."""

from tests.faults.schedules.plant import CONSEQUENCES, Plant, for_good, one


def bent(rule: str, at: str, old: str, new: str) -> Plant:
    """A row of the table of consequences that leads elsewhere."""
    return one(
        f"{at.lower().replace(', a.', ' hears ').removeprefix('s.')}: {new.lower()}",
        rule,
        CONSEQUENCES,
        f"({at}): {old}",
        f"({at}): {new}",
    )


BENT = (
    bent("uploading waits", "S.UPLOADING, A.WAIT", "BUSY", "Consequence(M.REFUSED)"),
    bent("uploading waits", "S.UPLOADING, A.NOT_REACHED", "OFFLINE", "Consequence(M.REFUSED)"),
    bent("uploading waits", "S.UPLOADING, A.NOT_THE_PORTAL", "CAPTIVE", "Consequence(M.REFUSED)"),
    bent("uploading waits for a sign-in", "S.UPLOADING, A.LOGIN", "Consequence(M.LOGIN)", "Consequence(M.REFUSED)"),
    bent("uploading begins anew", "S.UPLOADING, A.UNKNOWN_ID", "ODD", "Consequence(M.REFUSED)"),
    bent(
        "R4",
        "S.SUBMITTING, A.NOT_THE_PORTAL",
        'Consequence(M.UNCERTAIN, "captive", is_counted=False)',
        "Consequence(M.ACCEPTED)",
    ),
    bent("R8", "S.SUBMITTING, A.WAIT", "Consequence(M.UNCERTAIN)", "Consequence(M.ACCEPTED)"),
    bent("a lost reply is no refusal", "S.SUBMITTING, A.WAIT", "Consequence(M.UNCERTAIN)", "Consequence(M.REFUSED)"),
    bent("a lost reply is no end", "S.SUBMITTING, A.WAIT", "Consequence(M.UNCERTAIN)", "Consequence(M.GONE)"),
    bent(
        "not reached waits",
        "S.SUBMITTING, A.NOT_REACHED",
        'Consequence(M.NOT_REACHED, "offline", is_counted=False)',
        "Consequence(M.REFUSED)",
    ),
    bent("submitting waits for a sign-in", "S.SUBMITTING, A.LOGIN", "Consequence(M.LOGIN)", "Consequence(M.REFUSED)"),
    bent(
        "missing papers go up again",
        "S.SUBMITTING, A.UPLOADS",
        "Consequence(M.UPLOADS_MISSING)",
        "Consequence(M.REFUSED)",
    ),
    bent("a tombstone is the end", "S.SUBMITTING, A.GONE", "Consequence(M.GONE)", "Consequence(M.ACCEPTED)"),
    bent("unknown is left only by reading", "S.UNKNOWN, A.WAIT", "BUSY", "Consequence(M.GONE)"),
    bent("unknown is left only by reading", "S.UNKNOWN, A.NOT_REACHED", "OFFLINE", "Consequence(M.ACCEPTED)"),
    bent("unknown is left only by reading", "S.UNKNOWN, A.NOT_THE_PORTAL", "CAPTIVE", "Consequence(M.GONE)"),
    bent("unknown waits for a sign-in", "S.UNKNOWN, A.LOGIN", "Consequence(M.LOGIN)", "Consequence(M.GONE)"),
    bent("what is held is received", "S.UNKNOWN, A.OK", "Consequence(M.ACCEPTED)", "Consequence(M.GONE)"),
    bent("a tombstone is the end", "S.UNKNOWN, A.GONE", "Consequence(M.GONE)", "ODD"),
    for_good(bent("R6", "S.WITHDRAWING, A.WAIT", "BUSY", 'Consequence(M.WITHDRAWN, "cancelled")')),
    for_good(bent("R6", "S.WITHDRAWING, A.NOT_REACHED", "OFFLINE", 'Consequence(M.WITHDRAWN, "cancelled")')),
    for_good(bent("R6", "S.WITHDRAWING, A.NOT_THE_PORTAL", "CAPTIVE", 'Consequence(M.WITHDRAWN, "cancelled")')),
    for_good(bent("R6", "S.WITHDRAWING, A.LOGIN", "Consequence(M.LOGIN)", 'Consequence(M.WITHDRAWN, "cancelled")')),
)
