"""What an office writes out of a pack's answers where no paper of its own is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.pack import Answers, ProcedurePack
from forms.pointers import dotted, get
from forms.schema_paths import subschema
from forms.wording import answer_text, worded


@dataclass(frozen=True, slots=True)
class Extract:
    """The title of a result and its lines: what the pack says that a certificate shows."""

    title: str
    lines: tuple[str, ...]


def extract_of(pack: ProcedurePack, data: Answers) -> Extract:
    """The extract of these answers; what was not answered has no line."""
    shown = ((pointer, _said(pack, data, pointer)) for pointer in pack.procedure.get("certificate", ()))
    lines = tuple(f"{_label(pack, dotted(pointer))}: {words}" for pointer, words in shown if words)
    return Extract(pack.text("procedure.result").upper(), lines)


def _label(pack: ProcedurePack, path: str) -> str:
    """The certificate's own word where the form asks in another way (*nếu biết*)."""
    keys = (f"certificate.{path}", f"{path}.label", f"group.{path.rpartition('.')[2]}.label")
    return next((pack.text(key) for key in keys if pack.has_text(key)), path)


def _said(pack: ProcedurePack, data: Answers, pointer: str) -> str | None:
    if isinstance(get(data, pointer), Mapping):
        return worded(pack, data, pointer, "address")
    is_name = (subschema(pack.schema, pointer) or {}).get("format") == "person-name"
    return worded(pack, data, pointer, "upper") if is_name else answer_text(pack, data, pointer)
