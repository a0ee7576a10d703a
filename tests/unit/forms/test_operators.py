import pytest

from forms.calculation import evaluate
from forms.errors import PackError
from forms.operators import date_in_words, number_in_words, years_between


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-03-15", "Ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi sáu"),
        ("2024-04-21", "Ngày hai mươi mốt tháng tư năm hai nghìn không trăm hai mươi tư"),
        ("2005-01-01", "Ngày một tháng một năm hai nghìn không trăm linh năm"),
        ("1999-12-31", "Ngày ba mươi mốt tháng mười hai năm một nghìn chín trăm chín mươi chín"),
        ("2010-10-10", "Ngày mười tháng mười năm hai nghìn không trăm mười"),
        ("2000-05-25", "Ngày hai mươi lăm tháng năm năm hai nghìn"),
        ("2026-11-04", "Ngày bốn tháng mười một năm hai nghìn không trăm hai mươi sáu"),
    ],
)
def test_a_date_is_read_aloud(day: str, words: str) -> None:
    assert date_in_words(day) == words


def test_what_is_no_date_has_no_words() -> None:
    assert [date_in_words(value) for value in ("2026", "2026-11-31", None, 5, "")] == [None] * 5


def test_numbers_in_words_are_all_different() -> None:
    assert len({number_in_words(number) for number in range(10_000)}) == 10_000


def test_years_between_full_and_partial_dates() -> None:
    assert years_between("2001-05-04", "2026-05-03") == 24
    assert years_between("2001-05-04", "2026-05-04") == 25
    assert years_between("1984", "2026-01-01") == 42
    assert years_between(None, "2026-01-01") is None


def test_our_operators_stand_inside_the_standard_ones() -> None:
    data = {"con": {"ngay_sinh": "2026-10-15"}, "today": "2026-11-23"}
    late = {"<=": [{"days_between": [{"var": "con.ngay_sinh"}, {"var": "today"}]}, 60]}
    assert evaluate(late, data) is True
    assert evaluate(late, {**data, "today": "2026-12-15"}) is False
    assert evaluate({"add_working_days": ["2026-11-20", 3]}, {}) == "2026-11-26"
    assert evaluate({"working_days_between": ["2026-11-20", "2026-11-26"]}, {}) == 3
    assert evaluate({"cat": [{"substr": ["abcdef", 1, 2]}, "-", {"substr": ["abcdef", 4]}]}, {}) == "bc-ef"


def test_an_operator_outside_the_list_is_refused_even_where_the_evaluator_knows_it() -> None:
    with pytest.raises(PackError, match=r"pack\.invalid"):
        evaluate({"==": [1, "1"]}, {})
