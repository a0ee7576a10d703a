"""All faults that may be planted in the real sender: rules, commits, rows of its table, and the rest."""

from tests.faults.schedules.bent_rows import BENT
from tests.faults.schedules.other_plants import OTHERS
from tests.faults.schedules.plant import (
    CLIENT,
    CONSEQUENCES,
    FINALISING,
    LEASING,
    PAYING,
    READING,
    RECEIPTS,
    SENDING,
    SUBMISSION,
    UPLOADING,
    WIRE,
    Plant,
    for_good,
    one,
)

RULES = (
    one(
        "the try is not written down before the put",
        "R1",
        SENDING,
        "uow.outbox.add_attempt(attempt)\n\n        journey.item = self.leases.write(journey.item, lambda st"
        "ored: after",
        "pass\n\n        journey.item = self.leases.write(journey.item, lambda stored: after",
    ),
    one(
        "the put goes out before it is on disk",
        "R1",
        SENDING,
        "        self._move(journey, move, attempt=attempt)\n",
        "        journey.lane.portal.put(journey.item, self.uploading.ids(journey.item), token)\n"
        "        self._move(journey, move, attempt=attempt)\n",
    ),
    one(
        "a question is asked before it is written down",
        "R1",
        SENDING,
        "        attempt = self._new_attempt(journey.item)\n        journey.item",
        "        call(str(journey.lane.token()))\n"
        "        attempt = self._new_attempt(journey.item)\n        journey.item",
    ),
    one("started is not set", "R1", SUBMISSION, "state=target, started=True, reason=None", "state=target, reason=None"),
    one(
        "every start makes a new upload id",
        "R1",
        UPLOADING,
        "        return {upload.key: upload.upload_id for upload in self._rows(item)}",
        "        return {upload.key: self.new_id() for upload in self._rows(item)}",
    ),
    one(
        "upload ids are not kept before use",
        "R1",
        UPLOADING,
        "            self.save(item, upload)\n            self.leases.checkpoint",
        "            self.leases.checkpoint",
    ),
    one(
        "the frozen bytes are written anew",
        "R3",
        CLIENT,
        "return b'{\"manifest\":' + item.body",
        "return b'{\"manifest\":' + json.dumps(json.loads(item.body)).encode()",
    ),
    one(
        "an item without papers is written anew",
        "R3",
        CLIENT,
        "        return item.body\n",
        "        return json.dumps(json.loads(item.body)).encode()\n",
    ),
    Plant(
        "any receipt will do",
        "R4",
        (
            (CLIENT, "if proves(receipt, item) and", "if"),
            (CONSEQUENCES, "    if proves(receipt, item):", "    if receipt.claims:"),
            (CONSEQUENCES, "        if names_papers(receipt, item):", "        if True:"),
        ),
    ),
    one(
        "a signature is not looked at",
        "R4",
        RECEIPTS,
        '        raise Refusal("receipt.bad-signature") from error',
        "        signed = jws.extract_compact(token.encode(), registry=_REGISTRY)",
    ),
    Plant(
        "200 is a yes",
        "R4",
        (
            (
                CLIENT,
                "return answer if answer.kind is not AnswerClass.OK else self._stored(item, reply)",
                "return answer",
            ),
            (
                CONSEQUENCES,
                'return replace(answer, kind=A.NOT_THE_PORTAL, code="receipt.missing", wrote=True)',
                "return answer",
            ),
        ),
    ),
    for_good(
        Plant(
            "a page without the marker is believed",
            "R4",
            (
                (WIRE, 'elif "v=1" not in marks:', "elif False:"),
                (WIRE, "elif self._mode is not None and", "elif False and"),
                (
                    WIRE,
                    'elif response.status_code < 300 and response.headers.get("Content-Type", "")',
                    'elif False and ""',
                ),
            ),
        )
    ),
    one(
        "a no to somebody else's question is believed",
        "R4",
        WIRE,
        "if not named.startswith(OURS) or",
        "if True or",
    ),
    one(
        "after a 404 in doubt it is over",
        "R5",
        SENDING,
        "        if answer.kind is not AnswerClass.UNKNOWN_ID:\n            self._apply(journey, answer)",
        "        if answer.kind is not AnswerClass.UNKNOWN_ID:\n            self._apply(journey, answer)\n"
        "        elif not journey.puts:\n            self._move(journey, Move.GONE)",
    ),
    for_good(one("cancelling asks nobody", "R6", SUBMISSION, "    if not item.started or (", "    if True or (")),
    for_good(
        one(
            "withdrawing only looks",
            "R7",
            SENDING,
            "lambda token: lane.portal.withdraw(item.submission or item.id, token)",
            "lambda token: replace(found, kind=AnswerClass.OK) if (found := lane.portal.ask(item, token)).kind is"
            " AnswerClass.UNKNOWN_ID else lane.portal.withdraw(item.submission or item.id, token)",
        )
    ),
    one(
        "what may have arrived is put again unasked",
        "R8",
        SUBMISSION,
        "    if target in (State.RETRY_WAIT, State.NEEDS_LOGIN):",
        "    if target is State.UNKNOWN and move is Move.UNCERTAIN:\n        target, item = State.RETRY_WAIT, replace("
        "item, state=State.UPLOADING, next_try_at=item.created_at)\n"
        "    if target in (State.RETRY_WAIT, State.NEEDS_LOGIN):",
    ),
    one(
        "an item stopped while put is put again unasked",
        "R8",
        SENDING,
        'self._move(journey, Move.UNCERTAIN, reason="interrupted")',
        "self._put(journey, Move.UPLOADS_MISSING)",
    ),
)

COMMITS = (
    one(
        "a step is not committed",
        "commit",
        LEASING,
        '            self.checkpoint("step.writing")\n            uow.commit()',
        '            self.checkpoint("step.writing")',
    ),
    one(
        "an answer is not kept",
        "commit",
        SENDING,
        "        journey.item = self.leases.write(journey.item, change, also=also)\n        self.leases.checkpoint",
        "        journey.item = change(journey.item)\n        self.leases.checkpoint",
    ),
    one(
        "the receipt is not kept",
        "commit",
        SENDING,
        "receipt=answer.receipt.token, receipted_at=now",
        "receipted_at=now",
    ),
    one(
        "the cursor goes ahead of the rows",
        "commit",
        READING,
        "                if self._keep(uow, dossier, found):",
        "                if False:",
    ),
    one(
        "a finalised draft is not committed",
        "commit",
        FINALISING,
        'self._checkpoint("submit.committing")\n            uow.commit()',
        'self._checkpoint("submit.committing")',
    ),
    one(
        "what the bank said is not kept",
        "commit",
        PAYING,
        "return self._save(seen if seen.state is PaymentState.OPEN else replace(seen, qr=None))",
        "return seen",
    ),
)

OPENINGS = (
    ("uploading hears login", ("signed_out",)),
    ("uploading hears unknown_id", ("lagging",)),
    ("uploading hears not_reached", ("bad_papers",)),
    ("uploading", ("bad_papers",)),
    ("upload", ("lagging", "bad_papers")),
    ("withdrawing hears not_reached", ("withdrawing → retry_wait", "taken_back_unheard")),
    ("withdrawing hears", ("taken_back_unheard",)),
    ("withdrawing", ("taken_back",)),
    ("submitting hears gone", ("two_computers",)),
    ("submitting hears login", ("signed_out_there",)),
    ("submitting hears not_reached", ("lost_puts",)),
    ("submitting", ("lost_puts", "signed_out")),
    ("unknown hears gone", ("unknown → withdrawn", "two_computers")),
    ("what is in doubt", ("killed",)),
    ("unknown hears login", ("signed_out",)),
    ("unknown", ("lost_puts", "killed")),
    ("any receipt", ("mixed_up",)),
    ("a signature", ("mixed_up",)),
    ("a paper is complete", ("bad_papers",)),
    ("a page", ("taken_back_unheard",)),
    ("one bad item", ("submitting → needs_fix", "needs_fix → ")),
    ("a finalised", ("answers",)),
    ("what the bank", ("paid",)),
    ("a tombstone", ("taken_back_elsewhere",)),
    ("what the portal forgot", ("forgetful",)),
    ("silence", ("forgetful",)),
    ("a dossier's second", ("receipted → uploading", "forgetful")),
    ("a forgotten", ("consent_forgotten",)),
    ("a paused", ("left_alone",)),
    ("a person", ("submitting → needs_fix", "submitting → conflict")),
    ("papers that", ("forgetful",)),
)
"""Where each is most likely seen, by how its name begins: openings of seeded cases, or how names of led ones begin."""


def likely(name: str) -> tuple[str, ...]:
    """The likeliest first."""
    return next((openings for beginning, openings in OPENINGS if name.startswith(beginning)), ())


PLANTS = (*RULES, *COMMITS, *BENT, *OTHERS)
