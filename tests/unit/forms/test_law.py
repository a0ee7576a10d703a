"""The acts that packs cite, and that no pack cites what is not there."""

import json
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from forms.catalogue import Catalogue
from forms.errors import PackError
from forms.law import Law, UnknownClause, behind, clause, clauses
from forms.lint import lint
from forms.loader import load_pack
from forms.pack import ProcedurePack
from forms.validation import FieldError

ABOUT = {"vi": "Tóm tắt.", "en": "In short."}
ACT = {
    "number": "1/2030/QH16",
    "name": {"vi": "Luật Thử", "en": "Law on Trying"},
    "in_force": "2030-01-01",
    "clauses": {
        "2.1.a": {"title": "Điều 2 khoản 1 điểm a", "text": "Nguyên văn.", "about": ABOUT},
        "3": {"title": "Điều 3", "in_force": None, "text": None, "about": ABOUT},
    },
}


def law_of(*acts: dict[str, Any]) -> Law:
    return Law({f"law/{number}.json": json.dumps(act).encode() for number, act in enumerate(acts)})


def test_a_reference_leads_to_its_clause() -> None:
    found = law_of(ACT).clause("1/2030/QH16#2.1.a")
    assert (found.title, found.in_force, found.text) == ("Điều 2 khoản 1 điểm a", "2030-01-01", "Nguyên văn.")


def test_a_clause_may_hold_from_another_day_than_its_act() -> None:
    assert law_of(ACT).clause("1/2030/QH16#3").in_force is None


def test_a_number_alone_is_the_whole_act() -> None:
    whole = law_of(ACT).clause("1/2030/QH16")
    assert (whole.title, whole.cited("vi")) == ("", "Luật Thử (1/2030/QH16)")
    assert [one.reference for one in law_of(ACT).act("1/2030/QH16").clauses] == ["1/2030/QH16#2.1.a", "1/2030/QH16#3"]


def test_a_clause_is_cited_in_both_languages() -> None:
    found = law_of(ACT).clause("1/2030/QH16#2.1.a")
    assert found.cited("vi") == "Luật Thử (1/2030/QH16), Điều 2 khoản 1 điểm a"
    assert found.cited("en") == "Law on Trying (1/2030/QH16), Article 2, clause 1, point a"


@pytest.mark.parametrize("reference", ["1/2030/QH16#9", "2/2030/QH16", "", "#3"])
def test_what_no_file_holds_is_unknown(reference: str) -> None:
    with pytest.raises(UnknownClause) as caught:
        law_of(ACT).clause(reference)
    assert caught.value.code == "law.unknown"


@pytest.mark.parametrize(
    "change",
    [{"number": "không số"}, {"in_force": "2030"}, {"clauses": {"3": {"title": "Điều 3"}}}, {"name": {"vi": "Một"}}],
)
def test_an_act_that_is_not_as_it_must_be_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(PackError) as caught:
        law_of({**ACT, **change})
    assert caught.value.file == "_shared/law/0.json"


def test_an_act_that_is_there_twice_is_refused() -> None:
    with pytest.raises(PackError):
        law_of(ACT, ACT)


def test_a_citation_that_we_do_not_hold_is_left_out_of_what_is_shown() -> None:
    assert [one.title for one in clauses(["60/2014/QH13#15", "1/2030/QH16#3"])] == ["Điều 15"]


def test_every_shipped_sentence_of_the_law_is_written_and_composed() -> None:
    for act in Law.shipped().acts():
        for one in act.clauses:
            for words in (one.text, one.title, *one.about.values(), *one.name.values()):
                assert words is None or (words.strip() and unicodedata.is_normalized("NFC", words)), one.reference


def test_only_the_wordings_that_our_sources_hold_are_quoted() -> None:
    quoted = [one.reference for act in Law.shipped().acts() for one in act.clauses if one.text]
    assert quoted
    assert {reference.partition("#")[0] for reference in quoted} <= {"04/2024/TT-BTP", "20/2021/NĐ-CP"}


def test_a_fault_of_a_check_tells_its_clauses(birth: ProcedurePack) -> None:
    late = FieldError("/con/ngay_sinh", "check.con_qua_60_ngay", {"days": 70}, "warning")
    assert [one.reference for one in behind(birth, late)] == ["60/2014/QH13#15.1"]
    assert behind(birth, FieldError("/con/ho_ten", "required")) == ()
    assert behind(birth, FieldError("/con/ho_ten", "check.telex", {}, "warning")) == ()


@pytest.mark.parametrize(
    "pack", [pack for pack in Catalogue.shipped().all() if pack.has_form], ids=lambda pack: pack.code
)
def test_every_check_names_its_law(pack: ProcedurePack) -> None:
    assert [check["key"] for check in pack.logic["checks"] if not check.get("law")] == []


def test_a_wording_that_is_added_changes_no_pack(birth_copy: Path) -> None:
    before = load_pack(birth_copy).sha256
    act = birth_copy.parents[2] / "_shared" / "law" / "luat-ho-tich.json"
    document = json.loads(act.read_text(encoding="utf-8"))
    document["clauses"]["15"]["text"] = "Nguyên văn Điều 15."
    act.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    assert Law({"law/a.json": act.read_bytes()}).clause("60/2014/QH13#15").text == "Nguyên văn Điều 15."
    assert load_pack(birth_copy).sha256 == before


def test_another_citation_changes_the_pack(birth_copy: Path) -> None:
    before = load_pack(birth_copy).sha256
    logic = birth_copy / "logic.json"
    document = json.loads(logic.read_text(encoding="utf-8"))
    document["checks"][0]["law"] = ["60/2014/QH13#16"]
    logic.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    assert load_pack(birth_copy).sha256 != before


def test_without_the_law_beside_it_no_citation_of_a_pack_holds(birth_copy: Path) -> None:
    shutil.rmtree(birth_copy.parents[2] / "_shared" / "law")
    assert {finding.rule for finding in lint(birth_copy)} == {"lint.unknown-clause"}


def test_a_broken_act_is_a_finding_with_its_file(birth_copy: Path) -> None:
    (birth_copy.parents[2] / "_shared" / "law" / "luat-ho-tich.json").write_text("{", encoding="utf-8")
    assert [finding.file for finding in lint(birth_copy)] == ["_shared/law/luat-ho-tich.json"]


def test_the_library_answers_for_a_reference() -> None:
    assert clause("60/2014/QH13#15.1").title == "Điều 15 khoản 1"
