"""Procedures that can be read about and prepared for, and are never filled in here."""

import pytest

from desktop import assembly
from desktop.domain.errors import Refusal
from desktop.practice.problems import Problem
from desktop.practice.procedures import Procedures
from desktop.services.fillable import fillable
from forms.catalogue import Catalogue
from forms.pack import ProcedurePack

THIN = {
    "1.001022", "1.004837", "1.004845", "1.004859", "1.004884", "1.000689", "1.005461", "2.002621", "2.002622",
    "2.000815", "2.000884", "1.013791", "1.008902", "1.008903", "1.000954", "1.001776", "1.001731", "1.014028",
    "1.001699", "1.001653",
}  # fmt: skip
WHOLE = {
    "1.001193", "1.000894", "1.000656", "1.004873", "2.000635", "1.014027", "1.008901", "1.003622", "2.000794",
}  # fmt: skip
SHEETS = [Catalogue.shipped().get(code) for code in sorted(THIN)]


@pytest.mark.parametrize("pack", SHEETS, ids=lambda pack: pack.code)
def test_it_has_no_form_and_says_what_is_not_certain(pack: ProcedurePack) -> None:
    assert not pack.has_form
    assert pack.procedure["unverified"]
    assert pack.has_text("procedure.summary")
    assert all(row["law"] for row in pack.procedure["legal_basis"])


@pytest.mark.parametrize("pack", SHEETS, ids=lambda pack: pack.code)
def test_nobody_fills_it(pack: ProcedurePack) -> None:
    for refused in (lambda: fillable(pack), lambda: assembly.draw_form(pack, {}, blank=True)):
        with pytest.raises(Refusal) as caught:
            refused()
        assert caught.value.code == "procedure.no-form"
    with pytest.raises(Problem) as turned_away:
        Procedures.open(None).accepted(pack.code, pack.version, pack.sha256)
    assert turned_away.value.slug == "form-version-retired"


def test_a_procedure_with_a_form_is_filled() -> None:
    assert fillable(Catalogue.shipped().get("1.001193")).has_form


def test_the_title_of_cultured_families_is_for_information_only() -> None:
    pack = Catalogue.shipped().get("1.000954")
    assert (pack.procedure["code_verified"], pack.procedure["status"]) == (False, "replaced")
    assert "không dùng để nộp hồ sơ" in pack.text("procedure.summary")


def test_one_finds_it_by_what_people_call_it() -> None:
    assert "1.004859" in [pack.code for pack in Catalogue.shipped().search("sua giay khai sinh")]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("khai sinh", "1.001193"),
        ("ket hon", "1.000894"),
        ("khai tu", "1.000656"),
        ("ban sao", "2.000635"),
        ("thu vien", "1.008901"),
        ("le hoi", "1.003622"),
        ("tro cap", "1.014027"),
        ("birth", "1.001193"),
        ("death", "1.000656"),
    ],
)
def test_what_most_people_want_comes_first(words: str, code: str) -> None:
    assert Catalogue.shipped().search(words)[0].code == code


def test_the_whole_catalogue_is_there() -> None:
    packs = Catalogue.shipped().all()
    assert {pack.code for pack in packs if not pack.has_form} == THIN
    assert {pack.code for pack in packs if pack.has_form} == WHOLE
