"""Our client at the practice portal's public look-up."""

import json
from typing import Any

import pytest

from desktop.adapters.portal.public_words import public_words
from desktop.domain.dossier import Status, Turn
from desktop.services.ports import AnswerClass, PortalTrouble
from tests.contract.client.visitor import Visitor, visit
from tests.contract.practice.office import Running

A = AnswerClass


def filed(visitor: Visitor) -> tuple[str, str, str]:
    """Dossier, its code, the last digits of its applicant's number."""
    visitor.bring()
    item = visitor.dossier()
    assert visitor.client.put(item, visitor.uploads, visitor.token).kind is A.OK
    code = visitor.client.dossier(item.id, visitor.token).code
    assert code is not None
    return item.id, code, json.loads(item.body)["applicant"]["id_no"][-4:]


def said(visitor: Visitor, code: str, last4: str) -> tuple[AnswerClass, str, float | None]:
    with pytest.raises(PortalTrouble) as trouble:
        visitor.client.look_up(code, last4)
    answer = trouble.value.answer
    return answer.kind, answer.code, answer.retry_after


@pytest.fixture(autouse=True)
def _rested(portal: Running) -> None:
    portal.admin("POST", "/reset")


@pytest.fixture
def visitor(portal: Running, _rested: None) -> Any:
    with visit(portal.url, portal.token) as one:
        yield one


def test_the_public_word(visitor: Visitor, portal: Running) -> None:
    dossier, code, last4 = filed(visitor)
    portal.act(dossier, "receive")
    told = visitor.client.look_up(code, last4)
    assert (told.status, told.turn, told.procedure) == (Status.RECEIVED, Turn.OFFICE, "1.001193")
    assert told.portal_id == visitor.client.profile.portal_id
    assert None not in {told.since, told.submitted_at, told.received_at, told.due_at, told.updated_at, told.unit}


def test_what_it_refuses_has_its_class(visitor: Visitor) -> None:
    _, code, last4 = filed(visitor)
    wrong = said(visitor, code, "9999")
    assert wrong == said(visitor, "H56.148.45-261122-9999", last4) == (A.UNKNOWN_ID, "lookup.unknown", None)
    for _ in range(4):
        said(visitor, code, "9999")
    kind, slug, wait = said(visitor, code, last4)
    assert (kind, slug) == (A.WAIT, "too-many")
    assert wait is not None
    assert 0 < wait <= 900


@pytest.mark.parametrize(
    ("do", "kind"), [("captive_html", A.NOT_THE_PORTAL), ("503", A.WAIT), ("truncate", A.WAIT), ("429", A.WAIT)]
)
def test_a_bad_line_is_no_answer(visitor: Visitor, portal: Running, do: str, kind: AnswerClass) -> None:
    _, code, last4 = filed(visitor)
    portal.fault(do, "POST", "/api/v1/lookup", ms=3000)
    assert said(visitor, code, last4)[0] is kind
    assert visitor.client.look_up(code, last4).code == code


def test_portals_in_the_field_are_read_leniently() -> None:
    told = public_words(
        {"code": "BN-1", "status": {"code": "10"}, "due_at": "20261127170000", "has_result": "True"}, "p"
    )
    assert told is not None
    assert (told.status, told.has_result, told.unit) == (Status.RETURNED, True, None)
    assert told.due_at is not None
    odd = public_words({"code": "BN-1", "status": {"code": 42, "label": "Chờ ký"}}, "p")
    assert odd is not None
    assert (odd.status, odd.status_label) == (Status.OTHER, "Chờ ký")
    assert public_words({"status": {"code": 1}}, "p") is None
    assert public_words({"code": "BN-1", "status": "4"}, "p") is None
