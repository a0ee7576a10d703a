"""A Vietnamese syllable while it is typed with Telex keys: pure values, no Qt.

The tone stands where the forms' own texts have it (*hòa*, *thủy*, *khỏe*); a key pressed once more takes its mark back.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

HAT, BREVE, HORN = "\u0302", "\u0306", "\u031b"
TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_PARTS = re.compile(r"(qu(?=[aeiouy])|gi(?=[aeiouy])|[^aeiouy]*)([aeiouy]*)([^aeiouy]*)")
_MARKED = frozenset(
    "â âu ây uâ uây ê êu iê iêu yê yêu uê uyê ô ôi uô uôi ă oă ơ ơi uơ ươ ươi ươu ư ưa ưi ưu".split()  # noqa: SIM905
)
"""The only vowel groups with a mark that Vietnamese has; any other is a letter typed twice."""


@dataclass(frozen=True, slots=True)
class Syllable:
    """`letters` without their tone, which is kept apart until it is known where it stands; `settled` keys were undone.

    `from_w`: its first ư was typed as a w alone.
    """

    letters: str = ""
    tone: str = ""
    settled: frozenset[str] = frozenset()
    from_w: bool = False

    @property
    def text(self) -> str:
        """As it is written, composed (NFC)."""
        vowels = _vowels(self.letters)
        if not self.tone or not vowels:
            return self.letters
        at = _toned(self.letters, vowels)
        return unicodedata.normalize("NFC", self.letters[: at + 1] + self.tone + self.letters[at + 1 :])


def press(word: Syllable, key: str) -> Syllable:
    """*word* after this Telex key; a key that can mark nothing is a letter."""
    low = key.lower()
    marked = _marked(word, low, key) if low not in word.settled else None
    return marked or append(word, key)


def append(word: Syllable, letter: str) -> Syllable:
    """*word* with one more letter, taken as it is; what follows uơ tells that it is ươ (*thuở*, but *thương*)."""
    letters = word.letters + letter
    vowels = _vowels(letters)
    group = letters[vowels.start : vowels.stop].lower()
    if group[:2] in {"ưo", "uơ"} and vowels.start + 2 < len(letters) and "w" not in word.settled:
        letters = _with_group(letters, vowels, "ươ" + group[2:])
    return replace(word, letters=letters)


def turn_tone(word: Syllable, tone: str) -> Syllable:
    """*word* with this tone (a combining mark), or without when it has it; nothing happens before there is a vowel."""
    if not _vowels(word.letters):
        return word
    return replace(word, tone="" if word.tone == tone else tone)


def shorten(word: Syllable) -> Syllable:
    """*word* without its last letter; its tone goes with its last vowel."""
    letters = word.letters[:-1]
    tone = word.tone if _vowels(letters) else ""
    return Syllable(letters, tone, from_w=word.from_w and "ư" in letters.lower())


def _marked(word: Syllable, low: str, key: str) -> Syllable | None:
    """What the key marks or unmarks, None when there is nothing for it."""
    if low in TONES and _vowels(word.letters):
        if word.tone == TONES[low]:
            return _undone(word, word.letters, key, tone="")
        return replace(word, tone=TONES[low])
    if low == "z" and word.tone:
        return replace(word, tone="")
    if low == "d":
        return _barred(word, key)
    if low == "w":
        return _horned(word, key)
    return _hatted(word, low, key) if low in {"a", "e", "o"} else None


def _barred(word: Syllable, key: str) -> Syllable | None:
    """The last letter (*NĐ-CP*), else the first (*dungd*)."""
    at = next((at for at in (len(word.letters) - 1, 0) if word.letters[at : at + 1] in set("dDđĐ")), None)
    if at is None:
        return None
    turned = {"d": "đ", "D": "Đ", "đ": "d", "Đ": "D"}[word.letters[at]]
    letters = word.letters[:at] + turned + word.letters[at + 1 :]
    return _undone(word, letters, key) if turned in "dD" else replace(word, letters=letters)


def _hatted(word: Syllable, low: str, key: str) -> Syllable | None:
    vowels = _vowels(word.letters)
    now = word.letters[vowels.start : vowels.stop].lower()
    bare = "".join(map(_bare, now))
    at = bare.rfind(low)
    wanted = bare[:at] + _composed(low + HAT) + bare[at + 1 :]
    if at < 0 or wanted not in _MARKED:
        return None
    if now == wanted:
        return _undone(word, _with_group(word.letters, vowels, bare), key)
    return replace(word, letters=_with_group(word.letters, vowels, wanted))


def _horned(word: Syllable, key: str) -> Syllable | None:
    """W: ươ, ư, ơ or ă, whichever the vowels can become; ư where there are none yet."""
    vowels = _vowels(word.letters)
    now = word.letters[vowels.start : vowels.stop].lower()
    bare = "".join(map(_bare, now))
    if not bare:
        return replace(append(word, "Ư" if key.isupper() else "ư"), from_w=True) if _all_onset(word.letters) else None
    follows = len(bare) > 2 or vowels.stop < len(word.letters) or now.startswith("ư")
    pair = "ươ" if follows else "uơ"
    tries = (bare.replace("uo", pair, 1), *(bare.replace(a, b, 1) for a, b in ("uư", "oơ", "aă")))
    wanted = next((one for one in tries if one in _MARKED), None)
    if wanted is None:
        return None
    if now == wanted:
        letters = word.letters[:-1] if word.from_w and now == "ư" else _with_group(word.letters, vowels, bare)
        return _undone(word, letters, key)
    return replace(word, letters=_with_group(word.letters, vowels, wanted))


def _undone(word: Syllable, letters: str, key: str, tone: str | None = None) -> Syllable:
    """Back to what stood there, and the key as the letter that it is, from now on."""
    kept = word.tone if tone is None else tone
    return Syllable(letters + key, kept, word.settled | {key.lower()})


def _vowels(letters: str) -> range:
    """Where the vowels of this syllable stand; nowhere when it is none. In qu and gi the vowel is a consonant."""
    found = _PARTS.fullmatch("".join(map(_bare, letters.lower())))
    return range(*found.span(2)) if found else range(0)


def _all_onset(letters: str) -> bool:
    return all(_bare(letter.lower()) not in "aeiouy" for letter in letters)


def _toned(letters: str, vowels: range) -> int:
    """The vowel with a mark (the last of ươ); before a consonant the last, else the first of two or second of three."""
    marked = [at for at in vowels if _bare(letters[at]) != letters[at]]
    if marked:
        return marked[-1]
    if vowels.stop < len(letters):
        return vowels[-1]
    return vowels[1] if len(vowels) > 2 else vowels[0]


def _with_group(letters: str, vowels: range, group: str) -> str:
    """Other vowels in the same places, large where those were."""
    pairs = zip(letters[vowels.start : vowels.stop], group, strict=True)
    cased = "".join(new.upper() if old.isupper() else new for old, new in pairs)
    return letters[: vowels.start] + cased + letters[vowels.stop :]


def _bare(letter: str) -> str:
    return {"đ": "d", "Đ": "D"}.get(letter) or unicodedata.normalize("NFD", letter)[0]


def _composed(letter: str) -> str:
    return unicodedata.normalize("NFC", letter)
