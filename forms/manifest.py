"""Manifest v1: the frozen form of a submission (portal contract)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import jsonschema_rs

from forms.addresses import address_line
from forms.canonical import nfc
from forms.deadlines import ICT
from forms.errors import FormsError
from forms.pack import Answers, Json, ProcedurePack
from forms.pointers import get, join, put

SCHEMA_FILE = Path(__file__).parent / "schemas" / "manifest-v1.schema.json"


@dataclass(frozen=True, slots=True)
class Submitter:
    """Who signs in and sends; `relation` is self, relative, proxy or officer; `id_no` the personal number."""

    relation: str
    name: str
    id_no: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One attached file: the *n*-th (from 1) of its slot; `sha256` in hex, `size` in bytes, `type` a MIME type."""

    slot: str
    n: int
    sha256: str
    size: int
    type: str


@dataclass(frozen=True, slots=True)
class ManifestParts:
    """What a manifest is made of; `data` comes from `answers.complete`, `fee_shown` is in đồng."""

    pack: ProcedurePack
    data: Answers
    mode: str
    as_of: date
    submitter: Submitter
    attachments: tuple[Paper, ...]
    finalised_at: datetime
    fee_shown: int
    exemption: str | None = None
    consent: str | None = None
    replaces: str | None = None


def build_manifest(parts: ManifestParts) -> dict[str, Json]:
    """The manifest of these parts in NFC; FormsError `manifest.invalid` (with a pointer) when it is not one."""
    pack, data = parts.pack, parts.data
    manifest = {
        "v": 1,
        "mode": parts.mode,
        "procedure": pack.code,
        "case": _at(data, pack.procedure["dossier"].get("case")),
        "form": {"code": pack.code, "version": pack.version, "sha256": pack.sha256},
        "unit": _at(data, pack.procedure["dossier"]["unit"]),
        "as_of": parts.as_of.isoformat(),
        "applicant": applicant_of(pack, data),
        "submitter": {
            "relation": parts.submitter.relation,
            "name": parts.submitter.name,
            "id_no": parts.submitter.id_no,
        },
        "consent": parts.consent,
        "replaces": parts.replaces,
        "data": data,
        "attachments": [
            {"slot": paper.slot, "n": paper.n, "sha256": paper.sha256, "size": paper.size, "type": paper.type}
            for paper in sorted(parts.attachments, key=lambda paper: (paper.slot, paper.n))
        ],
        "delivery": delivery_of(pack, data),
        "fee": {"shown": parts.fee_shown, "exemption": parts.exemption},
        "pledge": True,
        "finalised_at": parts.finalised_at.astimezone(ICT).isoformat(timespec="seconds"),
    }
    made: dict[str, Json] = nfc(manifest)
    check_manifest(made)
    return made


def check_manifest(manifest: Json) -> None:
    """Refuse what manifest v1 does not allow: FormsError `manifest.invalid` with pointer and keyword."""
    error = next(iter(_checker().iter_errors(manifest)), None)
    if error is not None:
        pointer = join([str(token) for token in error.instance_path])
        raise FormsError("manifest.invalid", pointer=pointer, reason=error.kind.name)
    papers = [(paper["slot"], paper["n"]) for paper in manifest["attachments"]]
    if papers != sorted(set(papers)):
        raise FormsError("manifest.invalid", pointer="/attachments", reason="order")
    _refuse_floats(manifest, "")


def applicant_of(pack: ProcedurePack, data: Answers) -> dict[str, Json]:
    """The `applicant` of a manifest, from where the pack says it is in the answers."""
    source = pack.procedure["dossier"]["applicant"]
    id_type, id_no = _identity(source.get("id", []), data)
    return {
        "kind": source.get("kinds", {}).get(_at(data, source.get("kind_from")), source["kind"]),
        "name": _at(data, source["name"]),
        "id_type": id_type,
        "id_no": id_no,
        "phone": _at(data, source.get("phone")),
        "email": _at(data, source.get("email")),
        "address": address_line(_at(data, source.get("address"))),
    }


def is_for_organisations(pack: ProcedurePack) -> bool:
    """Whether the applicant is an organisation or an agency, whatever the answers say."""
    source = pack.procedure.get("dossier", {}).get("applicant", {"kind": "citizen"})
    return "citizen" not in {source["kind"], *source.get("kinds", {}).values()}


def with_representative(pack: ProcedurePack, answers: Answers, name: str, id_no: str) -> Answers:
    """*answers* where whoever signs for the organisation is known; what was answered already stays."""
    asked = pack.procedure["dossier"]["applicant"].get("representative", {})
    for pointer, value in ((asked.get("name"), name), (asked.get("id"), id_no)):
        if pointer is not None and get(answers, pointer) is None:
            answers = put(answers, pointer, value)
    return answers


def delivery_of(pack: ProcedurePack, data: Answers) -> dict[str, Json]:
    """The `delivery` of a manifest: always electronic, and on paper as the answers say."""
    source = pack.procedure["dossier"].get("delivery", {})
    chosen = _at(data, source.get("paper"))
    paper = source.get("values", {}).get(chosen, "none")
    return {
        "electronic": True,
        "paper": paper,
        "address": address_line(_at(data, source.get("address"))) if paper == "post" else None,
    }


def subject_of(pack: ProcedurePack, data: Answers) -> str | None:
    """The name of whom the record is about, None where the pack names nobody or the answer is missing."""
    name = _at(data, pack.procedure["dossier"].get("subject", {}).get("name"))
    return name if isinstance(name, str) else None


def manifest_schema() -> dict[str, Json]:
    """The JSON Schema of manifest v1."""
    schema: dict[str, Json] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return schema


@cache
def _checker() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(manifest_schema(), validate_formats=True)


def _identity(sources: list[Mapping[str, Json]], data: Answers) -> tuple[str, str | None]:
    for source in sources:
        number = _at(data, source["pointer"])
        kind = source.get("type") or source.get("types", {}).get(_at(data, source.get("type_from")))
        if number and kind:
            return str(kind), str(number)
    return "none", None


def _at(data: Answers, pointer: str | None) -> Json:
    return None if pointer is None else get(data, pointer)


def _refuse_floats(value: Json, pointer: str) -> None:
    if isinstance(value, float):
        raise FormsError("manifest.invalid", pointer=pointer, reason="float")
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        if isinstance(key, str) and not re.fullmatch(r"[\x21-\x7e]+", key):
            raise FormsError("manifest.invalid", pointer=pointer, reason="key")
        _refuse_floats(item, f"{pointer}/{key}")
