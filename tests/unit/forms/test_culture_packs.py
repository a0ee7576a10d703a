"""What the notice of a festival and the recognition of a club must ask, by the law they cite."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from forms.answers import complete, put
from forms.loader import load_pack
from forms.manifest import applicant_of, is_for_organisations, with_representative
from forms.pack import ProcedurePack
from forms.pack_tests import examples
from forms.slots import missing_slots
from forms.validation import error_text, validate
from forms.wording import worded

CULTURE = Path("forms/packs/culture").resolve()
FESTIVAL, CLUB = "1.003622", "2.000794"
DAY = date(2026, 11, 26)


def pack(code: str) -> ProcedurePack:
    return load_pack(CULTURE / code / "1")


def answers(code: str, example: str, *changes: tuple[str, Any]) -> dict[str, Any]:
    text = (CULTURE / code / "1" / "tests" / f"accept-{example}.json").read_text(encoding="utf-8")
    given: dict[str, Any] = json.loads(text)["answers"]
    for pointer, value in changes:
        given = put(given, pointer, value)
    return given


def told(code: str, given: dict[str, Any], today: date = DAY) -> dict[str, str]:
    """Code and severity of what is found."""
    return {error.code: error.severity for error in validate(pack(code), given, today=today)}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (21, {}),
        (20, {}),
        (19, {"check.duoi_20_ngay": "warning"}),
        (15, {"check.duoi_20_ngay": "warning"}),
        (14, {"check.duoi_15_ngay": "error"}),
        (0, {"check.duoi_15_ngay": "error"}),
        (-1, {"check.khai_mac_da_qua": "error"}),
    ],
)
def test_a_notice_goes_twenty_days_before_and_never_less_than_fifteen(days: int, expected: dict[str, str]) -> None:
    given = answers(FESTIVAL, "village-feast")
    opening = date.fromisoformat(given["thoi_gian"]["khai_mac"])
    assert told(FESTIVAL, given, opening - timedelta(days=days)) == expected


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        ("/le_hoi/dinh_ky", "lan_dau", "check.dang_ky_lan_dau"),
        ("/le_hoi/dinh_ky", "khoi_phuc", "check.dang_ky_khoi_phuc"),
        ("/le_hoi/thay_doi", "co", "check.dang_ky_thay_doi"),
    ],
)
def test_what_must_be_registered_names_the_other_procedure(pointer: str, value: str, code: str) -> None:
    [error] = validate(pack(FESTIVAL), answers(FESTIVAL, "village-feast", (pointer, value)), today=DAY)
    assert (error.code, error.severity) == (code, "error")
    for lang in ("vi", "en"):
        assert "1.013791" in error_text(pack(FESTIVAL), error, lang)


def test_only_a_tradition_can_be_changed_against_tradition() -> None:
    given = answers(FESTIVAL, "village-feast", ("/le_hoi/loai", "van_hoa"), ("/le_hoi/thay_doi", "co"))
    assert told(FESTIVAL, given) == {}


@pytest.mark.parametrize(("how", "papers"), [("ghi_o_day", ()), ("tep_rieng", ("TP01",))])
def test_a_plan_of_its_own_is_attached(how: str, papers: tuple[str, ...]) -> None:
    given = answers(FESTIVAL, "village-feast", ("/phuong_an/cach", how))
    assert missing_slots(pack(FESTIVAL), complete(pack(FESTIVAL), given, today=DAY), ()) == papers


@pytest.mark.parametrize(
    ("example", "kind", "id_type"),
    [
        ("village-feast", "organisation", "personal_id"),
        ("craft-plan-attached", "organisation", "tax_code"),
        ("state-body-by-post", "agency", "personal_id"),
        ("least", "organisation", "none"),
    ],
)
def test_the_body_is_the_applicant(example: str, kind: str, id_type: str) -> None:
    found = applicant_of(pack(FESTIVAL), answers(FESTIVAL, example))
    assert (found["kind"], found["id_type"]) == (kind, id_type)
    assert found["name"] != "Lò Văn Dương"


def test_a_club_asks_for_its_statute_and_counts_its_members() -> None:
    club = pack(CLUB)
    data = complete(club, answers(CLUB, "hamlet-club"), today=DAY)
    assert missing_slots(club, data, ()) == ("TP01",)
    assert data["so_hoi_vien"] == len(data["hoi_vien"]) == 12
    assert worded(club, data, "/cau_lac_bo/mon", "choice") == "Bóng chuyền hơi, Cầu lông"


@pytest.mark.parametrize(("members", "expected"), [(9, {"check.it_hoi_vien": "warning"}), (10, {}), (12, {})])
def test_few_members_only_ask_for_no_confirmed_law_counts_them(members: int, expected: dict[str, str]) -> None:
    given = answers(CLUB, "hamlet-club")
    assert told(CLUB, put(given, "/hoi_vien", given["hoi_vien"][:members])) == expected


@pytest.mark.parametrize("code", [FESTIVAL, CLUB])
def test_only_organisations_ask_and_who_signs_is_known(code: str) -> None:
    assert is_for_organisations(pack(code))
    known = with_representative(pack(code), {}, "Lò Văn Tâm", "038204003456")
    assert [list(person.values()) for person in known.values()] == [["Lò Văn Tâm", "038204003456"]]
    assert with_representative(pack(code), known, "Hà Thị Ngân", "038178000123") == known


@pytest.mark.parametrize("code", ["1.001193", "2.000635"])
def test_citizens_ask_for_civil_status(code: str) -> None:
    assert not is_for_organisations(load_pack(CULTURE.parent / "civil-status" / code / "1"))


@pytest.mark.parametrize("code", [FESTIVAL, CLUB])
def test_every_check_names_its_law(code: str) -> None:
    assert all(check.get("law") for check in pack(code).logic["checks"])


@pytest.mark.parametrize("code", [FESTIVAL, CLUB])
def test_every_check_fails_in_some_example(code: str) -> None:
    folder = CULTURE / code / "1"
    met = {
        error.code
        for example in examples(folder).values()
        for error in validate(pack(code), example["answers"], today=date.fromisoformat(example["today"]))
    }
    assert {f"check.{check['key']}" for check in pack(code).logic["checks"]} <= met
