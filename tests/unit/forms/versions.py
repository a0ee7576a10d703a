"""A second and a third version of the birth pack, made in a folder: fields renamed, dropped and new, a choice gone."""

import json
import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from forms.catalogue import Catalogue
from forms.loader import load_pack
from tests.unit.forms.births import PACK

LAW = "60/2014/QH13#15.1"
SECOND = {
    "from": 1,
    "since": "2026-07-01",
    "operations": [
        {
            "op": "rename",
            "at": "/con/noi_sinh",
            "to": "/con/noi_sinh_ghi",
            "reason": "migration.noi_sinh",
            "law": [LAW],
        },
        {
            "op": "map",
            "at": "/con/chung_sinh",
            "values": {"nguoi_lam_chung": "van_ban_lam_chung"},
            "reason": "migration.chung_sinh",
        },
        {"op": "drop", "at": "/nguoi_yeu_cau/email", "reason": "migration.email"},
        {"op": "ask", "at": "/con/nhom_mau", "reason": "migration.nhom_mau", "law": [LAW]},
    ],
}
THIRD = {
    "from": 2,
    "since": "2026-10-01",
    "operations": [
        {"op": "rename", "at": "/con/noi_sinh_ghi", "to": "/con/noi_sinh_day_du", "reason": "migration.day_du"},
        {"op": "default", "at": "/con/da_tiem_chung", "value": False, "reason": "migration.tiem_chung"},
    ],
}
REASONS = {
    "migration.noi_sinh": (
        "Nơi sinh nay ghi đúng như Giấy chứng sinh.",
        "The place is written as on the birth notice.",
    ),
    "migration.chung_sinh": ("Cách gọi văn bản làm chứng đã đổi.", "The witness's statement has another name."),
    "migration.email": ("Mẫu mới không hỏi thư điện tử.", "The new form does not ask for an e-mail address."),
    "migration.nhom_mau": ("Mẫu mới hỏi thêm nhóm máu.", "The new form asks for the blood group."),
    "migration.day_du": ("Tên ô được viết đủ.", "The name of the field is written out."),
    "migration.tiem_chung": ("Chưa ghi thì coi là chưa.", "Where nothing is said it counts as no."),
}
BLOOD = {"enum": ["a", "b", "o", "ab"]}


def second(folder: Path) -> Path:
    """Version 2 in a copy of the packs under *folder*, beside version 1; the linter has nothing to say about it."""
    if not (folder / "_shared").exists():
        shutil.copytree(PACK.parents[2] / "_shared", folder / "_shared")
    first = folder / "civil-status" / "1.001193" / "1"
    if not first.exists():
        shutil.copytree(PACK, first)
    made = _copied(first, 2, SECOND, {"noi_sinh": "noi_sinh_ghi", "nguoi_lam_chung": "van_ban_lam_chung"})
    _changed(made / "procedure.json", lambda sheet: sheet["dossier"]["applicant"].pop("email"))
    _changed(made / "schema.json", lambda schema: schema["properties"]["nguoi_yeu_cau"]["properties"].pop("email"))
    for name in ("ui.json", "print.json"):
        document = json.loads((made / name).read_text(encoding="utf-8"))
        _write(made / name, _without(document, ("#/properties/nguoi_yeu_cau/properties/email", "/nguoi_yeu_cau/email")))
    _new_field(made, "nhom_mau", BLOOD, required=True)
    for example in (made / "tests").glob("*.json"):
        _changed(example, _as_second)
    return made


def third(folder: Path) -> Path:
    """Version 3 beside the two before it."""
    made = _copied(second(folder), 3, THIRD, {"noi_sinh_ghi": "noi_sinh_day_du"})
    _new_field(made, "da_tiem_chung", {"type": "boolean"}, required=False)
    return made


def catalogue(*folders: Path) -> Catalogue:
    """The shipped birth pack, and these versions of it."""
    return Catalogue.of([load_pack(PACK), *(load_pack(folder) for folder in folders)])


def _copied(before: Path, version: int, migration: dict[str, Any], words: dict[str, str]) -> Path:
    made = before.parent / str(version)
    shutil.copytree(before, made)
    (made / "eform.json").unlink(missing_ok=True)  # it names fields that leave; without it the layout counts
    for path in made.rglob("*.json"):
        text = path.read_text(encoding="utf-8")
        for old, new in words.items():
            text = re.sub(rf"\b{old}\b", new, text)
        path.write_text(text, encoding="utf-8")
    _changed(made / "procedure.json", lambda sheet: sheet.update(version=version))
    _write(made / "migration.json", migration)
    keys = [operation["reason"] for operation in migration["operations"]]
    for number, lang in enumerate(("vi", "en")):
        words = {key: REASONS[key][number] for key in keys}
        _changed(made / f"text.{lang}.json", partial(_add_texts, words))
    return made


def _new_field(folder: Path, name: str, schema: dict[str, Any], *, required: bool) -> None:
    def into_schema(document: dict[str, Any]) -> None:
        child = document["properties"]["con"]
        child["properties"][name] = schema
        child["required"] += [name] if required else []

    _changed(folder / "schema.json", into_schema)
    control = {"type": "Control", "scope": f"#/properties/con/properties/{name}"}
    _changed(folder / "ui.json", lambda ui: ui["elements"][1]["elements"].append(control))
    words = {f"con.{name}.label": "Nhóm máu", f"con.{name}.description": "Ghi trên giấy. Ví dụ: O. Example: O."}
    words |= {f"con.{name}.{value}": value.upper() for value in schema.get("enum", [])}
    words[f"con.{name}.error.enum"] = words[f"con.{name}.error.required"] = "Chọn nhóm máu."
    for lang in ("vi", "en"):
        _changed(folder / f"text.{lang}.json", partial(_add_texts, words))


def _add_texts(words: dict[str, str], texts: dict[str, Any]) -> None:
    texts.update(words)


def _as_second(example: dict[str, Any]) -> None:
    answers = example["answers"]
    answers.get("nguoi_yeu_cau", {}).pop("email", None)
    if "con" in answers:
        answers["con"]["nhom_mau"] = "o"


def _without(node: Any, pointers: tuple[str, ...]) -> Any:
    if isinstance(node, list):
        return [_without(item, pointers) for item in node if not _names(item, pointers)]
    return {key: _without(value, pointers) for key, value in node.items()} if isinstance(node, dict) else node


def _names(node: Any, pointers: tuple[str, ...]) -> bool:
    return isinstance(node, dict) and (node.get("scope") in pointers or node.get("value") in pointers)


def _changed(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document)
    _write(path, document)


def _write(path: Path, document: object) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2), encoding="utf-8")
