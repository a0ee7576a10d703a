"""People whom an officer helps: found, made from a card or by hand, changed, forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from desktop.domain.errors import Missing, Refusal
from desktop.domain.person import Kin, Person, is_same
from desktop.services import short_ids
from desktop.services.affairs import Affairs, Count, affairs_of, counts
from desktop.services.drafting import merged
from desktop.services.local_day import today
from desktop.services.ports import Clock, NewId, OpenUnit, UnitOfWork
from forms.answers import nfc
from forms.catalogue import Catalogue
from forms.fold import fold
from forms.formats import citizen_id, commune, partial_date, person_name, vn_phone
from forms.units import is_unit, unit_address

OLD_NUMBER = "so_cmnd"
"""Where the number of the card before stands among what is known; no form asks for it, a clerk does."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed about somebody; empty words are nothing. Without a commune, `detail` is a whole address."""

    name: str = ""
    number: str = ""
    born: str = ""
    gender: str = ""
    phone: str = ""
    unit: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Resident:
    """A row of the list; `words` is what a search without accents looks in."""

    person: Person
    count: Count
    words: str = field(repr=False, default="")

    def answers_to(self, query: str) -> bool:
        """Whether each word of a folded *query* is in the name or commune, or ends the number, or is in the phone."""
        number, phone = self.person.number or "", phone_of(self.person)
        return all(
            word in self.words or (word.isdecimal() and (number.endswith(word) or word in phone))
            for word in query.split()
        )


@dataclass(frozen=True, slots=True)
class Folder:
    """All that is known of one person; `kin` leads to people who are known, too."""

    person: Person
    kin: tuple[tuple[Kin, Person], ...]
    affairs: Affairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Residents:
    """The officer's people; on a kiosk there are none."""

    open_unit: OpenUnit
    catalogue: Catalogue
    clock: Clock
    new_id: NewId

    def all(self) -> tuple[Resident, ...]:
        """Those whose move it is first, then those with something open, then by their given names."""
        with self.open_unit() as uow:
            people = uow.persons.all()
            found = counts(uow, self.catalogue, people)
        rows = (Resident(one, found[one.id], _words(one)) for one in people)
        return tuple(sorted(rows, key=lambda row: (*row.count.order, *_by_given_name(row.person))))

    def resolve(self, prefix: str) -> str:
        """The full id for a shortened one, or for a whole personal number; Missing `id.unknown`."""
        with self.open_unit() as uow:
            people = uow.persons.all()
        by_number = [one.id for one in people if one.number == prefix]
        found = by_number[0] if by_number else prefix
        return short_ids.resolve(found, lambda wanted: tuple(one.id for one in people if one.id.startswith(wanted)))

    def folder(self, person_id: str) -> Folder:
        """One person; Missing `id.unknown`."""
        with self.open_unit() as uow:
            people = {one.id: one for one in uow.persons.all()}
            person = _known(people, person_id)
            kin = tuple(_kin_of(uow, people, person_id))
            return Folder(person, kin, affairs_of(uow, self.catalogue, person))

    def by_card(self, said: Mapping[str, Any]) -> tuple[Person, bool]:
        """Who holds a scanned card, and whether they are new; of who is known only what was not known is added.

        Refusal `person.incomplete` for a card whose name cannot be read, unless its number is known.
        """
        with self.open_unit() as uow:
            before = next((one for one in uow.persons.all() if is_same(one, said)), None)
            if before is None and not person_name(str(said.get("ho_ten") or "")):
                raise Refusal("person.incomplete")
            if before is None:
                person = self._made(dict(said))
            else:
                person = replace(before, answers=merged(said, before.answers), learned_at=self.clock.now())
            uow.persons.save(person)
            uow.commit()
        return person, before is None

    def is_known(self, said: Mapping[str, Any]) -> bool:
        """Whether somebody is meant who is kept already."""
        with self.open_unit() as uow:
            return any(is_same(one, said) for one in uow.persons.all())

    def save(self, person_id: str, typed: Typed, more: Mapping[str, Any] | None = None) -> Person:
        """Somebody new ("") or changed; *more* is what a card said besides. Refusal with the first fault's code.

        Refusal `resident.taken` (with `person`) where somebody else has the number.
        """
        for code in faults(typed, today(self.clock)).values():
            raise Refusal(code)
        with self.open_unit() as uow:
            people = {one.id: one for one in uow.persons.all()}
            before = _known(people, person_id) if person_id else None
            said = _answers(typed, {**(more or {}), **(before.answers if before is not None else {})})
            other = next((one for one in people.values() if one.id != person_id and is_same(one, said)), None)
            if other is not None:
                raise Refusal("resident.taken", name=other.name, person=other.id)
            person = self._made(said)
            if before is not None:
                person = replace(before, name=said["ho_ten"], answers=said)
            uow.persons.save(person)
            uow.commit()
        return person

    def forget(self, person_id: str) -> None:
        """Somebody and their ties; Refusal `resident.unsent` while a draft or something unsent speaks of them."""
        with self.open_unit() as uow:
            person = _known({one.id: one for one in uow.persons.all()}, person_id)
            affairs = affairs_of(uow, self.catalogue, person)
            if affairs.unsent:
                raise Refusal("resident.unsent", name=person.name, count=affairs.unsent)
            uow.persons.forget(person_id)
            uow.commit()

    def _made(self, said: dict[str, Any]) -> Person:
        return Person(id=self.new_id(), name=said["ho_ten"], answers=said, learned_at=self.clock.now())


def faults(typed: Typed, day: date) -> dict[str, str]:
    """The code of what is wrong with each field that is wrong."""
    found: dict[str, str] = {}
    if not typed.name:
        found["name"] = "resident.name-missing"
    elif not person_name(typed.name):
        found["name"] = "resident.name-odd"
    if typed.number and not citizen_id(typed.number):
        found["number"] = "resident.number"
    if not typed.number and not typed.born:
        found["number"] = "resident.nobody"
    if typed.born and not partial_date(typed.born):
        found["born"] = "resident.born"
    elif typed.born > day.isoformat():
        found["born"] = "resident.born-future"
    if typed.phone and not vn_phone(typed.phone):
        found["phone"] = "resident.phone"
    if typed.unit and not commune(typed.unit):
        found["unit"] = "resident.commune"
    return found


def typed_of(person: Person) -> Typed:
    """What is known of somebody, as it would be typed."""
    told = person.answers
    lives = told.get("noi_cu_tru") or {}
    return Typed(
        name=person.name,
        number=person.number or "",
        born=person.born or "",
        gender=str(told.get("gioi_tinh") or ""),
        phone=phone_of(person),
        unit=str(lives.get("xa") or ""),
        detail=str((lives.get("dia_chi") if lives.get("ngoai_tinh") else lives.get("chi_tiet")) or ""),
    )


def phone_of(person: Person) -> str:
    """Their telephone number, "" for none."""
    return str(person.answers.get("dien_thoai") or "")


def commune_of(person: Person) -> str:
    """`xã Mường Lát, tỉnh Thanh Hóa`, or the address outside the province; "" where nobody said."""
    typed = typed_of(person)
    return unit_address(typed.unit) if is_unit(typed.unit) else "" if typed.unit else typed.detail


def _answers(typed: Typed, before: Mapping[str, Any]) -> dict[str, Any]:
    """*before* with what was typed in place of what was known; a card of another number does not stay."""
    said: dict[str, Any] = {**before, "ho_ten": typed.name}
    simple = {
        "so_dinh_danh": typed.number,
        "ngay_sinh": typed.born,
        "gioi_tinh": typed.gender,
        "dien_thoai": typed.phone,
    }
    for key, value in simple.items():
        said.pop(key, None)
        if value:
            said[key] = value
    if typed.number != str(before.get("so_dinh_danh") or ""):
        said.pop("giay_to", None)
    said.pop("noi_cu_tru", None)
    if typed.unit:
        said["noi_cu_tru"] = {"xa": typed.unit, **({"chi_tiet": typed.detail} if typed.detail else {})}
    elif typed.detail:
        said["noi_cu_tru"] = {"ngoai_tinh": True, "dia_chi": typed.detail}
    clean: dict[str, Any] = nfc(said)
    return clean


def _known(people: Mapping[str, Person], person_id: str) -> Person:
    if person_id not in people:
        raise Missing("id.unknown", id=person_id)
    return people[person_id]


def _kin_of(uow: UnitOfWork, people: Mapping[str, Person], person_id: str) -> list[tuple[Kin, Person]]:
    ties = [tie for tie in uow.persons.kin() if person_id in (tie.person, tie.other)]
    others = [(tie, tie.other if tie.person == person_id else tie.person) for tie in ties]
    return [(tie, people[other]) for tie, other in others if other in people]


def _words(person: Person) -> str:
    return fold(f"{person.name} {commune_of(person)}")


def _by_given_name(person: Person) -> tuple[str, str]:
    """As lists of people are sorted here: by the last syllable, then the whole name."""
    plain = fold(person.name)
    return plain.rpartition(" ")[2], plain
