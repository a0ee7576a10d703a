"""The applicant's consent: for how long, the paper to sign, and how it stands at the portal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from desktop.domain.consent import (
    LEAST_DAYS,
    VALID_DAYS,
    Consent,
    ConsentPaper,
    ConsentStanding,
    ConsentState,
    ConsentTerms,
)
from desktop.domain.draft import Submitter
from desktop.domain.errors import Refusal
from desktop.domain.events import ItemMoved
from desktop.domain.submission import Kind, OutboxItem, State, can_cancel
from desktop.services.drafting import open_draft
from desktop.services.local_day import today
from desktop.services.ports import AnswerClass, Clock, OpenUnit, PortalTrouble, Publish, UnitOfWork
from desktop.services.queueing import cancel
from desktop.services.reading import as_error, open_reader
from desktop.services.signing_in import SigningIn
from forms.addresses import address_line
from forms.answers import complete, get
from forms.catalogue import Catalogue
from forms.manifest import applicant_of, subject_of
from forms.pack import Answers, ProcedurePack
from forms.people import applicant_block
from forms.rules import is_shown
from forms.slots import open_slots
from forms.units import is_unit, unit_address

_YEARS = range(1900, 2200)
_UNDER_CONSENT = frozenset({Kind.DOSSIER, Kind.CONSENT, Kind.SUPPLEMENT, Kind.CONFIRMATION, Kind.MESSAGE, Kind.RATING})
"""What is sent in the applicant's name; asking for it back, and what the office is owed, is not held up."""


@dataclass(frozen=True, slots=True)
class ConsentView:
    """A consent that was asked for, and what the portal last said of it; None while it said nothing."""

    consent: Consent
    submitter: Submitter
    standing: ConsentStanding | None
    is_taken_back: bool = False
    is_held: bool = False
    """Whether the portal has it."""

    def state(self, now: datetime) -> ConsentState | None:
        """How it stands, as far as is known; what the applicant took back is so before the portal says it."""
        if self.is_taken_back:
            return ConsentState.REVOKED
        return self.standing.seen_at(now) if self.standing is not None else None

    @property
    def is_to_be_told(self) -> bool:
        """Whether it was taken back and the portal, which has it, does not say so yet."""
        is_known = self.standing is not None and self.standing.state is ConsentState.REVOKED
        return self.is_taken_back and self.is_held and not is_known


@dataclass(frozen=True, slots=True, kw_only=True)
class Consenting:
    """Chooses, prints and follows consents; none is ever made up here."""

    open_unit: OpenUnit
    catalogue: Catalogue
    signing_in: SigningIn
    clock: Clock
    publish: Publish

    def days(self, draft_id: str) -> int:
        """How long the consent of a draft shall hold, in days from when the portal gets it."""
        with self.open_unit() as uow:
            return uow.persons.terms(draft_id).valid_days

    def choose_days(self, draft_id: str, days: int) -> None:
        """Let it hold for *days*; Refusal `consent.days` for less than one or more than thirty."""
        if not LEAST_DAYS <= days <= VALID_DAYS:
            raise Refusal("consent.days", least=LEAST_DAYS, most=VALID_DAYS)
        with self.open_unit() as uow:
            open_draft(uow, draft_id)
            uow.persons.save_terms(ConsentTerms(draft_id, days))
            uow.commit()

    def paper(self, draft_id: str) -> ConsentPaper:
        """What to print for one draft; Refusal `submitter.missing` where nobody acts for the applicant."""
        with self.open_unit() as uow:
            draft = uow.drafts.get(draft_id)
            terms = uow.persons.terms(draft_id)
        if draft.submitter is None:
            raise Refusal("submitter.missing")
        pack = self.catalogue.get(draft.procedure, draft.version)
        data = complete(pack, dict(draft.answers), today=today(self.clock))
        return _paper(pack, data, draft.submitter, terms.valid_days)

    def of_submission(self, submission_id: str) -> ConsentView | None:
        """The consent that a submission goes with; None where the applicant sends for themselves."""
        with self.open_unit() as uow:
            return consent_in(uow, submission_id)

    def refresh(self, submission_id: str) -> ConsentView | None:
        """The same, asked at the portal first; StillWaiting when it cannot be asked now."""
        view = self.of_submission(submission_id)
        if view is None:
            return None
        if not view.is_held:
            return view
        with self.open_unit() as uow:
            item = uow.outbox.get(view.consent.id)
        reader = open_reader(self.signing_in.connect, self.open_unit, self.signing_in)
        answer = reader.read(lambda token: reader.portal.ask(item, token))
        if answer.kind is AnswerClass.OK:
            with self.open_unit() as uow:
                keep_standing(uow, item.id, answer.body, self.clock.now())
                uow.commit()
        return self.of_submission(submission_id)

    def take_back(self, submission_id: str) -> ConsentView | None:
        """The applicant takes it back: nothing unsent goes out any more, then the portal is told if it has it.

        Refusal `outbox.being-sent`; StillWaiting while the portal cannot be told, though all is stopped here.
        """
        moved = self._stop(submission_id)
        for item in moved:
            self.publish(ItemMoved(item.id, item.kind, item.state))
        view = self.of_submission(submission_id)
        if view is None or not view.is_to_be_told:
            return view
        consent = view.consent.id
        reader = open_reader(self.signing_in.connect, self.open_unit, self.signing_in)
        answer = reader.read(lambda token: reader.portal.revoke(consent, token))
        if answer.kind is not AnswerClass.OK:
            raise as_error(PortalTrouble(answer))
        return self.refresh(submission_id)

    def _stop(self, submission_id: str) -> tuple[OutboxItem, ...]:
        """What still can be held back, in one unit with the note that it was taken back."""
        with self.open_unit() as uow:
            consent = uow.submissions.get(submission_id).consent
            if consent is None:
                return ()
            items = [one for one in uow.outbox.of_submission(submission_id) if one.kind in _UNDER_CONSENT]
            if any(one.kind is Kind.DOSSIER and one.state is State.SUBMITTING for one in items):
                raise Refusal("outbox.being-sent", item=submission_id)
            moved = tuple(cancel(uow, one) for one in items if can_cancel(one))
            uow.settings.put(taken_back_key(consent), self.clock.now().isoformat())
            uow.commit()
        return moved


def taken_back_key(consent: str) -> str:
    """Setting: when the applicant took this consent back."""
    return f"consent_taken_back.{consent}"


def _paper(pack: ProcedurePack, data: Answers, submitter: Submitter, valid_days: int) -> ConsentPaper:
    applicant = applicant_of(pack, data)
    at = applicant_block(pack)
    unit = get(data, str(pack.procedure["dossier"].get("unit", "")))
    return ConsentPaper(
        procedure=pack.name,
        code=pack.code,
        office=unit_address(unit) if isinstance(unit, str) and is_unit(unit) else "",
        subject=subject_of(pack, data) or "",
        applicant=str(applicant["name"] or ""),
        number=str(applicant["id_no"] or ""),
        born=str(get(data, f"{at}/ngay_sinh") or ""),
        address=str(applicant["address"] or address_line(get(data, f"{at}/noi_cu_tru")) or ""),
        submitter=submitter.name,
        submitter_number=submitter.id_no,
        relation=submitter.relation.value,
        handled=tuple(_handled(pack, data)),
        valid_days=valid_days,
    )


def _handled(pack: ProcedurePack, data: Answers) -> Iterator[str]:
    """The steps of the form and the papers of this case, by the names that stand over them."""
    for category in pack.ui.get("elements", []):
        key = str(category.get("i18n", ""))
        for name in (f"{key}.label", key):
            if key and is_shown(category, data) and pack.has_text(name):
                yield pack.text(name)
                break
    yield from (pack.text(f"slot.{slot.code}.name") for slot in open_slots(pack, data) if slot.submit)


def consent_in(uow: UnitOfWork, submission_id: str) -> ConsentView | None:
    """The consent of a submission, read within a unit that does more."""
    submission = uow.submissions.get(submission_id)
    submitter = uow.drafts.get(submission.draft).submitter
    if submission.consent is None or submitter is None:
        return None
    key = submission.consent
    return ConsentView(
        uow.persons.consent(key),
        submitter,
        uow.persons.standing(key),
        is_taken_back=uow.settings.get(taken_back_key(key)) is not None,
        is_held=uow.outbox.get(key).receipt is not None,
    )


def keep_standing(uow: UnitOfWork, consent_id: str, body: Mapping[str, Any], now: datetime) -> None:
    """Keep what the portal said in *body*; words that it does not know yet are left as they were."""
    state = next((one for one in ConsentState if one.value == body.get("state")), None)
    if state is not None:
        uow.persons.save_standing(ConsentStanding(consent_id, state, _moment(body.get("expires_at")), now))


def _moment(text: object) -> datetime | None:
    """A time that can be stored; some portals write year 1 or 9999 for none."""
    try:
        told = datetime.fromisoformat(text) if isinstance(text, str) else None
        moment = told.astimezone(UTC) if told is not None and told.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
    return moment if moment is not None and moment.year in _YEARS else None
