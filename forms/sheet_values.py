"""A cell of somebody's spreadsheet read into an answer, strictly: what is doubtful is a fault, never a guess."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from forms.fold import fold, tone_blind
from forms.formats import citizen_id, tax_code, vn_phone
from forms.pack import Json
from forms.sheet_columns import Column, Shape
from forms.sheet_places import commune_of
from forms.tables import birth_provinces

Cell = str | float | int | bool | date | datetime | None
"""What a sheet holds: text, number, yes or no, a day; None and "" are empty."""

_UNSEEN = ("Cc", "Cf", "Cs")
EXAMPLE = "VD:"
"""Begins every cell of the template's example row, so that no example is ever taken for somebody's answer."""
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_EATEN = re.compile(r"\d([.,]\d+)?[eE]\+?\d{1,2}")
_FAILED = re.compile(r"#(?:ERROR!|DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)")
_GROUPED = re.compile(r"\d{1,3}([. ]\d{3})+")
_EPOCH, _LAST_SERIAL = date(1899, 12, 30), 2_958_465
_YEARS = range(1000, 3000)
_WHOLE_UP_TO = 10**15
"""A spreadsheet keeps fifteen digits of a number; behind them it invents noughts."""
LONGEST_NAMED = 2000
"""Letters of a cell that are compared with what a column knows: a list of choices is shorter, and searching is slow."""
YES = frozenset({"co", "x", "dung", "1", "yes", "true", "✓", "v"})
NO = frozenset({"khong", "0", "no", "false", "sai"})


@dataclass(frozen=True, slots=True)
class Read:
    """An answer; `note` is a code for what was mended on the way."""

    value: Json
    note: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)


class CellFault(Exception):
    """A cell that cannot be read as what its column asks for; `code` has its sentence among the messages."""

    def __init__(self, code: str, **parameters: object) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters


def read_cell(column: Column, cell: Cell) -> Read | None:
    """The answer in a cell, None for an empty one; CellFault with a code `cell.…` for what cannot be read."""
    given = nfc(cell) if isinstance(cell, str) else cell
    if given is None or given == "":
        return None
    if isinstance(given, str) and given.startswith(EXAMPLE):
        raise CellFault("cell.example")
    if isinstance(given, str) and _FAILED.fullmatch(given):
        raise CellFault("cell.formula-failed")
    if isinstance(given, str) and column.shape is not Shape.TEXT:
        given = given[:LONGEST_NAMED]
    return _READERS[column.shape](column, given)


def nfc(text: str) -> str:
    """Text in NFC without what cannot be seen, without the mark that says *this is text*, and trimmed."""
    seen = "".join(" " if letter in "\t\r\u00a0" else letter for letter in unicodedata.normalize("NFC", text))
    kept = "".join(
        letter for letter in seen if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")
    )
    return kept.strip().removeprefix("'").strip()


def cell_words(cell: Cell) -> str:
    """A cell as a person would read it."""
    if isinstance(cell, bool):
        return "Có" if cell else "Không"
    if isinstance(cell, date):
        return f"{cell:%d/%m}/{cell.year:04d}"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _WHOLE_UP_TO else repr(cell)
    return "" if cell is None else str(cell)


def _text(column: Column, cell: Cell) -> Read:
    if isinstance(cell, bool | date):
        raise CellFault("cell.not-text", value=cell_words(cell))
    if isinstance(cell, float | int):
        return _number_as_text(column, cell)
    words = str(cell)
    if column.format in _PLAIN_NUMBERS:
        if _EATEN.fullmatch(words):
            raise CellFault("cell.eaten", value=words)
        bare = re.sub(r"[\s.]", "", words)
        if bare.isdecimal():
            return _with_nought(column, bare)
    return Read(words)


def _number_as_text(column: Column, cell: float) -> Read:
    """A number where text is asked for: the sheet has dropped a leading nought if there was one."""
    if not math.isfinite(cell) or abs(cell) >= _WHOLE_UP_TO:
        raise CellFault("cell.eaten", value=cell_words(cell))
    if cell < 0 or not float(cell).is_integer():
        if column.format in _PLAIN_NUMBERS:
            raise CellFault("cell.not-text", value=cell_words(cell))
        return Read(cell_words(cell).replace(".", ","))
    digits = str(int(cell))
    if column.format in _PLAIN_NUMBERS:
        return _with_nought(column, digits)
    return Read(digits, "cell.number-as-text", {"value": digits}) if len(digits) > 7 else Read(digits)


def _with_nought(column: Column, digits: str) -> Read:
    """The digits, or those with the nought before them that makes them whole; only where no other reading is left."""
    mended = f"0{digits}"
    if _is_without_nought(column.format, digits) and _PLAIN_NUMBERS[column.format](mended):
        return Read(mended, "cell.nought-restored", {"value": mended})
    return Read(digits)


def _is_without_nought(form: str, digits: str) -> bool:
    """Telephone numbers are dialled with a nought; the others are as long as they are, and of a known province."""
    if form == "vn-phone":
        return not digits.startswith(("0", "84"))
    if _PLAIN_NUMBERS[form](digits):
        return False
    return form != "citizen-id" or f"0{digits[:2]}" in birth_provinces()


def _date(column: Column, cell: Cell) -> Read:
    """ISO; a day that does not exist stays as it is, and the form's own check says so."""
    if isinstance(cell, bool):
        raise CellFault("cell.not-a-date", value=cell_words(cell))
    if isinstance(cell, date):
        return Read(_iso(cell.year, cell.month, cell.day))
    if isinstance(cell, float | int):
        return Read(_of_number(column, cell))
    words = str(cell)
    partial = column.shape is Shape.PARTIAL_DATE
    if found := _DAY.fullmatch(words):
        return Read(_iso(int(found[3]), int(found[2]), int(found[1])))
    if partial and (found := _MONTH.fullmatch(words)):
        return Read(f"{found[2]}-{int(found[1]):02d}")
    iso = _ISO.fullmatch(words)
    if iso and (partial or iso[2]):
        return Read(words)
    raise CellFault("cell.year-only" if iso else "cell.not-a-date", value=words)


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}"


def _of_number(column: Column, number: float) -> str:
    """A year, or the count of days that a spreadsheet keeps for a date."""
    whole = int(number) if math.isfinite(number) and float(number).is_integer() else 0
    if whole in _YEARS:
        if column.shape is Shape.PARTIAL_DATE:
            return f"{whole:04d}"
        raise CellFault("cell.year-only", value=str(whole))
    if not _YEARS.stop <= whole <= _LAST_SERIAL:
        raise CellFault("cell.not-a-date", value=cell_words(number))
    return (_EPOCH + timedelta(days=whole)).isoformat()


def _number(column: Column, cell: Cell) -> Read:
    whole = column.schema.get("type") == "integer"
    if isinstance(cell, bool | date):
        raise CellFault("cell.not-a-number", value=cell_words(cell))
    if isinstance(cell, float | int):
        return Read(_plain(cell, whole=whole))
    words = str(cell)
    if _GROUPED.fullmatch(words):
        words = re.sub(r"[. ]", "", words)
    try:
        number = float(words.replace(",", ".")) if re.fullmatch(r"-?\d{1,15}([.,]\d{1,9})?", words) else float("nan")
    except ValueError:
        number = float("nan")
    return Read(_plain(number, whole=whole))


def _plain(number: float, *, whole: bool) -> Json:
    is_whole = math.isfinite(number) and float(number).is_integer()
    if not math.isfinite(number) or abs(number) >= _WHOLE_UP_TO or (whole and not is_whole):
        raise CellFault("cell.not-a-number", value=cell_words(number))
    return int(number) if is_whole else number


def _decimal(_column: Column, cell: Cell) -> Read:
    """A text of digits with a dot, as the packs keep measures."""
    if isinstance(cell, bool | date):
        raise CellFault("cell.not-a-number", value=cell_words(cell))
    words = cell_words(cell).replace(",", ".")
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", words):
        raise CellFault("cell.not-a-number", value=cell_words(cell))
    return Read(words)


def _yes_no(column: Column, cell: Cell) -> Read:
    said = fold(cell_words(cell))
    if said in YES | NO:
        is_only_yes = column.schema.get("const") is True
        return Read(value=None if said in NO and is_only_yes else said in YES)
    raise CellFault("cell.not-yes-no", value=cell_words(cell))


def _choice(column: Column, cell: Cell) -> Read:
    return Read(_chosen(column, cell_words(cell)))


def _choices(column: Column, cell: Cell) -> Read:
    parts = [part.strip() for part in re.split(r"[;\n]", cell_words(cell)) if part.strip()]
    return Read(list(dict.fromkeys(_chosen(column, part) for part in parts)) or None)


def _chosen(column: Column, words: str) -> Json:
    """By code, by its words, by its words without accents where only one reads so."""
    by_code = [value for value, _ in column.choices if str(value).lower() == words.lower()]
    exact = [value for value, said in column.choices if tone_blind(said) == tone_blind(words)]
    alike = [value for value, said in column.choices if fold(words) in (fold(said), fold(said.partition(" (")[0]))]
    found = by_code or exact or alike
    if len(found) != 1:
        known = "; ".join(said for _, said in column.choices[:12])
        raise CellFault("cell.not-a-choice" if not found else "cell.ambiguous", value=words, known=known)
    return found[0]


def _ethnic(column: Column, cell: Cell) -> Read:
    words = cell_words(cell)
    if words.isdecimal():
        words = words.zfill(2)
    try:
        return Read(_chosen(column, words))
    except CellFault as fault:
        inner = [value for value, said in column.choices if fold(f"({words})") in fold(said)]
        if len(inner) == 1:
            return Read(inner[0])
        raise CellFault("cell.no-ethnic-group", value=words) from fault


def _commune(_column: Column, cell: Cell) -> Read:
    words = cell_words(cell)
    found = commune_of(words)
    if len(found.codes) == 1:
        note = "cell.commune-renamed" if found.was_old else ""
        return Read(found.codes[0], note, {"old": words, "new": found.names[0]} if note else {})
    if found.codes:
        raise CellFault("cell.commune-ambiguous", value=words, known="; ".join(found.names))
    raise CellFault("cell.no-commune", value=words)


_PLAIN_NUMBERS: Mapping[str, Callable[[str], bool]] = {
    "citizen-id": citizen_id,
    "vn-phone": vn_phone,
    "tax-code": tax_code,
}
_READERS: Mapping[Shape, Callable[[Column, Cell], Read]] = {
    Shape.TEXT: _text,
    Shape.NUMBER: _number,
    Shape.DECIMAL: _decimal,
    Shape.DATE: _date,
    Shape.PARTIAL_DATE: _date,
    Shape.YES_NO: _yes_no,
    Shape.CHOICE: _choice,
    Shape.CHOICES: _choices,
    Shape.COMMUNE: _commune,
    Shape.ETHNIC_GROUP: _ethnic,
}
