"""Answers made ready: Unicode, pruning, calculated values; and the frozen form of them that is sent."""

from collections.abc import Mapping
from datetime import date

from forms.calculation import with_calculated, without_calculated
from forms.canonical import canonical, fingerprint, nfc
from forms.manifest import ManifestParts, Paper, Submitter, build_manifest, manifest_schema
from forms.pack import Answers, Json, ProcedurePack
from forms.pointers import get, put
from forms.visibility import hidden_answers

__all__ = [
    "ManifestParts",
    "Paper",
    "Submitter",
    "build_manifest",
    "canonical",
    "complete",
    "fingerprint",
    "get",
    "manifest_schema",
    "nfc",
    "prune",
    "put",
]


def prune(pack: ProcedurePack, answers: Answers) -> Answers:
    """Answers without what is hidden (by its own rule or an ancestor's) and without what is empty.

    A row keeps its number: an empty one is left out only at the end of its list.
    """
    kept = _without_empty(answers) or {}
    while hidden := hidden_answers(pack, kept):
        for pointer in hidden:
            kept = put(kept, pointer, None)
        kept = _without_empty(kept) or {}
    return kept


def complete(pack: ProcedurePack, answers: Answers, *, today: date) -> Answers:
    """What goes into the manifest: NFC, pruned, with the calculated values of *today* (kept as `as_of`).

    What stands in a calculated field is never asked: completed answers completed again are the same.
    """
    return with_calculated(pack, prune(pack, without_calculated(pack, nfc(answers))), today=today)


def _without_empty(value: Json) -> Json:
    """None for an empty text, list or object; texts lose the spaces around them."""
    if isinstance(value, str):
        return _whole(value).strip() or None
    if isinstance(value, Mapping):
        inner = {_whole(key): _without_empty(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item is not None} or None
    return _without_empty_end(value) if isinstance(value, list) else value


def _row_without_empty(row: Json) -> Json:
    kept = _without_empty(row)
    return {} if kept is None and isinstance(row, Mapping) else kept


def _without_empty_end(rows: list[Json]) -> list[Json] | None:
    """Faults name rows by their number, so an empty row in the middle stays; an empty word has no number to keep."""
    kept = [row for row in map(_row_without_empty, rows) if row is not None]
    while kept and kept[-1] == {}:
        kept.pop()
    return kept or None


def _whole(text: str) -> str:
    """*text* with half letters (an emoji that a limit cut in two) as U+FFFD: no file and no wire carries a half."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
