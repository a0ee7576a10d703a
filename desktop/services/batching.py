"""*Gửi loạt*: many drafts checked one after the other and finalised each in a unit of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop.domain.dossier import Dossier
from desktop.domain.draft import Draft
from desktop.domain.errors import HosoError, Refusal
from desktop.domain.submission import Kind, Mode, OutboxItem, Submission
from desktop.services.checking import Check
from desktop.services.drafting import Drafting
from desktop.services.finalising import Finalising
from desktop.services.local_day import today
from desktop.services.ports import Clock, OpenUnit
from desktop.services.whom import Whom, of_whom
from forms.answers import complete
from forms.catalogue import Catalogue
from forms.errors import FormsError
from forms.fees import total
from forms.pack import ProcedurePack


@dataclass(frozen=True, slots=True)
class Candidate:
    """A draft that may be sent, with its form and whom it is about."""

    draft: Draft
    pack: ProcedurePack
    whom: Whom


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found in a draft as it was at `draft.saved_at`; `fee` in đồng."""

    candidate: Candidate
    check: Check
    fee: int

    @property
    def draft(self) -> Draft:
        """The draft as it was checked."""
        return self.candidate.draft

    @property
    def is_ready(self) -> bool:
        """Whether nothing stops finalising."""
        return not self.check.faults


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one draft: its submission, or why there is none."""

    draft: str
    submission: Submission | None = None
    error: HosoError | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The three things that are kept apart, of one submission."""

    submission: Submission
    item: OutboxItem
    dossier: Dossier | None


@dataclass(slots=True)
class Round:
    """The round that an officer is in the middle of: kept while they mend a draft and come back, gone with the vault.

    `left_out` are drafts that shall not be in it, `at` the draft that one went away to mend.
    """

    left_out: set[str] = field(default_factory=set)
    procedure: str = ""
    checked: dict[str, Checked] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    at: str = ""

    @property
    def sent(self) -> tuple[str, ...]:
        """Submissions that this round made, in its order."""
        return tuple(one.submission.id for one in self.outcomes.values() if one.submission is not None)

    def is_fresh(self, draft: Draft) -> bool:
        """Whether the draft was checked as it is now."""
        known = self.checked.get(draft.id)
        return known is not None and known.draft == draft


class Batching:
    """Lists, checks and submits; one call for one draft, so that whoever calls can show it and stop."""

    def __init__(
        self, *, open_unit: OpenUnit, catalogue: Catalogue, clock: Clock, drafting: Drafting, finalising: Finalising
    ) -> None:
        self._open_unit = open_unit
        self._catalogue = catalogue
        self._clock = clock
        self._drafting = drafting
        self._finalising = finalising
        self.round = Round()

    def candidates(self) -> tuple[Candidate, ...]:
        """Every draft that can still be sent, the first one made first."""
        with self._open_unit() as uow:
            drafts = uow.drafts.open()
        return tuple(self._candidate(one) for one in sorted(drafts, key=lambda draft: (draft.created_at, draft.id)))

    def check(self, draft_id: str) -> Checked:
        """One draft with its faults and its fee; nothing is written."""
        candidate = self._candidate(self._drafting.get(draft_id))
        return Checked(candidate, self._drafting.check(draft_id), self._fee(candidate))

    def submit(self, checked: Checked, *, mode: Mode) -> Outcome:
        """Finalise and enqueue one draft as it was checked and pledged for; why not is an outcome, never raised.

        Refusal `batch.changed` where somebody has changed it since; a second call gives the same submission.
        """
        key = checked.draft.id
        try:
            now = self._drafting.get(key)
            if now.finalised_as is None and now != checked.draft:
                raise Refusal("batch.changed")
            return Outcome(key, self._finalising.submit(key, pledge=True, mode=mode))
        except HosoError as error:
            return Outcome(key, error=error)

    def standings(self, submissions: Iterable[str]) -> tuple[Standing, ...]:
        """Where these stand, read in one go."""
        with self._open_unit() as uow:
            return tuple(
                Standing(
                    uow.submissions.get(key),
                    next(item for item in uow.outbox.of_submission(key) if item.kind is Kind.DOSSIER),
                    uow.dossiers.get(key),
                )
                for key in submissions
            )

    def _candidate(self, draft: Draft) -> Candidate:
        pack = self._catalogue.get(draft.procedure, draft.version)
        return Candidate(draft, pack, of_whom(pack, self._data(pack, draft)))

    def _data(self, pack: ProcedurePack, draft: Draft) -> dict[str, object]:
        return complete(pack, dict(draft.answers), today=today(self._clock))

    def _fee(self, candidate: Candidate) -> int:
        try:
            return total(candidate.pack, self._data(candidate.pack, candidate.draft), candidate.draft.exemption)
        except FormsError:  # a ground that a newer form no longer knows: the check page asks for it again
            return total(candidate.pack, self._data(candidate.pack, candidate.draft))


def twins(checked: Iterable[Checked]) -> tuple[tuple[Checked, ...], ...]:
    """Drafts of one procedure about the same people: sent twice by mistake, or meant; the person decides."""
    groups: dict[tuple[str, tuple[str, ...]], list[Checked]] = {}
    for one in checked:
        if one.candidate.whom.marks:
            groups.setdefault((one.draft.procedure, one.candidate.whom.marks), []).append(one)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)
