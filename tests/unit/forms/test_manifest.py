import dataclasses
import hashlib
import json
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from forms.answers import (
    ManifestParts,
    Paper,
    Submitter,
    build_manifest,
    canonical,
    complete,
    fingerprint,
    manifest_schema,
    put,
)
from forms.errors import FormsError
from forms.manifest import check_manifest
from forms.pack import ProcedurePack
from tests.unit.forms.births import DAY, birth_answers

VECTORS = sorted((Path(__file__).parent / "vectors").glob("*.json"))


def _vector(path: Path) -> dict[str, Any]:
    vector: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return vector


def _nfc(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_nfc(key): _nfc(inner) for key, inner in value.items()}
    return [_nfc(inner) for inner in value] if isinstance(value, list) else value


def _second_opinion(value: Any) -> bytes:
    """The canonical bytes by the standard library alone: enough while keys are ASCII and numbers whole."""
    return json.dumps(_nfc(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _parts(pack: ProcedurePack, **changes: Any) -> ManifestParts:
    usual: dict[str, Any] = {
        "pack": pack,
        "data": complete(pack, birth_answers(), today=DAY),
        "mode": "practice",
        "as_of": DAY,
        "submitter": Submitter("self", "Lò Thị May", "038158000123"),
        "attachments": (
            Paper("TP08", 1, hashlib.sha256(b"cu tru").hexdigest(), 20480, "application/pdf"),
            Paper("TP01", 1, hashlib.sha256(b"chung sinh").hexdigest(), 90122, "image/jpeg"),
        ),
        "finalised_at": datetime.fromisoformat("2026-11-23T02:37:02+00:00"),
        "fee_shown": 16_000,
    }
    return ManifestParts(**{**usual, **changes})


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_ours_and_a_second_implementation_agree_with_the_vector(path: Path) -> None:
    vector = _vector(path)
    for raw in (canonical(vector["value"]), _second_opinion(vector["value"])):
        assert len(raw) == vector["bytes"]
        assert hashlib.sha256(raw).hexdigest() == vector["sha256"]
    assert fingerprint(vector["value"]) == f"sha256:{vector['sha256']}"


def test_the_contracts_vector_is_the_one_that_is_kept() -> None:
    vector = _vector(Path(__file__).parent / "vectors" / "canonical-form.json")
    assert vector["bytes"] == 302
    assert vector["sha256"] == "ceae5db2e25114ced55f461fbad303da0fe1bc55c4a88ce8c287fabb3d8a2362"


def test_decomposed_letters_give_the_same_fingerprint_and_would_not_without_nfc() -> None:
    value = _vector(Path(__file__).parent / "vectors" / "canonical-form.json")["value"]
    decomposed = put(value, "/applicant/name", unicodedata.normalize("NFD", value["applicant"]["name"]))
    assert fingerprint(decomposed) == fingerprint(value)
    raw = json.dumps(decomposed, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert hashlib.sha256(raw).hexdigest() not in fingerprint(value)


def test_building_gives_the_birth_vector_again(birth: ProcedurePack) -> None:
    vector = _vector(Path(__file__).parent / "vectors" / "birth.json")
    pack = dataclasses.replace(birth, sha256=vector["value"]["form"]["sha256"])
    assert build_manifest(_parts(pack)) == vector["value"]


@pytest.mark.parametrize(
    "path", [path for path in VECTORS if path.stem != "canonical-form"], ids=lambda path: path.stem
)
def test_vectors_are_manifests(path: Path) -> None:
    check_manifest(_vector(path)["value"])


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/v", 2),
        ("/mode", "test"),
        ("/unit", "H56"),
        ("/case", "Bỏ rơi"),
        ("/pledge", False),
        ("/as_of", "2026-11-31"),
        ("/finalised_at", "2026-11-23 09:37"),
        ("/submitter/relation", "friend"),
        ("/applicant/id_type", "1"),
        ("/consent", "yes"),
        ("/fee/shown", 1.5),
        ("/fee/shown", -1),
        ("/data/ban_sao/so_luong", 2.0),
        ("/data/con/họ", "x"),
        ("/attachments/0/size", 0),
        ("/attachments/0/sha256", "AB"),
        ("/form/extra", 1),
        ("/extra", 1),
        ("/replaces", None),
    ],
)
def test_what_is_no_manifest_is_refused(pointer: str, value: object) -> None:
    manifest = _vector(Path(__file__).parent / "vectors" / "birth.json")["value"]
    with pytest.raises(FormsError, match=r"manifest\.invalid"):
        check_manifest(put(manifest, pointer, value))


def test_papers_are_sorted_and_none_stands_twice(birth: ProcedurePack) -> None:
    manifest = build_manifest(_parts(birth))
    assert [paper["slot"] for paper in manifest["attachments"]] == ["TP01", "TP08"]
    for papers in (manifest["attachments"][::-1], manifest["attachments"][:1] * 2):
        with pytest.raises(FormsError, match=r"manifest\.invalid"):
            check_manifest({**manifest, "attachments": papers})


def test_the_pack_says_where_applicant_case_and_delivery_are(birth: ProcedurePack) -> None:
    paper = {"loai": "ho_chieu", "so": "C1234567"}
    answers = birth_answers(
        ("/nguoi_yeu_cau/chua_co_so_dinh_danh", True),
        ("/nguoi_yeu_cau/giay_to", paper),
        ("/nguoi_yeu_cau/noi_cu_tru", {"xa": "14845", "chi_tiet": "bản Lát"}),
        ("/nhan_ket_qua", {"hinh_thuc": "buu_dien", "dia_chi": "bản Lát, xã Mường Lát"}),
    )
    manifest = build_manifest(_parts(birth, data=complete(birth, answers, today=DAY)))
    assert manifest["applicant"] == {
        "kind": "citizen",
        "name": "Lò Thị May",
        "id_type": "passport",
        "id_no": "C1234567",
        "phone": "0912345678",
        "email": None,
        "address": "bản Lát, xã Mường Lát, tỉnh Thanh Hóa",
    }
    assert manifest["delivery"] == {"electronic": True, "paper": "post", "address": "bản Lát, xã Mường Lát"}
    assert (manifest["case"], manifest["unit"], manifest["form"]["version"]) == ("du_cha_me", "14845", 1)


def test_an_unfinished_dossier_makes_no_manifest(birth: ProcedurePack) -> None:
    with pytest.raises(FormsError, match=r"manifest\.invalid"):
        build_manifest(_parts(birth, data={}))


def test_what_json_cannot_carry_is_refused() -> None:
    for value in ({"a": float("nan")}, {"a": "\ud800"}, {"a": 2**60}, {"a": object()}):
        with pytest.raises(FormsError, match=r"manifest\.not-canonical"):
            canonical(value)


def test_the_schema_in_the_documentation_is_the_schema() -> None:
    kept = json.loads(Path("docs/manifest-v1.schema.json").read_text(encoding="utf-8"))
    assert kept == manifest_schema()
    jsonschema_rs.meta.validate(kept)
