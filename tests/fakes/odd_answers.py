"""Answers as no person gives them: any JSON anywhere, texts of any letters, parts in the place of others."""

from typing import Any

from hypothesis import strategies as st

from forms.answers import put
from forms.pack import Json, ProcedurePack
from forms.pointers import join, parts
from forms.schema_paths import pointers_of


def _nested(depth: int) -> Json:
    made: Json = "x"
    for level in range(depth):
        made = {"con": made} if level % 2 else [made]
    return made


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30)
"""Lone surrogates, too: a damaged file may bring them."""
LONG_TEXT = st.builds(
    lambda text, times: text * times, st.sampled_from(["ă", "W ", "🙂", "\u0301", "\n"]), st.just(3000)
)
NUMBERS = st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | NUMBERS | ANY_TEXT | LONG_TEXT
ODD = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3), max_leaves=8
)
DEEP = st.integers(2, 60).map(_nested)


def odd_answers(pack: ProcedurePack, good: list[dict[str, Json]]) -> st.SearchStrategy[dict[str, Json]]:
    """One of *good* with up to twelve places spoilt."""
    return st.builds(
        _spoilt, st.sampled_from([{}, *good]), st.dictionaries(st.sampled_from(_places(pack)), ODD | DEEP, max_size=12)
    )


def _places(pack: ProcedurePack) -> list[str]:
    """Every leaf and every object that the schema knows, in lists of the first two rows, and one that it does not."""
    leaves = [leaf.replace("/*", row) for leaf in pointers_of(pack.schema) for row in ("/0", "/1")]
    outer = {join(parts(leaf)[:end]) for leaf in leaves for end in range(1, len(parts(leaf)))}
    rows = {f"{leaf}/0" for leaf in leaves}
    return sorted({*leaves, *outer, *rows, "/khong_co"})


def _spoilt(answers: dict[str, Json], changes: dict[str, Any]) -> dict[str, Json]:
    for pointer, value in changes.items():
        answers = put(answers, pointer, value)
    return answers
