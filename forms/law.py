"""The acts that packs cite: their clauses, from when they hold, and their wording where we have it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from forms.errors import FormsError, PackError
from forms.loader import parse_json
from forms.pack import Json, ProcedurePack
from forms.sources import shared_blocks
from forms.structure import problems
from forms.validation import FieldError

FOLDER = "law/"
_ENGLISH = (
    (r"Điều (?=\d)", "Article "),
    (r" khoản (?=\d)", ", clause "),
    (r" điểm (?=\w\b)", ", point "),
    (r"Phụ lục (?=[IVX\d])", "Annex "),
    (r"Mẫu (số )?(?=\d)", "Form "),
)


@dataclass(frozen=True, slots=True)
class Act:
    """A law, decree or circular; `in_force` is an ISO date or None, `confirmed`: it was compared with the text."""

    number: str
    name: Mapping[str, str]
    in_force: str | None
    confirmed: bool
    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """What a reference leads to; `title` is "" for an act as a whole, `text` None where we do not have the wording."""

    reference: str
    number: str
    name: Mapping[str, str]
    title: str
    in_force: str | None
    confirmed: bool
    text: str | None
    about: Mapping[str, str]

    def titled(self, lang: str = "vi") -> str:
        """`Điều 15 khoản 1`, in English `Article 15, clause 1`; "" for a whole act."""
        if lang == "vi":
            return self.title
        words = self.title
        for vietnamese, english in _ENGLISH:
            words = re.sub(vietnamese, english, words)
        return words

    def cited(self, lang: str = "vi") -> str:
        """How one names it in a line: the act with its number, then the article."""
        return ", ".join(part for part in (self.named(lang), self.titled(lang)) if part)

    def named(self, lang: str = "vi") -> str:
        """The act's name, its number behind it where the name does not say it."""
        name = self.name[lang]
        return name if self.number in name else f"{name} ({self.number})"


class UnknownClause(FormsError, KeyError):
    """`law.unknown`: no file holds what is cited."""

    def __init__(self, reference: str) -> None:
        super().__init__("law.unknown", reference=reference)


class Law:
    """A set of acts; a reference is `60/2014/QH13#15.1`, or the number alone for the whole act."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Read the acts among *files* (names under `_shared/`); PackError for one that is not as it must be."""
        self._acts: dict[str, Act] = {}
        self._known: dict[str, Clause] = {}
        for file, document in _documents(files):
            if document["number"] in self._acts:
                raise PackError("pack.invalid", file, "/number", reason="twice", value=document["number"])
            act, whole = _act(document)
            self._acts[act.number] = act
            self._known |= {clause.reference: clause for clause in (whole, *act.clauses)}

    @staticmethod
    @cache
    def shipped() -> "Law":
        """The acts that come with the program."""
        return Law(shared_blocks())

    def acts(self) -> tuple[Act, ...]:
        """All of them, by number."""
        return tuple(self._acts[number] for number in sorted(self._acts))

    def act(self, number: str) -> Act:
        """The act of this number; UnknownClause."""
        if number not in self._acts:
            raise UnknownClause(number)
        return self._acts[number]

    def clause(self, reference: str) -> Clause:
        """The clause, or the act as a whole; UnknownClause."""
        if reference not in self._known:
            raise UnknownClause(reference)
        return self._known[reference]

    def __contains__(self, reference: str) -> bool:
        return reference in self._known


def clause(reference: str) -> Clause:
    """The shipped clause behind a reference; UnknownClause."""
    return Law.shipped().clause(reference)


def clauses(references: Iterable[str]) -> tuple[Clause, ...]:
    """Those of *references* that the program holds, in their order; a pack from elsewhere may cite others."""
    law = Law.shipped()
    return tuple(law.clause(reference) for reference in references if reference in law)


def behind(pack: ProcedurePack, error: FieldError) -> tuple[Clause, ...]:
    """The clauses on which the pack's check rests that gave *error*; () for any other error."""
    kind, _, key = error.code.partition(".")
    checks = pack.logic.get("checks", []) if kind == "check" else []
    own = [check for check in checks if check["key"] == key]
    here = [check for check in own if check["at"] == error.pointer] or own
    return clauses(here[0].get("law", [])) if here else ()


def _documents(files: Mapping[str, bytes]) -> Iterator[tuple[str, Mapping[str, Json]]]:
    for file in sorted(name for name in files if name.startswith(FOLDER)):
        document = parse_json(f"_shared/{file}", files[file])
        for pointer, rule, value in problems("law.json", document):
            raise PackError("pack.invalid", f"_shared/{file}", pointer, reason=rule, value=value)
        yield f"_shared/{file}", document


def _act(document: Mapping[str, Json]) -> tuple[Act, Clause]:
    number, name = document["number"], document["name"]
    since, confirmed = document["in_force"], document.get("confirmed", False)
    rows = tuple(
        Clause(
            reference=f"{number}#{key}",
            number=number,
            name=name,
            title=row["title"],
            in_force=row.get("in_force", since),
            confirmed=confirmed,
            text=row["text"],
            about=row["about"],
        )
        for key, row in document["clauses"].items()
    )
    whole = Clause(number, number, name, "", since, confirmed, None, document.get("about", name))
    return Act(number, name, since, confirmed, rows), whole
