"""The public look-up and the acceptance slip, as anybody meets them who has only the paper."""

from typing import Any

import pypdfium2
import pytest
import zxingcpp

from desktop.practice.lookup_limit import ASKED, WRONG
from tests.contract.practice.office import Citizen, Filing, Running, sign_in

UNKNOWN = "H56.148.45-261122-9999"
SAME_FOR_ALL = ("type", "title", "status", "detail", "instance", "retryable")


@pytest.fixture(autouse=True)
def rested(portal: Running) -> None:
    """A portal that nobody has asked too much."""
    portal.admin("POST", "/reset")


def ask(portal: Running, **body: Any) -> Any:
    return portal.call("POST", "/api/v1/lookup", json=body)


def filed(portal: Running) -> tuple[Citizen, Filing, str, str]:
    """A dossier that arrived, its code and the last digits of its applicant's number."""
    citizen = sign_in(portal, "binh")
    filing = citizen.file()
    code = citizen.dossier(filing)["code"]
    return citizen, filing, code, filing.manifest["applicant"]["id_no"][-4:]


def test_whoever_holds_the_slip_sees_where_it_stands_until_the_result(portal: Running) -> None:
    _, filing, code, last4 = filed(portal)
    told = ask(portal, code=code, id_last4=last4)
    assert told.status_code == 200
    assert told.json()["status"]["enum"] == "registered"
    seen = []
    for action in ("receive", "process", "finish", "return"):
        portal.act(filing.id, action)
        seen.append(ask(portal, code=code, id_last4=last4).json())
    assert [one["status"]["enum"] for one in seen] == ["received", "processing", "finished", "returned"]
    assert [one["has_result"] for one in seen] == [False, False, True, True]
    assert seen[0]["due_at"].endswith("17:00:00+07:00")
    assert seen[-1]["status"]["final"]
    assert seen[-1]["updated_at"] >= seen[0]["updated_at"]


def test_it_tells_no_names_and_no_reasons(portal: Running) -> None:
    _, filing, code, last4 = filed(portal)
    portal.act(filing.id, "refuse", note="Bà Lò Thị Nhẫn đã đăng ký ở nơi khác")
    told = ask(portal, code=code, id_last4=last4)
    assert told.json()["status"]["enum"] == "refused"
    shown = told.text
    applicant = filing.manifest["applicant"]
    for private in ("Nhẫn", applicant["name"], applicant["id_no"], filing.manifest["submitter"]["name"], filing.id):
        assert private not in shown


def test_wrong_and_unknown_are_one_answer(portal: Running) -> None:
    _, _, code, last4 = filed(portal)
    wrong = "0000" if last4 != "0000" else "1111"
    answers = [
        ask(portal, code=code, id_last4=wrong), ask(portal, code=UNKNOWN, id_last4=last4),
        ask(portal, code=code), ask(portal, code=code, lookup_secret="x"),
    ]  # fmt: skip
    assert {answer.status_code for answer in answers} == {404}
    bodies = [{name: answer.json()[name] for name in SAME_FOR_ALL} for answer in answers]
    assert bodies == [bodies[0]] * len(bodies)
    assert {frozenset(answer.json()) for answer in answers} == {frozenset({*SAME_FOR_ALL, "request_id"})}
    assert {len(answer.content) for answer in answers} == {len(answers[0].content)}


def test_the_secret_of_the_receipt_opens_it_too(portal: Running) -> None:
    citizen = sign_in(portal, "binh")
    filing = Filing.made(citizen.upload())
    stored = citizen.submit(filing).json()
    code = citizen.dossier(filing)["code"]
    assert ask(portal, code=code, lookup_secret=stored["lookup_secret"]).status_code == 200
    last4 = filing.manifest["applicant"]["id_no"][-4:]
    assert ask(portal, code=code, id_last4=last4, lookup_secret="another").status_code == 404


def test_guessing_a_number_ends_soon_and_says_when_to_come_back(portal: Running) -> None:
    _, _, code, last4 = filed(portal)
    wrong = [f"{number:04d}" for number in range(WRONG + 1) if f"{number:04d}" != last4][:WRONG]
    for guess in wrong:
        assert ask(portal, code=code, id_last4=guess).status_code == 404
    answer = ask(portal, code=code, id_last4=last4)
    assert answer.status_code == 429
    assert answer.json()["type"].endswith("/problems/too-many")
    assert 0 < int(answer.headers["Retry-After"]) <= 900


def test_one_address_may_not_go_through_the_codes(portal: Running) -> None:
    answers = [ask(portal, code=f"H56.148.45-261122-{n:04d}", id_last4="0000") for n in range(ASKED + 1)]
    assert [answer.status_code for answer in answers] == [404] * ASKED + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60


@pytest.mark.parametrize("body", [{}, {"code": ""}, {"code": "x" * 51}, {"code": "a", "id_last4": "12"}])
def test_what_is_no_question(portal: Running, body: dict[str, str]) -> None:
    assert ask(portal, **body).status_code == 400


def pages_of(pdf: bytes) -> tuple[str, list[tuple[str, str]]]:
    """The words, and (format, text) of the codes on all pages."""
    words, codes = "", []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            words += page.get_textpage().get_text_bounded()
            image = page.render(scale=3, grayscale=True).to_pil()
            codes += [(one.format.name, one.text) for one in zxingcpp.read_barcodes(image)]
    return words, codes


def test_the_slip_carries_its_code_for_eyes_cameras_and_scanners(portal: Running) -> None:
    citizen, filing, code, last4 = filed(portal)
    path = f"/dossiers/{filing.id}/acceptance-slip.pdf"
    assert citizen.call("GET", path).status_code == 404
    portal.act(filing.id, "receive")
    answer = citizen.call("GET", path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    words, codes = pages_of(answer.content)
    assert sorted(codes) == [("Code128", code), ("QRCode", code)]
    assert "GIẤY TIẾP NHẬN HỒ SƠ" in words
    assert "BẢN TẬP" in words
    assert "bốn số cuối của số định danh" in " ".join(words.split())
    assert sign_in(portal, "other").call("GET", path).status_code == 404
    assert last4 in words
