"""Lines that are slow, that eat headers, that answer in the portal's place: all comes over once."""

import pytest

from desktop.services.ports import AnswerClass
from tests.contract.client.visitor import Visitor
from tests.contract.practice.office import Running
from tests.faults.proxy.tcp_proxy import Fate, Proxy
from tests.faults.proxy.test_lost_replies import held

A = AnswerClass
SAYS = {
    Fate.REDIRECT: (A.NOT_THE_PORTAL, "portal.redirected"),
    Fate.UNMARKED: (A.NOT_THE_PORTAL, "portal.captive"),
    Fate.STRIPPED: (A.NOT_THE_PORTAL, "portal.captive"),
    Fate.FORGED: (A.NOT_THE_PORTAL, "receipt.bad-signature"),
    Fate.BUSY_FOR_YEARS: (A.WAIT, "http-503"),
}


@pytest.mark.parametrize("fate", SAYS, ids=lambda fate: fate.value)
def test_what_is_not_the_portals_yes_is_none(portal: Running, proxy: Proxy, visitor: Visitor, fate: Fate) -> None:
    visitor.bring()
    item = visitor.dossier()
    proxy.script("PUT", item.id, fate)
    answer = visitor.client.put(item, visitor.uploads, visitor.token)
    assert (answer.kind, answer.code, answer.receipt) == (*SAYS[fate], None)
    assert answer.wrote
    assert visitor.client.ask(item, visitor.token).kind is A.OK
    assert held(portal, item.id) == [item.fingerprint]


def test_the_answer_to_another_dossier_is_no_yes(proxy: Proxy, visitor: Visitor) -> None:
    visitor.bring()
    first, second = visitor.dossier(), visitor.dossier()
    assert visitor.client.put(first, visitor.uploads, visitor.token).kind is A.OK
    proxy.script("PUT", second.id, Fate.MIXED_UP)
    answer = visitor.client.put(second, visitor.uploads, visitor.token)
    assert (answer.kind, answer.code) == (A.NOT_THE_PORTAL, "receipt.other-item")


def test_a_request_that_arrives_when_nobody_waits_is_stored_once(
    portal: Running, proxy: Proxy, visitor: Visitor
) -> None:
    visitor.bring()
    item = visitor.dossier()
    proxy.script("PUT", item.id, Fate.HOLD)
    assert visitor.client.put(item, visitor.uploads, visitor.token).kind is A.WAIT
    assert visitor.client.ask(item, visitor.token).kind is A.UNKNOWN_ID
    assert visitor.client.put(item, visitor.uploads, visitor.token).kind is A.OK
    proxy.deliver()
    assert [one.status for one in proxy.seen if one.method == "PUT"] == [201, 200]
    assert held(portal, item.id) == [item.fingerprint]


@pytest.mark.parametrize("fate", [Fate.HALF_REQUEST, Fate.DEAF, Fate.STRIPPED, Fate.DELAY], ids=lambda fate: fate.value)
def test_a_paper_comes_over_whole_though_the_line_eats_parts(
    portal: Running, proxy: Proxy, visitor: Visitor, fate: Fate
) -> None:
    content = bytes(range(256)) * 2048
    proxy.script("PATCH", "/uploads/", fate, Fate.PASS, fate)
    step = visitor.bring(content=content)
    for _ in range(3):
        if not step.upload.complete:
            step = visitor.bring(step.upload.upload_id, content)
    assert step.upload.complete
    stored = portal.call(
        "GET", f"/api/v1/uploads/{step.upload.upload_id}", headers={"Authorization": f"Bearer {visitor.token}"}
    ).json()
    assert (stored["size"], stored["sha256"]) == (len(content), step.upload.sha256)


def test_an_answer_that_trickles_is_believed_once_it_is_whole(proxy: Proxy, visitor: Visitor) -> None:
    proxy.script("HEAD", "/uploads/", Fate.SLOW)
    assert visitor.bring().upload.complete
