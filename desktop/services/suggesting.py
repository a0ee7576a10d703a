"""Who may stand in a person block: the one whom the form itself names, then those who are kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.domain.person import Family, Person, families, is_same
from desktop.services.remembering import Known
from forms.answers import get, put
from forms.fold import fold
from forms.pack import Answers, ProcedurePack
from forms.people import (
    CHILD,
    FATHER,
    GENDERS,
    MARRIAGE,
    MOTHER,
    PersonBlock,
    alike_for_siblings,
    applicant_block,
    differing,
    laid,
    person_blocks,
    person_of,
    subject_block,
)
from forms.schema_paths import subschema

RELATION = "quan_he"
ONESELF = "ban_than"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody to fill a block with: a kept `person`, or what another `block` of this form says."""

    name: str
    answers: Mapping[str, Any]
    person: Person | None = None
    block: PersonBlock | None = None


def suggestions(pack: ProcedurePack, answers: Answers, block: PersonBlock, known: Known) -> tuple[Suggestion, ...]:
    """Best first: the same person elsewhere in the form, then who stood in such a block before, then the others."""
    if not block.takes_anybody:
        return ()
    here = person_of(answers, block)
    mates = [mate for mate in _mates(pack, answers, block) if mate.answers != here]
    kept = [
        Suggestion(person.name, person.answers, person=person)
        for person in sorted(_offered(known), key=lambda person: _distance(person, block))
        if _fits(person.answers, block)
        and (person.role != CHILD or block.pointer == subject_block(pack))
        and not (is_same(person, here) and not _tells_more(pack, answers, block, person))
        and not any(is_same(person, mate.answers) for mate in mates)
    ]
    return (*mates, *kept)


def named_like(found: tuple[Suggestion, ...], typed: str) -> tuple[Suggestion, ...]:
    """Those whose name has what was typed, without accents; nobody for a single letter."""
    wanted = fold(typed)
    return tuple(one for one in found if len(wanted) > 1 and wanted in fold(one.name))


def family_suggestions(pack: ProcedurePack, answers: Answers, known: Known) -> tuple[Family, ...]:
    """Families for a form that asks for a child, its mother and its father; not the one that stands there already."""
    blocks = _by_key(pack)
    if not {CHILD, MOTHER, FATHER} <= blocks.keys():
        return ()
    return tuple(
        family for family in families(_offered(known), known.kin)
        if any(
            parent is not None and not is_same(parent, person_of(answers, blocks[key]))
            for key, parent in ((MOTHER, family.mother), (FATHER, family.father))
        )
    )  # fmt: skip


def with_family(pack: ProcedurePack, answers: Answers, family: Family, *, over: bool = False) -> Answers:
    """Mother, father, their marriage, and what a child has from them as its sister or brother has."""
    blocks = _by_key(pack)
    for key, parent in ((MOTHER, family.mother), (FATHER, family.father)):
        if parent is not None:
            answers = laid(pack, answers, blocks[key], dict(parent.answers), over=over)
    if family.children:
        answers = laid(pack, answers, blocks[CHILD], alike_for_siblings(dict(family.children[-1].answers)))
    for name, value in family.marriage.items():
        pointer = f"/{MARRIAGE}/{name}"
        if subschema(pack.schema, pointer) is not None and (over or get(answers, pointer) in (None, "")):
            answers = put(answers, pointer, value)
    return answers


def family_differs(pack: ProcedurePack, answers: Answers, family: Family) -> bool:
    """Whether somebody else stands where the parents would."""
    blocks = _by_key(pack)
    pairs = ((blocks[MOTHER], family.mother), (blocks[FATHER], family.father))
    return any(parent is not None and differing(pack, answers, block, dict(parent.answers)) for block, parent in pairs)


def gender_of(person: Mapping[str, Any]) -> str | None:
    """As said, else by the fourth digit of the number (even for men, odd for women)."""
    if person.get("gioi_tinh"):
        return str(person["gioi_tinh"])
    number = str(person.get("so_dinh_danh") or "")
    return ("nam", "nu")[int(number[3]) % 2] if len(number) == 12 and number.isdecimal() else None


def blocks_for(pack: ProcedurePack, person: Mapping[str, Any]) -> tuple[PersonBlock, ...]:
    """The blocks of a form where this person may stand, the applicant's first."""
    first = applicant_block(pack)
    found = (block for block in person_blocks(pack) if block.takes_anybody and _fits(person, block))
    return tuple(sorted(found, key=lambda block: block.pointer != first))


def _offered(known: Known) -> tuple[Person, ...]:
    """Nobody on a kiosk, even where the machine served a family before."""
    return known.people if known.may_keep else ()


def _by_key(pack: ProcedurePack) -> dict[str, PersonBlock]:
    return {block.key: block for block in person_blocks(pack)}


def _mates(pack: ProcedurePack, answers: Answers, block: PersonBlock) -> Iterator[Suggestion]:
    """Another block of the form that speaks of the same person, as the answer about their relation says."""
    subject = subject_block(pack)
    for other in person_blocks(pack):
        if other.pointer == block.pointer or not other.takes_anybody:
            continue
        for one, two in ((other, block), (block, other)):
            relation = get(answers, f"{one.pointer}/{RELATION}")
            same = two.pointer == subject if relation == ONESELF else relation == two.key
            said = person_of(answers, other)
            if same and said.get("ho_ten") and _fits(said, block):
                yield Suggestion(str(said["ho_ten"]), said, block=other)


def _fits(person: Mapping[str, Any], block: PersonBlock) -> bool:
    wanted, told = GENDERS.get(block.key), gender_of(person)
    return wanted is None or told is None or wanted == told


def _distance(person: Person, block: PersonBlock) -> int:
    return 0 if person.role == block.key else 1


def _tells_more(pack: ProcedurePack, answers: Answers, block: PersonBlock, person: Person) -> bool:
    return laid(pack, answers, block, dict(person.answers)) != answers
