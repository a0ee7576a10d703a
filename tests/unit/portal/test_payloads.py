"""What portals in the field send is understood; what nobody knows is kept as it was said."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.adapters.portal import payloads
from desktop.domain.dossier import Status, Turn

SAID: dict[str, Any] = {
    "id": "0192",
    "seq": 7,
    "code": "H56.01.02-261122-0007",
    "fingerprint": "sha256:ce",
    "status": {
        "code": 5,
        "enum": "supplement",
        "label": "Yêu cầu bổ sung giấy tờ",
        "reason": "mờ",
        "before_intake": False,
        "final": False,
    },
    "submitted_at": "2026-11-22T08:37:02+07:00",
    "received_at": None,
    "due_at": "2026-11-24T17:00:00+07:00",
    "paused": True,
    "supplement": {
        "sid": "s1",
        "text": "Gửi lại",
        "fields": [{"pointer": "/con/ho_ten", "why": "sai"}],
        "slots": [{"slot": "TP02", "why": "mờ"}],
        "deadline": "2026-12-01T00:00:00+07:00",
    },
    "confirmation": None,
    "step": {"name": "Chờ bổ sung", "handler": "Lê Thị B", "unit": "14758", "since": "2026-11-22", "due": None},
    "fee_notices": [
        {
            "notice": "n1",
            "items": [{"code": "BS", "name": "Bản sao", "amount": "16000"}],
            "total": 16000,
            "when": "before",
            "state": "open",
        }
    ],
    "results": [],
    "allowed_actions": ["supplement", "withdraw"],
    "possible_duplicate_of": ["0191", 7, None],
    "x_new": {"deep": [1]},
}


def test_dossier_as_the_contract_shows_it() -> None:
    dossier = payloads.dossier(SAID)
    assert (dossier.id, dossier.seq, dossier.code) == ("0192", 7, "H56.01.02-261122-0007")
    assert dossier.possible_duplicate_of == ("0191",)
    assert (dossier.status, dossier.status_label, dossier.reason) == (
        Status.SUPPLEMENT,
        "Yêu cầu bổ sung giấy tờ",
        "mờ",
    )
    assert dossier.submitted_at == datetime(2026, 11, 22, 1, 37, 2, tzinfo=UTC)
    assert dossier.due_at == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert dossier.paused
    assert dossier.supplement is not None
    assert dossier.supplement.fields == (("/con/ho_ten", "sai"),)
    assert dossier.supplement.slots == (("TP02", "mờ"),)
    assert dossier.fee_notices[0].items[0].amount == 16000
    assert dossier.step is not None
    assert dossier.step.since == datetime(2026, 11, 21, 17, tzinfo=UTC)
    assert dossier.turn is Turn.YOURS


def test_numbers_and_booleans_as_text_mean_the_same() -> None:
    as_text = {**SAID, "seq": "7", "paused": "True", "status": {**SAID["status"], "code": "5", "final": "False"}}
    assert payloads.dossier(as_text) == payloads.dossier(SAID)


@pytest.mark.parametrize(
    "code", [0, "0", 11, -1, None, "x", [], 5.5, "²", "٥", "9" * 5000], ids=lambda code: repr(code)[:9]
)
def test_unknown_status_keeps_what_the_portal_called_it(code: object) -> None:
    dossier = payloads.dossier({"id": "a", "status": {"code": code, "label": "Đang luân chuyển"}})
    assert (dossier.status, dossier.status_label) == (Status.OTHER, "Đang luân chuyển")


@pytest.mark.parametrize("seq", [10**30, -(10**30), "²", "--5", "9" * 5000, 1e30], ids=lambda seq: repr(seq)[:9])
def test_a_number_that_nothing_can_hold_is_none(seq: object) -> None:
    assert payloads.whole(seq) == 0


def test_half_a_character_is_stored_as_a_question_mark() -> None:
    told = payloads.dossier({"id": "a", "status": {"label": "\ud800"}, "allowed_actions": ["\udfff", "message"]})
    assert (told.status_label, told.allowed_actions) == ("?", ("?", "message"))


@pytest.mark.parametrize("said", ["0001-01-02T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_moment_that_no_zone_can_tell_is_none(said: str) -> None:
    assert payloads.moment(said) is None


def test_draft_certificate_and_result() -> None:
    dossier = payloads.dossier(
        {
            **SAID,
            "confirmation": {
                "cid": "c1",
                "document": "d1",
                "deadline": "20261123080000",
                "sha256": "ab",
                "state": "open",
            },
            "results": [
                {
                    "rid": "r1",
                    "name": "Giấy khai sinh",
                    "type": "application/pdf",
                    "size": "9",
                    "sha256": "AB",
                    "signed": 1,
                }
            ],
        }
    )
    assert dossier.confirmation is not None
    assert (dossier.confirmation.document, dossier.confirmation.sha256) == ("d1", "ab")
    assert dossier.confirmation.deadline == datetime(2026, 11, 23, 1, tzinfo=UTC)
    assert not dossier.confirmation.answered
    assert (dossier.results[0].size, dossier.results[0].sha256, dossier.results[0].signed) == (9, "ab", True)


@pytest.mark.parametrize(
    ("said", "is_answered"), [({"state": "confirmed"}, True), ({"answered": True}, True), ({}, False)]
)
def test_answered_draft_certificate(said: dict[str, Any], is_answered: bool) -> None:
    confirmation = payloads.dossier({"confirmation": {"cid": "c1", **said}}).confirmation
    assert confirmation is not None
    assert confirmation.answered is is_answered


def test_what_ended_by_the_persons_wish_is_told_as_that() -> None:
    status = {"code": 8, "final": True, "cause": "withdrawn", "reason": None}
    assert payloads.dossier({"status": status}).told_as == "withdrawn"
    assert payloads.dossier({"status": {**status, "cause": "deadline", "reason": "hết hạn"}}).told_as == "stopped"


def test_history_row() -> None:
    row = payloads.history_row(
        {
            "seq": 3,
            "at": "2026-11-23T08:00:00Z",
            "actor": {"name": "Lê Thị B", "role": "CV"},
            "text": "x",
            "status": "5",
        }
    )
    assert row is not None
    assert (row.seq, row.actor, row.role, row.unit, row.status) == (3, "Lê Thị B", "CV", "", Status.SUPPLEMENT)
    assert payloads.history_row({"seq": 3}) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*SAID, "cid", "sid"]), inner, max_size=6)
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(sorted(SAID)), JSON))
def test_no_json_breaks_it(said: dict[str, Any]) -> None:
    assert payloads.dossier(said).seq is not None
    payloads.history_row(said)
    payloads.payment_state(said.get("status"))
