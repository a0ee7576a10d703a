import unicodedata

import pytest

from forms.formats import FORMATS

GOOD = {
    "citizen-id": ["038158000123", "999999999999"],
    "person-name": [
        "Păn",
        "Giàng Thị H'Mông",
        "Giàng A Páo",
        "Y-Bhăm Niê",
        "Lò Thị Ngọc’",
        unicodedata.normalize("NFD", "Lò Thị Thuỳ"),
        "Nguyễn V. Ân",
    ],
    "date": ["2026-11-30", "2024-02-29"],
    "partial-date": ["1984", "1984-05", "1984-05-17"],
    "vn-phone": ["0912345678", "+84 912 345 678", "0912.345.678", "02373852246"],
    "tax-code": ["0100233488", "0100233488-001", "038158000123"],
    "commune": ["14845", "14758"],
    "ethnic-group": ["01", "54", "55"],
    "dossier-code": ["H56.147.58-261122-0007", "000.00.16.H56-230306-0001", "H56.38-261122-00012"],
    "decimal": ["25.5", "-3", "0.25"],
}
BAD = {
    "citizen-id": ["03815800012", "0381580001234", "03815800012a", "٠٣٨١٥٨٠٠٠١٢٣", "038158000123\n", ""],
    "person-name": ["Lò Văn 2", "L", "", " Lò", "Lò  May", "Lò_May", "Lò @", "x" * 101, "-Lò", "Lò\nMay"],
    "date": ["2026-11-31", "2026-02-29", "31/11/2026", "20261130", "2026-11", "2026-11-30T00:00"],
    "partial-date": ["84", "1984-13", "1984-02-30", "1984-5", "", "1984-05-17\n"],
    "vn-phone": ["123", "0912", "abc", "+1 202 555 0100"],
    "tax-code": ["0100233489", "12", "x"],
    "commune": ["99999", "38", "1484", "148455"],
    "ethnic-group": ["00", "56", "3", "Thái"],
    "dossier-code": ["H56", "H56-1-1", "h56.1-261122-0007"],
    "decimal": ["25,5", "01", ".5", "1e3", "1."],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in GOOD.items() for text in texts])
def test_takes_what_it_must(name: str, text: str) -> None:
    assert FORMATS[name](text)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in BAD.items() for text in texts])
def test_refuses_what_it_must(name: str, text: str) -> None:
    assert not FORMATS[name](text)


def test_every_format_is_tried_both_ways() -> None:
    assert FORMATS.keys() == GOOD.keys() == BAD.keys()
