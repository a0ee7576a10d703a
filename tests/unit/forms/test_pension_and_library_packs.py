"""What the social pension and the community library ask for, and when the answer is due."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from forms.answers import complete, put
from forms.catalogue import PACKS, Catalogue
from forms.deadlines import ICT, WorkCalendar, due
from forms.fees import total
from forms.loader import load_pack
from forms.pack import ProcedurePack
from forms.slots import missing_slots, open_slots
from forms.validation import error_text, validate

PENSION, LIBRARY = "social-protection/1.014027/1", "culture/1.008901/1"
DAY = date(2026, 11, 23)


def pack(folder: str) -> ProcedurePack:
    return load_pack(PACKS / folder)


def answers(folder: str, example: str) -> dict[str, Any]:
    text = (PACKS / folder / "tests" / f"accept-{example}.json").read_text(encoding="utf-8")
    return complete(pack(folder), json.loads(text)["answers"], today=DAY)


def sentences(folder: str, example: str, pointer: str, value: Any, lang: str = "vi") -> list[str]:
    """What is said when one answer of a good example is another."""
    asked = pack(folder)
    found = validate(asked, put(answers(folder, example), pointer, value), today=DAY)
    return [error_text(asked, error, lang) for error in found]


@pytest.mark.parametrize(
    ("example", "case"),
    [
        ("seventy-five-today", "du_75"),
        ("year-only", "du_75"),
        ("seventy-poor", "ho_ngheo_70"),
        ("seventy-four-near-poor", "ho_ngheo_70"),
        ("moves", "noi_moi"),
        ("moves-and-changes", "noi_moi"),
        ("changes-with-a-pension", "thay_doi"),
    ],
)
def test_the_kind_of_a_pension_request_follows_from_its_answers(example: str, case: str) -> None:
    assert answers(PENSION, example)["truong_hop"] == case


def test_a_pension_needs_no_paper_but_may_have_one_on_who_acts() -> None:
    for example in ("seventy-seven", "son-acts", "moves"):
        assert missing_slots(pack(PENSION), answers(PENSION, example), ()) == ()
    alone, acted = (open_slots(pack(PENSION), answers(PENSION, name)) for name in ("seventy-seven", "son-acts"))
    assert {slot.code for slot in acted} - {slot.code for slot in alone} == {"TP02"}


@pytest.mark.parametrize("example", ["family", "body"])
def test_a_library_shows_that_it_meets_the_conditions(example: str) -> None:
    assert missing_slots(pack(LIBRARY), answers(LIBRARY, example), ()) == ("TP02", "TP03", "TP04")
    papers = {slot.code for slot in open_slots(pack(LIBRARY), answers(LIBRARY, example))}
    assert ("TP05" in papers) == (example == "body")


@pytest.mark.parametrize(
    ("folder", "day"),
    [(PENSION, date(2026, 12, 7)), (LIBRARY, date(2026, 12, 7))],
    ids=["ten working days over a holiday", "fifteen days that end on a Saturday"],
)
def test_when_the_answer_is_due(folder: str, day: date) -> None:
    received = datetime(2026, 11, 20, 10, 0, tzinfo=ICT)
    assert due(pack(folder), received, WorkCalendar.shipped()).date() == day


@pytest.mark.parametrize(("folder", "example"), [(PENSION, "seventy-seven"), (LIBRARY, "family")])
def test_both_are_free(folder: str, example: str) -> None:
    assert total(pack(folder), answers(folder, example)) == 0


def test_a_refused_age_is_told_with_the_age() -> None:
    [young] = sentences(PENSION, "seventy-poor", "/nguoi_yeu_cau/ngay_sinh", "1958")
    assert "mới 68 tuổi" in young
    [middle] = sentences(PENSION, "seventy-four-near-poor", "/ho_gia_dinh/tinh_trang", "khong")
    assert "74 tuổi" in middle


def test_what_a_library_lacks_is_told_in_numbers() -> None:
    [few] = sentences(LIBRARY, "just-enough", "/tai_nguyen/so_sach", 1200)
    assert "còn thiếu 300 bản" in few
    [soon] = sentences(LIBRARY, "family", "/ngay_mo_cua", "2026-12-01", "en")
    assert "opens in 8 days" in soon


@pytest.mark.parametrize("folder", [PENSION, LIBRARY])
def test_every_check_rests_on_a_clause(folder: str) -> None:
    checks = pack(folder).logic["checks"]
    assert checks
    assert [check["key"] for check in checks if not check.get("law")] == []


def test_the_librarys_code_is_said_to_be_unconfirmed() -> None:
    sheet = pack(LIBRARY).procedure
    assert sheet["code_verified"] is False
    assert sheet["unverified"][0] == "unverified.code"


def test_the_pledges_are_the_forms_own() -> None:
    assert pack(PENSION).text("pledge") == (
        "Tôi xin cam đoan những lời khai trên là đúng sự thật, nếu có điều gì khai không đúng, "
        "tôi xin chịu trách nhiệm hoàn toàn."
    )
    assert pack(LIBRARY).text("pledge") == (
        "Tôi/Chúng tôi cam kết thực hiện đúng các quy định của pháp luật về thư viện "
        "và chịu trách nhiệm về nội dung thông báo."
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("tien gia", "1.014027"),
        ("trợ cấp 75 tuổi", "1.014027"),
        ("hưu trí xã hội", "1.014027"),
        ("mo thu vien", "1.008901"),
        ("tủ sách cộng đồng", "1.008901"),
        ("community library", "1.008901"),
    ],
)
def test_people_find_them_by_their_own_words(typed: str, code: str) -> None:
    assert Catalogue.shipped().search(typed)[0].code == code


def test_both_are_among_the_nine_that_home_shows() -> None:
    assert {"1.014027", "1.008901"} <= {known.code for known in Catalogue.shipped().all()[:9]}
