"""A dossier on its way through the office: supplement, draft, fee, result, withdrawal, and the office's clock."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry, deserialize_compact

from forms.answers import fingerprint
from tests.contract.practice.office import PDF, Citizen, Filing, Running, new_id, running, sign_in, until

pytestmark = pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
DAY = 24 * 3600
BETTER = PDF + b"better"


def slug(answer: Any) -> str:
    return str(answer.json()["type"].rsplit("/", 1)[1])


def in_work(portal: Running, citizen: Citizen, **changes: Any) -> Filing:
    filing = citizen.file(**changes)
    portal.act(filing.id, "receive")
    portal.act(filing.id, "process")
    return filing


def supplement(filing: Filing, sid: str, upload: str | None, data: dict[str, Any]) -> dict[str, Any]:
    papers = (
        [
            {
                "slot": "TP01",
                "n": 1,
                "sha256": hashlib.sha256(BETTER).hexdigest(),
                "size": len(BETTER),
                "type": "application/pdf",
            }
        ]
        if upload
        else []
    )
    manifest = {"v": 1, "dossier": filing.id, "supplement": sid, "data": data, "attachments": papers}
    return {
        "manifest": manifest,
        "fingerprint": fingerprint(manifest),
        "uploads": {"TP01/1": upload} if upload else {},
    }


def test_the_state_table_refuses_what_it_does_not_list(portal: Running, citizen: Citizen) -> None:
    filing = citizen.file()
    for action in ("process", "finish", "return", "resume", "grant_withdrawal"):
        answer = portal.call(
            "POST",
            f"/practice/v1/dossiers/{filing.id}/actions",
            json={"action": action},
            headers={"Authorization": f"Bearer {portal.token}"},
        )
        assert (answer.status_code, slug(answer)) == (409, "not-open")
    assert citizen.dossier(filing)["status"]["code"] == 1


def test_history_tells_who_did_what(portal: Running, citizen: Citizen) -> None:
    filing = in_work(portal, citizen)
    view = citizen.dossier(filing)
    rows = citizen.call("GET", f"/dossiers/{filing.id}/history").json()["items"]
    assert [row["status"] for row in rows] == [1, 2, 4]
    assert [row["seq"] for row in rows] == [1, 2, 3]
    assert (rows[1]["actor"]["name"], view["seq"]) == ("Hà Thị Nga", 3)
    assert view["step"]["handler"].startswith("Phạm Văn Đức")
    assert view["due_at"].endswith("17:00:00+07:00")


def test_a_supplement_is_answered_once(portal: Running, citizen: Citizen) -> None:
    filing = in_work(portal, citizen)
    asked = {"fields": [{"pointer": "/con/noi_sinh", "why": "x"}], "slots": [{"slot": "TP01", "why": "mờ"}]}
    portal.act(filing.id, "ask_supplement", text="Gửi lại", **asked)
    request = citizen.dossier(filing)["supplement"]
    assert (request["fields"], request["slots"]) == (asked["fields"], asked["slots"])
    address = f"/dossiers/{filing.id}/supplements/{request['sid']}"
    body = supplement(filing, request["sid"], citizen.upload(BETTER), {"/con/noi_sinh": "Bệnh viện huyện"})
    assert citizen.call("GET", address).status_code == 404
    closed = supplement(filing, request["sid"], body["uploads"]["TP01/1"], {"/con/ho_ten": "Lò Văn Bão"})
    assert slug(citizen.call("PUT", address, json=closed)) == "invalid"
    first, again = citizen.call("PUT", address, json=body), citizen.call("PUT", address, json=body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["receipt"] == again.json()["receipt"] == citizen.call("GET", address).json()["receipt"]
    other = supplement(filing, request["sid"], body["uploads"]["TP01/1"], {})
    assert slug(citizen.call("PUT", address, json=other)) == "fingerprint-mismatch"
    view = citizen.dossier(filing)
    assert (view["status"]["code"], view["supplement"]) == (4, None)
    (row,) = [row for row in portal.admin("GET", "/ledger")["dossiers"] if row["id"] == filing.id]
    assert [paper["sha256"] for paper in row["attachments"]] == [hashlib.sha256(BETTER).hexdigest()]
    assert [paper["sha256"] for paper in row["replaced"]] == [hashlib.sha256(PDF).hexdigest()]


@pytest.mark.parametrize("name", ["dossier", "supplement"])
def test_a_supplement_for_something_else_is_not_taken(portal: Running, citizen: Citizen, name: str) -> None:
    filing = in_work(portal, citizen)
    portal.act(filing.id, "ask_supplement", text="Gửi lại", slots=[{"slot": "TP01", "why": "mờ"}])
    sid = citizen.dossier(filing)["supplement"]["sid"]
    body = supplement(filing, sid, citizen.upload(BETTER), {})
    body["manifest"][name] = new_id()
    body["fingerprint"] = fingerprint(body["manifest"])
    answer = citizen.call("PUT", f"/dossiers/{filing.id}/supplements/{sid}", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "mix-up")


def confirm(citizen: Citizen, filing: Filing, **answer: Any) -> Any:
    asked = citizen.dossier(filing)["confirmation"]
    body = {"answer": "correct", "draft_sha256": asked["sha256"], **answer}
    return citizen.call("PUT", f"/dossiers/{filing.id}/confirmations/{asked['cid']}", json=body)


def test_a_wrong_draft_is_drawn_again_and_a_right_one_confirmed(portal: Running, citizen: Citizen) -> None:
    filing = in_work(portal, citizen)
    portal.act(filing.id, "ask_confirmation", slips={"/con/ho_ten": "Lò Văn Bão"})
    asked = citizen.dossier(filing)["confirmation"]
    draft = citizen.portal.call("GET", asked["document"], headers={"Authorization": bearer(citizen)})
    assert hashlib.sha256(draft.content).hexdigest() == asked["sha256"]
    with pytest.raises(AssertionError, match="not-open"):
        portal.act(filing.id, "finish")
    assert slug(confirm(citizen, filing, draft_sha256="0" * 64)) == "invalid"
    assert slug(confirm(citizen, filing, answer="wrong")) == "invalid"
    wrong = confirm(citizen, filing, answer="wrong", fields=[{"pointer": "/con/ho_ten", "should_be": "Lò Văn Bảo"}])
    assert (wrong.status_code, wrong.json()["state"]) == (201, "wrong")
    portal.act(filing.id, "ask_confirmation")
    assert confirm(citizen, filing).json()["state"] == "confirmed"
    assert portal.act(filing.id, "finish")["status"]["code"] == 9


def bearer(citizen: Citizen) -> str:
    return f"Bearer {citizen.tokens['access_token']}"


def owing(portal: Running, citizen: Citizen) -> tuple[Filing, Any]:
    filing = in_work(portal, citizen)
    portal.act(filing.id, "ask_payment")
    (notice,) = citizen.dossier(filing)["fee_notices"]
    return filing, notice


def pay(citizen: Citizen, filing: Filing, notice: Any, pid: str, method: str = "vietqr") -> Any:
    body = {"notice": notice["notice"], "method": method}
    return citizen.call("PUT", f"/dossiers/{filing.id}/payments/{pid}", json=body)


def test_a_fee_is_paid_once_through_one_open_attempt(portal: Running, citizen: Citizen) -> None:
    filing, notice = owing(portal, citizen)
    assert (notice["total"], notice["state"]) == (16000, "open")
    first, second = new_id(), new_id()
    attempt = pay(citizen, filing, notice, first)
    assert attempt.status_code == 201
    refused = pay(citizen, filing, notice, second)
    assert (slug(refused), refused.json()["pid"]) == ("attempt-open", first)
    assert pay(citizen, filing, notice, first).json()["receipt"] == attempt.json()["receipt"]
    view = citizen.dossier(filing)
    key = OKPKey.import_key(portal.call("GET", "/oauth/jwks").json()["keys"][0])
    token = attempt.json()["sig"]
    signed = json.loads(
        deserialize_compact(token, key, algorithms=["EdDSA"], registry=JWSRegistry(algorithms=["EdDSA"])).payload
    )
    assert (signed["amount"], signed["memo"]) == (16000, view["code"])
    assert signed["beneficiary"] == {"bin": "999999", "account": "0000000007", "name": "PRACTICE"}
    assert "540516000" in attempt.json()["qr"]
    portal.act(filing.id, "pay", payment=first)
    paid = citizen.call("POST", f"/dossiers/{filing.id}/payments/{first}:refresh").json()
    assert paid["state"] == "paid"
    receipt = citizen.call("GET", f"/results/{paid['fee_receipt']}/content")
    assert receipt.content.startswith(b"%PDF")
    assert citizen.dossier(filing)["status"]["code"] == 4
    assert slug(pay(citizen, filing, notice, second)) == "not-open"


def test_cash_at_the_counter(portal: Running, citizen: Citizen) -> None:
    filing, notice = owing(portal, citizen)
    attempt = pay(citizen, filing, notice, new_id(), "cash").json()
    assert (attempt["state"], attempt["qr"]) == ("open", None)
    portal.act(filing.id, "pay", note="BL 0001")
    assert citizen.call("GET", f"/dossiers/{filing.id}/payments/{attempt['pid']}").json()["state"] == "paid"


def finished(portal: Running, citizen: Citizen) -> tuple[Filing, list[Any]]:
    filing = in_work(portal, citizen)
    portal.act(filing.id, "finish")
    return filing, citizen.dossier(filing)["results"]


def test_results_are_whole_resumable_and_acknowledged(portal: Running, citizen: Citizen) -> None:
    filing, results = finished(portal, citizen)
    address = f"/results/{results[0]['rid']}"
    whole = citizen.call("GET", f"{address}/content")
    assert hashlib.sha256(whole.content).hexdigest() == results[0]["sha256"]
    part = citizen.call("GET", f"{address}/content", headers={"Range": "bytes=100-"})
    assert (part.status_code, whole.content[:100] + part.content) == (206, whole.content)
    tag = whole.headers["ETag"]
    assert citizen.call("GET", f"{address}/content", headers={"If-None-Match": tag}).status_code == 304
    beyond = citizen.call("GET", f"{address}/content", headers={"Range": "bytes=99999999-"})
    assert (beyond.status_code, slug(beyond)) == (416, "range")
    assert sign_in(portal, "stranger").call("GET", f"{address}/content").status_code == 404
    body = {"sha256": results[0]["sha256"]}
    kept = citizen.call("PUT", f"{address}/acknowledgement", json=body)
    assert citizen.call("PUT", f"{address}/acknowledgement", json=body).json() == kept.json()
    assert citizen.dossier(filing)["status"]["code"] == 10


def test_results_are_signed_by_the_pinned_authority(portal: Running, citizen: Citizen) -> None:
    _, results = finished(portal, citizen)
    assert [result["signed"] for result in results] == [True, True]
    content = citizen.call("GET", f"/results/{results[0]['rid']}/content").content
    assert b"/ETSI.CAdES.detached" in content
    assert portal.call("GET", "/.well-known/hoso-portal").json()["result_ca"].startswith("-----BEGIN CERTIFICATE")


def test_a_withdrawal_is_asked_for_and_granted(portal: Running, citizen: Citizen) -> None:
    filing, wid = in_work(portal, citizen), new_id()
    address = f"/dossiers/{filing.id}/withdrawals/{wid}"
    asked = citizen.call("PUT", address, json={"reason": "Khai nhầm"})
    assert (asked.status_code, asked.json()["state"]) == (201, "open")
    assert citizen.dossier(filing)["status"]["code"] == 7
    portal.act(filing.id, "refuse_withdrawal", note="Đã ký")
    assert citizen.dossier(filing)["status"]["code"] == 4
    citizen.call("PUT", f"/dossiers/{filing.id}/withdrawals/{new_id()}", json={})
    portal.act(filing.id, "grant_withdrawal")
    status = citizen.dossier(filing)["status"]
    assert (status["code"], status["final"], status["cause"]) == (8, True, "withdrawn")


def test_the_offices_time_passes(tmp_path: Path) -> None:
    with running(tmp_path / "data") as portal:
        citizen = sign_in(portal)
        silent, late = in_work(portal, citizen), in_work(portal, citizen)
        portal.act(silent.id, "ask_confirmation")
        asked = citizen.dossier(silent)["confirmation"]
        portal.act(late.id, "ask_supplement", text="Gửi", slots=[{"slot": "TP01", "why": "mờ"}], days=3)
        sid = citizen.dossier(late)["supplement"]["sid"]
        portal.admin("PUT", "/clock", {"offset_s": 4 * DAY})
        assert citizen.dossier(silent)["confirmation"] is None
        rows = citizen.call("GET", f"/dossiers/{silent.id}/history").json()["items"]
        assert "coi như đồng ý" in rows[-1]["text"]
        answer = citizen.call(
            "PUT",
            f"/dossiers/{silent.id}/confirmations/{asked['cid']}",
            json={"answer": "correct", "draft_sha256": asked["sha256"]},
        )
        assert (answer.status_code, slug(answer)) == (410, "deadline-passed")
        status = citizen.dossier(late)["status"]
        assert (status["code"], status["final"], status["cause"]) == (8, False, "deadline")
        body = supplement(late, sid, citizen.upload(BETTER), {})
        assert slug(citizen.call("PUT", f"/dossiers/{late.id}/supplements/{sid}", json=body)) == "deadline-passed"


def test_the_officer_of_auto_takes_silence_for_yes(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--auto", "--speed", "2000") as portal:
        citizen = sign_in(portal)
        filing = citizen.file()
        until(lambda: citizen.dossier(filing)["confirmation"])
        portal.admin("PUT", "/clock", {"offset_s": 2 * DAY, "speed": 2000})
        (notice,) = until(lambda: citizen.dossier(filing)["fee_notices"])
        assert (notice["state"], citizen.dossier(filing)["confirmation"]) == ("open", None)


def test_the_officer_of_auto_brings_a_dossier_to_its_result(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--auto", "--speed", "2000") as portal:
        citizen = sign_in(portal)
        filing = citizen.file()
        until(lambda: citizen.dossier(filing)["confirmation"])
        assert confirm(citizen, filing).status_code == 201
        notice = until(lambda: next(iter(citizen.dossier(filing)["fee_notices"]), None))
        pid = new_id()
        assert pay(citizen, filing, notice, pid).status_code == 201
        portal.act(filing.id, "pay", payment=pid)
        until(lambda: citizen.dossier(filing)["status"]["code"] == 10)
        assert citizen.dossier(filing)["results"]
