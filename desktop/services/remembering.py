"""People kept for next time: learned from what is finalised or printed, or because somebody says so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop.domain.draft import Draft
from desktop.domain.errors import Refusal
from desktop.domain.person import Bond, Kin, Person, is_same
from desktop.services.drafting import merged
from desktop.services.local_day import today
from desktop.services.ports import Clock, NewId, OpenUnit, UnitOfWork
from forms.answers import complete, get, put
from forms.catalogue import Catalogue
from forms.formats import citizen_id, partial_date, person_name
from forms.pack import Answers, ProcedurePack
from forms.people import CHILD, FATHER, GENDERS, MARRIAGE, MOTHER, SPOUSES, PersonBlock, person_blocks, person_of
from forms.validation import validate

USE, REMEMBER = "use", "remember_people"
"""Settings: whom this machine serves (`family`, `neighbours`, `kiosk`), and `on` or `off` where somebody chose."""


@dataclass(frozen=True, slots=True)
class Known:
    """Whom the vault knows; `is_on`: it learns by itself; `may_keep`: this machine keeps people at all."""

    people: tuple[Person, ...] = ()
    kin: tuple[Kin, ...] = ()
    is_on: bool = False
    may_keep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembering:
    """Learns, tells and forgets people; on a family's machine by itself, on a kiosk never."""

    open_unit: OpenUnit
    catalogue: Catalogue
    clock: Clock
    new_id: NewId

    def known(self) -> Known:
        """Everybody, last learned first."""
        with self.open_unit() as uow:
            return Known(uow.persons.all(), uow.persons.kin(), _is_on(uow), _may_keep(uow))

    def turn(self, *, on: bool) -> None:
        """Learn by itself from now on, or not; who is known stays known."""
        with self.open_unit() as uow:
            uow.settings.put(REMEMBER, "on" if on else "off")
            uow.commit()

    def learn(self, draft_id: str) -> None:
        """Whom a printed draft speaks of; nobody where learning is off."""
        with self.open_unit() as uow:
            draft = uow.drafts.get(draft_id)
            self.learn_in(uow, self.catalogue.get(draft.procedure, draft.version), draft)
            uow.commit()

    def learn_in(self, uow: UnitOfWork, pack: ProcedurePack, draft: Draft) -> None:
        """The same within a unit that does more; the caller commits."""
        if not _is_on(uow):
            return
        data = self._said(pack, draft)
        ids = {block.key: self._keep(uow, draft, block, said).id for block, said in _persons(pack, data)}
        for tie in _ties(data, ids):
            _tie(uow, tie)

    def remember(self, draft_id: str, block: PersonBlock) -> Person:
        """Somebody whom the person wants kept; Refusal `person.incomplete`, `person.not-here` on a kiosk."""
        with self.open_unit() as uow:
            if not _may_keep(uow):
                raise Refusal("person.not-here")
            draft = uow.drafts.get(draft_id)
            data = self._said(self.catalogue.get(draft.procedure, draft.version), draft)
            said = _said_of(data, block)
            if said is None:
                raise Refusal("person.incomplete")
            kept = self._keep(uow, draft, block, said)
            uow.commit()
        return kept

    def forget(self, person_id: str) -> None:
        """Somebody and their ties; Missing `id.unknown`."""
        with self.open_unit() as uow:
            uow.persons.forget(person_id)
            uow.commit()

    def forget_all(self) -> None:
        """Everybody."""
        with self.open_unit() as uow:
            for person in uow.persons.all():
                uow.persons.forget(person.id)
            uow.commit()

    def _said(self, pack: ProcedurePack, draft: Draft) -> Answers:
        """What the paper would say, without the fields that have an error."""
        day = today(self.clock)
        data = complete(pack, dict(draft.answers), today=day)
        for fault in validate(pack, data, today=day):
            if fault.severity == "error" and fault.code != "required":
                data = put(data, fault.pointer, None)
        return data

    def _keep(self, uow: UnitOfWork, draft: Draft, block: PersonBlock, said: Answers) -> Person:
        """New, or the one who is known already with what is new laid over."""
        before = next((one for one in uow.persons.all() if is_same(one, said)), None)
        answers = merged(before.answers, said) if before is not None else said
        if answers.get("so_dinh_danh"):
            answers.pop("chua_co_so_dinh_danh", None)
        person = Person(
            id=before.id if before is not None else self.new_id(),
            name=said["ho_ten"],
            answers=answers,
            learned_at=self.clock.now(),
            role=block.key,
            procedure=draft.procedure,
            version=draft.version,
        )
        uow.persons.save(person)
        return person


def serves_neighbours(open_unit: OpenUnit) -> bool:
    """Whether an officer sits here."""
    with open_unit() as uow:
        return uow.settings.get(USE) == "neighbours"


def _is_on(uow: UnitOfWork) -> bool:
    chosen = uow.settings.get(REMEMBER)
    return _may_keep(uow) and (chosen == "on" if chosen else uow.settings.get(USE) == "family")


def _may_keep(uow: UnitOfWork) -> bool:
    return uow.settings.get(USE) != "kiosk"


def _persons(pack: ProcedurePack, data: Answers) -> Iterator[tuple[PersonBlock, Answers]]:
    for block in person_blocks(pack):
        said = _said_of(data, block)
        if said is not None:
            yield block, said


def _said_of(data: Answers, block: PersonBlock) -> Answers | None:
    """Somebody with a whole name and a number or a birth date; else there is nobody to find again."""
    said = person_of(data, block)
    number, born = str(said.get("so_dinh_danh") or ""), str(said.get("ngay_sinh") or "")
    if not person_name(str(said.get("ho_ten") or "")) or not (citizen_id(number) or partial_date(born)):
        return None
    if block.key in GENDERS:
        said.setdefault("gioi_tinh", GENDERS[block.key])
    return said


def _ties(data: Answers, ids: Mapping[str, str]) -> Iterator[Kin]:
    for bond, key in ((Bond.MOTHER, MOTHER), (Bond.FATHER, FATHER)):
        if CHILD in ids and key in ids:
            yield Kin(ids[CHILD], bond, ids[key])
    paper: Any = get(data, f"/{MARRIAGE}")
    if MOTHER in ids and FATHER in ids and isinstance(paper, dict) and paper:
        yield Kin(ids[MOTHER], Bond.SPOUSE, ids[FATHER], paper)
    if all(key in ids for key in SPOUSES):
        yield Kin(ids[SPOUSES[0]], Bond.SPOUSE, ids[SPOUSES[1]])


def _tie(uow: UnitOfWork, tie: Kin) -> None:
    """Written over, but a marriage certificate that is known stays where the new form names none."""
    same = (one for one in uow.persons.kin() if replace(one, paper={}) == replace(tie, paper={}))
    before = next(same, None)
    uow.persons.tie(tie if tie.paper or before is None else before)
