"""The steps of a page ask what is wrong with the same answers, which is worked out once."""

from datetime import date

from desktop.ui.form_entry.checking import Checking
from forms.loader import preview_pack

PACK = preview_pack({"type": "object", "properties": {"a": {"const": 1}}})


def test_the_same_answers_are_checked_once_and_others_anew() -> None:
    checking = Checking(PACK, lambda: date(2026, 11, 26))
    wrong, right, yes = {"a": 2}, {"a": 1}, {"a": True}
    found = checking.faults(wrong)
    assert [fault.code for fault in found] == ["const"]
    assert checking.faults(wrong) is found
    assert checking.faults(right) == ()
    assert [fault.code for fault in checking.faults(yes)] == ["const"]


def test_the_next_day_is_another_check() -> None:
    days = iter((date(2026, 11, 26), date(2026, 11, 26), date(2026, 11, 27)))
    checking, answers = Checking(PACK, lambda: next(days)), {"a": 2}
    first = checking.faults(answers)
    assert checking.faults(answers) is first
    assert checking.faults(answers) is not first
