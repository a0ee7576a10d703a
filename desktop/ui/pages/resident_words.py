"""A resident in words: what tells two people apart, and who is whose mother, father, husband or wife."""

from desktop.domain.person import Bond, Kin, Person, masked
from desktop.services.residents import OLD_NUMBER, commune_of, phone_of, typed_of
from desktop.ui.words import tr


def second_line(person: Person) -> str:
    """Under the name in a list; the number is masked."""
    number = masked(person.number) if person.number else tr("residents.no_number")
    born = tr("residents.born", day=date_words(person.born)) if person.born else ""
    return " · ".join(part for part in (number, born, commune_of(person)) if part)


def known_lines(person: Person) -> list[tuple[str, str]]:
    """Label and words of everything that is known."""
    typed = typed_of(person)
    told = person.answers
    paper = told.get("giay_to") or {}
    issued = " · ".join(part for part in (date_words(paper.get("ngay_cap")), str(paper.get("noi_cap") or "")) if part)
    place = commune_of(person)
    lives = ", ".join(part for part in (typed.detail if typed.unit else "", place) if part)
    lines = [
        ("resident.number", typed.number),
        ("resident.born", date_words(typed.born)),
        ("resident.gender", tr(f"resident.gender.{typed.gender}") if typed.gender in ("nam", "nu") else ""),
        ("resident.phone", phone_of(person)),
        ("resident.address", lives),
        ("resident.card_issued", issued),
        ("resident.old_number", str(told.get(OLD_NUMBER) or "")),
    ]
    return [(tr(key), words) for key, words in lines if words]


def kin_words(tie: Kin, person_id: str) -> str:
    """What the other one of a tie is to this person."""
    if tie.bond is Bond.SPOUSE:
        return tr("resident.kin.husband" if tie.person == person_id else "resident.kin.wife")
    return tr(f"resident.kin.{tie.bond.value}") if tie.person == person_id else tr("resident.kin.child")


def date_words(iso: object) -> str:
    """`12/04/1990`, `1950`; "" for nothing."""
    return "/".join(reversed(iso.split("-"))) if isinstance(iso, str) and iso else ""
