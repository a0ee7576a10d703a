"""Faults planted in the real sender, one at a time: a rule taken away, a transition bent, a commit left out.

Each is a change of its source text, made while a test process loads it and nowhere else.
"""

from dataclasses import dataclass

SENDING = "desktop.services.sending"
CONSEQUENCES = "desktop.services.consequences"
UPLOADING = "desktop.services.uploading"
LEASING = "desktop.services.leasing"
OUTBOX = "desktop.services.outbox"
TRACKING = "desktop.services.tracking"
SUBMISSION = "desktop.domain.submission"
RETRY = "desktop.domain.retry"
CLIENT = "desktop.adapters.portal.client"
RECEIPTS = "desktop.adapters.portal.receipts"
CLAIMING = "desktop.adapters.database.claiming"
TUS = "desktop.adapters.portal.uploads"
WIRE = "desktop.adapters.portal.wire"
SIGNING_IN = "desktop.services.signing_in"
FINALISING = "desktop.services.finalising"


@dataclass(frozen=True, slots=True)
class Plant:
    """One fault: `changes` are (module, text as it stands, text in its place)."""

    name: str
    rule: str
    changes: tuple[tuple[str, str, str], ...]


def one(name: str, rule: str, module: str, old: str, new: str) -> Plant:
    return Plant(name, rule, ((module, old, new),))


def bent(rule: str, at: str, old: str, new: str) -> Plant:
    """A row of the table of consequences that leads elsewhere."""
    return one(f"{at.lower().replace(', a.', ' hears ').removeprefix('s.')}: {new.lower()}", rule, CONSEQUENCES,
               f"({at}): {old}", f"({at}): {new}")  # fmt: skip


BENT = (
    bent("uploading waits", "S.UPLOADING, A.WAIT", "BUSY", "Consequence(M.REFUSED)"),
    bent("uploading waits", "S.UPLOADING, A.NOT_REACHED", "OFFLINE", "Consequence(M.REFUSED)"),
    bent("uploading waits", "S.UPLOADING, A.NOT_THE_PORTAL", "CAPTIVE", "Consequence(M.REFUSED)"),
    bent("uploading waits for a sign-in", "S.UPLOADING, A.LOGIN", "Consequence(M.LOGIN)", "Consequence(M.REFUSED)"),
    bent("uploading begins anew", "S.UPLOADING, A.GONE", "ODD", "Consequence(M.REFUSED)"),
    bent("uploading asks before it puts", "S.UPLOADING, A.OK", "Consequence(M.UPLOADED)", "ODD"),
    bent("R4", "S.SUBMITTING, A.NOT_THE_PORTAL", 'Consequence(M.UNCERTAIN, "captive", is_counted=False)',
         "Consequence(M.ACCEPTED)"),
    bent("R8", "S.SUBMITTING, A.WAIT", "Consequence(M.UNCERTAIN)", "Consequence(M.ACCEPTED)"),
    bent("a lost reply is no refusal", "S.SUBMITTING, A.WAIT", "Consequence(M.UNCERTAIN)", "Consequence(M.REFUSED)"),
    bent("a lost reply is no end", "S.SUBMITTING, A.WAIT", "Consequence(M.UNCERTAIN)", "Consequence(M.GONE)"),
    bent("not reached waits", "S.SUBMITTING, A.NOT_REACHED",
         'Consequence(M.NOT_REACHED, "offline", is_counted=False)', "Consequence(M.REFUSED)"),
    bent("submitting waits for a sign-in", "S.SUBMITTING, A.LOGIN", "Consequence(M.LOGIN)", "Consequence(M.REFUSED)"),
    bent("missing papers go up again", "S.SUBMITTING, A.UPLOADS", "Consequence(M.UPLOADS_MISSING)",
         "Consequence(M.REFUSED)"),
    bent("a tombstone is the end", "S.SUBMITTING, A.GONE", "Consequence(M.GONE)", "Consequence(M.ACCEPTED)"),
    bent("unknown is left only by reading", "S.UNKNOWN, A.WAIT", "BUSY", "Consequence(M.GONE)"),
    bent("unknown is left only by reading", "S.UNKNOWN, A.NOT_REACHED", "OFFLINE", "Consequence(M.ACCEPTED)"),
    bent("unknown is left only by reading", "S.UNKNOWN, A.NOT_THE_PORTAL", "CAPTIVE", "Consequence(M.GONE)"),
    bent("unknown waits for a sign-in", "S.UNKNOWN, A.LOGIN", "Consequence(M.LOGIN)", "Consequence(M.GONE)"),
    bent("what never came is put again", "S.UNKNOWN, A.UNKNOWN_ID", "Consequence(M.NEVER_RECEIVED)",
         "Consequence(M.GONE)"),
    bent("what is held is received", "S.UNKNOWN, A.OK", "Consequence(M.ACCEPTED)", "Consequence(M.GONE)"),
    bent("a tombstone is the end", "S.UNKNOWN, A.GONE", "Consequence(M.GONE)", "ODD"),
    bent("R6", "S.WITHDRAWING, A.WAIT", "BUSY", 'Consequence(M.WITHDRAWN, "cancelled")'),
    bent("R6", "S.WITHDRAWING, A.NOT_REACHED", "OFFLINE", 'Consequence(M.WITHDRAWN, "cancelled")'),
    bent("R6", "S.WITHDRAWING, A.NOT_THE_PORTAL", "CAPTIVE", 'Consequence(M.WITHDRAWN, "cancelled")'),
    bent("R6", "S.WITHDRAWING, A.LOGIN", "Consequence(M.LOGIN)", 'Consequence(M.WITHDRAWN, "cancelled")'),
)  # fmt: skip

RULES = (
    one("the try is not written down before the put", "R1", SENDING,
        "uow.outbox.add_attempt(attempt)\n\n        journey.item = self.leases.write(journey.item, lambda stored: after",
        "pass\n\n        journey.item = self.leases.write(journey.item, lambda stored: after"),
    one("the put goes out before it is on disk", "R1", SENDING,
        "        self._move(journey, move, attempt=attempt)\n",
        "        journey.lane.portal.put(journey.item, self.uploading.ids(journey.item), token)\n"
        "        self._move(journey, move, attempt=attempt)\n"),
    one("a question is asked before it is written down", "R1", SENDING,
        "        attempt = self._new_attempt(journey.item)\n        journey.item",
        "        call(str(journey.lane.token()))\n        attempt = self._new_attempt(journey.item)\n        journey.item"),
    one("started is not set", "R1", SUBMISSION, "state=target, started=True, reason=None", "state=target, reason=None"),
    one("every start makes a new upload id", "R1", UPLOADING,
        "        return {upload.key: upload.upload_id for upload in self._rows(item)}",
        "        return {upload.key: self.new_id() for upload in self._rows(item)}"),
    one("upload ids are not kept before use", "R1", UPLOADING,
        "            self.save(item, upload)\n            self.leases.checkpoint", "            self.leases.checkpoint"),
    one("the frozen bytes are written anew", "R3", CLIENT, "return b'{\"manifest\":' + item.body",
        "return b'{\"manifest\":' + json.dumps(json.loads(item.body)).encode()"),
    one("an item without papers is written anew", "R3", CLIENT, "        return item.body\n",
        "        return json.dumps(json.loads(item.body)).encode()\n"),
    Plant("any receipt will do", "R4", (
        (CLIENT, "if proves(receipt, item) and", "if"),
        (CONSEQUENCES, "    if proves(receipt, item):", "    if receipt.claims:"))),
    one("a signature is not looked at", "R4", RECEIPTS, "        raise Refusal(\"receipt.bad-signature\") from error",
        "        signed = jws.extract_compact(token.encode(), registry=_REGISTRY)"),
    Plant("200 is a yes", "R4", (
        (CLIENT, "return answer if answer.kind is not AnswerClass.OK else self._stored(item, reply)", "return answer"),
        (CONSEQUENCES, "return replace(answer, kind=A.NOT_THE_PORTAL, code=\"receipt.missing\", wrote=True)",
         "return answer"))),
    one("a page without the marker is believed", "R4", WIRE, "elif \"v=1\" not in marks:", "elif False:"),
    one("after a 404 in doubt it is over", "R5", SENDING,
        "        if answer.kind is not AnswerClass.UNKNOWN_ID:\n            self._apply(journey, answer)",
        "        if answer.kind is not AnswerClass.UNKNOWN_ID:\n            self._apply(journey, answer)\n"
        "        elif not journey.puts:\n            self._move(journey, Move.GONE)"),
    one("cancelling asks nobody", "R6", SUBMISSION, "    if not item.started or (", "    if True or ("),
    one("withdrawing only looks", "R7", SENDING,
        "lambda token: lane.portal.withdraw(item.submission or item.id, token)",
        "lambda token: replace(found, kind=AnswerClass.OK) if (found := lane.portal.ask(item, token)).kind is"
        " AnswerClass.UNKNOWN_ID else lane.portal.withdraw(item.submission or item.id, token)"),
    one("what may have arrived is put again unasked", "R8", SUBMISSION,
        "    if target in (State.RETRY_WAIT, State.NEEDS_LOGIN):",
        "    if target is State.UNKNOWN and move is Move.UNCERTAIN:\n        target, item = State.RETRY_WAIT, replace("
        "item, state=State.UPLOADING, next_try_at=item.created_at)\n"
        "    if target in (State.RETRY_WAIT, State.NEEDS_LOGIN):"),
    one("an item stopped while put is put again unasked", "R8", SENDING,
        'self._move(journey, Move.UNCERTAIN, reason="interrupted")', "self._put(journey, Move.UPLOADS_MISSING)"),
)  # fmt: skip

COMMITS = (
    one("a step is not committed", "commit", LEASING, '            self.checkpoint("step.writing")\n            uow.commit()',
        '            self.checkpoint("step.writing")'),
    one("an answer is not kept", "commit", SENDING, "        journey.item = self.leases.write(journey.item, change, also=also)\n        self.leases.checkpoint",
        "        journey.item = change(journey.item)\n        self.leases.checkpoint"),
    one("the receipt is not kept", "commit", SENDING, "receipt=answer.receipt.token, receipted_at=now", "receipted_at=now"),
    one("a renewed token is not kept", "commit", SIGNING_IN,
        "expires_at=ends, signed_out=False))\n            uow.commit()",
        "expires_at=ends, signed_out=False))"),
    one("the cursor goes ahead of the rows", "commit", TRACKING, "                if self._keep(uow, dossier, copy):",
        "                if False:"),
    one("a finalised draft is not committed", "commit", FINALISING,
        'self._checkpoint("submit.committing")\n            uow.commit()', 'self._checkpoint("submit.committing")'),
)  # fmt: skip

OTHERS = (
    one("a dossier goes before its consent", "order", CLAIMING, "or_(_asks(), _may_go())", "or_(_asks(), ~_asks())"),
    one("a paused item goes", "a person is heeded", CLAIMING, "_item.paused.is_(False), ", ""),
    one("what is in doubt is never claimed", "one pass takes all", CLAIMING,
        "DUE = (*sorted(CLAIMABLE), State.RETRY_WAIT)", "DUE = (*sorted(CLAIMABLE - {State.UNKNOWN}), State.RETRY_WAIT)"),
    one("who waits is never due", "one pass takes all", CLAIMING,
        "DUE = (*sorted(CLAIMABLE), State.RETRY_WAIT)", "DUE = (*sorted(CLAIMABLE),)"),
    one("a lease never ends", "leases end", CLAIMING, "or_(_item.lease_until.is_(None), _item.lease_until <= now)",
        "_item.lease_until.is_(None)"),
    one("one bad item holds up the others", "one pass takes all", OUTBOX,
        "            if ended is None:\n                continue", "            if ended is None:\n                break"),
    one("a sign-in wakes nobody", "one pass takes all", OUTBOX,
        "                if item.state is State.NEEDS_LOGIN and obstacle(uow, item, portal.profile) is None:",
        "                if False:"),
    one("a portal's Retry-After has no bound", "the next try is bounded", RETRY,
        "min(max(retry_after, 0.0), self.retry_after_cap)", "max(retry_after, 0.0)"),
    one("a wait has no time", "the next try is shown", SENDING, "moved = replace(moved, next_try_at=now + delay)", "pass"),
    one("a person is not told what is wrong", "problems are shown", SENDING,
        "if moved.state in (State.NEEDS_FIX, State.NEEDS_FORM_UPGRADE, State.CONFLICT):", "if False:"),
    one("what the portal forgot is not offered again", "fault 23", TRACKING,
        "        if item.state is not State.RECEIPTED:\n            return False\n        forgotten",
        "        return False\n        forgotten"),
    one("silence is never asked about", "fault 23", TRACKING,
        "if copy is None or (not copy.final and copy.refreshed_at is not None and copy.refreshed_at < before):",
        "if False:"),
    one("a dossier's second life is not believed", "fault 23", TRACKING,
        "and not _is_new_life(uow, stored)", ""),
    one("a tombstone is not noticed", "tombstones", TRACKING, "    if stored is None or stored.final:", "    if True:"),
    one("a forgotten consent is not put again", "fault 23", SENDING,
        "if answer.code == NO_CONSENT and not self._has_standing_consent(journey):", "if False:"),
    one("papers that are offered again count as complete", "uploads", TRACKING,
        "uow.outbox.save_upload(replace(upload, offset=0, complete=False))", "pass"),
    one("missing uploads are not doubted", "uploads", UPLOADING,
        "            uow.outbox.save_upload(replace(upload, offset=0, complete=False))", "            pass"),
    one("the portal's offset is not its word", "uploads", TUS,
        "            self.upload = replace(self.upload, offset=standing.offset)", "            pass"),
    one("a paper is complete once it was sent", "uploads", UPLOADING,
        "            if upload.complete:\n                return Answer(AnswerClass.OK)",
        "            if upload.complete or answer.kind is AnswerClass.WAIT:\n"
        "                self.save(item, replace(upload, complete=True))\n                return Answer(AnswerClass.OK)"),
)  # fmt: skip

PLANTS = (*RULES, *COMMITS, *BENT, *OTHERS)
