"""People kept for next time, and who is whose mother, father, husband or wife."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a form spoke of; `answers` in the packs' words, `role` is the block's name there (`me`).

    `procedure` and `version` say which form it was; None for somebody who was taken over from an older vault.
    """

    id: str
    name: str
    answers: Mapping[str, Any]
    learned_at: datetime
    role: str = ""
    procedure: str | None = None
    version: int | None = None

    @property
    def number(self) -> str | None:
        """Số định danh, where it is known."""
        return _text(self.answers.get("so_dinh_danh"))

    @property
    def born(self) -> str | None:
        """ISO day, or a part of it."""
        return _text(self.answers.get("ngay_sinh"))


def masked(number: str) -> str:
    """`038•••••1234`: enough to tell two people apart, too little to misuse."""
    shown = len(number) - 7
    return f"{number[:3]}{'•' * shown}{number[-4:]}" if shown > 0 else "•" * len(number)


class Bond(StrEnum):
    """What one is to another."""

    MOTHER = "mother"
    FATHER = "father"
    SPOUSE = "spouse"


@dataclass(frozen=True, slots=True)
class Kin:
    """*person* has *other* for a mother, father or spouse (there the woman is *person*); `paper` is the marriage's."""

    person: str
    bond: Bond
    other: str
    paper: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Family:
    """Two parents, or one, with the children that are known, the youngest last; `marriage` as on its certificate."""

    mother: Person | None
    father: Person | None
    children: tuple[Person, ...] = ()
    marriage: Mapping[str, Any] = field(default_factory=dict)


def is_same(person: Person, answers: Mapping[str, Any]) -> bool:
    """Whether *answers* speak of this person: by the number, else by name and birth date where one has no number."""
    number, born = _text(answers.get("so_dinh_danh")), _text(answers.get("ngay_sinh"))
    if person.number is not None and number is not None:
        return person.number == number
    name = _text(answers.get("ho_ten")) or ""
    return person.name.casefold() == name.casefold() and person.born is not None and person.born == born


def families(people: Iterable[Person], kin: Iterable[Kin]) -> tuple[Family, ...]:
    """Parents with their children, and couples without; those that were learned last come first."""
    known = {person.id: person for person in people}
    ties = list(kin)
    parents: dict[tuple[str | None, str | None], list[Person]] = {}
    for child in known.values():
        pair = (_tied(ties, child.id, Bond.MOTHER), _tied(ties, child.id, Bond.FATHER))
        if any(pair):
            parents.setdefault(pair, []).append(child)
    couples = {(tie.person, tie.other): tie.paper for tie in ties if tie.bond is Bond.SPOUSE}
    found = [
        Family(
            known.get(mother or ""),
            known.get(father or ""),
            tuple(sorted(parents.get((mother, father), ()), key=lambda child: child.born or "")),
            couples.get((mother or "", father or ""), {}),
        )
        for mother, father in dict.fromkeys((*parents, *couples))
    ]
    return tuple(sorted((one for one in found if one.mother or one.father), key=_last_learned, reverse=True))


def _last_learned(family: Family) -> datetime:
    return max(one.learned_at for one in (family.mother, family.father, *family.children) if one is not None)


def _tied(ties: list[Kin], person: str, bond: Bond) -> str | None:
    return next((tie.other for tie in ties if tie.person == person and tie.bond is bond), None)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
