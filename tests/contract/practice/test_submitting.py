"""The one submission call: stored once, answered with the same receipt for ever."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
import requests
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry, deserialize_compact

from forms.answers import put
from tests.contract.practice.office import (
    PDF,
    Citizen,
    Filing,
    Running,
    new_id,
    repr_digest,
    running,
    sign_in,
    until,
)

pytestmark = pytest.mark.filterwarnings("ignore:EdDSA is deprecated")


def claims(portal: Running, token: str) -> Any:
    key = OKPKey.import_key(portal.call("GET", "/oauth/jwks").json()["keys"][0])
    registry = JWSRegistry(algorithms=["EdDSA"])
    return json.loads(deserialize_compact(token, key, algorithms=["EdDSA"], registry=registry).payload)


def stored(portal: Running, filing: Filing) -> list[Any]:
    return [row for row in portal.admin("GET", "/ledger")["dossiers"] if row["id"] == filing.id]


def test_a_receipt_says_exactly_what_arrived(portal: Running, citizen: Citizen) -> None:
    filing = citizen.file()
    profile = portal.call("GET", "/.well-known/hoso-portal").json()
    said = claims(portal, filing.receipt)
    paper = filing.manifest["attachments"][0]
    assert said.pop("received_at").endswith("+07:00")
    assert said.pop("code").startswith("H56.148.45-")
    assert said == {
        "iss": portal.url,
        "portal_id": profile["portal_id"],
        "mode": "practice",
        "kind": "dossier",
        "item": filing.id,
        "dossier": filing.id,
        "fingerprint": filing.body["fingerprint"],
        "seq": 1,
        "unit": "14845",
        "procedure": "1.001193",
        "attachments": [{"slot": "TP01", "n": 1, "sha256": paper["sha256"]}],
        "consent": None,
    }


def test_the_same_again_gives_the_same_receipt(portal: Running, citizen: Citizen) -> None:
    filing = citizen.file()
    again = citizen.submit(filing)
    assert (again.status_code, again.json()["receipt"]) == (200, filing.receipt)
    assert len(stored(portal, filing)) == 1


def test_a_lost_answer_is_given_again(portal: Running, citizen: Citizen) -> None:
    filing = Filing.made(citizen.upload())
    portal.fault("drop_after_commit", "PUT", "/api/v1/dossiers/*")
    with pytest.raises(requests.ConnectionError):
        citizen.submit(filing)
    asked = citizen.dossier(filing)
    again = citizen.submit(filing)
    assert (again.status_code, again.json()["receipt"]) == (200, asked["receipt"])
    assert len(stored(portal, filing)) == 1


def test_a_request_dropped_before_it_was_read_leaves_nothing(portal: Running, citizen: Citizen) -> None:
    filing = Filing.made(citizen.upload())
    portal.fault("drop_before", "PUT", "/api/v1/dossiers/*")
    with pytest.raises(requests.ConnectionError):
        citizen.submit(filing)
    assert citizen.call("GET", f"/dossiers/{filing.id}").status_code == 404


def test_other_content_under_the_same_id_is_refused(citizen: Citizen) -> None:
    filing = citizen.file()
    other = Filing(filing.id, {**filing.manifest, "finalised_at": "2026-11-22T11:00:00+07:00"}, filing.uploads)
    answer = citizen.submit(other)
    assert (answer.status_code, answer.json()["stored_fingerprint"]) == (422, filing.body["fingerprint"])
    assert answer.json()["type"].endswith("/problems/fingerprint-mismatch")
    assert citizen.dossier(filing)["fingerprint"] == filing.body["fingerprint"]


def test_a_tombstone_lets_no_late_copy_in(portal: Running, citizen: Citizen) -> None:
    late = Filing.made(citizen.upload())
    assert citizen.call("DELETE", f"/dossiers/{late.id}").status_code == 204
    answer = citizen.submit(late)
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (410, "withdrawn")
    ledger = portal.admin("GET", "/ledger")
    assert late.id in ledger["tombstones"]
    assert not stored(portal, late)


def test_taken_back_before_intake_and_not_after(portal: Running, citizen: Citizen) -> None:
    early, late = citizen.file(), citizen.file()
    answer = citizen.call("DELETE", f"/dossiers/{early.id}")
    assert (answer.status_code, answer.json()["status"]["cause"]) == (200, "withdrawn")
    assert citizen.call("DELETE", f"/dossiers/{early.id}").status_code == 204
    assert citizen.submit(early).status_code == 410
    portal.act(late.id, "receive")
    refused = citizen.call("DELETE", f"/dossiers/{late.id}")
    assert (refused.status_code, refused.json()["type"].rsplit("/", 1)[1]) == (409, "already-accepted")


def test_nobody_sees_anothers_dossier(portal: Running, citizen: Citizen) -> None:
    filing = citizen.file()
    stranger = sign_in(portal, "stranger")
    for method in ("GET", "DELETE"):
        assert stranger.call(method, f"/dossiers/{filing.id}").status_code == 404
    assert stranger.submit(filing).status_code == 404
    assert stranger.call("GET", f"/uploads/{filing.uploads['TP01/1']}").status_code == 404
    assert filing.id not in stranger.call("GET", "/dossiers").text


def test_papers_that_are_not_whole_are_named(citizen: Citizen) -> None:
    half = new_id()
    citizen.announce(half, PDF)
    citizen.send(half, PDF[:100], 0)
    filing = Filing.made(half)
    answer = citizen.submit(filing)
    assert (answer.status_code, answer.json()["missing"]) == (409, [{"slot": "TP01", "n": 1, "upload": half}])
    citizen.send(half, PDF[100:], 100)
    assert citizen.submit(filing).status_code == 201


def test_papers_are_the_senders_own_and_the_very_bytes(portal: Running, citizen: Citizen) -> None:
    longer, turned, rejected = PDF + b"x", PDF[::-1], new_id()
    headers = {"Idempotency-Key": f'"{rejected}"', "Upload-Length": str(len(PDF)), "Repr-Digest": repr_digest(turned)}
    citizen.call("POST", "/uploads", headers=headers)
    citizen.send(rejected, PDF, 0)
    strangers = sign_in(portal, f"stranger-{new_id()}").upload()
    for upload in (strangers, citizen.upload(longer), citizen.upload(turned), rejected, new_id()):
        filing = Filing.made(upload)
        answer = citizen.submit(filing)
        assert (answer.status_code, answer.json()["missing"]) == (409, [{"slot": "TP01", "n": 1, "upload": upload}])
        assert not stored(portal, filing)


def test_the_papers_are_kept_byte_for_byte(portal: Running, citizen: Citizen) -> None:
    filing = citizen.file()
    (row,) = stored(portal, filing)
    kept = portal.call(
        "GET",
        f"/practice/v1/dossiers/{filing.id}/attachments/TP01/1",
        headers={"Authorization": f"Bearer {portal.token}"},
    )
    assert kept.content == PDF
    assert json.loads(b64decode(row["manifest"])) == filing.manifest


@pytest.mark.parametrize(
    ("change", "status", "slug"),
    [
        ({"v": 2}, 400, "unsupported-version"),
        ({"mode": "live"}, 422, "invalid"),
        ({"form": {"code": "1.001193", "version": 99, "sha256": "0" * 64}}, 422, "form-version-retired"),
        ({"form": {"code": "1.001193", "version": 1, "sha256": "0" * 64}}, 422, "form-version-retired"),
        ({"fee": {"shown": 1, "exemption": None}}, 422, "fee-changed"),
        ({"fee": {"shown": 0, "exemption": "no-such-ground"}}, 422, "invalid"),
        ({"unit": "14846"}, 422, "invalid"),
        ({"attachments": []}, 422, "invalid"),
        ({"data": {}}, 422, "invalid"),
    ],
)
def test_what_is_refused(citizen: Citizen, change: dict[str, Any], status: int, slug: str) -> None:
    filing = Filing.made(citizen.upload())
    filing.manifest.update(change)
    answer = citizen.submit(filing)
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (status, slug)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert citizen.call("GET", f"/dossiers/{filing.id}").status_code == 404


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/con/ngay_sinh_chu", "Ngày một tháng một năm hai nghìn"),
        ("/con/ngay_sinh_chu", None),
        ("/truong_hop", "bo_roi"),
        ("/nguoi_yeu_cau/quan_he_khac", "bà nội "),
    ],
)
def test_what_the_program_calculates_is_calculated_again(citizen: Citizen, pointer: str, value: str | None) -> None:
    filing = Filing.made(citizen.upload())
    filing.manifest["data"] = put(filing.manifest["data"], pointer, value)
    answer = citizen.submit(filing)
    assert (answer.status_code, [error["code"] for error in answer.json()["errors"]]) == (422, ["calculated"])


def test_a_wrong_field_is_pointed_at_in_the_language_asked_for(citizen: Citizen) -> None:
    filing = Filing.made(citizen.upload())
    filing.manifest["data"]["con"]["ngay_sinh"] = "2027-01-01"
    answers = [
        citizen.call("PUT", f"/dossiers/{filing.id}", json=filing.body, headers={"Accept-Language": lang})
        for lang in ("vi", "en")
    ]
    (vietnamese, english) = [answer.json()["errors"][0] for answer in answers]
    assert vietnamese["pointer"] == english["pointer"] == "/data/con/ngay_sinh"
    assert vietnamese["detail"] != english["detail"]


def test_a_false_fingerprint_is_refused(citizen: Citizen) -> None:
    filing = Filing.made(citizen.upload())
    body = {**filing.body, "fingerprint": "sha256:" + "0" * 64}
    answer = citizen.call("PUT", f"/dossiers/{filing.id}", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/fingerprint")


def test_the_applicant_is_the_one_in_the_answers(citizen: Citizen) -> None:
    filing = Filing.made(citizen.upload())
    filing.manifest["applicant"]["name"] = "Hà Thị Nết"
    answer = citizen.submit(filing)
    errors = [(error["pointer"], error["code"]) for error in answer.json()["errors"]]
    assert (answer.status_code, errors) == (422, [("/applicant/name", "applicant")])


def test_magic_names(citizen: Citizen) -> None:
    refused = citizen.submit(Filing.made(citizen.upload(), name_ends=" #LOI-422"))
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "magic")
    slow = Filing.made(citizen.upload(), name_ends=" #CHAM")
    answer = citizen.submit(slow)
    assert (answer.status_code, answer.json()["code"]) == (202, None)
    asked = citizen.file(name_ends=" #BOSUNG")
    view = until(lambda: (found := citizen.dossier(asked))["supplement"] and found)
    assert view["status"]["enum"] == "supplement"
    assert view["status"]["before_intake"]


def test_a_late_number_comes_with_the_offices_time(tmp_path: Path) -> None:
    with running(tmp_path / "data") as portal:
        citizen = sign_in(portal)
        slow = citizen.file(name_ends=" #CHAM")
        portal.admin("PUT", "/clock", {"offset_s": 60})
        assert citizen.dossier(slow)["code"].startswith("H56.148.45-")
        assert citizen.submit(slow).json()["receipt"] == slow.receipt
