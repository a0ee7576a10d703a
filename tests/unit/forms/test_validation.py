import unicodedata
from typing import Any

import pytest

from forms.loader import preview_pack
from forms.pack import ProcedurePack
from forms.validation import FieldError, error_text, validate
from tests.unit.forms.births import DAY, birth_answers


def _found(pack: ProcedurePack, answers: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(error.pointer, error.code, error.severity) for error in validate(pack, answers, today=DAY)}


def _object(**schema: Any) -> ProcedurePack:
    return preview_pack({"type": "object", **schema})


def test_a_good_dossier_has_nothing_to_say(birth: ProcedurePack) -> None:
    assert validate(birth, birth_answers(), today=DAY) == ()


def test_an_empty_form_asks_field_by_field_in_the_order_of_the_form(birth: ProcedurePack) -> None:
    errors = validate(birth, {}, today=DAY)
    pointers = [error.pointer for error in errors]
    assert pointers[:3] == ["/noi_dang_ky", "/nguoi_yeu_cau/ho_ten", "/nguoi_yeu_cau/so_dinh_danh"]
    assert {"/con/que_quan/xa", "/me/ho_ten", "/cha/ho_ten", "/ban_sao/co"} <= set(pointers)
    assert not {"/nguoi_yeu_cau", "/con", "/con/que_quan", "/me", "/cha"} & set(pointers)
    assert {error.code for error in errors} == {"required"}


def test_pointers_name_the_field_that_is_missing() -> None:
    pack = _object(
        properties={"a": {"type": "string"}, "b": {"type": "string"}, "c": {"type": "string"}, "d": {"type": "string"}},
        dependentRequired={"a": ["b"]},
        **{"if": {"properties": {"a": {"const": "x"}}, "required": ["a"]}, "then": {"required": ["c"]}},
        additionalProperties=False,
    )
    assert _found(pack, {"a": "x", "zz": 1, "d": 5}) == {
        ("/b", "required", "error"),
        ("/c", "required", "error"),
        ("/zz", "additionalProperties", "error"),
        ("/d", "type", "error"),
    }


def test_a_required_object_without_required_fields_is_asked_for_itself() -> None:
    pack = _object(properties={"o": {"type": "object", "properties": {"a": {"type": "string"}}}}, required=["o"])
    assert _found(pack, {"o": {"a": ""}}) == {("/o", "required", "error")}


def test_one_field_has_one_error() -> None:
    pack = _object(properties={"a": {"type": "string", "minLength": 3, "pattern": "^x", "format": "citizen-id"}})
    assert len(validate(pack, {"a": "q"}, today=DAY)) == 1


def test_limits_come_with_the_error(birth: ProcedurePack) -> None:
    (error,) = validate(birth, birth_answers(("/ban_sao/so_luong", 21)), today=DAY)
    assert error == FieldError("/ban_sao/so_luong", "maximum", {"limit": 20})


def test_decomposed_letters_are_a_name(birth: ProcedurePack) -> None:
    name = unicodedata.normalize("NFD", "Nguyễn Thị Thuỷ")
    assert _found(birth, birth_answers(("/me/ho_ten", name))) == set()


def test_a_check_waits_until_its_fields_are_right(birth: ProcedurePack) -> None:
    wrong = birth_answers(("/con/ngay_sinh", "2026-11-31"), ("/me/ngay_sinh", "2030"))
    assert ("/con/ngay_sinh", "format.date", "error") in _found(birth, wrong)
    assert ("/me/ngay_sinh", "check.me_sinh_sau_con", "error") not in _found(birth, wrong)


def test_a_check_does_not_judge_by_a_field_that_is_wrong_itself(birth: ProcedurePack) -> None:
    wrong = birth_answers(("/me/dan_toc", "99"), ("/cha/dan_toc", "99"))
    assert "check.con_dan_toc" not in {code for _, code, _ in _found(birth, wrong)}


def test_the_sixtieth_day_is_in_time_and_the_next_only_asks(birth: ProcedurePack) -> None:
    assert _found(birth, birth_answers(("/con/ngay_sinh", "2026-09-24"))) == set()
    (warning,) = validate(birth, birth_answers(("/con/ngay_sinh", "2026-09-23")), today=DAY)
    assert (warning.severity, warning.parameters) == ("warning", {"days": 61})
    assert "61 ngày" in error_text(birth, warning, "vi")


@pytest.mark.parametrize(
    ("pointer", "value", "key"),
    [
        ("/me/so_dinh_danh", "038201000456", "so_dinh_danh_nam_sinh"),
        ("/me/so_dinh_danh", "038399000456", "so_dinh_danh_nam_sinh"),
        ("/nguoi_yeu_cau/so_dinh_danh", "038159000123", "so_dinh_danh_nam_sinh"),
        ("/con/dan_toc", "01", "con_dan_toc"),
        ("/me/ngay_sinh", "1960", "me_lon_tuoi"),
        ("/cha/quoc_tich", "khac", "cha_me_nuoc_ngoai"),
        ("/ket_hon/ngay", "2018-01-01", "ket_hon_me_chua_du_tuoi"),
        ("/cha/ho_ten", "Lof Van Tam", "telex"),
    ],
)
def test_what_may_still_be_right_is_only_asked(birth: ProcedurePack, pointer: str, value: str, key: str) -> None:
    answers = birth_answers((pointer, value), ("/cha/quoc_tich_khac", "Lào"))
    assert (pointer, f"check.{key}", "warning") in _found(birth, answers)


def test_every_error_has_a_sentence_in_both_languages(birth: ProcedurePack) -> None:
    broken = birth_answers(("/me/so_dinh_danh", "1"), ("/con/noi_sinh", "x"), ("/ban_sao/co", "nhieu"), ("/la", "?"))
    errors = [*validate(birth, broken, today=DAY), *validate(birth, {}, today=DAY)]
    for lang in ("vi", "en"):
        for error in errors:
            sentence = error_text(birth, error, lang)
            assert sentence.endswith(".")
            assert "{" not in sentence
            assert error.code not in sentence


@pytest.mark.parametrize("answers", [{"con": []}, {"con": "x"}, {"me": {"ho_ten": ["x"]}}, {"ban_sao": {"co": {}}}])
def test_answers_of_a_wrong_shape_are_errors_not_crashes(birth: ProcedurePack, answers: dict[str, Any]) -> None:
    assert all(error.severity == "error" for error in validate(birth, answers, today=DAY))
