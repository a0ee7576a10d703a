"""Answers in words, step by step, as check and proof pages show them."""

from collections.abc import Iterator

from desktop.ui.form_entry.kinds import shown_value
from desktop.ui.form_entry.steps import categories, label_of
from forms.answers import get
from forms.pack import Answers, ProcedurePack
from forms.pointers import dotted, of_scope
from forms.rules import Element, is_shown
from forms.schema_paths import subschema

Lines = list[tuple[str, str]]


def answer_sections(pack: ProcedurePack, data: Answers, lang: str) -> Iterator[tuple[str, str, Lines]]:
    """(step id, its title, its answers) for every step that has answers."""
    for name, category in categories(pack, data):
        lines = [line for line in _lines(pack, category, data, lang, "") if line[1]]
        yield name, label_of(pack, category, lang), lines


def field_label(pack: ProcedurePack, pointer: str, lang: str) -> str:
    """What a pointer is called."""
    key = f"{dotted(pointer)}.label"
    return pack.text(key, lang) if pack.has_text(key) else pointer.rpartition("/")[2]


def value_words(pack: ProcedurePack, data: Answers, pointer: str, lang: str) -> str:
    """The answer at *pointer* in words."""
    return shown_value(pack, pointer, subschema(pack.schema, pointer) or {}, get(data, pointer), lang)


def _lines(pack: ProcedurePack, element: Element, data: Answers, lang: str, group: str) -> Iterator[tuple[str, str]]:
    if not is_shown(element, data):
        return
    if element.get("type") == "Control":
        pointer = of_scope(element["scope"])
        label = field_label(pack, pointer, lang)
        yield (f"{group} – {label}" if group else label, value_words(pack, data, pointer, lang))
        return
    inner = label_of(pack, element, lang) if element.get("type") == "Group" else group
    for child in element.get("elements", []):
        yield from _lines(pack, child, data, lang, inner)
