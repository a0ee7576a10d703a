"""Sentences for codes, in Vietnamese and English; the data stand in resources/i18n."""

import json
import string
from functools import cache
from pathlib import Path

LANGUAGES = ("vi", "en")
FALLBACK = "error.unnamed"
_PACKAGE = Path(__file__).resolve().parent


def say(code: str, lang: str = "vi", /, **parameters: object) -> str:
    """The sentence for *code*, its {names} filled; one that names the code where no sentence is written.

    A language that lacks it answers in Vietnamese; a name without a parameter stays readable as `…`.
    """
    sentence = _sentences(lang).get(code) or _sentences("vi").get(code)
    if sentence is None:
        fallback = _sentences(lang).get(FALLBACK) or _sentences("vi").get(FALLBACK, "{code}")
        return _Lenient().vformat(fallback, (), {"code": code})
    return _Lenient().vformat(sentence, (), parameters)


def has(code: str, lang: str = "vi") -> bool:
    """Whether a sentence is written for *code*."""
    return code in _sentences(lang)


def codes(lang: str) -> frozenset[str]:
    """Every code that has a sentence."""
    return frozenset(_sentences(lang))


class _Lenient(string.Formatter):
    """A sentence with a hole is better for a person than none."""

    def get_value(self, key: int | str, args: object, kwargs: object) -> object:  # noqa: ARG002 - the base's names
        return kwargs.get(key, "…") if isinstance(kwargs, dict) else "…"

    def format_field(self, value: object, format_spec: str) -> str:
        try:
            return str(super().format_field(value, format_spec))
        except (TypeError, ValueError):
            return str(value)


@cache
def _sentences(lang: str) -> dict[str, str]:
    name = f"i18n/messages.{lang if lang in LANGUAGES else 'vi'}.json"
    for root in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        if (root / name).is_file():
            sentences: dict[str, str] = json.loads((root / name).read_text(encoding="utf-8"))
            return sentences
    raise FileNotFoundError(name)
