"""What a first birth costs in keys and clicks, what a second child costs, and that the page says so."""

import re
from dataclasses import astuple

import pytest

from tests.gui.birth import (
    APPLICANT,
    CHILD,
    ROOT,
    Papers,
    attaches,
    begins,
    enters,
    fills,
    wants_copies,
)
from tests.gui.person import Effort, Person, telex_keys

ROW = re.compile(r"^\| (.+?) +\| +(\d+) +\| +(\d+) +\|", re.MULTILINE)


def on_the_page() -> dict[str, tuple[int, int]]:
    """What docs/benchmarks.md says of each way: keys, clicks."""
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    table = page.partition("## Keys and clicks")[2].partition("\n## ")[0]
    return {name: (int(keys), int(clicks)) for name, keys, clicks in ROW.findall(table)}


@pytest.mark.parametrize(("words", "keys"), [("", 0), ("Lo", 2), ("Lò", 3), ("Đường", 9), ("Nguyễn", 8), ("3 xã", 5)])
def test_keys_are_counted_as_telex_takes_them(words: str, keys: int) -> None:
    assert telex_keys(words) == keys


def test_a_second_child_of_the_family_is_two_taps_and_the_child_itself(person: Person, papers: Papers) -> None:
    enters(person)
    person.effort = first = Effort()
    fills(person, papers)
    person.ticks("pledge")
    person.presses("send")
    person.sees("onThisMachine")
    person.effort = second = Effort()
    begins(person, papers)
    the_applicant_again(person)
    another_child(person)
    wants_copies(person)
    attaches(person, papers)
    person.ticks("pledge")
    person.presses("send")
    person.sees("onThisMachine")
    assert on_the_page() == {"first child": astuple(first), "second child, two taps": astuple(second)}


def the_applicant_again(person: Person) -> None:
    """One tap; what she is to this child is asked again."""
    person.presses("person/nguoi_yeu_cau_0")
    person.chooses("/nguoi_yeu_cau/quan_he", "khac")
    person.writes("/nguoi_yeu_cau/quan_he_khac", APPLICANT["quan_he_khac"])
    person.chooses("/nguoi_yeu_cau/nhom_khac", APPLICANT["nhom_khac"])
    person.ticks("/nguoi_yeu_cau/da_thong_nhat")
    person.presses("next")
    person.sees("/con/ho_ten")


def another_child(person: Person) -> None:
    """One tap for both parents, their marriage, and what the child has from them; three steps."""
    person.presses("family/con_0")
    person.writes("/con/ho_ten", "Lò Văn Bằng")
    person.dates("/con/ngay_sinh", CHILD["ngay_sinh"])
    person.chooses("/con/gioi_tinh", CHILD["gioi_tinh"])
    person.writes("/con/noi_sinh", CHILD["noi_sinh"])
    person.chooses("/con/chung_sinh", CHILD["chung_sinh"])
    person.presses("next")
    person.sees("/me/ho_ten")
    person.presses("next")
    person.sees("/cha/ho_ten")
    person.presses("next")
    person.sees("/ban_sao/co")
