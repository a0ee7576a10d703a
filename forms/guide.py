"""Guides: a few plain questions that lead to the right procedure, each ending with its reason in law."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from forms.errors import FormsError, PackError
from forms.loader import parse_json
from forms.pack import Json
from forms.sources import shared_blocks
from forms.structure import problems

FOLDER = "guide/"
Words = Mapping[str, str]
Path = tuple[int, ...]
"""The numbers (from 0) of the answers that were chosen, one a question."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one may answer, and the question or leaf that it leads to."""

    words: Words
    to: str


@dataclass(frozen=True, slots=True)
class Question:
    """One page: the question, its help ({} for none) and its answers."""

    ask: Words
    help: Words
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """The end of a path: a procedure's code, or None and a `title` that says where to go; why, and by what law."""

    procedure: str | None
    title: Words
    why: Words
    law: tuple[str, ...]


class UnknownPath(FormsError, KeyError):
    """`guide.unknown`: no such guide, or no such answer in it."""

    def __init__(self, guide: str, path: Path = ()) -> None:
        super().__init__("guide.unknown", guide=guide, path=".".join(map(str, path)))


@dataclass(frozen=True, slots=True)
class Guide:
    """One topic; `start` names its first question."""

    id: str
    place: int
    title: Words
    about: Words
    start: str
    questions: Mapping[str, Question]
    leaves: Mapping[str, Leaf]

    def at(self, path: Path = ()) -> Question | Leaf:
        """The question or leaf that these answers lead to; UnknownPath."""
        here = self._named(self.start)
        for number in path:
            if not isinstance(here, Question) or not 0 <= number < len(here.answers):
                raise UnknownPath(self.id, path)
            here = self._named(here.answers[number].to)
        return here

    def answered(self, path: Path) -> tuple[tuple[Question, Answer], ...]:
        """The questions on the way with the answers that were chosen; UnknownPath."""
        self.at(path)
        asked = [self.at(path[:length]) for length in range(len(path))]
        return tuple(
            (one, one.answers[number]) for one, number in zip(asked, path, strict=True) if isinstance(one, Question)
        )

    def paths(self) -> Iterator[Path]:
        """Every way from the first question to a leaf."""
        open_ones: list[Path] = [()]
        while open_ones:
            path = open_ones.pop()
            here = self.at(path)
            if isinstance(here, Leaf):
                yield path
            else:
                open_ones += [(*path, number) for number in reversed(range(len(here.answers)))]

    def procedures(self) -> frozenset[str]:
        """The codes of all procedures that it may lead to."""
        return frozenset(leaf.procedure for leaf in self.leaves.values() if leaf.procedure is not None)

    def _named(self, name: str) -> Question | Leaf:
        return self.leaves[name] if name in self.leaves else self.questions[name]


def read_guides(files: Mapping[str, bytes]) -> tuple[Guide, ...]:
    """The guides among *files* (names under `_shared/`), in their order; PackError for one that is broken."""
    guides = []
    for file in sorted(name for name in files if name.startswith(FOLDER)):
        document = parse_json(f"_shared/{file}", files[file])
        for pointer, rule, value in problems("guide.json", document):
            raise PackError("pack.invalid", f"_shared/{file}", pointer, reason=rule, value=value)
        guides.append(_guide(document))
    return tuple(sorted(guides, key=lambda guide: guide.place))


@cache
def guides() -> tuple[Guide, ...]:
    """Those that come with the program."""
    return read_guides(shared_blocks())


def guide(name: str) -> Guide:
    """The guide of this id; UnknownPath."""
    for one in guides():
        if one.id == name:
            return one
    raise UnknownPath(name)


def guides_to(procedure: str) -> tuple[Guide, ...]:
    """The guides that may lead to this procedure."""
    return tuple(one for one in guides() if procedure in one.procedures())


def _guide(document: Mapping[str, Json]) -> Guide:
    return Guide(
        id=document["id"],
        place=document["place"],
        title=document["title"],
        about=document["about"],
        start=document["start"],
        questions={name: _question(row) for name, row in document["questions"].items()},
        leaves={name: _leaf(row) for name, row in document["leaves"].items()},
    )


def _question(row: Mapping[str, Json]) -> Question:
    answers = tuple(Answer(answer["words"], answer["to"]) for answer in row["answers"])
    return Question(row["ask"], row.get("help", {}), answers)


def _leaf(row: Mapping[str, Json]) -> Leaf:
    return Leaf(row["procedure"], row.get("title", {}), row["why"], tuple(row["law"]))
