"""Whatever happens to a reply on its way, the portal holds the dossier once and the client learns it by asking."""

import pytest

from desktop.domain.receipt import proves
from desktop.services.ports import Answer, AnswerClass
from tests.contract.client.visitor import Visitor
from tests.contract.practice.office import Running, until
from tests.faults.proxy.tcp_proxy import Fate, Proxy

A = AnswerClass
IMPATIENT = 0.5


LOST = {
    Fate.DROP: A.WAIT,
    Fate.RESET: A.WAIT,
    Fate.TRUNCATE: A.WAIT,
    Fate.STALL: A.WAIT,
    Fate.HALF_HEAD: A.WAIT,
    Fate.CAPTIVE: A.NOT_THE_PORTAL,
}


@pytest.mark.parametrize("fate", LOST, ids=lambda fate: fate.value)
def test_lost_reply_is_uncertain_and_asking_finds_the_receipt(
    portal: Running, proxy: Proxy, visitor: Visitor, fate: Fate
) -> None:
    visitor.bring()
    item = visitor.dossier()
    proxy.script("PUT", item.id, fate)
    session, patient = visitor.client._wire.session, visitor.client._wire.session._read_seconds
    session._read_seconds = IMPATIENT if fate is Fate.STALL else patient
    lost = visitor.client.put(item, visitor.uploads, visitor.token)
    session._read_seconds = patient
    assert (lost.kind, lost.wrote, lost.receipt) == (LOST[fate], True, None)
    until(lambda: proxy.seen[-1].method == "PUT")
    found = visitor.client.ask(item, visitor.token)
    assert found.kind is A.OK
    assert found.receipt is not None
    assert proves(found.receipt, item)
    assert held(portal, item.id) == [item.fingerprint]


def test_request_that_never_arrived_is_unknown_to_the_portal(portal: Running, proxy: Proxy, visitor: Visitor) -> None:
    visitor.bring()
    item = visitor.dossier()
    proxy.script("PUT", item.id, Fate.REFUSE)
    assert visitor.client.put(item, visitor.uploads, visitor.token).kind is A.WAIT
    assert visitor.client.ask(item, visitor.token).kind is A.UNKNOWN_ID
    assert held(portal, item.id) == []


def test_request_that_comes_twice_is_stored_once(portal: Running, proxy: Proxy, visitor: Visitor) -> None:
    visitor.bring()
    item = visitor.dossier()
    proxy.script("PUT", item.id, Fate.REPEAT)
    answer: Answer = visitor.client.put(item, visitor.uploads, visitor.token)
    assert answer.kind is A.OK
    assert [exchange.status for exchange in proxy.seen if exchange.method == "PUT"] == [201, 200]
    assert held(portal, item.id) == [item.fingerprint]


@pytest.mark.parametrize("fate", [Fate.DROP, Fate.RESET, Fate.TRUNCATE, Fate.REFUSE], ids=lambda fate: fate.value)
def test_paper_comes_over_whole_through_a_bad_line(portal: Running, proxy: Proxy, visitor: Visitor, fate: Fate) -> None:
    content = bytes(range(256)) * 4096
    proxy.script("PATCH", "/uploads/", fate, Fate.PASS, fate)
    step = visitor.bring(content=content)
    assert (step.answer.kind, step.upload.complete) == (A.OK, True)
    stored = portal.call(
        "GET", f"/api/v1/uploads/{step.upload.upload_id}", headers={"Authorization": f"Bearer {visitor.token}"}
    ).json()
    assert (stored["size"], stored["sha256"]) == (len(content), step.upload.sha256)


def held(portal: Running, dossier: str) -> list[str]:
    return [row["fingerprint"] for row in portal.admin("GET", "/ledger")["dossiers"] if row["id"] == dossier]
