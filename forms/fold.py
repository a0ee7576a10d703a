"""Text compared as people type it in a hurry: without accents, or with the tone mark on another vowel."""

import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def fold(text: str) -> str:
    """Lower case without accents, đ as d, single spaces."""
    plain = unicodedata.normalize("NFD", text.lower()).replace("đ", "d").replace("’", "'")
    return " ".join("".join(mark for mark in plain if not unicodedata.combining(mark)).split())


def tone_blind(text: str) -> str:
    """Lower case where each syllable's tone mark stands at its end, so that Hóa and Hoá are one."""
    return " ".join(_tone_last(syllable) for syllable in unicodedata.normalize("NFD", text.lower()).split())


def matches(query: str, text: str) -> int:
    """How well *text* answers *query*: 0 not, 1 without accents, 2 so and in front, 3 with accents, 4 whole."""
    if fold(query) not in fold(text):
        return 0
    if tone_blind(query) == tone_blind(text):
        return 4
    if tone_blind(query) in tone_blind(text) and fold(query) != query.lower():
        return 3
    return 2 if fold(text).startswith(fold(query)) else 1


def _tone_last(syllable: str) -> str:
    letters = "".join(mark for mark in syllable if mark not in _TONES)
    return letters + "".join(mark for mark in syllable if mark in _TONES)
