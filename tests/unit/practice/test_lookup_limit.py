"""How often one may ask: an address by the minute, a code by its wrong answers."""

from desktop.practice.lookup_limit import ASKED, MINUTE, QUARTER, REMEMBERED, WRONG, LookupLimit
from desktop.practice.problems import Problem


class Seconds:
    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def refused(limit: LookupLimit, address: str, code: str) -> int | None:
    try:
        limit.ask(address, code)
    except Problem as problem:
        return problem.retry_after if (problem.slug, problem.status) == ("too-many", 429) else -1
    return None


def test_an_address_may_ask_so_often_a_minute() -> None:
    now = Seconds()
    limit = LookupLimit(now)
    assert [refused(limit, "a", f"code {n}") for n in range(ASKED)] == [None] * ASKED
    now.at += 20
    assert refused(limit, "a", "code") == 40
    assert refused(limit, "b", "code") is None
    now.at += MINUTE - 20
    assert refused(limit, "a", "code") is None


def test_a_code_bears_so_many_wrong_answers_then_nobody_is_told() -> None:
    now = Seconds()
    limit = LookupLimit(now)
    for n in range(WRONG):
        assert refused(limit, f"address {n}", "code") is None
        limit.missed("code")
    assert refused(limit, "another", "code") == QUARTER
    assert refused(limit, "another", "other code") is None
    now.at += QUARTER
    assert refused(limit, "another", "code") is None


def test_right_answers_do_not_count() -> None:
    limit = LookupLimit(Seconds())
    assert [refused(limit, f"address {n}", "code") for n in range(3 * WRONG)] == [None] * 3 * WRONG


def test_what_is_remembered_has_a_bound() -> None:
    limit = LookupLimit(Seconds())
    for n in range(REMEMBERED + 10):
        limit.missed(f"code {n}")
    assert len(limit._wrong) == REMEMBERED
    limit.clear()
    assert not limit._wrong
