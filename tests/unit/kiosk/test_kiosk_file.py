"""kiosk.json: kept whole, no passphrase in it, and a damaged one is said to be so."""

import json
from pathlib import Path

import pytest

from desktop.adapters.keys.kiosk_file import KIOSK_FILE, KioskSettings, hash_of, is_right, read_kiosk, write_kiosk
from desktop.domain.errors import StoreFault

WORDS = "quản lý ở Hạc Thành"


def test_what_is_kept_comes_back_and_says_nothing_of_the_passphrase(tmp_path: Path) -> None:
    kept = KioskSettings("Ki-ốt số 3", "14845", "", hash_of(WORDS), wrong=2)
    write_kiosk(tmp_path, kept)
    assert read_kiosk(tmp_path) == kept
    assert WORDS not in (tmp_path / KIOSK_FILE).read_text("utf-8")
    assert kept.admin.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_the_passphrase_is_the_same_however_it_is_composed() -> None:
    import unicodedata

    kept = hash_of(unicodedata.normalize("NFC", WORDS))
    assert is_right(kept, unicodedata.normalize("NFD", WORDS))
    assert not is_right(kept, WORDS + " ")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("{", "kiosk.damaged"),
        ("[]", "kiosk.damaged"),
        (json.dumps({"v": 1, "name": "x"}), "kiosk.damaged"),
        (json.dumps({"v": 9}), "kiosk.newer"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, content: str, code: str) -> None:
    (tmp_path / KIOSK_FILE).write_text(content, "utf-8")
    with pytest.raises(StoreFault) as fault:
        read_kiosk(tmp_path)
    assert fault.value.code == code


def test_before_the_first_start_there_is_none(tmp_path: Path) -> None:
    assert read_kiosk(tmp_path / "nowhere") is None
