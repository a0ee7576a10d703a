"""Items are put and asked for; success is a verified receipt about the very item."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.receipt import proves
from desktop.domain.submission import Kind, Mode, OutboxItem
from desktop.services.ports import AnswerClass, PortalTrouble
from tests.unit.portal import made
from tests.unit.portal.scripted import Scripted, problem, reply, scripted

A = AnswerClass


@pytest.fixture
def portal() -> Iterator[Scripted]:
    with scripted() as server:
        yield server


def receipted(about: OutboxItem, /, **changed: Any) -> dict[str, Any]:
    return {"receipt": made.signed(made.claims(about, **changed))}


ADDRESSES = {
    Kind.DOSSIER: f"/api/v1/dossiers/{made.DOSSIER}",
    Kind.CONSENT: f"/api/v1/consents/{made.OTHER}",
    Kind.SUPPLEMENT: f"/api/v1/dossiers/{made.DOSSIER}/supplements/{made.OTHER}",
    Kind.CONFIRMATION: f"/api/v1/dossiers/{made.DOSSIER}/confirmations/{made.OTHER}",
    Kind.PAYMENT: f"/api/v1/dossiers/{made.DOSSIER}/payments/{made.OTHER}",
    Kind.WITHDRAWAL: f"/api/v1/dossiers/{made.DOSSIER}/withdrawals/{made.OTHER}",
    Kind.ACKNOWLEDGEMENT: f"/api/v1/results/{made.OTHER}/acknowledgement",
    Kind.MESSAGE: f"/api/v1/dossiers/{made.DOSSIER}/messages/{made.OTHER}",
    Kind.RATING: f"/api/v1/dossiers/{made.DOSSIER}/rating",
}


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_is_put_and_asked_for_under_its_own_address(portal: Scripted, kind: Kind) -> None:
    item = made.item(kind, made.DOSSIER if kind is Kind.DOSSIER else made.OTHER)
    portal.script = lambda asked: reply(
        201 if asked.method == "PUT" else 200, {**receipted(item), "fingerprint": item.fingerprint}
    )
    client = made.client(portal.url)
    for answer in (client.put(item, {}, "token"), client.ask(item, "token")):
        assert answer.kind is A.OK
        assert answer.receipt is not None
        assert proves(answer.receipt, item)
    assert [(asked.method, asked.path) for asked in portal.asked] == [
        ("PUT", ADDRESSES[kind]),
        ("GET", ADDRESSES[kind]),
    ]


def test_frozen_bytes_go_out_as_they_are(portal: Scripted) -> None:
    body = '{"v":1,"applicant":{"name":"Lê Thị Bưởi"},"data":{}}'.encode()
    portal.script = lambda _: reply(500)
    client = made.client(portal.url)
    client.put(made.item(body=body), {"TP01/1": made.OTHER}, "token")
    client.put(made.item(Kind.CONFIRMATION, made.OTHER, body=b'{"answer":"correct"}'), {}, "token")
    dossier, confirmation = (asked.body for asked in portal.asked)
    assert body in dossier
    sent = json.loads(dossier)
    assert set(sent) == {"manifest", "fingerprint", "uploads", "client"}
    assert sent["uploads"] == {"TP01/1": made.OTHER}
    assert sent["fingerprint"] == made.FINGERPRINT
    assert confirmation == b'{"answer":"correct"}'


FALSE_RECEIPTS = {
    "other item": ({"item": made.OTHER}, "receipt.other-item"),
    "other dossier": ({"dossier": made.OTHER}, "receipt.other-item"),
    "other content": ({"fingerprint": "sha256:" + "cd" * 32}, "receipt.other-item"),
    "other kind": ({"kind": "supplement"}, "receipt.other-item"),
    "other mode": ({"mode": "live"}, "receipt.other-item"),
    "other portal": ({"portal_id": "practice-00000000"}, "receipt.other-item"),
}


@pytest.mark.parametrize(("changed", "code"), FALSE_RECEIPTS.values(), ids=FALSE_RECEIPTS.keys())
def test_receipt_about_something_else_is_no_success(portal: Scripted, changed: dict[str, Any], code: str) -> None:
    item = made.item()
    portal.script = lambda _: reply(201, receipted(item, **changed))
    answer = made.client(portal.url).put(item, {}, "token")
    assert (answer.kind, answer.code, answer.receipt, answer.wrote) == (A.NOT_THE_PORTAL, code, None, True)


def test_receipt_by_another_key_or_bent_is_no_success(portal: Scripted) -> None:
    item = made.item()
    good = made.signed(made.claims(item))
    strange = made.signed(made.claims(item), made.OTHER_KEY)
    head, _, tail = good.split(".")
    bent = ".".join((head, made.signed(made.claims(item, seq=9)).split(".")[1], tail))
    codes = []
    for token in (strange, bent, "nonsense", "a.b.c", ""):
        portal.script = lambda _, token=token: reply(201, {"receipt": token})  # type: ignore[misc]
        answer = made.client(portal.url).put(item, {}, "token")
        assert answer.kind is A.NOT_THE_PORTAL
        codes.append(answer.code)
    assert codes == [
        "receipt.unknown-key",
        "receipt.bad-signature",
        "receipt.unreadable",
        "receipt.unreadable",
        "receipt.unreadable",
    ]


def test_accepted_for_later_is_a_success_too(portal: Scripted) -> None:
    item = made.item()
    portal.script = lambda _: reply(202, {**receipted(item), "status": {"code": 1}, "code": None})
    assert made.client(portal.url).put(item, {}, "token").kind is A.OK


def test_nothing_goes_to_a_portal_of_another_mode(portal: Scripted) -> None:
    client = made.client(portal.url)
    for item in (replace(made.item(), mode=Mode.LIVE), replace(made.item(), portal_id="practice-00000000")):
        assert client.put(item, {}, "token").code == "portal.other-mode"
    assert portal.asked == []


def test_asking_tells_never_received_from_withdrawn_and_other_content(portal: Scripted) -> None:
    item = made.item()
    client = made.client(portal.url)
    answers = []
    for content in (
        problem(404, "not-found"),
        problem(410, "withdrawn"),
        reply(200, {"id": item.id, "fingerprint": "sha256:" + "00" * 32}),
        reply(200, {"id": made.OTHER, "fingerprint": item.fingerprint}),
        reply(200, {"id": item.id}),
        reply(404, b"<html>no such page</html>", marked=False),
    ):
        portal.script = lambda _, content=content: content  # type: ignore[misc]
        answers.append(client.ask(item, "token").kind)
    assert answers == [A.UNKNOWN_ID, A.GONE, A.CONFLICT, A.NOT_THE_PORTAL, A.WAIT, A.NOT_THE_PORTAL]
    assert {asked.method for asked in portal.asked} == {"GET"}, "nothing is put on the word of an answer about another"


@pytest.mark.parametrize("status", [203, 205, 206, 226])
def test_success_has_one_of_three_numbers(portal: Scripted, status: int) -> None:
    item = made.item()
    portal.script = lambda _: reply(status, receipted(item))
    answer = made.client(portal.url).put(item, {}, "token")
    assert (answer.kind, answer.receipt, answer.wrote) == (A.WAIT, None, True)


def test_receipt_of_a_known_dossier_is_had_by_putting_it_again(portal: Scripted) -> None:
    item = made.item()
    portal.script = lambda asked: reply(
        200, {"id": item.id, "fingerprint": item.fingerprint} if asked.method == "GET" else receipted(item)
    )
    assert made.client(portal.url).ask(item, "token").kind is A.OK
    assert [asked.method for asked in portal.asked] == ["GET", "PUT"]


OTHERS_ADDRESS = f"/api/v1/dossiers/{made.OTHER}"


@pytest.mark.parametrize(
    ("named", "kind"),
    [
        (OTHERS_ADDRESS, A.NOT_THE_PORTAL),
        (f"https://portal{OTHERS_ADDRESS}", A.NOT_THE_PORTAL),
        (ADDRESSES[Kind.DOSSIER], A.GONE),
        (f"https://portal{ADDRESSES[Kind.DOSSIER]}/", A.GONE),
        ("urn:uuid:0192f3a1-0000-7000-8000-00000000dead", A.GONE),
        ("https://[broken", A.GONE),
        (7, A.GONE),
    ],
)
def test_a_no_to_somebody_elses_question_is_no_answer(portal: Scripted, named: object, kind: A) -> None:
    portal.script = lambda _: problem(410, "withdrawn", instance=named)
    client, item = made.client(portal.url), made.item()
    answers = [client.put(item, {}, "token"), client.ask(item, "token")]
    assert [answer.kind for answer in answers] == [kind, kind]
    assert all(answer.wrote for answer in answers)


def test_withdrawing(portal: Scripted) -> None:
    client = made.client(portal.url)
    got = []
    for content in (reply(204), reply(200, {}), problem(410, "withdrawn"), problem(409, "already-accepted")):
        portal.script = lambda _, content=content: content  # type: ignore[misc]
        answer = client.withdraw(made.DOSSIER, "token")
        got.append((answer.kind, answer.code))
    assert got == [(A.OK, ""), (A.OK, ""), (A.OK, "withdrawn"), (A.FIX, "already-accepted")]
    assert {asked.method for asked in portal.asked} == {"DELETE"}


def test_delta(portal: Scripted) -> None:
    portal.script = lambda _: reply(
        200,
        {
            "items": [{"id": "a", "seq": 7}, {"seq": 1}, "odd"],
            "tombstones": [{"id": "b", "at": "2026"}],
            "next_cursor": "c2",
            "has_more": "true",
        },
    )
    changes = made.client(portal.url).changes("c1", "token")
    assert (changes.changed, changes.tombstones) == (("a",), ("b",))
    assert (changes.next_cursor, changes.has_more) == ("c2", True)
    assert "since=c1" in portal.asked[0].path
    portal.script = lambda _: problem(410, "cursor-expired")
    with pytest.raises(PortalTrouble) as trouble:
        made.client(portal.url).changes("c1", "token")
    assert (trouble.value.answer.kind, trouble.value.answer.code) == (A.GONE, "cursor-expired")


def test_dossier_of_another_id_is_a_mix_up(portal: Scripted) -> None:
    portal.script = lambda _: reply(200, {"id": made.OTHER, "seq": 1, "status": {"code": 1}})
    with pytest.raises(PortalTrouble) as trouble:
        made.client(portal.url).dossier(made.DOSSIER, "token")
    assert trouble.value.answer.kind is A.NOT_THE_PORTAL


def test_a_public_word_about_another_code_is_none(portal: Scripted) -> None:
    portal.script = lambda _: reply(200, {"code": "H56.38-261123-0002", "status": {"code": 4}})
    with pytest.raises(PortalTrouble) as trouble:
        made.client(portal.url).look_up("H56.38-261123-0001", "1234")
    assert trouble.value.answer.code == "portal.reply-damaged"
    assert "Authorization" not in portal.asked[0].headers


def test_what_did_not_change_is_not_sent_again(portal: Scripted) -> None:
    body = {"id": made.DOSSIER, "seq": 7}

    def tagged(asked: Any) -> bytes:
        tag = {"ETag": f'"{body["seq"]}"'}
        return reply(304, b"", tag) if asked.headers.get("if-none-match") == tag["ETag"] else reply(200, body, tag)

    portal.script = tagged
    client = made.client(portal.url)
    first, again = client.dossier(made.DOSSIER, "token"), client.dossier(made.DOSSIER, "token")
    assert first == again
    client.dossier(made.DOSSIER, "another's token")
    body["seq"] = 8
    assert client.dossier(made.DOSSIER, "token").seq == 8
    assert [asked.headers.get("if-none-match") for asked in portal.asked] == [None, '"7"', None, '"7"']


def test_a_304_that_nobody_asked_for_is_no_answer(portal: Scripted) -> None:
    portal.script = lambda _: reply(304, b"", {"ETag": '"7"'})
    with pytest.raises(PortalTrouble):
        made.client(portal.url).dossier(made.DOSSIER, "token")


def test_a_slug_is_clean_and_bounded(portal: Scripted) -> None:
    item, client = made.item(), made.client(portal.url)
    for slug in ("sai-\ud83d", "x" * 5000):
        portal.script = lambda _, slug=slug: problem(422, slug)  # type: ignore[misc]
        answer = client.put(item, {}, "token")
        assert answer.kind is A.FIX
        assert len(answer.code.encode()) <= 100
