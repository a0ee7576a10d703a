"""The same matter filed before: the same procedure for the same person, so that nobody files it twice unawares."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop.domain.draft import Draft
from desktop.domain.submission import State, Submission
from desktop.services import local_day
from desktop.services.ports import Clock, OpenUnit, UnitOfWork
from forms.answers import complete
from forms.catalogue import Catalogue
from forms.deadlines import ICT
from forms.fold import fold
from forms.manifest import applicant_of, subject_of
from forms.pack import Answers, ProcedurePack

Likeness = tuple[str, str]
"""Procedure, and of whom it is, letter by letter but for case and spaces: one accent less is another person."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was filed before; `place` and `key` are where the window shows it."""

    place: str
    key: str
    title: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Likenesses:
    """Looks among what was finalised and what was filed by hand; what was taken back does not count."""

    open_unit: OpenUnit
    catalogue: Catalogue
    clock: Clock

    def earlier(self, draft_id: str) -> tuple[Earlier, ...]:
        """What is like this draft, the latest first."""
        with self.open_unit() as uow:
            draft = uow.drafts.get(draft_id)
            wanted = self._of_draft(draft)
            if wanted is None:
                return ()
            found = [*self._sent(uow, draft, wanted), *self._by_hand(uow, draft, wanted)]
        return tuple(sorted(found, key=lambda one: one.on, reverse=True))

    def days_ago(self, earlier: Earlier) -> int:
        """Days between it and today in Viet Nam."""
        return (local_day.today(self.clock) - earlier.on).days

    def _sent(self, uow: UnitOfWork, draft: Draft, wanted: Likeness) -> Iterator[Earlier]:
        for submission in self._candidates(uow, draft):
            if submission.procedure != draft.procedure or submission.draft == draft.id:
                continue
            item = uow.outbox.get(submission.id)
            if item.state is not State.WITHDRAWN and self._of_submission(submission, item.body) == wanted:
                day = submission.finalised_at.astimezone(ICT).date()
                yield Earlier("dossier", submission.id, submission.title, day)

    def _candidates(self, uow: UnitOfWork, draft: Draft) -> tuple[Submission, ...]:
        """Where the record is about somebody, the title names them; who only asks for it stands in no title."""
        name = subject_of(self.catalogue.get(draft.procedure, draft.version), dict(draft.answers))
        words = fold(name or "")
        return uow.submissions.found(words, uow.submissions.count()) if words else uow.submissions.all()

    def _by_hand(self, uow: UnitOfWork, draft: Draft, wanted: Likeness) -> Iterator[Earlier]:
        for filing in uow.by_hand.all():
            other = uow.drafts.get(filing.draft)
            if other.procedure == draft.procedure and other.id != draft.id and self._of_draft(other) == wanted:
                yield Earlier("by_hand", filing.id, other.title, filing.filed_on)

    def _of_draft(self, draft: Draft) -> Likeness | None:
        pack = self.catalogue.get(draft.procedure, draft.version)
        return _likeness(pack, complete(pack, dict(draft.answers), today=local_day.today(self.clock)))

    def _of_submission(self, submission: Submission, body: bytes) -> Likeness | None:
        pack = self.catalogue.get(submission.procedure, submission.version)
        return _likeness(pack, json.loads(body)["data"])


def _likeness(pack: ProcedurePack, data: Answers) -> Likeness | None:
    """Of whom the record is, else who asks for it; None where neither has a name yet."""
    name = subject_of(pack, data) or applicant_of(pack, data)["name"]
    return (pack.code, " ".join(str(name).casefold().split())) if name else None
