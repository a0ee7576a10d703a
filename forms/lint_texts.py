"""Lint of the sentences: one for everything that can be shown, in both languages."""

import string
import unicodedata
from collections.abc import Iterator

from forms.lint_schema import Row, leaf_keywords
from forms.pack import ProcedurePack
from forms.pointers import dotted
from forms.rules import Element
from forms.schema_paths import is_object, lists_of, pointers_of, subschema
from forms.visibility import patterns

_THIN = ("name", "alias", "sector", "level", "agency", "time_limit", "fee", "result")
_FULL = ("summary", "audience", "level_old")


def findings(pack: ProcedurePack) -> Iterator[Row]:
    """Missing sentences, one language without the other, other parameters in the one than in the other, not NFC."""
    for key in sorted(needed(pack)):
        if not pack.has_text(key):
            yield "text.vi.json", "", "lint.missing-text", {"value": key}
    yield from _languages(pack)
    for pointer in (*lists_of(pack.schema), *pointers_of(pack.schema)):
        for code in (*leaf_keywords(pack, pointer), "required"):
            if not any(pack.has_text(key) for key in (f"{dotted(pointer)}.error.{code}", f"error.{code}")):
                yield "schema.json", pointer, "lint.no-sentence", {"value": code}


def needed(pack: ProcedurePack) -> set[str]:
    """All keys for which this pack must have a sentence, errors aside."""
    sheet = pack.procedure
    keys = {f"procedure.{name}" for name in (*_THIN, *(_FULL if pack.has_form else ()))}
    for name in ("steps", "bring", "post_filing", "unverified"):
        keys |= set(sheet.get(name, []))
    keys |= {f"slot.{slot.code}.name" for slot in pack.slots}
    keys |= {f"fee.{row['code']}" for row in sheet["fees"]["items"]}
    keys |= {f"exemption.{row['code']}" for row in sheet["fees"]["exemptions"]}
    keys |= {f"case.{case}" for case in sheet.get("cases", [])}
    keys |= {f"check.{check['key']}" for check in pack.logic.get("checks", [])}
    keys |= {f"{element['i18n']}.label" for element in _elements(pack.ui) if "i18n" in element}
    keys |= {block["text_key"] for block in pack.print_layout.get("blocks", []) if block["kind"] == "pledge"}
    keys |= {operation["reason"] for operation in (pack.migration or {}).get("operations", [])}
    return keys.union(*(_of_field(pack, pointer) for pointer in patterns(pack)))


def _of_field(pack: ProcedurePack, pointer: str) -> set[str]:
    path = dotted(pointer)
    schema = subschema(pack.schema, pointer) or {}
    items = schema.get("items", {})
    rows = ("label", "description", "add", "item") if is_object(items) else ("label", "description")
    values = (*schema.get("enum", []), *items.get("enum", []))
    return {f"{path}.{what}" for what in rows} | {f"{path}.{value}" for value in values}


def _languages(pack: ProcedurePack) -> Iterator[Row]:
    vi, en = pack.texts["vi"], pack.texts["en"]
    for key in sorted(vi.keys() ^ en.keys()):
        yield f"text.{'en' if key in vi else 'vi'}.json", "", "lint.one-language", {"value": key}
    for key in sorted(vi.keys() & en.keys()):
        if _parameters(vi[key]) != _parameters(en[key]):
            yield "text.en.json", "", "lint.other-parameters", {"value": key}
        if not unicodedata.is_normalized("NFC", vi[key]):
            yield "text.vi.json", "", "lint.not-nfc", {"value": key}


def _parameters(sentence: str) -> set[str] | None:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
    except ValueError:
        return None


def _elements(element: Element) -> Iterator[Element]:
    yield element
    for child in element.get("elements", []):
        yield from _elements(child)
