"""Whatever the answers are: making them ready is the same twice, its fingerprint one, and nothing breaks on them."""

import json
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.answers import complete, fingerprint, nfc, prune
from forms.catalogue import PACKS
from forms.errors import FormsError
from forms.loader import load_pack
from forms.pack import Json, ProcedurePack
from forms.pack_tests import examples
from forms.pointers import rows_of
from forms.schema_paths import pointers_of
from forms.validation import error_text, validate
from forms.visibility import visible
from forms.wording import answer_text, worded
from tests.fakes.odd_answers import odd_answers
from tests.unit.packs.test_shipped_packs import values

FOLDERS = sorted(path.parent for path in PACKS.glob("[!_]*/*/*/schema.json"))
DAY = date(2026, 11, 26)
TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
Spoilt = dict[str, Json]
Check = Callable[[ProcedurePack, Spoilt], None]
each_pack = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)


def for_odd_answers(folder: Path, number: int, check: Check) -> None:
    """Run *check* on *number* answers made of the pack's own examples."""
    pack = load_pack(folder)
    good = [example["answers"] for example in examples(folder).values()]

    @settings(max_examples=number, suppress_health_check=list(HealthCheck))
    @given(odd_answers(pack, good))
    def run(answers: Spoilt) -> None:
        check(pack, answers)

    run()


def same_twice(pack: ProcedurePack, answers: Spoilt) -> None:
    before = json.dumps(answers)
    pruned, completed = prune(pack, answers), complete(pack, answers, today=DAY)
    assert prune(pack, answers) == pruned == prune(pack, pruned)
    assert complete(pack, answers, today=DAY) == completed == complete(pack, completed, today=DAY)
    assert json.dumps(answers) == before


def nothing_breaks(pack: ProcedurePack, answers: Spoilt) -> None:
    for error in validate(pack, answers, today=DAY):
        assert [error_text(pack, error, lang) for lang in ("vi", "en")]
    visible(pack, answers)
    for data in (answers, complete(pack, answers, today=DAY)):
        for pointer in pointers_of(pack.schema):
            assert isinstance(answer_text(pack, data, pointer), str | None)
        for segment in values(pack.print_layout["blocks"]):
            for pointer in rows_of(segment["value"], data):
                assert isinstance(worded(pack, data, pointer, segment["as"]), str | None)


def every_check(pack: ProcedurePack, answers: Spoilt) -> None:
    same_twice(pack, answers)
    nothing_breaks(pack, answers)


@each_pack
def test_ready_twice_is_ready_once_and_nothing_breaks(folder: Path) -> None:
    for_odd_answers(folder, 40, every_check)


@pytest.mark.long
@pytest.mark.timeout(600)
@each_pack
def test_the_same_for_very_many(folder: Path) -> None:
    for_odd_answers(folder, 2000, every_check)


def turned_round(value: Any, form: Any) -> Any:
    """The same in another order of keys and in another Unicode form."""
    if isinstance(value, dict):
        return {turned_round(key, form): turned_round(inner, form) for key, inner in reversed(value.items())}
    if isinstance(value, list):
        return [turned_round(inner, form) for inner in value]
    return unicodedata.normalize(form, value) if isinstance(value, str) else value


@given(PLAIN, st.sampled_from(["NFC", "NFD"]))
def test_fingerprint_knows_no_order_of_keys_and_no_unicode_form(value: Any, form: str) -> None:
    value = nfc(value)
    assert fingerprint(turned_round(value, form)) == fingerprint(value)


@given(PLAIN, PLAIN)
def test_fingerprint_tells_apart(one: Any, other: Any) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (
        json.dumps(nfc(one), sort_keys=True) == json.dumps(nfc(other), sort_keys=True)
    )


def test_what_json_cannot_carry_has_no_fingerprint() -> None:
    for odd in (2**53 + 1, "\ud800", float("nan"), {1}):
        with pytest.raises(FormsError, match="not-canonical"):
            fingerprint(odd)


def test_half_a_letter_is_mended_before_it_is_checked() -> None:
    pack = load_pack(FOLDERS[0])
    assert prune(pack, {"x": "\ud83d\ude42 \ud83d"}) == {"x": "🙂 \ufffd"}
