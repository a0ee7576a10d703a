"""The sentences of the pages, in the language that the visitor asks for."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from starlette.requests import Request

TEXTS = Path(__file__).resolve().parents[1] / "texts"
LANGUAGES = ("vi", "en")
COOKIE = "hoso_lang"


def say(key: str, lang: str, **parameters: object) -> str:
    """The sentence for *key*."""
    return texts(lang)[key].format_map(parameters)


def language_of(request: Request) -> str:
    """The visitor's own choice, kept in a cookie; else Vietnamese, whatever language the browser was installed in."""
    asked = request.cookies.get(COOKIE)
    return asked if asked in LANGUAGES else "vi"


@cache
def texts(lang: str) -> Mapping[str, str]:
    """All sentences of a language."""
    loaded: dict[str, str] = json.loads((TEXTS / f"pages.{lang}.json").read_text(encoding="utf-8"))
    return loaded
