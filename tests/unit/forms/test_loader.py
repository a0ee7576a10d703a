import hashlib
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from forms import sources
from forms.loader import PackError, load_pack, preview_pack
from forms.pack import ProcedurePack
from tests.unit.forms.births import DAY


def _zip(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*.json")):
            archive.write(path, path.relative_to(folder).as_posix())
    return target


def _refused(place: Path) -> PackError:
    with pytest.raises(PackError) as caught:
        load_pack(place)
    return caught.value


def _edit(path: Path, pointer_key: str, value: Any) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    document[pointer_key] = value
    path.write_text(json.dumps(document), encoding="utf-8")


def test_the_digest_covers_every_file_and_the_shared_ones_it_uses(birth_copy: Path) -> None:
    shared = birth_copy.parents[2] / "_shared"
    files = {path.relative_to(birth_copy).as_posix(): path for path in birth_copy.rglob("*.json")}
    names = ["address.json", "eform.json", "identity_paper.json", "parent.json", "person.vi.json", "person.en.json"]
    files |= {f"_shared/{name}": shared / name for name in names}
    digests = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    first = load_pack(birth_copy)
    assert first.files == digests
    assert first.sha256 == hashlib.sha256(rfc8785.dumps(digests)).hexdigest()
    (shared / "unused.json").write_text("{}", encoding="utf-8")
    assert load_pack(birth_copy).sha256 == first.sha256
    (shared / "address.json").write_bytes((shared / "address.json").read_bytes() + b"\n")
    assert load_pack(birth_copy).sha256 != first.sha256


def test_a_zip_is_the_same_pack_as_its_folder(birth: ProcedurePack, birth_copy: Path, tmp_path: Path) -> None:
    packed = load_pack(_zip(birth_copy, tmp_path / "pack.zip"))
    assert (packed.sha256, packed.schema, packed.texts) == (birth.sha256, birth.schema, birth.texts)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "JSONDecodeError"),
        (b"\xff{}", "UnicodeDecodeError"),
        (b'{"code": 1, "code": 2}', "ValueError"),
        (b'{"a": NaN}', "ValueError"),
        (b"[" * 100_000, "RecursionError"),
    ],
)
def test_an_unreadable_file_is_named(birth_copy: Path, content: bytes, reason: str) -> None:
    (birth_copy / "logic.json").write_bytes(content)
    error = _refused(birth_copy)
    assert (error.code, error.file, error.parameters["reason"]) == ("pack.unreadable", "logic.json", reason)


def test_a_missing_file_is_named(birth_copy: Path) -> None:
    (birth_copy.parents[2] / "_shared" / "parent.json").unlink()
    assert (_refused(birth_copy).code, _refused(birth_copy).file) == ("pack.unreadable", "_shared/parent.json")
    (birth_copy / "procedure.json").unlink()
    assert _refused(birth_copy).file == "procedure.json"
    assert _refused(birth_copy / "nowhere").code == "pack.unreadable"


def test_what_is_not_an_object_or_not_a_zip(birth_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK not really")
    assert _refused(tmp_path / "x.zip").code == "pack.unreadable"
    (birth_copy / "ui.json").write_text("[]", encoding="utf-8")
    assert (_refused(birth_copy).code, _refused(birth_copy).file) == ("pack.invalid", "ui.json")


def test_faults_of_structure_name_file_and_pointer(birth_copy: Path) -> None:
    _edit(birth_copy / "procedure.json", "version", 0)
    error = _refused(birth_copy)
    assert (error.code, error.file, error.pointer) == ("pack.invalid", "procedure.json", "/version")


@pytest.mark.parametrize("name", ["../evil.json", "/etc/evil.json", "a/../../e.json", "..\\evil.json", "C:evil.json"])
def test_a_zip_that_reaches_outside_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "slip.zip", "w") as archive:
        archive.writestr(name, "{}")
    assert _refused(tmp_path / "slip.zip").code == "pack.unsafe"


def test_a_bomb_is_refused_by_its_size(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("procedure.json", b"0" * (sources.MAX_FILE + 1))
    assert _refused(tmp_path / "bomb.zip").code == "pack.unsafe"


def test_many_files_or_much_together_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(sources.MAX_FILES + 1):
            archive.writestr(f"{number}.json", "{}")
    assert _refused(tmp_path / "many.zip").code == "pack.unsafe"


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need rights on Windows")
def test_a_link_out_of_the_folder_is_refused(birth_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text("{}", encoding="utf-8")
    (birth_copy / "link.json").symlink_to(tmp_path / "secret.json")
    assert _refused(birth_copy).code == "pack.unsafe"


def test_references_are_written_out_and_must_lead_somewhere(birth: ProcedurePack, birth_copy: Path) -> None:
    assert "$ref" not in json.dumps(birth.schema)
    assert birth.schema["properties"]["me"]["properties"]["noi_cu_tru"]["properties"]["xa"]["format"] == "commune"
    _edit(birth_copy / "schema.json", "properties", {"a": {"$ref": "#/$defs/nowhere"}})
    assert _refused(birth_copy).parameters["reason"] == "dangling-reference"
    _edit(birth_copy / "schema.json", "properties", {"a": {"$ref": "#/properties/a"}})
    assert _refused(birth_copy).parameters["reason"] == "circular-reference"


def test_lenient_takes_what_strict_refuses(birth_copy: Path) -> None:
    _edit(birth_copy / "schema.json", "x-colour", "red")
    assert _refused(birth_copy).pointer == "/x-colour"
    assert load_pack(birth_copy, strict=False).schema["x-colour"] == "red"


def test_somebody_elses_pair_opens(birth: ProcedurePack) -> None:
    from forms.validation import validate

    tree = {"type": "object", "properties": {"name": {"type": "string"}, "next": {"$ref": "#"}}, "required": ["name"]}
    pack = preview_pack(tree)
    assert [element["scope"] for element in pack.ui["elements"]] == ["#/properties/name", "#/properties/next"]
    assert [error.pointer for error in validate(pack, {}, today=DAY)] == ["/name"]
    assert birth.has_form


def test_shared_texts_speak_for_the_longest_ending(birth: ProcedurePack) -> None:
    assert birth.text("me.noi_cu_tru.xa.label") == "Xã, phường"
    assert birth.text("cha.giay_to.ngay_cap.label", "en") == "Date of issue"
    assert birth.text("con.dan_toc.label") == "Dân tộc của trẻ"
    assert birth.text("me.dan_toc.label") == "Dân tộc"
    with pytest.raises(KeyError):
        birth.text("me.nothing.label")
