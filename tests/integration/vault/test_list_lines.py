"""The list and the search: a piece at a time, in the order in which they are shown, and without reading all."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from desktop.adapters.database.engine import reading
from desktop.adapters.database.vault import Vault
from desktop.domain.dossier import Status, Turn
from desktop.domain.submission import State
from desktop.services.ports import UnitOfWork
from tests.integration.vault.records import NOW, SOON, brought_to, draft, unit
from tests.integration.vault.standing import OFFICE, OVER, RESULT, TOLD, UNTOLD, YOURS, fill, finalised, tells


@pytest.fixture
def full(vault: Vault) -> Vault:
    fill(vault)
    return vault


def listed(vault: Vault, start: int = 0, count: int = 99, turn: Turn | None = None) -> list[str]:
    with unit(vault) as uow:
        return [one.id for one in uow.submissions.listed(turn, start, count)]


def found(vault: Vault, words: str, count: int = 99) -> list[str]:
    with unit(vault) as uow:
        return [one.id for one in uow.submissions.found(words, count)]


def test_whose_move_it_is_stands_first_then_what_was_finalised_last(full: Vault) -> None:
    assert listed(full) == YOURS + OFFICE + OVER
    assert listed(full, turn=Turn.YOURS) == YOURS
    with unit(full) as uow:
        assert uow.submissions.count() == 12
        for turn in Turn:
            assert all(copy.turn is turn for copy in uow.dossiers.some(listed_of(uow, turn)).values())


def listed_of(uow: UnitOfWork, turn: Turn) -> list[str]:
    return [one.id for one in uow.submissions.listed(turn, 0, 99)]


def test_pieces_of_the_list_make_up_all_of_it(full: Vault) -> None:
    assert [one for start in range(0, 15, 5) for one in listed(full, start, 5)] == listed(full)


def test_a_line_follows_what_the_portal_says_and_what_is_kept(full: Vault) -> None:
    tells(full, "s02", seq=2)
    tells(full, "s03", seq=2, status=Status.REFUSED)
    with unit(full) as uow:
        uow.dossiers.keep_result("r1", "s08", RESULT.sha256, "good")
        uow.commit()
    assert listed(full, turn=Turn.YOURS) == ["s04", "s06"]
    assert "s02" in listed(full, turn=Turn.OFFICE)
    assert listed(full, turn=Turn.NOBODY) == ["s11", "s09", "s08", "s03", "s01"]


def test_a_copy_of_what_was_not_finalised_here_is_in_no_list(vault: Vault) -> None:
    tells(vault, "elsewhere")
    assert listed(vault) == []


def test_words_are_found_without_marks_in_titles_codes_and_names_of_kept_results(vault: Vault) -> None:
    finalised(vault, "s1", 'Kết hôn – Đinh Thị "Ước" 100%')
    finalised(vault, "s2", "Khai sinh cho Lò Văn Bảo")
    finalised(vault, "s3", "Khai tử cho Lò Văn Bảo")
    tells(vault, "s2", code="000.00.38.H56-261123-000042", results=(RESULT,))
    expected = {
        "lo van bao": ["s3", "s2"], "dinh thi": ["s1"], '"uoc" 100%': ["s1"], "h56-261123-000042": ["s2"],
        "0042": ["s2"], "trich luc": [], "%": ["s1"], "lo": ["s3", "s2"], "zzz": [], "zz": [], "* or x": [],
    }  # fmt: skip
    assert {words: found(vault, words) for words in expected} == expected
    assert found(vault, "lo van bao", 1) == ["s3"]
    with unit(vault) as uow:
        uow.dossiers.keep_result("r1", "s2", RESULT.sha256, "good")
        uow.commit()
    assert found(vault, "trich luc") == ["s2"]


def test_what_was_taken_back_is_found_no_more(vault: Vault) -> None:
    finalised(vault, "s1")
    with unit(vault) as uow:
        uow.drafts.save(draft("d-s1"))
        uow.submissions.remove_unstarted("s1")
        uow.commit()
    assert (listed(vault), found(vault, "suong mai")) == ([], [])
    with reading(vault.engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM list_words").scalar() == 0
    assert vault.check() == ()


@contextmanager
def plans(connection: Connection) -> Iterator[list[str]]:
    """How the store goes about each question that is asked meanwhile."""
    seen: list[str] = []

    def explain(asked: Connection, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if statement.startswith(("SELECT", "\n")):
            rows = asked.connection.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            seen.extend(f"{row[3]} <- {statement}" for row in rows)

    event.listen(connection, "before_cursor_execute", explain)
    yield seen
    event.remove(connection, "before_cursor_execute", explain)


QUESTIONS: dict[str, Callable[[UnitOfWork], object]] = {
    "listed": lambda uow: uow.submissions.listed(None, 0, 20),
    "of one turn": lambda uow: uow.submissions.listed(Turn.YOURS, 20, 20),
    "found": lambda uow: uow.submissions.found("suong mai", 20),
    "span": lambda uow: (uow.submissions.span(), uow.dossiers.span()),
    "begins": lambda uow: (uow.submissions.find("s0"), uow.outbox.find("s0"), uow.drafts.find("d")),
    "open items": lambda uow: uow.outbox.open(),
    "next item": lambda uow: uow.outbox.claim("me", NOW, SOON, skip=()),
    "held": lambda uow: uow.outbox.held("p", "a", ["s01"]),
    "uploads": lambda uow: uow.outbox.uploads("s01"),
    "taken back": lambda uow: (
        uow.outbox.taken_back("p", "a", ["s01"]),
        uow.outbox.taken_back_and_open("p", "a", NOW, SOON),
    ),
    "last receipt": lambda uow: uow.outbox.last_receipt(),
    "under way": lambda uow: uow.dossiers.under_way(),
    "silent": lambda uow: uow.dossiers.silent("p", "a", NOW, SOON),
    "days": lambda uow: (uow.dossiers.promised(), uow.dossiers.promised(NOW), uow.dossiers.asking()),
    "one dossier": lambda uow: (uow.dossiers.get("s01"), uow.dossiers.payments("s01")),
    "undecided": lambda uow: uow.dossiers.undecided_payments(),
    "fee receipts": lambda uow: uow.dossiers.with_unkept_fee_receipts(),
    "open drafts": lambda uow: uow.drafts.open(),
    "bin": lambda uow: uow.drafts.binned(),
}
SMALL = ("SCAN dossier USING INDEX dossier_under_way", "SCAN dossier USING COVERING INDEX dossier_under_way",
         "SCAN dossier USING INDEX dossier_with_fees", "SCAN outbox_item USING INDEX outbox_item_open",
         "SCAN draft USING INDEX draft_")  # fmt: skip
"""Indexes that hold only what is not over."""


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_that_is_asked_all_day_reads_what_is_over(full: Vault, question: str) -> None:
    with unit(full) as uow, plans(uow._connection) as seen:  # type: ignore[attr-defined]
        QUESTIONS[question](uow)
    assert seen
    whole = re.compile(r"SCAN (draft|submission|outbox_item|paper_upload|dossier|history_row|message|result|payment)\b")
    assert [plan for plan in seen if whole.match(plan) and not plan.startswith(SMALL)] == []


def test_held_and_silent_are_the_dossiers_of_one_account(full: Vault) -> None:
    for one in ("s01", "s02", "s03", UNTOLD):
        with unit(full) as uow:
            uow.outbox.save(replace(uow.outbox.get(one), portal_id="p", account="b" if one == "s03" else "a"))
            uow.commit()
    with unit(full) as uow:
        assert uow.outbox.held("p", "a") == {"s01", "s02", UNTOLD}
        assert uow.outbox.held("p", "a", ["s02", "s03", "s99"]) == {"s02"}
        assert uow.dossiers.silent("p", "a", NOW, SOON) == (UNTOLD,)
        assert uow.dossiers.silent("p", "a", SOON, SOON) == ("s02", UNTOLD), "what is over is asked about no more"
        assert uow.dossiers.silent("p", "b", SOON, SOON) == ("s03",)


def test_the_last_receipt_and_the_first_and_last_moments_are_told(full: Vault) -> None:
    with unit(full) as uow:
        assert uow.outbox.last_receipt() is None
        assert uow.dossiers.span() == (NOW, NOW)
        assert uow.submissions.span() == (NOW, NOW + timedelta(days=11))
        assert [one.id for one in uow.dossiers.under_way()] == [
            one for one, told in TOLD.items() if not told.get("final")
        ]
    with unit(full) as uow:
        uow.outbox.save(replace(uow.outbox.get("s03"), receipted_at=SOON))
        assert uow.outbox.last_receipt() == SOON


def test_promised_and_asking_are_those_under_way_with_a_day_or_a_request(full: Vault) -> None:
    for one, final in (("s03", False), ("s01", True)):
        tells(full, one, seq=2, due_at=SOON, final=final)
    with unit(full) as uow:
        assert uow.dossiers.promised() == ("s03",)
        assert uow.dossiers.promised(SOON) == ()
        assert uow.dossiers.promised(SOON + timedelta(seconds=1)) == ("s03",)
        assert uow.dossiers.asking() == ("s02", "s06", "s07", "s10")


def test_taken_back_are_those_of_one_account_that_the_portal_let_go_and_may_name_again(vault: Vault) -> None:
    for one in ("s1", "s2", "s3", "s4", "s5"):
        finalised(vault, one)
        brought_to(vault, State.WITHDRAWING if one != "s5" else State.WITHDRAWN, one)
        with unit(vault) as uow:
            account = "b" if one == "s4" else "a"
            gone = replace(uow.outbox.get(one), state=State.WITHDRAWN, portal_id="p", account=account)
            uow.outbox.save(gone)
            uow.commit()
    tells(vault, "s2")
    tells(vault, "s3", final=True)
    with unit(vault) as uow:
        assert uow.outbox.taken_back("p", "a", ["s1", "s4", "s5", "s9"]) == {"s1"}
        assert uow.outbox.taken_back_and_open("p", "a", SOON, SOON) == {"s2"}
        assert uow.outbox.taken_back("p", "b", ["s4"]) == {"s4"}
