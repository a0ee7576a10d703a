"""Sentences: both languages say the same things with the same words to fill in."""

import json
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.house import tree


def pairs() -> Iterator[tuple[Path, Path]]:
    for vietnamese in sorted(tree.ROOT.rglob("*.vi.json")):
        if tree.SKIPPED.isdisjoint(vietnamese.parts):
            yield vietnamese, vietnamese.with_name(vietnamese.name.replace(".vi.json", ".en.json"))


def sentences(path: Path) -> dict[str, str]:
    def refuse_twice(items: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(items)) == len(items), f"a key stands twice in {tree.shown(path)}"
        return dict(items)

    return flat(json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=refuse_twice))


def flat(written: dict[str, Any]) -> dict[str, str]:
    """Sentences by key; those of a group by `group.key`."""
    found: dict[str, str] = {}
    for key, value in written.items():
        inner = flat(value) if isinstance(value, dict) else None
        found |= {key: value} if inner is None else {f"{key}.{name}": said for name, said in inner.items()}
    return found


def parameters(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize(("vietnamese", "english"), tuple(pairs()), ids=tree.shown)
def test_both_languages_say_the_same(vietnamese: Path, english: Path) -> None:
    vi, en = sentences(vietnamese), sentences(english)
    assert set(vi) == set(en)
    assert {key for key in vi if parameters(vi[key]) != parameters(en[key])} == set()
    assert [key for key, sentence in [*vi.items(), *en.items()] if not sentence.strip()] == []


def test_messages_stand_in_order() -> None:
    for language in ("vi", "en"):
        keys = list(sentences(tree.ROOT / f"resources/i18n/messages.{language}.json"))
        assert keys == sorted(keys)
