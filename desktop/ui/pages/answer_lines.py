"""Answers in words, step by step, as check and proof pages show them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.ui.form_entry.kinds import shown_value
from desktop.ui.form_entry.steps import categories, label_of, row_name
from forms.answers import get
from forms.pack import Answers, Json, ProcedurePack
from forms.pointers import dotted, join, of_scope, parts
from forms.rules import Element, is_shown
from forms.schema_paths import is_object, subschema
from forms.visibility import row_layout


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer; a list has its `pointer` and a line for each of its rows instead of words. Mended where `at` says."""

    label: str
    words: str
    pointer: str = ""
    rows: tuple["AnswerLine", ...] = ()
    at: str = field(default="", compare=False)


def answer_sections(pack: ProcedurePack, data: Answers, lang: str) -> Iterator[tuple[str, str, list[AnswerLine]]]:
    """(step id, its title, its answers) for every step that has answers."""
    for name, category in categories(pack, data):
        yield name, label_of(pack, category, lang), list(_Reading(pack, data, lang).lines(category))


def field_label(pack: ProcedurePack, pointer: str, lang: str) -> str:
    """What a pointer is called; a cell of a list with the name of its row before it."""
    tokens = parts(pointer)
    places = [at for at, token in enumerate(tokens) if token.isdigit()]
    rows = [row_name(pack, join(tokens[:at]), int(tokens[at]), lang) for at in places]
    return " – ".join([*rows, _label(pack, pointer, lang)])


def value_words(pack: ProcedurePack, data: Answers, pointer: str, lang: str) -> str:
    """The answer at *pointer* in words; a list in as many lines as it has rows."""
    line = next(_Reading(pack, data, lang).answer({"type": "Control"}, pointer, ""), None)
    return "" if line is None else line.words or "\n".join(f"{row.label}: {row.words}" for row in line.rows)


class _Reading:
    """One reading of the answers; elements inside a row count from it."""

    def __init__(self, pack: ProcedurePack, data: Answers, lang: str) -> None:
        self._pack = pack
        self._data = data
        self._lang = lang

    def lines(self, element: Element, at: str = "", group: str = "") -> Iterator[AnswerLine]:
        """The answers of an element that the rules show, each with the group that it stands in."""
        if not is_shown(element, self._data, at):
            return
        if "scope" in element and element.get("type") != "Label":
            yield from self.answer(element, f"{at}{of_scope(element['scope'])}", group)
            return
        inner = label_of(self._pack, element, self._lang) if element.get("type") == "Group" else group
        for child in element.get("elements", []):
            yield from self.lines(child, at, inner)

    def answer(self, element: Element, pointer: str, group: str) -> Iterator[AnswerLine]:
        """The answer at *pointer*, of an object all in it; nothing when there is none."""
        schema = subschema(self._pack.schema, pointer) or {}
        label = _label(self._pack, pointer, self._lang)
        if is_object(schema):
            for name in schema.get("properties", {}):
                yield from self.answer(element, f"{pointer}/{name}", label)
            return
        titled = f"{group} – {label}" if group else label
        value = get(self._data, pointer)
        layout = row_layout(self._pack, {**element, "scope": "#"}, pointer)
        if layout is not None:
            rows = tuple(self._rows(layout, pointer, value))
            yield from [AnswerLine(titled, "", pointer, rows)] if rows else []
            return
        words = shown_value(self._pack, pointer, schema, value, self._lang, element.get("options", {}))
        yield from [AnswerLine(titled, words, at=pointer)] if words else []

    def _rows(self, layout: Element, pointer: str, value: Json) -> Iterator[AnswerLine]:
        for place in range(len(value) if isinstance(value, list) else 0):
            cells = [_told(line) for line in self.lines(layout, f"{pointer}/{place}")]
            if cells:
                at = f"{pointer}/{place}"
                yield AnswerLine(row_name(self._pack, pointer, place, self._lang), " · ".join(cells), at=at)


def _label(pack: ProcedurePack, pointer: str, lang: str) -> str:
    key = f"{dotted(pointer)}.label"
    return pack.text(key, lang) if pack.has_text(key) else pointer.rpartition("/")[2]


def _told(line: AnswerLine) -> str:
    inside = "; ".join(f"{row.label}: {row.words}" for row in line.rows)
    return f"{line.label}: {line.words or inside}"
