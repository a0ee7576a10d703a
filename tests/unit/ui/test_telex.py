"""The Telex engine: what people type here every day, and every word of our own forms."""

import re
import unicodedata
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.widgets.telex import TONES, Syllable, append, press, shorten, turn_tone

ROOT = Path(__file__).parents[3]
MARK_KEYS = {"\u0302": "", "\u0306": "w", "\u031b": "w"}
TONE_KEYS = {mark: key for key, mark in TONES.items()}
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐƯƠ"


def typed(keys: str) -> str:
    return list(accumulate(keys, press, initial=Syllable()))[-1].text


def words_of_the_forms() -> list[str]:
    """Every Vietnamese word that our forms and our window show."""
    texts = [*ROOT.glob("forms/packs/**/*.vi.json"), *ROOT.glob("resources/i18n/*.vi.json")]
    found = {
        word.lower()
        for path in texts
        for word in re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", path.read_text(encoding="utf-8")))
    }
    return sorted(word for word in found if not word.isascii())


def keys_of(word: str) -> tuple[str, str, str]:
    """Keys and tone: each mark right behind its letter; all marks behind the last letter."""
    plain, marks, along, tone = "", "", "", ""
    for letter in word:
        split = unicodedata.normalize("NFD", "d\u0335" if letter == "đ" else letter)
        base, above = split[0], split[1:]
        tone += "".join(TONE_KEYS.get(mark, "") for mark in above)
        key = "".join(base if mark in "\u0302\u0335" else MARK_KEYS.get(mark, "") for mark in above)
        plain, marks, along = plain + base, marks + key, along + base + key
    return along, plain + marks.replace("ww", "w"), tone


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("nguyeenx", "nguyễn"), ("DDuwowngf", "Đường"), ("dduowngf", "đường"), ("dduwocj", "được"), ("Hoas", "Hóa"),
        ("tuyf", "tùy"), ("uyr", "ủy"), ("khoer", "khỏe"), ("quys", "quý"), ("giaf", "già"), ("gif", "gì"),
        ("toans", "toán"), ("huynhf", "huỳnh"), ("ngoaif", "ngoài"), ("khuyur", "khuỷu"), ("thuowr", "thuở"),
        ("khoeof", "khoèo"), ("muaw", "mưa"), ("nwowcs", "nước"), ("Wow", "Ươ"), ("hoawcj", "hoặc"),
        ("quaanf", "quần"), ("quawngs", "quắng"), ("ruwowuj", "rượu"), ("dungd", "đung"), ("dduongwf", "đường"),
        ("nguyenxe", "nguyễn"), ("HOAF", "HÒA"), ("LOF", "LÒ"), ("THIJ", "THỊ"), ("Dd", "Đ"), ("dD", "đ"),
        ("giuwax", "giữa"), ("yeeu", "yêu"), ("DDawks", "Đắk"), ("Krong", "Krong"),
        ("NDD", "NĐ"), ("QDDST", "QĐST"), ("awa", "â"), ("aaw", "ă"),
    ],
)  # fmt: skip
def test_a_word(keys: str, word: str) -> None:
    assert typed(keys) == word


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("aaa", "aa"), ("aaaa", "aaa"), ("eee", "ee"), ("ooo", "oo"), ("xooong", "xoong"), ("ddd", "dd"), ("aww", "aw"),
        ("oww", "ow"), ("uww", "uw"), ("ww", "w"), ("thuoww", "thuow"), ("duwoww", "duow"), ("ass", "as"),
        ("claass", "clâs"), ("class", "clas"), ("hoaff", "hoaf"), ("asz", "a"), ("z", "z"), ("az", "az"), ("s", "s"),
        ("ss", "ss"), ("asf", "à"), ("hotel", "hotel"), ("facebook", "facebook"), ("www", "ww"), ("view", "view"),
    ],
)  # fmt: skip
def test_a_key_pressed_once_more_is_a_letter(keys: str, word: str) -> None:
    assert typed(keys) == word


def test_every_word_of_the_forms_can_be_typed() -> None:
    words = words_of_the_forms()
    assert len(words) > 800
    wrong = {}
    for word in words:
        along, behind, tone = keys_of(word)
        for keys in (along + tone, behind + tone if word[1:].isascii() or "đ" not in word[1:] else along):
            if typed(keys) != word:
                wrong[keys] = (word, typed(keys))
    assert wrong == {}


def test_every_beginning_with_every_end_can_be_typed() -> None:
    """All onsets, all rimes and all tones that our texts have, also those that no word has together."""
    words = [word for word in words_of_the_forms() if "đ" not in word[1:]]
    parts = [re.fullmatch(r"([bcdđghklmnpqrstvx]*)(.+)", word) for word in words]
    onsets = {part[1] for part in parts if part} - {"q", "g"}
    rimes = {part[2] for part in parts if part and part[1] not in "qg" and part[2] != "đ"}
    assert len(onsets) > 18
    assert len(rimes) > 250
    wrong = {}
    for word in (onset + rime for onset in onsets for rime in rimes):
        along, behind, tone = keys_of(word)
        if (typed(along + tone), typed(behind + tone)) != (word, word):
            wrong[word] = (typed(along + tone), typed(behind + tone))
    assert wrong == {}


def test_every_word_of_the_forms_can_be_typed_with_the_keys_that_show_their_letters() -> None:
    wrong = {}
    for word in words_of_the_forms():
        tones = [mark for mark in unicodedata.normalize("NFD", word) if mark in TONE_KEYS]
        bare = unicodedata.normalize("NFC", "".join(m for m in unicodedata.normalize("NFD", word) if m not in tones))
        made = list(accumulate(bare, append, initial=Syllable()))[-1]
        for tone in tones:
            made = turn_tone(made, tone)
        if made.text != word:
            wrong[word] = made.text
    assert wrong == {}


def test_a_tone_key_turns_the_tone_and_waits_for_a_vowel() -> None:
    word = append(append(Syllable(), "l"), "o")
    assert turn_tone(word, TONES["f"]).text == "lò"
    assert turn_tone(turn_tone(word, TONES["f"]), TONES["s"]).text == "ló"
    assert turn_tone(turn_tone(word, TONES["f"]), TONES["f"]).text == "lo"
    assert turn_tone(append(Syllable(), "l"), TONES["f"]).text == "l"


def test_one_letter_back() -> None:
    word = list(accumulate("toans", press, initial=Syllable()))[-1]
    assert [shorten(word).text, shorten(shorten(word)).text] == ["tóa", "tó"]
    assert shorten(shorten(shorten(word))).text == "t"
    assert shorten(Syllable()).text == ""


@given(st.text(LETTERS + "sfrxjzw", max_size=12))
def test_whatever_is_typed_is_composed_text_and_can_be_taken_back(keys: str) -> None:
    word = list(accumulate(keys, press, initial=Syllable()))[-1]
    assert word.text == unicodedata.normalize("NFC", word.text)
    assert len(word.text) <= len(keys)
    for _ in keys:
        word = shorten(word)
    assert word.text == ""


@given(st.text("abcdeghiklmnopqtuvyw", min_size=1, max_size=8), st.sampled_from("sfrxj"))
def test_a_tone_undone_leaves_the_letters(keys: str, tone: str) -> None:
    before = list(accumulate(keys, press, initial=Syllable()))[-1]
    marked = press(before, tone)
    undone = press(marked, tone)
    assert undone.text == before.text + (tone if marked.tone else tone * 2)
