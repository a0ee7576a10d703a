"""Which four digits open a dossier: the applicant's own, or those on the slip for whoever has no number."""

import json

import pytest

from desktop.practice.lookup import digits_of
from desktop.practice.tables import Dossier


def filed(id_no: str | None, of: str = "abc") -> Dossier:
    manifest = json.dumps({"applicant": {"name": "Hà Thị Nết", "id_no": id_no}}).encode()
    return Dossier(id="d", manifest=manifest, lookup_secret=of)


@pytest.mark.parametrize(
    ("id_no", "digits"), [("038190001234", "1234"), ("C1234567", "4567"), ("0101234567-001", None), (None, None)]
)
def test_the_last_of_the_number_else_made_from_the_secret(id_no: str | None, digits: str | None) -> None:
    found = digits_of(filed(id_no))
    assert len(found) == 4
    assert found.isdigit()
    assert found == (digits or digits_of(filed(None)))


def test_made_ones_differ_by_dossier_and_stay() -> None:
    made = {digits_of(filed(None, f"secret {n}")) for n in range(50)}
    assert len(made) > 40
    assert digits_of(filed(None)) == digits_of(filed(None))


def test_what_never_arrived_has_digits_too_so_that_nothing_tells() -> None:
    assert len(digits_of(Dossier(id="d", manifest=None, lookup_secret=None))) == 4
