"""Finalising: from a draft to a submission that waits to be sent, in one unit of the vault."""

from collections.abc import Callable
from dataclasses import replace

from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.draft import Draft
from desktop.domain.errors import Refusal, StillWaiting
from desktop.domain.events import ItemMoved
from desktop.domain.filing_ids import filing_ids
from desktop.domain.submission import Kind, Mode, Move, OutboxItem, State, Submission, after, can_reopen
from desktop.services.checking import check_draft
from desktop.services.consenting import taken_back_key
from desktop.services.drafting import open_draft
from desktop.services.freezing import Frozen, freeze
from desktop.services.local_day import today
from desktop.services.ports import Checkpoint, Clock, NewId, OpenUnit, PaperStore, Publish, UnitOfWork, passed
from desktop.services.queueing import cancel
from forms.catalogue import Catalogue
from forms.pack import ProcedurePack

_NO_CONSENT = ("consent-expired", "consent-required")
Learn = Callable[[UnitOfWork, ProcedurePack, Draft], None]
"""Keeps whom a finalised draft speaks of, in the same unit."""


def _nobody(_uow: UnitOfWork, _pack: ProcedurePack, _draft: Draft) -> None:
    """Where people are not kept."""


class Finalising:
    """Freezes drafts and lets them wait for the network."""

    def __init__(
        self,
        *,
        open_unit: OpenUnit,
        papers: PaperStore,
        catalogue: Catalogue,
        clock: Clock,
        new_id: NewId,
        publish: Publish,
        learn: Learn = _nobody,
        checkpoint: Checkpoint = passed,
    ) -> None:
        self._open_unit = open_unit
        self._papers = papers
        self._catalogue = catalogue
        self._clock = clock
        self._new_id = new_id
        self._publish = publish
        self._learn = learn
        self._checkpoint = checkpoint

    def finalise(self, draft_id: str, *, pledge: bool, mode: Mode) -> Submission:
        """Freeze a draft; Refusal `submit.pledge`, `submit.faults`, `submit.replaced-open`, `draft.finalised`.

        Refusal `submit.code-unverified`: filled and printed, but sent in practice only.
        """
        with self._open_unit() as uow:
            frozen = self._freeze(uow, draft_id, pledge=pledge, mode=mode)
            self._checkpoint("finalise.committing")
            uow.commit()
        self._checkpoint("finalise.committed")
        self._tell(frozen.items)
        return frozen.submission

    def enqueue(self, submission_id: str) -> OutboxItem:
        """Let a finalised submission wait for its turn, its consent too."""
        with self._open_unit() as uow:
            moved = _enqueue(uow, submission_id)
            self._checkpoint("enqueue.committing")
            uow.commit()
        self._checkpoint("enqueue.committed")
        self._tell(moved)
        with self._open_unit() as uow:
            return uow.outbox.get(submission_id)

    def submit(self, draft_id: str, *, pledge: bool, mode: Mode) -> Submission:
        """Finalise and enqueue in one unit; a second click gives the same submission."""
        with self._open_unit() as uow:
            if uow.by_hand.of_draft(draft_id) is not None:
                raise Refusal("draft.filed-by-hand")
            done = uow.drafts.get(draft_id).finalised_as
            submission = (
                uow.submissions.get(done)
                if done is not None
                else self._freeze(uow, draft_id, pledge=pledge, mode=mode).submission
            )
            moved = _enqueue(uow, submission.id)
            self._checkpoint("submit.committing")
            uow.commit()
        self._checkpoint("submit.committed")
        self._tell(moved)
        return submission

    def reopen(self, submission_id: str) -> Draft:
        """Make an unsent submission its draft again, its id dropped; Refusal `submit.started`.

        A consent that the portal holds already stays behind: it names a dossier that will never come.
        """
        with self._open_unit() as uow:
            submission = uow.submissions.get(submission_id)
            items = uow.outbox.of_submission(submission_id)
            if not all(can_reopen(item) for item in items if item.kind is not Kind.CONSENT):
                raise Refusal("submit.started", submission=submission_id)
            if all(can_reopen(item) for item in items):
                for item in sorted(items, key=lambda item: item.depends_on is None):
                    uow.outbox.remove(item.id)
                uow.submissions.remove_unstarted(submission_id)
            else:
                cancel(uow, uow.outbox.get(submission_id))
            draft = replace(uow.drafts.get(submission.draft), finalised_as=None, saved_at=self._clock.now())
            uow.drafts.save(draft)
            uow.commit()
        return draft

    def correct(self, submission_id: str) -> Draft:
        """A new draft that replaces a submission which the portal took back; StillWaiting `submit.withdrawing`.

        Where it is not taken back yet, that is asked for first: one person's one wish must not be held twice.
        """
        with self._open_unit() as uow:
            item = uow.outbox.get(submission_id)
            if item.state not in (State.WITHDRAWN, State.WITHDRAWING):
                item = _cancelled(uow, item)
                uow.commit()
        self._tell((item,))
        if item.state is not State.WITHDRAWN:
            raise StillWaiting("submit.withdrawing", submission=submission_id)
        return self._copy_of(submission_id)

    def _copy_of(self, submission_id: str) -> Draft:
        now = self._clock.now()
        with self._open_unit() as uow:
            old = uow.drafts.get(uow.submissions.get(submission_id).draft)
            draft = replace(
                old, id=self._new_id(), created_at=now, saved_at=now, finalised_as=None, replaces=submission_id
            )
            uow.drafts.add(draft)
            left_out = CONSENT_SLOT if _has_lost_its_consent(uow, submission_id) else None
            for paper in uow.attachments.of_draft(old.id):
                if paper.slot != left_out:
                    uow.attachments.add(replace(paper, id=self._new_id(), draft=draft.id))
            uow.persons.save_terms(replace(uow.persons.terms(old.id), draft=draft.id))
            uow.commit()
        return draft

    def _freeze(self, uow: UnitOfWork, draft_id: str, *, pledge: bool, mode: Mode) -> Frozen:
        if not pledge:
            raise Refusal("submit.pledge")
        draft = open_draft(uow, draft_id)
        if draft.discarded_at is not None:
            raise Refusal("draft.discarded")
        _refuse_twin(uow, draft)
        pack = self._catalogue.get(draft.procedure, draft.version)
        if mode is Mode.LIVE and not pack.may_be_sent:
            raise Refusal("submit.code-unverified", procedure=pack.code)
        attachments = uow.attachments.of_draft(draft_id)
        check = check_draft(pack, draft, attachments, today(self._clock))
        if check.faults:
            raise Refusal("submit.faults", errors=check.faults)
        ids = filing_ids(draft_id, lambda one: bool(uow.submissions.find(one) or uow.outbox.find(one)))
        frozen = freeze(
            pack,
            draft,
            attachments,
            mode=mode,
            now=self._clock.now(),
            submission_id=ids.dossier,
            consent_id=ids.consent,
            valid_days=uow.persons.terms(draft_id).valid_days,
        )
        uow.submissions.add(frozen.submission)
        if frozen.consent is not None:
            uow.persons.add_consent(frozen.consent)
        for item in frozen.items:
            uow.outbox.add(item)
        uow.drafts.save(replace(draft, finalised_as=frozen.submission.id))
        self._learn(uow, pack, draft)
        return frozen

    def _tell(self, items: tuple[OutboxItem, ...]) -> None:
        for item in items:
            self._publish(ItemMoved(item.id, item.kind, item.state))


def _refuse_twin(uow: UnitOfWork, draft: Draft) -> None:
    """The corrected revision may not go out while the one that it replaces still may."""
    if draft.replaces is not None and uow.outbox.get(draft.replaces).state is not State.WITHDRAWN:
        raise Refusal("submit.replaced-open", submission=draft.replaces)


def _has_lost_its_consent(uow: UnitOfWork, submission_id: str) -> bool:
    """The portal no longer takes the paper, or who signed it took it back: it is not carried on as if it held."""
    consent = uow.submissions.get(submission_id).consent
    if consent is not None and uow.settings.get(taken_back_key(consent)) is not None:
        return True
    return any(attempt.code in _NO_CONSENT for attempt in uow.outbox.attempts(submission_id))


def _enqueue(uow: UnitOfWork, submission_id: str) -> tuple[OutboxItem, ...]:
    ready = [item for item in uow.outbox.of_submission(submission_id) if item.state is State.READY]
    moved = tuple(after(item, Move.ENQUEUE) for item in ready)
    for item in moved:
        uow.outbox.save(item)
    return moved


def _cancelled(uow: UnitOfWork, item: OutboxItem) -> OutboxItem:
    if item.state is State.RECEIPTED:
        raise Refusal("submit.accepted", submission=item.id)
    if item.state is State.SUBMITTING:
        raise Refusal("outbox.being-sent", item=item.id)
    return cancel(uow, item)
