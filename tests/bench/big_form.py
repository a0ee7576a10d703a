"""A made-up form of 1,000 fields and 200 rules, the same for the same seed: schema, UI schema and answers."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from forms.pointers import put

Json = dict[str, Any]
SEED = 20261126
STEPS, GROUPS, FIELDS = 10, 5, 20
TYPED = "/phan_1/nhom_1/ten"
"""The field of the measured keystrokes: its third letter mends its own error and turns rules in every step."""

SYLLABLES = ["Lò", "Hà", "Thị", "Văn", "Tâm", "Ngân", "Mây", "Nết", "Bảo", "Cầm", "Quan", "Hóa", "Lang", "Xuân"]
KINDS: dict[str, Callable[[Random], Json]] = {
    "chu": lambda _: {"type": "string", "minLength": 3, "maxLength": 60},
    "so": lambda _: {"type": "string", "pattern": "^[0-9]{12}$"},
    "tuoi": lambda rng: {"type": "integer", "minimum": 0, "maximum": rng.choice([99, 120, 150])},
    "co": lambda _: {"type": "boolean"},
    "it": lambda rng: {"type": "string", "enum": [f"v{n}" for n in range(rng.randint(2, 4))]},
    "nhieu": lambda rng: {"type": "string", "enum": [f"v{n}" for n in range(rng.randint(6, 15))]},
    "ten_loai": lambda _: {"type": "string", "oneOf": [{"const": f"v{n}", "title": f"Loại {n}"} for n in range(6)]},
    "ngay": lambda _: {"type": "string", "format": "date"},
    "thu": lambda _: {"type": "string", "format": "email"},
    "ghi_chu": lambda _: {"type": "string", "maxLength": 400},
}
OPTIONS: dict[str, Json] = {"it": {"format": "radio"}, "ghi_chu": {"multi": True}}


@dataclass(frozen=True, slots=True)
class BigForm:
    """`answers` fill two fields of three and are right, but for the typed field, which is one letter short."""

    schema: Json
    ui: Json
    answers: Json

    def written(self, folder: Path) -> tuple[Path, Path, Path]:
        """`schema.json`, `ui.json` and `data.json` in *folder*."""
        folder.mkdir(parents=True, exist_ok=True)
        made = {"schema.json": self.schema, "ui.json": self.ui, "data.json": self.answers}
        for name, document in made.items():
            (folder / name).write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
        schema, ui, data = (folder / name for name in made)
        return schema, ui, data


def big_form(seed: int = SEED) -> BigForm:
    """Steps of groups of fields; each group brings four rules and one condition that asks for two more fields."""
    rng = Random(seed)
    parts: Json = {}
    steps: list[Json] = []
    for step in range(1, STEPS + 1):
        groups = {f"nhom_{number}": _group(rng) for number in range(1, GROUPS + 1)}
        parts[f"phan_{step}"] = {"type": "object", "title": f"Phần {step}", "properties": groups}
        elements = [_elements(rng, f"phan_{step}", name, schema) for name, schema in groups.items()]
        steps.append({"type": "Category", "label": f"Phần {step}", "elements": elements})
    schema = {"type": "object", "properties": parts}
    answers = _answers(rng, parts)
    return BigForm(schema, {"type": "Categorization", "elements": steps}, put(answers, TYPED, "Lò"))


def number_of(element: Json, what: str) -> int:
    """How many elements of a UI schema carry *what*: `scope` for fields, `rule` for rules."""
    return (what in element) + sum(number_of(inner, what) for inner in element.get("elements", []))


def _group(rng: Random) -> Json:
    fields: Json = {"ten": _titled("Tên", KINDS["chu"](rng)), "co": _titled("Có", KINDS["co"](rng))}
    fields["loai"] = _titled("Loại", KINDS["nhieu"](rng))
    for number in range(len(fields) + 1, FIELDS + 1):
        kind = rng.choice(list(KINDS))
        words = f"{kind.replace('_', ' ').capitalize()} {number}"
        fields[f"{kind}_{number}"] = _titled(words, KINDS[kind](rng))
    asked = list(fields)[3:5]
    has = {"properties": {"co": {"const": True}}, "required": ["co"]}
    return {
        "type": "object", "properties": fields, "required": ["ten"],
        "allOf": [{"if": has, "then": {"required": asked}}],
    }  # fmt: skip


def _titled(title: str, schema: Json) -> Json:
    return {"title": title, "description": f"Ghi như trên giấy tờ: {title.lower()}.", **schema}


def _elements(rng: Random, part: str, group: str, schema: Json) -> Json:
    """Two controls beside each other, then the next two; the rules lie on the fields after the first three."""
    here = f"#/properties/{part}/properties/{group}/properties"
    controls = [{"type": "Control", "scope": f"{here}/{name}", **_options(name)} for name in schema["properties"]]
    shown = {"scope": f"{here}/co", "schema": {"const": True}, "failWhenUndefined": True}
    typed = {"scope": _scope(TYPED), "schema": {"type": "string", "minLength": 3}, "failWhenUndefined": True}
    is_first = {"type": "LEAF", "scope": f"{here}/loai", "expectedValue": "v0"}
    for control in controls[3:5]:
        control["rule"] = {"effect": "SHOW", "condition": shown}
    late = rng.sample(controls[5:], 2)
    late[0]["rule"] = {"effect": rng.choice(["ENABLE", "SHOW"]), "condition": typed}
    late[1]["rule"] = {"effect": "HIDE", "condition": {"type": "AND", "conditions": [is_first, typed]}}
    rows = [{"type": "HorizontalLayout", "elements": controls[at : at + 2]} for at in range(0, FIELDS, 2)]
    return {"type": "Group", "label": f"{part} {group}".replace("_", " ").capitalize(), "elements": rows}


def _options(name: str) -> Json:
    options = OPTIONS.get(name.rpartition("_")[0])
    return {"options": options} if options else {}


def _scope(pointer: str) -> str:
    return "#" + pointer.replace("/", "/properties/")


def _answers(rng: Random, parts: Json) -> Json:
    answers: Json = {}
    for part, steps in parts.items():
        for group, schema in steps["properties"].items():
            asked = ["ten", *(schema["allOf"][0]["then"]["required"])]
            for name, field in schema["properties"].items():
                if name in asked or rng.random() < 2 / 3:
                    answers = put(answers, f"/{part}/{group}/{name}", _answer(rng, name, field))
    return answers


def _answer(rng: Random, name: str, field: Json) -> Any:
    if "enum" in field:
        return rng.choice(field["enum"])
    if "oneOf" in field:
        return rng.choice(field["oneOf"])["const"]
    kinds: dict[str, Any] = {"boolean": True, "integer": rng.randint(1, 90)}
    if field["type"] in kinds:
        return kinds[field["type"]]
    if "pattern" in field:
        return "".join(rng.choices("0123456789", k=12))
    formats = {
        "date": f"{rng.randint(1950, 2025)}-0{rng.randint(1, 9)}-{rng.randint(10, 28)}",
        "email": f"{name}@vi.du",
    }
    return formats.get(field.get("format", "")) or " ".join(rng.choices(SYLLABLES, k=4))
