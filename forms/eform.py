"""The answers in the order and split of the official e-form, for a person who copies them across by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from forms.eform_layout import PARTS, PLACES, Box, layout
from forms.eform_words import words_of
from forms.pack import Answers, Json, ProcedurePack
from forms.pointers import dotted, get, parts
from forms.tables import table


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One box of the e-form: `label` as one reads it here, `portal_label` as it stands there (Vietnamese), `value`.

    `group` is what boxes beside each other have in common. `is_note`: nothing to copy, only what to choose there.
    """

    pointer: str
    as_: str
    label: str
    portal_label: str
    value: str
    group: str = ""
    is_note: bool = False

    @property
    def key(self) -> str:
        """What tells this line, with just this value, from all others."""
        return f"{self.pointer} {self.as_} {self.value}"


@dataclass(frozen=True, slots=True)
class CopySection:
    """One part of the e-form."""

    title: str
    lines: tuple[CopyLine, ...]


def copy_sections(pack: ProcedurePack, data: Answers, lang: str = "vi") -> tuple[CopySection, ...]:
    """What complete answers put into the e-form, part by part; a part without answers is left out.

    Values are Vietnamese, as the portal wants them; labels and titles are in *lang*.
    """
    sections = (
        CopySection(section.title(pack, lang), tuple(_lines(pack, data, section.boxes, lang)))
        for section in layout(pack)
    )
    return tuple(section for section in sections if any(not line.is_note for line in section.lines))


def portal_page(pack: ProcedurePack) -> str | None:
    """The portal's page of the procedure, where the pack knows it."""
    page = pack.eform.get("page")
    return page if isinstance(page, str) else None


def _lines(pack: ProcedurePack, data: Answers, boxes: tuple[Box, ...], lang: str) -> Iterator[CopyLine]:
    """Boxes of one list stand together and are told row by row."""
    for rows, together in groupby(boxes, key=lambda box: box.pointer.partition("/*")[0] if "*" in box.pointer else ""):
        if not rows:
            yield from (line for box in together for line in _line(pack, data, box, lang))
            continue
        inside = tuple(together)
        value = get(data, rows)
        for place in range(len(value) if isinstance(value, list) else 0):
            yield from _lines(pack, data, tuple(box.in_row(place) for box in inside), lang)


def _line(pack: ProcedurePack, data: Answers, box: Box, lang: str) -> Iterator[CopyLine]:
    value = get(data, box.pointer)
    said = _noted(box, value, lang) if box.as_ == "note" else words_of(pack, data, box, value)
    if said:
        yield CopyLine(
            box.pointer,
            box.as_,
            _label(pack, box, lang),
            _label(pack, box, "vi"),
            said,
            _group(pack, box, lang),
            is_note=box.as_ == "note",
        )


def _noted(box: Box, value: Json, lang: str) -> str | None:
    return str(box.note.get(lang) or box.note.get("vi", "")) if value not in (None, "", {}, []) else None


def _label(pack: ProcedurePack, box: Box, lang: str) -> str:
    if box.label:
        return str(box.label.get(lang) or box.label["vi"])
    split = table("eform")["labels"].get(box.as_)
    return str(split[lang if lang in split else "vi"]) if split else field_words(pack, box.pointer, lang)


def _group(pack: ProcedurePack, box: Box, lang: str) -> str:
    row = _row_name(pack, box.pointer, lang)
    if box.group:
        own = str(box.group.get(lang) or box.group["vi"])
    elif box.as_ in PARTS:
        own = field_words(pack, box.pointer, lang)
    else:
        own = _group_words(pack, box.pointer, lang)
        own = own or (field_words(pack, box.pointer, lang) if box.as_ in PLACES else "")
    return " – ".join(part for part in (row, own) if part)


def _group_words(pack: ProcedurePack, pointer: str, lang: str) -> str:
    """The name of the group of the form in which the field stands, where it has one of its own."""
    tokens = parts(pointer)
    key = f"group.{tokens[-2]}.label" if len(tokens) > 1 else ""
    return pack.text(key, lang) if key and pack.has_text(key) else ""


def _row_name(pack: ProcedurePack, pointer: str, lang: str) -> str:
    tokens = parts(pointer)
    names = []
    for at, token in enumerate(tokens):
        key = f"{dotted('/' + '/'.join(tokens[:at]))}.item" if token.isdigit() else ""
        if key:
            names.append(pack.text(key, lang, n=int(token) + 1) if pack.has_text(key) else str(int(token) + 1))
    return " – ".join(names)


def field_words(pack: ProcedurePack, pointer: str, lang: str) -> str:
    """What the form itself calls a field."""
    key = f"{dotted(pointer)}.label"
    return pack.text(key, lang) if pack.has_text(key) else parts(pointer)[-1]
