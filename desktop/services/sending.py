"""One outbox item taken as far as it goes now: contract B1, step by step."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop.domain.retry import RetryPolicy
from desktop.domain.submission import Attempt, Kind, Move, OutboxItem, State, after
from desktop.services.consenting import keep_standing
from desktop.services.consequences import Consequence, as_evidence, consequence
from desktop.services.grounds import Grounds
from desktop.services.lane import Call, Lane
from desktop.services.leasing import Leases
from desktop.services.ports import Answer, AnswerClass, Chance, UnitOfWork
from desktop.services.queueing import follow
from desktop.services.uploading import Uploading
from forms.catalogue import Catalogue
from forms.errors import UnknownProcedure

MOST_PUTS = 2
"""In one pass; what is not done then waits for the next."""
ALREADY_ACCEPTED = "already-accepted"


@dataclass(slots=True)
class Journey:
    """One item on its way in one pass."""

    item: OutboxItem
    lane: Lane
    puts: int = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be done for it now."""
        return self.item.state not in _STEPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Walks items through the state table; only here are they PUT, asked for and taken back.

    What has ended as taken back is told again by `staying_gone`, where a portal was put back to before that.
    """

    leases: Leases
    uploading: Uploading
    catalogue: Catalogue
    retry: RetryPolicy
    chance: Chance

    def run(self, item: OutboxItem, lane: Lane) -> OutboxItem:
        """The item where it stopped: receipted, ended, waiting, or needing a person."""
        journey = Journey(item, lane)
        if item.state is State.RETRY_WAIT:
            self._move(journey, Move.DUE)
        while not journey.is_over:
            _STEPS[journey.item.state](self, journey)
        return journey.item

    def begin(self, journey: Journey) -> None:
        """Its turn has come."""
        self._move(journey, Move.CLAIM)

    def check(self, journey: Journey) -> None:
        """Look at form and papers again, then bind the item to this account and portal and plan its uploads."""
        item = journey.item
        if self._is_form_retired(item):
            self._move(journey, Move.FORM_RETIRED, reason="form-version-retired")
            return
        changed = self.uploading.changed_paper(item)
        if changed is not None:
            self._move(journey, Move.PAPER_CHANGED, reason=self.uploading.why_changed(item))
            return
        lane = journey.lane
        journey.item = self.leases.write(
            item,
            lambda stored: replace(
                after(stored, Move.PAPERS_GOOD),
                account=stored.account or lane.account,
                portal_id=stored.portal_id or lane.portal.profile.portal_id,
            ),
            also=lambda uow: self.uploading.plan(uow, item),
        )

    def _is_form_retired(self, item: OutboxItem) -> bool:
        """Whether the procedure has ended since; a version that is not known here is the portal's to judge."""
        if item.kind is not Kind.DOSSIER:
            return False
        with self.leases.open_unit() as uow:
            submission = uow.submissions.get(item.submission or item.id)
        try:
            return not self.catalogue.get(submission.procedure, submission.version).is_in_force
        except UnknownProcedure:
            return False

    def upload(self, journey: Journey) -> None:
        """Bring the papers there, then put the item."""
        if journey.puts >= MOST_PUTS:
            self._apply(journey, Answer(AnswerClass.WAIT, "uploads-incomplete"))
            return
        answer = self.uploading.run(journey.item, journey.lane)
        if answer.kind is AnswerClass.OK:
            self._put(journey, Move.UPLOADED)
        elif answer.kind is AnswerClass.FIX and self.uploading.changed_paper(journey.item) is not None:
            self._move(journey, Move.PAPER_CHANGED, reason=self.uploading.why_changed(journey.item))
        else:
            self._apply(journey, answer)

    def wake(self, journey: Journey) -> None:
        """Found while being put: the process died, and only the portal knows what came of it."""
        self._move(journey, Move.UNCERTAIN, reason="interrupted")

    def ask(self, journey: Journey) -> None:
        """Ask the portal whether it holds the item; put it again only when it says that it never did."""
        item, lane = journey.item, journey.lane
        answer = as_evidence(item, self._tried(journey, lambda token: lane.portal.ask(item, token)))
        if answer.kind is not AnswerClass.UNKNOWN_ID:
            self._apply(journey, answer)
        elif journey.puts:
            self._apply(journey, replace(answer, kind=AnswerClass.WAIT, code="not-yet-received"))
        elif item.kind is Kind.CONSENT and self._has_no_dossier(item):
            self._move(journey, Move.GONE, reason="cancelled")
        else:
            self._put(journey, Move.NEVER_RECEIVED)

    def _has_no_dossier(self, consent: OutboxItem) -> bool:
        """Whether it is a consent to what nobody files any more: the portal need not hear of who gave it."""
        with self.leases.open_unit() as uow:
            return uow.outbox.get(consent.submission or "").state is State.WITHDRAWN

    def withdraw(self, journey: Journey) -> None:
        """Have the portal take the dossier back; where an office has accepted it, fetch the receipt instead."""
        item, lane = journey.item, journey.lane
        answer = self._tried(journey, lambda token: lane.portal.withdraw(item.submission or item.id, token))
        if answer.code != ALREADY_ACCEPTED:
            self._apply(journey, answer)
            return
        held = lane.call(lambda token: lane.portal.ask(item, token))
        held = as_evidence(replace(item, state=State.UNKNOWN), held)
        if held.kind is AnswerClass.OK:
            self._apply_move(journey, held, Consequence(Move.ALREADY_ACCEPTED, ALREADY_ACCEPTED))
        elif held.kind is AnswerClass.CONFLICT:  # what the office has is another version: ours cannot come any more
            self._apply_move(journey, held, Consequence(Move.WITHDRAWN, "cancelled"))
        else:
            self._apply_move(journey, held, Consequence(Move.PAUSE_FOR_RETRY, ALREADY_ACCEPTED))

    def _put(self, journey: Journey, move: Move) -> None:
        """Started and the failed attempt are on disk before the first byte goes out (R1)."""
        token = journey.lane.token()
        if not isinstance(token, str):
            self._apply(journey, token)
            return
        attempt = self._new_attempt(journey.item)
        self._move(journey, move, attempt=attempt)
        journey.puts += 1
        item, lane = journey.item, journey.lane
        uploads = self.uploading.ids(item)
        self.leases.checkpoint("put.started")
        answer = lane.call_with(token, lambda bearer: lane.portal.put(item, uploads, bearer))
        self.leases.checkpoint("put.answered")
        answer = as_evidence(item, answer)
        waits = Grounds(self.leases.open_unit, lane).why_waits(item, answer)
        self._apply_move(journey, answer, waits or consequence(item, answer), attempt=attempt)

    def _tried(self, journey: Journey, call: Call) -> Answer:
        """A call that is written down as failed before it is made, and as what it came to after it."""
        attempt = self._new_attempt(journey.item)
        journey.item = self.leases.write(
            journey.item, lambda stored: stored, also=lambda uow: uow.outbox.add_attempt(attempt)
        )
        self.leases.checkpoint("question.written-down")
        answer = journey.lane.call(call)
        self.leases.checkpoint("question.answered")
        ended = self._ended(attempt, answer)
        journey.item = self.leases.write(
            journey.item, lambda stored: stored, also=lambda uow: uow.outbox.end_attempt(ended)
        )
        return answer

    def _apply(self, journey: Journey, answer: Answer, *, attempt: Attempt | None = None) -> None:
        self._apply_move(journey, answer, consequence(journey.item, answer), attempt=attempt)

    def _apply_move(
        self, journey: Journey, answer: Answer, found: Consequence, *, attempt: Attempt | None = None
    ) -> None:
        def change(stored: OutboxItem) -> OutboxItem:
            return self._changed(stored, found, answer)

        def also(uow: UnitOfWork) -> None:
            if attempt is not None:
                uow.outbox.end_attempt(self._ended(attempt, answer))
            if found.move is Move.UPLOADS_MISSING:
                self.uploading.doubt(uow, journey.item, _missing(answer))
            follow(uow, uow.outbox.get(journey.item.id))
            if found.move is Move.ACCEPTED and journey.item.kind is Kind.CONSENT:
                keep_standing(uow, journey.item.id, answer.body, self.leases.clock.now())

        journey.item = self.leases.write(journey.item, change, also=also)
        self.leases.checkpoint("answer.kept")
        if journey.item.state is State.UNKNOWN and answer.retry_after is not None:
            busy = Consequence(Move.PAUSE_FOR_RETRY, found.reason, is_counted=False)
            self._apply_move(journey, answer, busy)

    def _changed(self, stored: OutboxItem, found: Consequence, answer: Answer) -> OutboxItem:
        moved = after(stored, found.move, reason=found.reason)
        now = self.leases.clock.now()
        if moved.state is State.RETRY_WAIT:
            delay = self.retry.delay(stored.attempts, self.chance, answer.retry_after)
            moved = replace(moved, next_try_at=now + delay)
        if moved.state in (State.RETRY_WAIT, State.UNKNOWN) and found.is_counted:
            moved = replace(moved, attempts=stored.attempts + 1)
        if moved.state is State.RECEIPTED and answer.receipt is not None:
            reason = found.reason if found.move is Move.ALREADY_ACCEPTED else None
            moved = replace(moved, receipt=answer.receipt.token, receipted_at=now, reason=reason, problem=None)
        if moved.state in (State.NEEDS_FIX, State.NEEDS_FORM_UPGRADE, State.CONFLICT):
            moved = replace(moved, problem=_storable(answer.body))
        return moved

    def _move(self, journey: Journey, move: Move, *, reason: str | None = None, attempt: Attempt | None = None) -> None:
        def also(uow: UnitOfWork) -> None:
            if attempt is not None:
                uow.outbox.add_attempt(attempt)

        journey.item = self.leases.write(journey.item, lambda stored: after(stored, move, reason=reason), also=also)

    def _new_attempt(self, item: OutboxItem) -> Attempt:
        with self.leases.open_unit() as uow:
            number = len(uow.outbox.attempts(item.id)) + 1
        return Attempt(item=item.id, number=number, started_at=self.leases.clock.now())

    def _ended(self, attempt: Attempt, answer: Answer) -> Attempt:
        return replace(attempt, ended_at=self.leases.clock.now(), outcome=str(answer.kind), code=answer.code or None)


_STEPS = {
    State.QUEUED: Sending.begin,
    State.PREFLIGHT: Sending.check,
    State.UPLOADING: Sending.upload,
    State.SUBMITTING: Sending.wake,
    State.UNKNOWN: Sending.ask,
    State.WITHDRAWING: Sending.withdraw,
}


def _storable(body: Mapping[str, Any]) -> str:
    """As JSON; half of a pair of surrogates, which a portal that cuts its sentences sends, is no letter of UTF-8."""
    return json.dumps(dict(body), ensure_ascii=False).encode("utf-8", "replace").decode()


def _missing(answer: Answer) -> tuple[str, ...]:
    rows = answer.body.get("missing")
    return tuple(str(row.get("upload")) for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
