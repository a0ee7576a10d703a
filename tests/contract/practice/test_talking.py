"""Messages and the rating at the portal: stored once, listed for both sides, answered with a receipt."""

from typing import Any

from tests.contract.practice.office import Citizen, Running, new_id


def slug(answer: Any) -> str:
    return str(answer.json()["type"].rsplit("/", 1)[1])


def test_both_sides_are_listed_and_a_repeated_message_is_one(portal: Running, citizen: Citizen) -> None:
    filing = citizen.file()
    mid = new_id()
    address = f"/dossiers/{filing.id}/messages"
    first = citizen.call("PUT", f"{address}/{mid}", json={"text": "Bao giờ có kết quả?"})
    again = citizen.call("PUT", f"{address}/{mid}", json={"text": "Bao giờ có kết quả?"})
    other = citizen.call("PUT", f"{address}/{mid}", json={"text": "Thôi ạ"})
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 422)
    assert (
        first.json()["receipt"] == again.json()["receipt"] == citizen.call("GET", f"{address}/{mid}").json()["receipt"]
    )
    assert slug(other) == "fingerprint-mismatch"
    seq = citizen.dossier(filing)["seq"]
    portal.act(filing.id, "reply", text="Ngày mai bà con nhé.")
    assert citizen.dossier(filing)["seq"] > seq, "the delta would not tell of the reply"
    said = citizen.call("GET", address).json()["items"]
    assert [(one["sender"], one["text"]) for one in said] == [
        ("citizen", "Bao giờ có kết quả?"),
        ("office", "Ngày mai bà con nhé."),
    ]


def test_an_empty_message_is_refused(citizen: Citizen) -> None:
    filing = citizen.file()
    answer = citizen.call("PUT", f"/dossiers/{filing.id}/messages/{new_id()}", json={"text": ""})
    assert answer.status_code == 400
    assert citizen.call("GET", f"/dossiers/{filing.id}/messages").json()["items"] == []


def test_a_dossier_is_rated_once_and_after_the_office_has_answered(portal: Running, citizen: Citizen) -> None:
    filing = citizen.file()
    address = f"/dossiers/{filing.id}/rating"
    early = citizen.call("PUT", address, json={"stars": 5})
    assert (early.status_code, slug(early)) == (409, "not-open")
    assert citizen.call("GET", address).status_code == 404
    portal.act(filing.id, "refuse", note="Không thuộc thẩm quyền")
    assert "rating" in citizen.dossier(filing)["allowed_actions"]
    rated = citizen.call("PUT", address, json={"stars": 2, "text": "Chậm"})
    assert (rated.status_code, rated.json()["state"]) == (201, "counted")
    assert citizen.call("PUT", address, json={"stars": 2, "text": "Chậm"}).status_code == 200
    assert slug(citizen.call("PUT", address, json={"stars": 5})) == "fingerprint-mismatch"
    assert "rating" not in citizen.dossier(filing)["allowed_actions"]
