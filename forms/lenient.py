"""Somebody else's JSON Schema and JSON Forms pair as a pack: what we do not know is told and left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import jsonschema_rs

from forms.checking import checker
from forms.errors import PackError
from forms.foreign_layout import Layout, LeftOut
from forms.loader import load_pack, parse_json, preview_pack
from forms.pack import Json, ProcedurePack
from forms.pointers import dotted, join, parts
from forms.schema_paths import pointers_of, subschema
from forms.sources import MAX_FILE, SHARED

__all__ = ["LeftOut", "Preview", "read_pair"]

KEYWORDS = frozenset(
    """$schema $id $ref $defs $comment $anchor $vocabulary definitions title description default examples deprecated
    readOnly writeOnly type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength
    pattern maxItems minItems uniqueItems maxContains minContains contains maxProperties minProperties required
    dependentRequired dependentSchemas properties patternProperties additionalProperties propertyNames items
    prefixItems unevaluatedItems unevaluatedProperties format contentEncoding contentMediaType contentSchema allOf
    anyOf oneOf not if then else""".split()  # noqa: SIM905 a list of words reads as words
)
_MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
_SCHEMAS = ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")


@dataclass(frozen=True, slots=True)
class Preview:
    """A pair that can be shown, and what of it is not."""

    pack: ProcedurePack
    left_out: tuple[LeftOut, ...]


def read_pair(schema: Path, ui: Path | None) -> Preview:
    """The form of these files; PackError `pack.unreadable` or `pack.invalid` for what cannot be shown at all."""
    try:
        return _read_pair(schema, ui)
    except RecursionError as error:
        raise PackError("pack.invalid", schema.name, reason="too-deep") from error


def _read_pair(schema: Path, ui: Path | None) -> Preview:
    raw_schema = _document(schema)
    raw_ui = _document(ui) if ui is not None else None
    _refuse_malformed(schema.name, raw_schema)
    plain = preview_pack(raw_schema)
    _refuse_unusable(schema.name, plain)
    texts = _texts(plain.schema, _texts_beside(schema))
    layout = Layout(ui.name if ui else schema.name, plain.schema, texts)
    cleaned = layout.cleaned(raw_ui if raw_ui is not None else plain.ui)
    if not cleaned:
        raise PackError("pack.invalid", ui.name if ui else schema.name, reason="no-fields")
    left_out = (*_unknown_keywords(schema.name, raw_schema, ()), *layout.left_out)
    return Preview(preview_pack(raw_schema, cleaned, texts={**texts, **layout.texts}), left_out)


def _document(path: Path) -> dict[str, Json]:
    try:
        if path.stat().st_size > MAX_FILE:
            raise PackError("pack.unsafe", path.name, reason="too-big")
        content = path.read_bytes()
    except OSError as error:
        raise PackError("pack.unreadable", path.name, reason=type(error).__name__) from error
    document = parse_json(path.name, content.removeprefix(b"\xef\xbb\xbf"))
    if not isinstance(document, dict):
        raise PackError("pack.invalid", path.name, reason="type", expected="object")
    return document


def _refuse_malformed(file: str, schema: Mapping[str, Json]) -> None:
    """Whatever draft a schema names, we read it as 2020-12."""
    try:
        jsonschema_rs.meta.validate({word: value for word, value in schema.items() if word != "$schema"})
    except ValueError as error:
        raise PackError("pack.invalid", file, _where(error), reason="schema") from error


def _refuse_unusable(file: str, pack: ProcedurePack) -> None:
    """A schema that no validator takes would fail at the first letter typed."""
    try:
        checker(pack.schema)
    except (ValueError, jsonschema_rs.ReferencingError) as error:
        raise PackError("pack.invalid", file, _where(error), reason="schema") from error
    if not pointers_of(pack.schema):
        raise PackError("pack.invalid", file, reason="no-fields")


def _where(error: Exception) -> str:
    return join([str(token) for token in getattr(error, "instance_path", None) or []])


def _unknown_keywords(file: str, schema: Json, path: tuple[str, ...]) -> Iterator[LeftOut]:
    if not isinstance(schema, Mapping):
        return
    for word in schema:
        if word not in KEYWORDS:
            yield LeftOut(file, join([*path, word]), "lint.unknown-keyword", word)
    for word in _MAPS:
        named = schema.get(word)
        for name, inner in named.items() if isinstance(named, Mapping) else ():
            yield from _unknown_keywords(file, inner, (*path, word, name))
    for word in _SCHEMAS:
        yield from _unknown_keywords(file, schema.get(word), (*path, word))
    for word in _LISTS:
        listed = schema.get(word)
        for place, one in enumerate(listed if isinstance(listed, list) else ()):
            yield from _unknown_keywords(file, one, (*path, word, str(place)))


def _texts(schema: Mapping[str, Json], beside: Mapping[str, str]) -> dict[str, str]:
    """Titles and descriptions of the schema; a property without a title is called by its name."""
    found: dict[str, str] = dict(_sentences())
    for leaf in pointers_of(schema):
        tokens = parts(leaf)
        for end in range(1, len(tokens) + 1):
            pointer = join(tokens[:end])
            if tokens[end - 1] == "*":
                continue
            own = subschema(schema, pointer) or {}
            found[f"{dotted(pointer)}.label"] = _word(own.get("title")) or spoken(tokens[end - 1])
            if described := _word(own.get("description")):
                found[f"{dotted(pointer)}.description"] = described
    return {**found, **beside}


def _texts_beside(schema: Path) -> Mapping[str, str]:
    """The sentences of the pack that the schema belongs to, when it belongs to one of ours."""
    if schema.name != "schema.json" or not schema.with_name("procedure.json").is_file():
        return {}
    try:
        return load_pack(schema.parent, strict=False).texts["vi"]
    except (PackError, KeyError, TypeError, ValueError):
        return {}


def _sentences() -> Iterator[tuple[str, str]]:
    """What to say about a wrong answer: the words that our packs share."""
    shared: dict[str, str] = parse_json("person.vi.json", (SHARED / "person.vi.json").read_bytes())
    return ((key, sentence) for key, sentence in shared.items() if key.startswith("error."))


def _word(value: Json) -> str:
    return value.strip() if isinstance(value, str) else ""


def spoken(name: str) -> str:
    """`firstName` and `first_name` as `First name`."""
    apart = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    words = " ".join(apart.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:]
