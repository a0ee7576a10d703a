import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forms.answers import complete, put
from forms.fees import fees, total
from forms.loader import load_pack
from forms.manifest import applicant_of
from forms.pack import ProcedurePack
from forms.slots import missing_slots
from forms.wording import worded

CIVIL = Path("forms/packs/civil-status").resolve()
CODES = ("1.000656", "2.000635")
DAY = date(2026, 11, 23)
PLEDGE = (
    "Tôi cam đoan những nội dung khai trên đây là đúng sự thật "
    "và chịu trách nhiệm trước pháp luật về cam đoan của mình."
)


def pack(code: str) -> ProcedurePack:
    return load_pack(CIVIL / code / "1")


def answers(code: str, example: str, *changes: tuple[str, Any]) -> dict[str, Any]:
    text = (CIVIL / code / "1" / "tests" / f"accept-{example}.json").read_text(encoding="utf-8")
    given: dict[str, Any] = json.loads(text)["answers"]
    for pointer, value in changes:
        given = put(given, pointer, value)
    return complete(pack(code), given, today=DAY)


@pytest.mark.parametrize("code", CODES)
def test_the_pledge_is_the_official_one(code: str) -> None:
    assert pack(code).text("pledge") == PLEDGE


@pytest.mark.parametrize(
    ("example", "case", "papers"),
    [
        ("son", "dung_han", ("TP01",)),
        ("late", "qua_han", ("TP01",)),
        ("long-ago", "da_lau", ("TP03",)),
        ("court-decision", "dung_han", ("TP02",)),
        ("residence-unknown", "dung_han", ("TP01", "TP04")),
    ],
)
def test_a_death_asks_for_the_papers_of_its_case(example: str, case: str, papers: tuple[str, ...]) -> None:
    given = answers("1.000656", example)
    assert given["truong_hop"] == case
    assert missing_slots(pack("1.000656"), given, ()) == papers


@pytest.mark.parametrize(
    ("example", "papers"),
    [("myself", ()), ("mother-year-only", ("TP02",)), ("stranger", ("TP03",)), ("deceased", ()), ("agency", ("TP01",))],
)
def test_an_extract_asks_for_papers_by_who_asks(example: str, papers: tuple[str, ...]) -> None:
    assert missing_slots(pack("2.000635"), answers("2.000635", example), ()) == papers


def test_every_copy_of_an_extract_is_paid() -> None:
    extract = pack("2.000635")
    given = answers("2.000635", "myself")
    assert [(item.amount, item.quantity) for item in fees(extract, given)] == [(8000, 3)]
    assert total(extract, answers("2.000635", "twenty-by-post")) == 160_000
    assert total(extract, given, "ho_ngheo") == 0


def test_a_body_asks_in_its_own_name() -> None:
    extract = pack("2.000635")
    school = applicant_of(extract, answers("2.000635", "agency"))
    assert (school["kind"], school["name"]) == ("agency", "Trường Trung học cơ sở số 1 Mường Lát")
    person = applicant_of(extract, answers("2.000635", "least"))
    assert (person["kind"], person["name"]) == ("citizen", "Lò Văn Dương")


@pytest.mark.parametrize(
    ("day", "parts"),
    [("2026-11-05", ("05", "11", "2026")), ("1968-07", (None, "07", "1968")), ("1968", (None, None, "1968"))],
)
def test_what_is_not_known_of_a_date_stays_open_on_paper(day: str, parts: tuple[str | None, ...]) -> None:
    given = answers("1.000656", "long-ago", ("/tu_vong/ngay", day))
    written = tuple(worded(pack("1.000656"), given, "/tu_vong/ngay", as_) for as_ in ("day", "month", "year"))
    assert written == parts
