"""Answers made ready: Unicode, pruning, calculated values; and the frozen form of them that is sent."""

from collections.abc import Mapping
from datetime import date

from forms.calculation import with_calculated
from forms.canonical import canonical, fingerprint, nfc
from forms.manifest import ManifestParts, Paper, Submitter, build_manifest, manifest_schema
from forms.pack import Answers, Json, ProcedurePack
from forms.pointers import get, of_scope, put
from forms.rules import controls, visible

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
    """Answers without what is hidden (by its own rule or an ancestor's) and without what is empty."""
    kept = _without_empty(answers) or {}
    asked = {of_scope(control["scope"]) for control in controls(pack.ui)}
    while True:
        hidden = [pointer for pointer in asked - visible(pack, kept) if get(kept, pointer) is not None]
        if not hidden:
            return kept
        for pointer in hidden:
            kept = put(kept, pointer, None)
        kept = _without_empty(kept) or {}


def complete(pack: ProcedurePack, answers: Answers, *, today: date) -> Answers:
    """What goes into the manifest: NFC, pruned, with the calculated values of *today* (kept as `as_of`)."""
    return with_calculated(pack, prune(pack, nfc(answers)), today=today)


def _without_empty(value: Json) -> Json:
    """None for an empty text, list or object; texts lose the spaces around them."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, Mapping):
        inner = {key: _without_empty(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item is not None} or None
    if isinstance(value, list):
        items = [_without_empty(item) for item in value]
        return [item for item in items if item is not None] or None
    return value
