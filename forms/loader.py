"""A folder or a zip read into a ProcedurePack."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import rfc8785

from forms.errors import PackError
from forms.pack import Json, ProcedurePack, Slot
from forms.pointers import dotted
from forms.references import References
from forms.schema_paths import pointers_of
from forms.sources import Source, read_source, shared_blocks
from forms.structure import check_structure

__all__ = ["PackError", "load_pack", "parse_json", "preview_pack"]

LANGUAGES = ("vi", "en")
_PARTS = ("schema", "ui", "logic", "print", "eform")


def load_pack(folder_or_zip: Path, *, strict: bool = True) -> ProcedurePack:
    """The pack at this place; strict refuses what we do not know, lenient leaves it be. Raises PackError."""
    source = read_source(folder_or_zip)
    return _Reading(source, strict=strict).pack()


def preview_pack(
    schema: Mapping[str, Json], ui: Mapping[str, Json] | None = None, *, texts: Mapping[str, str] | None = None
) -> ProcedurePack:
    """A pack around somebody else's JSON Forms pair, lenient; without *ui* a control for each property, in order."""
    procedure = {"code": "0.000000", "version": 1}
    files = {
        "procedure.json": _bytes(procedure),
        "schema.json": _bytes(schema),
        "text.vi.json": _bytes(texts or {}),
        **({"ui.json": _bytes(ui)} if ui else {}),
    }
    return _Reading(Source(files, shared_blocks()), strict=False).pack()


def parse_json(file: str, content: bytes) -> Json:
    """*content* as JSON; PackError `pack.unreadable` for bad UTF-8, bad JSON, a key given twice, NaN."""
    try:
        return json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise PackError("pack.unreadable", file, reason=type(error).__name__, value=str(error)) from error


class _Reading:
    """One reading of one pack."""

    def __init__(self, source: Source, *, strict: bool) -> None:
        self._source = source
        self._strict = strict
        self._shared_used: set[str] = set()

    def pack(self) -> ProcedurePack:
        procedure = self._document("procedure.json", required=True)
        documents = {name: self._part(name) for name in _PARTS}
        if documents["schema"] and not documents["ui"] and not self._strict:
            documents["ui"] = _plain_ui(documents["schema"])
        texts = self._texts(procedure, documents["schema"])
        digests = self._digests()
        return ProcedurePack(
            code=str(procedure["code"]),
            version=int(procedure["version"]),
            sha256=hashlib.sha256(rfc8785.dumps(digests)).hexdigest(),
            procedure=procedure,
            schema=documents["schema"],
            ui=documents["ui"],
            logic=documents["logic"],
            print_layout=documents["print"],
            eform=documents["eform"],
            texts=texts,
            slots=tuple(_slot(row) for row in procedure.get("slots", [])),
            migration=self._document("migration.json") or None,
            files=digests,
        )

    def _document(self, file: str, *, required: bool = False) -> dict[str, Json]:
        content = self._source.files.get(file)
        if content is None:
            if required:
                raise PackError("pack.unreadable", file, reason="missing")
            return {}
        document = parse_json(file, content)
        if not isinstance(document, dict):
            raise PackError("pack.invalid", file, reason="type", expected="object")
        check_structure(file, document, strict=self._strict)
        return document

    def _part(self, name: str) -> dict[str, Json]:
        file = f"{name}.json"
        references = References(file, self._document(file), self._shared, strict=self._strict)
        written_out: dict[str, Json] = references.written_out()
        self._shared_used |= references.used
        return written_out

    def _shared(self, name: str) -> Json:
        content = self._source.shared.get(name)
        if content is None:
            raise PackError("pack.unreadable", f"_shared/{name}", reason="missing")
        self._shared_used.add(name)
        return parse_json(f"_shared/{name}", content)

    def _texts(self, procedure: Mapping[str, Json], schema: Mapping[str, Json]) -> dict[str, dict[str, str]]:
        paths = [dotted(pointer) for pointer in pointers_of(schema)]
        texts: dict[str, dict[str, str]] = {}
        for lang in LANGUAGES:
            own = self._document(f"text.{lang}.json", required=lang == "vi" and self._strict)
            shared: dict[str, str] = {}
            for name in procedure.get("shared_texts", []):
                shared |= _spread(self._shared(f"{name}.{lang}.json"), paths)
            texts[lang] = {**shared, **own}
        return texts

    def _digests(self) -> dict[str, str]:
        own = self._source.files
        shared = {f"_shared/{name}": self._source.shared[name] for name in self._shared_used}
        return {name: hashlib.sha256(content).hexdigest() for name, content in sorted({**own, **shared}.items())}


def _spread(texts: Mapping[str, str], paths: list[str]) -> dict[str, str]:
    """Shared texts whose key starts with `*.` written out for each path that ends so; the longest ending wins."""
    plain = {key: text for key, text in texts.items() if not key.startswith("*.")}
    for key in sorted((key for key in texts if key.startswith("*.")), key=len):
        for path in paths:
            rest = _after_path(key[2:], path)
            if rest:
                plain[f"{path}.{rest}"] = texts[key]
    return plain


def _after_path(tail: str, path: str) -> str:
    """What follows the part of *tail* that *path* ends with (`label`, `error.required`, an answer's value), or ""."""
    names = tail.split(".")
    for size in range(len(names) - 1, 0, -1):
        ending = ".".join(names[:size])
        if path == ending or path.endswith("." + ending):
            return ".".join(names[size:])
    return ""


def _slot(row: Mapping[str, Json]) -> Slot:
    return Slot(**{**row, "accept": tuple(row.get("accept", ()))})


def _plain_ui(schema: Mapping[str, Json]) -> dict[str, Json]:
    names = dict.fromkeys(pointer.split("/")[1] for pointer in pointers_of(schema))
    return {"type": "VerticalLayout", "elements": [{"type": "Control", "scope": f"#/properties/{n}"} for n in names]}


def _bytes(document: Mapping[str, Json]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError("duplicate key")
    return document


def _no_constant(name: str) -> Json:
    raise ValueError(name)
