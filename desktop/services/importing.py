"""Rows of somebody's spreadsheet as drafts of one procedure: looked at first, written only when the person says so."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop import messages
from desktop.domain.draft import Draft, Submitter
from desktop.domain.errors import Missing, Refusal
from desktop.domain.events import DraftSaved
from desktop.services.fillable import fillable
from desktop.services.local_day import today
from desktop.services.ports import Clock, NewId, OpenUnit, Publish, UnitOfWork
from desktop.services.remembering import serves_neighbours
from desktop.services.serving import officer_at, served
from desktop.services.sheets import Sheet, Table
from forms.catalogue import Catalogue
from forms.errors import UnknownProcedure
from forms.pack import Answers, ProcedurePack
from forms.pointers import dotted, get, put
from forms.sheet_columns import Column, Shape, columns, matched
from forms.sheet_examples import example_row
from forms.sheet_values import EXAMPLE, Cell, CellFault, cell_words, nfc, read_cell
from forms.validation import FieldError, error_text, validate

_LEAST_ALIKE = 0.5
"""A second row that names at least so many of the same columns is the row of labels under that of keys."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a cell: `of_form` when the form's own check says it, else the reading of the cell."""

    pointer: str
    label: str
    code: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    of_form: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it would become a draft; `number` as the spreadsheet counts, `draft` where it became one before."""

    number: int
    cells: tuple[Cell, ...]
    answers: Answers
    faults: tuple[RowFault, ...]
    notes: tuple[RowFault, ...]
    mark: str
    draft: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A sheet against a form: which column is which, what nobody knows, what is not there, and the rows to be read."""

    pack: ProcedurePack
    heads: tuple[str, ...]
    columns: tuple[Column | None, ...]
    unknown: tuple[str, ...]
    lacking: tuple[Column, ...]
    rows: tuple[tuple[int, tuple[Cell, ...], str], ...]
    examples: int
    sheet: Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Importing:
    """Templates, sheets looked at, and rows taken."""

    open_unit: OpenUnit
    catalogue: Catalogue
    clock: Clock
    new_id: NewId
    publish: Publish

    def template(self, code: str) -> Table:
        """One column for each simple field, a hidden row of keys, labels, an example; Missing, `procedure.no-form`."""
        pack = self._pack(code)
        known = columns(pack)
        lists = tuple(tuple(words for _, words in one.choices if one.shape is not Shape.CHOICES) for one in known)
        return Table(
            f"Mẫu {pack.code}",
            tuple(column.label for column in known),
            [example_row(known)],
            tuple(column.key for column in known),
            lists,
        )

    def open(self, code: str, sheet: Sheet) -> Opened:
        """Match the columns; Refusal `import.no-column` when none is known, `import.no-row` when nothing is below."""
        pack = self._pack(code)
        filled = [(at, line) for at, line in enumerate(sheet.rows, 1) if any(cell is not None for cell in line)]
        if not filled:
            raise Refusal("sheet.empty")
        heads = tuple(nfc(cell_words(cell)) for cell in filled[0][1])
        found = matched(pack, heads)
        if not any(found):
            raise Refusal("import.no-column", heads=", ".join(head for head in heads if head)[:200])
        body = filled[2:] if len(filled) > 1 and _is_head_again(pack, filled[1][1], found) else filled[1:]
        data = [(at, line) for at, line in body if not _is_example(line)]
        if not data:
            raise Refusal("import.no-row")
        return Opened(
            pack=pack,
            heads=heads,
            columns=found,
            unknown=tuple(head for head, column in zip(heads, found, strict=True) if head and column is None),
            lacking=tuple(column for column in columns(pack) if column not in found),
            rows=tuple((at, line, mark) for (at, line), mark in zip(data, _marks(data), strict=True)),
            examples=len(body) - len(data),
            sheet=sheet,
        )

    def read(self, opened: Opened, start: int = 0, stop: int | None = None) -> tuple[Row, ...]:
        """Rows *start* to *stop* with their faults; nothing is written."""
        day = today(self.clock)
        with self.open_unit() as uow:
            return tuple(
                _row(opened, number, line, mark, day, _taken(uow, opened.pack, mark))
                for number, line, mark in opened.rows[start:stop]
            )

    def take(self, opened: Opened, rows: Sequence[Row]) -> tuple[Draft, ...]:
        """Make drafts of these rows in one unit, with the mark by which a row is known again; once for each row.

        On a machine that serves neighbours the officer, once told, submits them, so that each asks for its consent.
        """
        made: list[Draft] = []
        helps = serves_neighbours(self.open_unit)
        with self.open_unit() as uow:
            officer = officer_at(uow) if helps else None
            for row in rows:
                if _taken(uow, opened.pack, row.mark) is None:
                    made.append(self._draft(opened.pack, row, officer))
                    uow.drafts.add(made[-1])
                    uow.settings.put(_key(opened.pack, row.mark), made[-1].id)
            uow.commit()
        for draft in made:
            self.publish(DraftSaved(draft.id, draft.saved_at))
        return tuple(made)

    def _draft(self, pack: ProcedurePack, row: Row, officer: Submitter | None) -> Draft:
        now = self.clock.now()
        title = pack.text("procedure.alias") if pack.has_text("procedure.alias") else pack.name
        return Draft(
            id=self.new_id(),
            procedure=pack.code,
            version=pack.version,
            answers=row.answers,
            created_at=now,
            saved_at=now,
            title=title,
            filing_for=served(pack) if officer else None,
            submitter=officer,
        )

    def _pack(self, code: str) -> ProcedurePack:
        try:
            return fillable(self.catalogue.get(code))
        except UnknownProcedure as error:
            raise Missing("procedure.unknown", procedure=code) from error


def fault_words(pack: ProcedurePack, fault: RowFault, lang: str) -> str:
    """`Ngày sinh: …`, what is wrong and what to do, in one sentence."""
    if fault.of_form:
        said = error_text(pack, FieldError(fault.pointer, fault.code, fault.parameters), lang)
        return f"{fault.label}: {said}"
    return f"{fault.label}: {messages.say(fault.code, lang, **fault.parameters)}"


def faulty_table(opened: Opened, rows: Sequence[Row], lang: str) -> Table:
    """The rows with faults as they came, with a column *Lỗi* behind that says them."""
    keys = tuple(column.key if column else head for head, column in zip(opened.heads, opened.columns, strict=True))
    width = len(opened.heads)
    lines = [
        (*_of_width(row.cells, width), "\n".join(fault_words(opened.pack, one, lang) for one in row.faults))
        for row in rows
        if row.faults
    ]
    return Table("Dòng lỗi", (*opened.heads, messages.say("import.faults", lang)), lines, (*keys, "loi"))


def _of_width(cells: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    return (*cells[:width], *[None] * (width - len(cells)))


def _is_head_again(pack: ProcedurePack, line: tuple[Cell, ...], found: tuple[Column | None, ...]) -> bool:
    again = matched(pack, [nfc(cell_words(cell)) for cell in line])
    same = sum(one is not None and one is two for one, two in zip(again, found, strict=False))
    return same >= _LEAST_ALIKE * sum(one is not None for one in found)


def _is_example(line: tuple[Cell, ...]) -> bool:
    return all(cell is None or (isinstance(cell, str) and nfc(cell).startswith(EXAMPLE)) for cell in line)


def _marks(data: Sequence[tuple[int, tuple[Cell, ...]]]) -> Iterator[str]:
    """What a row says and how many rows before it said just that: so it is known again, in a corrected file too."""
    before: dict[str, int] = {}
    for _, line in data:
        words = [cell_words(cell) for cell in line]
        while words and not words[-1]:
            words.pop()
        said = json.dumps(words, ensure_ascii=False)
        before[said] = before.get(said, 0) + 1
        yield hashlib.sha256(f"{before[said]} {said}".encode("utf-8", "surrogatepass")).hexdigest()


def _key(pack: ProcedurePack, mark: str) -> str:
    return f"imported.{pack.code}.{mark}"


def _taken(uow: UnitOfWork, pack: ProcedurePack, mark: str) -> str | None:
    """The draft that was made of this row, as long as it is there."""
    draft = uow.settings.get(_key(pack, mark))
    return draft if draft and uow.drafts.find(draft) else None


def _row(opened: Opened, number: int, line: tuple[Cell, ...], mark: str, day: date, draft: str | None) -> Row:
    answers: Answers = {}
    faults: dict[str, RowFault] = {}
    notes: list[RowFault] = []
    for column, cell in zip(opened.columns, _of_width(line, len(opened.columns)), strict=True):
        if column is None:
            continue
        try:
            read = read_cell(column, cell)
        except CellFault as fault:
            faults[column.pointer] = RowFault(column.pointer, column.label, fault.code, fault.parameters)
            answers = put(answers, column.pointer, nfc(cell_words(cell)).removeprefix(EXAMPLE).strip())
            continue
        if read is not None:
            answers = put(answers, column.pointer, read.value)
            if read.note:
                notes.append(RowFault(column.pointer, column.label, read.note, read.parameters))
    answers = _with_defaults(opened.pack, answers)
    for found in validate(opened.pack, answers, today=day):
        if found.severity == "error":
            faults.setdefault(found.pointer, _of_form(opened.pack, found))
    return Row(number, line, answers, tuple(faults.values()), tuple(notes), mark, draft)


def _of_form(pack: ProcedurePack, found: FieldError) -> RowFault:
    key = dotted(found.pointer)
    plain = pack.text(f"{key}.label") if pack.has_text(f"{key}.label") else key
    label = next((column.label for column in columns(pack) if column.pointer == found.pointer), plain)
    return RowFault(found.pointer, label, found.code, found.parameters, of_form=True)


def _with_defaults(pack: ProcedurePack, answers: Answers) -> Answers:
    """As the form itself fills them in when it is opened."""
    for column in columns(pack):
        if "default" in column.schema and get(answers, column.pointer) is None:
            answers = put(answers, column.pointer, column.schema["default"])
    return answers
