import dataclasses

import pytest

from forms.catalogue import Catalogue, UnknownProcedure
from forms.pack import ProcedurePack


@pytest.mark.parametrize(
    "query",
    [
        "1.001193",
        "Đăng ký khai sinh",
        "dang ky khai sinh",
        "làm giấy khai sinh",
        "lam giay khai sinh",
        "khai sinh cho chau",
        "Birth",
    ],
)
def test_a_procedure_is_found_by_what_people_call_it(query: str) -> None:
    assert Catalogue.shipped().search(query)[0].code == "1.001193"


def test_nonsense_finds_nothing_and_nothing_finds_all() -> None:
    shipped = Catalogue.shipped()
    assert shipped.search("qwertyuiop") == ()
    assert shipped.search("  ") == shipped.all()


def test_the_newest_version_stands_for_the_procedure(birth: ProcedurePack) -> None:
    newer = dataclasses.replace(birth, version=10, sha256="newer")
    catalogue = Catalogue.of([newer, birth])
    assert catalogue.get("1.001193") is newer
    assert catalogue.get("1.001193.H56", 1) is birth
    assert catalogue.get("1.001193.000.00.00.H56") is newer
    assert catalogue.all() == (newer,)


@pytest.mark.parametrize(("code", "version"), [("9.999999", None), ("1.001193", 99), ("", None)])
def test_an_unknown_procedure_is_named(code: str, version: int | None) -> None:
    with pytest.raises(UnknownProcedure) as caught:
        Catalogue.shipped().get(code, version)
    assert caught.value.parameters["procedure"] == code
