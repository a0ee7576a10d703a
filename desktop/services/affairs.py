"""What there is about a person: drafts, what waits, dossiers, papers filed by hand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop.domain.by_hand import HandFiling
from desktop.domain.dossier import Dossier, Turn
from desktop.domain.draft import Draft
from desktop.domain.person import Person, is_same
from desktop.domain.submission import State, Submission
from desktop.services.ports import UnitOfWork
from desktop.services.turns import turn_of
from forms.catalogue import Catalogue
from forms.errors import UnknownProcedure
from forms.people import person_blocks, person_of

_ENDED = (State.RECEIPTED, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Count:
    """How much is open for somebody: drafts, dossiers that wait to be sent, dossiers that wait for an answer."""

    drafts: int = 0
    waiting: int = 0
    moves: int = 0

    @property
    def order(self) -> tuple[bool, bool]:
        """Whom one looks at first."""
        return not self.moves, not (self.moves or self.waiting or self.drafts)


@dataclass(frozen=True, slots=True)
class Sent:
    """A submission that speaks of somebody, whose move it is, and the portal's copy where there is one."""

    submission: Submission
    dossier: Dossier | None
    turn: Turn
    is_unsent: bool


@dataclass(frozen=True, slots=True)
class Affairs:
    """Everything that speaks of one person, the newest first."""

    drafts: tuple[Draft, ...] = ()
    sent: tuple[Sent, ...] = ()
    by_hand: tuple[tuple[HandFiling, Draft], ...] = ()

    @property
    def unsent(self) -> int:
        """How many of them no portal has confirmed yet, drafts included."""
        return len(self.drafts) + sum(one.is_unsent for one in self.sent)


class _Register:
    """People by what a form says of them, so that five thousand are not compared one by one."""

    def __init__(self, catalogue: Catalogue, people: Iterable[Person]) -> None:
        self._catalogue = catalogue
        self._by_number: dict[str, list[Person]] = {}
        self._by_name: dict[tuple[str, str | None], list[Person]] = {}
        for person in people:
            if person.number is not None:
                self._by_number.setdefault(person.number, []).append(person)
            self._by_name.setdefault((person.name.casefold(), person.born), []).append(person)

    def spoken_of(self, draft: Draft) -> set[str]:
        """Ids of everybody whom a draft speaks of."""
        return {person.id for said in self._said(draft) for person in self._alike(said) if is_same(person, said)}

    def _said(self, draft: Draft) -> Iterator[Mapping[str, Any]]:
        try:
            pack = self._catalogue.get(draft.procedure, draft.version)
        except UnknownProcedure:
            return
        answers = dict(draft.answers)
        yield from (person_of(answers, block) for block in person_blocks(pack))

    def _alike(self, said: Mapping[str, Any]) -> Iterator[Person]:
        yield from self._by_number.get(str(said.get("so_dinh_danh") or ""), ())
        name, born = str(said.get("ho_ten") or "").casefold(), said.get("ngay_sinh")
        if isinstance(born, str):
            yield from self._by_name.get((name, born), ())


def counts(uow: UnitOfWork, catalogue: Catalogue, people: Iterable[Person]) -> dict[str, Count]:
    """What is open for each of *people*, by id; what is over is not looked at."""
    known = tuple(people)
    register = _Register(catalogue, known)
    found = {person.id: Count() for person in known}
    for draft in uow.drafts.open():
        for person in register.spoken_of(draft):
            found[person] = replace(found[person], drafts=found[person].drafts + 1)
    for draft, one in _sent(uow, only_open=True):
        for person in register.spoken_of(draft):
            count = found[person]
            if one.turn is Turn.YOURS:
                found[person] = replace(count, moves=count.moves + 1)
            elif one.is_unsent:
                found[person] = replace(count, waiting=count.waiting + 1)
    return found


def affairs_of(uow: UnitOfWork, catalogue: Catalogue, person: Person) -> Affairs:
    """Everything that speaks of *person*: by the number, else by name and birth date where one has none."""
    register = _Register(catalogue, (person,))
    filed = ((filing, uow.drafts.get(filing.draft)) for filing in uow.by_hand.all())
    return Affairs(
        tuple(draft for draft in uow.drafts.open() if register.spoken_of(draft)),
        tuple(one for draft, one in _sent(uow, only_open=False) if register.spoken_of(draft)),
        tuple((filing, draft) for filing, draft in filed if register.spoken_of(draft)),
    )


def _sent(uow: UnitOfWork, *, only_open: bool) -> Iterator[tuple[Draft, Sent]]:
    copies = {dossier.id: dossier for dossier in (uow.dossiers.under_way() if only_open else uow.dossiers.all())}
    for submission in _open(uow, copies) if only_open else uow.submissions.all():
        dossier = copies.get(submission.id)
        items = uow.outbox.of_submission(submission.id)
        item = next((one for one in items if one.id == submission.id), None)
        if item is None:
            continue
        turn = turn_of(item, dossier, items)
        yield uow.drafts.get(submission.draft), Sent(submission, dossier, turn, item.state not in _ENDED)


def _open(uow: UnitOfWork, under_way: Mapping[str, Dossier]) -> Iterator[Submission]:
    """What is under way, and that of which nothing is known yet."""
    yield from uow.submissions.some(under_way.keys()).values()
    waiting, count = (Turn.YOURS, Turn.PROGRAM, Turn.OFFICE), uow.submissions.count()
    others = [one for turn in waiting for one in uow.submissions.listed(turn, 0, count) if one.id not in under_way]
    over = uow.dossiers.some([one.id for one in others])
    yield from (one for one in others if one.id not in over)
