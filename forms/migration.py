"""Answers of one version of a procedure carried over to a later one, with a report of what became of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from forms.catalogue import Catalogue
from forms.errors import FormsError
from forms.pack import Answers, Json, ProcedurePack
from forms.pointers import get, join, parts, pattern, put, rows_of
from forms.schema_paths import subschema
from forms.validation import validate

Operation = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as the pack of *version* says it under the text key; `law` names clauses, `number#clause`."""

    version: int
    key: str
    law: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that stands elsewhere, or is worded otherwise; `was_at` is None where nothing stood before."""

    pointer: str
    value: Json
    was_at: str | None
    was: Json
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field that the new version asks to be answered, or answered otherwise."""

    pointer: str
    code: str
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Note:
    """An answer that has no place any more, kept as a note; `version` is the last one that asked for it."""

    pointer: str
    value: Json
    version: int
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Migrated:
    """Answers of `version`, and what became of those that were there before: none is lost without a word."""

    version: int
    answers: Answers
    kept: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    notes: tuple[Note, ...] = ()


def steps(catalogue: Catalogue, code: str, version: int) -> tuple[ProcedurePack, ...]:
    """The packs that lead from *version* to the newest, () when it is the newest itself.

    FormsError `draft.no-migration` where a version does not say how to come to it.
    """
    pack = catalogue.get(code)
    way: list[ProcedurePack] = []
    while pack.version > version:
        before = pack.migration["from"] if pack.migration is not None else None
        if before is None or not version <= before < pack.version:
            raise FormsError("draft.no-migration", procedure=pack.code, version=version)
        way.insert(0, pack)
        pack = catalogue.get(code, before)
    return tuple(way)


def migrate(catalogue: Catalogue, code: str, version: int, answers: Answers, *, today: date) -> Migrated:
    """*answers* of *version* for the newest version; the same input gives the same, and the newest is left as it is."""
    before = catalogue.get(code, version)
    done = Migrated(version, answers, kept=tuple(_leaves(answers, "")))
    known = {(error.pointer, error.code) for error in validate(before, answers, today=today)}
    for pack in steps(catalogue, code, version):
        done = _joined(done, _Step(before, pack, done.answers, today).migrated())
        known = {(_renamed(pack, pointer), fault) for pointer, fault in known}
        before = pack
    return replace(done, wanted=_wanted_at_last(done, before, known, today)) if before.version > version else done


@dataclass
class _Step:
    """One version to the next; every operation reads the answers as they were, so their order does not matter."""

    old: ProcedurePack
    new: ProcedurePack
    answers: Answers
    today: date
    out: Answers = field(init=False)
    changes: list[Change] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def migrated(self) -> Migrated:
        operations = list((self.new.migration or {}).get("operations", ()))
        self.out = self.answers
        for operation in operations:
            if operation["op"] in {"rename", "drop", "map"}:
                for pointer, _ in _places(self.answers, operation["at"]):
                    self.out = put(self.out, pointer, None)
        for operation in operations:
            self._carry_out(operation)
        for pointer in list(_leaves(self.out, "")):
            if subschema(self.new.schema, pointer) is None:
                self._note(pointer, get(self.out, pointer), None)
                self.out = put(self.out, pointer, None)
        moved = {change.pointer for change in self.changes}
        kept = [at for at in _leaves(self.out, "") if at not in moved and get(self.answers, at) == get(self.out, at)]
        wanted = tuple(Wanted(op["at"], "ask", self._reason(op)) for op in operations if op["op"] == "ask")
        return Migrated(self.new.version, self.out, tuple(kept), tuple(self.changes), wanted, tuple(self.notes))

    def _carry_out(self, operation: Operation) -> None:
        kind, reason = operation["op"], self._reason(operation)
        if kind == "default":
            self._default(operation, reason)
        elif kind != "ask":
            for pointer, row in _places(self.answers, operation["at"]):
                value = get(self.answers, pointer)
                if value is None:
                    continue
                if kind == "drop":
                    self._note(pointer, value, reason)
                else:
                    self._move(operation, pointer, _filled(operation.get("to", operation["at"]), row), value)

    def _move(self, operation: Operation, was_at: str, to: str, was: Json) -> None:
        reason = self._reason(operation)
        value = _mapped(operation.get("values", {}), was)
        if value is None:
            self._note(was_at, was, reason)
            return
        there = get(self.out, to)
        if operation["op"] == "copy" and there is not None:
            return
        if there not in (None, value):
            self._note(to, there, reason)
        self.out = put(self.out, to, value)
        if (to, value) != (was_at, was):
            self.changes.append(Change(to, value, was_at, was, (reason,)))

    def _default(self, operation: Operation, reason: Reason) -> None:
        for pointer, _ in _places(self.out, operation["at"]):
            if get(self.out, pointer) is None:
                self.out = put(self.out, pointer, operation["value"])
                self.changes.append(Change(pointer, operation["value"], None, None, (reason,)))

    def _note(self, pointer: str, value: Json, reason: Reason | None) -> None:
        self.notes.append(Note(pointer, value, self.old.version, reason))

    def _reason(self, operation: Operation) -> Reason:
        return Reason(self.new.version, operation["reason"], tuple(operation.get("law", ())))


def _joined(first: Migrated, then: Migrated) -> Migrated:
    """Two steps told as one: what moved twice is told from where it stood at first to where it stands at last."""
    earlier = {change.pointer: change for change in first.changed}
    changed = [_told_from_the_start(change, earlier) for change in then.changed]
    touched = {change.was_at for change in then.changed} | {note.pointer for note in then.notes}
    still = [change for change in first.changed if change.pointer not in touched or change.pointer in then.kept]
    kept = tuple(pointer for pointer in then.kept if pointer in set(first.kept))
    return Migrated(
        then.version,
        then.answers,
        kept,
        tuple(change for change in (*still, *changed) if (change.pointer, change.value) != (change.was_at, change.was)),
        (*first.wanted, *then.wanted),
        (*first.notes, *then.notes),
    )


def _told_from_the_start(change: Change, earlier: Mapping[str, Change]) -> Change:
    before = earlier.get(change.was_at or "")
    if before is None:
        return change
    return replace(change, was_at=before.was_at, was=before.was, reasons=(*before.reasons, *change.reasons))


def _renamed(pack: ProcedurePack, pointer: str) -> str:
    """What the version calls a field that the one before it called *pointer*."""
    tokens = parts(pointer)
    for operation in (pack.migration or {}).get("operations", ()):
        was = parts(operation["at"])
        head = tokens[: len(was)]
        if operation["op"] == "rename" and parts(pattern(join(head))) == was:
            row = tuple(token for token in head if token.isdigit())
            return join([*parts(_filled(operation["to"], row)), *tokens[len(was) :]])
    return pointer


def _wanted_at_last(done: Migrated, new: ProcedurePack, known: set[tuple[str, str]], today: date) -> tuple[Wanted, ...]:
    """What stops the new version and did not stop the old one, each with the reason that a migration gives for it."""
    reasons: dict[str, Reason] = {ask.pointer: ask.reason for ask in done.wanted if ask.reason is not None}
    reasons |= {change.pointer: change.reasons[-1] for change in done.changed}
    reasons |= {note.pointer: note.reason for note in done.notes if note.reason is not None}
    return tuple(
        Wanted(error.pointer, error.code, reasons.get(error.pointer) or reasons.get(pattern(error.pointer)))
        for error in validate(new, done.answers, today=today)
        if error.severity == "error" and (error.pointer, error.code) not in known
    )


def _mapped(values: Mapping[str, Json], was: Json) -> Json:
    """The value that *was* is called now, None for one that has no successor; a list loses those of its items."""
    if isinstance(was, list):
        return [item for item in (_mapped(values, item) for item in was) if item is not None] or None
    key = {True: "true", False: "false"}.get(was, was) if isinstance(was, bool) else was
    return values.get(key, was) if isinstance(key, str) else was


def _places(answers: Answers, at: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Pointers that the pattern *at* means in these answers, with the numbers that stand for its `*`."""
    for pointer in rows_of(at, answers):
        yield pointer, tuple(number for mark, number in zip(parts(at), parts(pointer), strict=True) if mark == "*")


def _filled(path: str, row: tuple[str, ...]) -> str:
    numbers = iter(row)
    return join([next(numbers) if token == "*" else token for token in parts(path)])  # noqa: S105 - a wildcard


def _leaves(value: Json, pointer: str) -> Iterator[str]:
    """Pointers of the answers; a list of plain values is one answer, the rows of a table are looked into."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, f"{pointer}/{name}")
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        for number, item in enumerate(value):
            yield from _leaves(item, f"{pointer}/{number}")
    elif value is not None:
        yield pointer
