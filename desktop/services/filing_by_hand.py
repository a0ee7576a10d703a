"""Filing on paper: what was printed, whether it was filed, and what the person writes down about it afterwards."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.domain.by_hand import HandFiling, HandStatus, Printing, Way
from desktop.domain.draft import Draft
from desktop.domain.errors import Refusal
from desktop.domain.events import DraftSaved, HandFilingChanged
from desktop.domain.submission import Mode
from desktop.services.drafting import open_draft
from desktop.services.local_day import today
from desktop.services.ports import Clock, NewId, OpenUnit, Publish
from desktop.services.same_again import same_again
from forms.answers import nfc

ASK_AGAIN = timedelta(days=1)
"""How long *Chưa* is believed."""
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Slip:
    """What the person reads from the office's slip and VNPost's; empty words are nothing."""

    way: Way
    filed_on: date
    code: str | None = None
    due_on: date | None = None
    post_number: str | None = None
    status: HandStatus = HandStatus.WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingByHand:
    """Asks, records and corrects; what is recorded here is never sent, and never looks like the portal's word."""

    open_unit: OpenUnit
    clock: Clock
    new_id: NewId
    publish: Publish

    def printed(self, draft_id: str, way: Way) -> Printing:
        """Printed, or copied across: *Bạn đã nộp chưa?* is asked from now on; Refusal `draft.finalised`."""
        now = self.clock.now()
        printing = Printing(draft_id, way, now, now)
        with self.open_unit() as uow:
            open_draft(uow, draft_id)
            uow.by_hand.save_printing(printing)
            uow.commit()
        self.publish(DraftSaved(draft_id, now))
        return printing

    def not_yet(self, draft_id: str) -> None:
        """*Chưa*: ask again tomorrow."""
        with self.open_unit() as uow:
            printing = uow.by_hand.printing(draft_id)
            if printing is None:
                return
            uow.by_hand.save_printing(replace(printing, ask_after=self.clock.now() + ASK_AGAIN))
            uow.commit()
        self.publish(DraftSaved(draft_id, self.clock.now()))

    def printing(self, draft_id: str) -> Printing | None:
        """When and for which way a draft was printed last."""
        with self.open_unit() as uow:
            return uow.by_hand.printing(draft_id)

    def open_questions(self) -> tuple[tuple[Draft, Printing], ...]:
        """Drafts that were printed and of which nobody said yet whether they were filed."""
        now = self.clock.now()
        with self.open_unit() as uow:
            drafts = {draft.id: draft for draft in uow.drafts.open()}
            printings = uow.by_hand.printings()
        return tuple((drafts[one.draft], one) for one in printings if one.draft in drafts and one.ask_after <= now)

    def record(self, draft_id: str, slip: Slip) -> HandFiling:
        """Write down that a draft was filed on paper; it is frozen as it was filed.

        Refusal `draft.finalised`, `draft.filed-by-hand`, `draft.discarded`, `by-hand.future`, `by-hand.due`.
        """
        clean = self._clean(slip)
        now = self.clock.now()
        with self.open_unit() as uow:
            draft = open_draft(uow, draft_id)
            if draft.discarded_at is not None:
                raise Refusal("draft.discarded")
            filing = _told(HandFiling(self.new_id(), draft_id, clean.way, clean.filed_on, now, now), clean)
            uow.by_hand.add(filing)
            uow.drafts.save(replace(draft, finalised_as=filing.id))
            uow.commit()
        self.publish(HandFilingChanged(filing.id))
        return filing

    def change(self, filing_id: str, slip: Slip) -> HandFiling:
        """Correct or add to what was written down; Refusal `by-hand.future`, `by-hand.due`."""
        clean = self._clean(slip)
        with self.open_unit() as uow:
            filing = replace(_told(uow.by_hand.get(filing_id), clean), changed_at=self.clock.now())
            uow.by_hand.save(filing)
            uow.commit()
        self.publish(HandFilingChanged(filing_id))
        return filing

    def get(self, filing_id: str) -> tuple[HandFiling, Draft]:
        """One filing with the draft as it was filed."""
        with self.open_unit() as uow:
            filing = uow.by_hand.get(filing_id)
            return filing, uow.drafts.get(filing.draft)

    def all(self) -> tuple[tuple[HandFiling, Draft], ...]:
        """All of them, last filed first."""
        with self.open_unit() as uow:
            return tuple((filing, uow.drafts.get(filing.draft)) for filing in uow.by_hand.all())

    def take_back(self, filing_id: str) -> Draft:
        """It was not filed after all: the record goes, the draft can be worked on again."""
        now = self.clock.now()
        with self.open_unit() as uow:
            filing = uow.by_hand.get(filing_id)
            uow.by_hand.remove(filing_id)
            draft = replace(uow.drafts.get(filing.draft), finalised_as=None, saved_at=now)
            uow.drafts.save(draft)
            uow.commit()
        self.publish(HandFilingChanged(filing_id))
        return draft

    def copy(self, filing_id: str) -> Draft:
        """A new draft with the same answers and papers; what was filed stays as it was filed."""
        now = self.clock.now()
        with self.open_unit() as uow:
            draft = same_again(uow, uow.drafts.get(uow.by_hand.get(filing_id).draft), self.new_id, now)
            uow.commit()
        self.publish(DraftSaved(draft.id, now))
        return draft

    def use_for_real(self, submission_id: str) -> Draft:
        """What was typed in practice as a new draft, with every answer and paper; Refusal `real.not-practice`."""
        now = self.clock.now()
        with self.open_unit() as uow:
            submission = uow.submissions.get(submission_id)
            if submission.mode is not Mode.PRACTICE:
                raise Refusal("real.not-practice")
            draft = same_again(uow, uow.drafts.get(submission.draft), self.new_id, now)
            uow.commit()
        self.publish(DraftSaved(draft.id, now))
        return draft

    def _clean(self, slip: Slip) -> Slip:
        if slip.filed_on > today(self.clock):
            raise Refusal("by-hand.future")
        if slip.due_on is not None and slip.due_on < slip.filed_on:
            raise Refusal("by-hand.due")
        return replace(slip, code=_words(slip.code), post_number=_words(slip.post_number))


def _told(filing: HandFiling, slip: Slip) -> HandFiling:
    by_post = slip.way is Way.POST
    return replace(
        filing,
        way=slip.way,
        filed_on=slip.filed_on,
        code=slip.code,
        due_on=slip.due_on,
        post_number=slip.post_number if by_post else None,
        status=slip.status,
    )


def _words(typed: str | None) -> str | None:
    clean: str = nfc(typed or "")
    return " ".join(clean.split())[:LONGEST] or None
