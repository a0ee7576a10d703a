"""What every shipped pack must be, whichever procedure it is."""

import hashlib
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.adapters.documents.codes import read_codes
from desktop.adapters.documents.form_code import read_form_code
from desktop.adapters.documents.official_form import draw_official_form
from forms.answers import canonical, complete, nfc, prune
from forms.catalogue import Catalogue
from forms.lint import lint
from forms.loader import load_pack
from forms.pack import ProcedurePack
from forms.pack_tests import TestOutcome, examples, run_tests
from forms.pointers import of_scope, rows_of
from forms.rules import controls
from forms.schema_paths import lists_of
from forms.wording import worded
from tests.unit.documents import reading

FOLDERS = sorted(path.parent for path in Path("forms/packs").glob("[!_]*/*/*/procedure.json"))
WHOLE = [folder for folder in FOLDERS if load_pack(folder).has_form]
OUTCOMES = [(folder, outcome) for folder in WHOLE for outcome in run_tests(folder)]
DRAFT = "0199aaaa-0000-7000-8000-000000000001"


def good_answers(folder: Path) -> Iterator[tuple[dict[str, Any], date]]:
    for name, example in examples(folder).items():
        if name.startswith("tests/accept-"):
            yield example["answers"], date.fromisoformat(example["today"])


def values(blocks: Any) -> Iterator[dict[str, Any]]:
    """The segments of a print layout that hold an answer."""
    if isinstance(blocks, dict):
        if {"value", "as"} <= blocks.keys():
            yield blocks
        for inner in blocks.values():
            yield from values(inner)
    elif isinstance(blocks, list):
        for inner in blocks:
            yield from values(inner)


def signs(text: str) -> str:
    """Without the spaces that lines break at."""
    return "".join(text.split())


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_the_linter_has_nothing_to_say(folder: Path) -> None:
    assert lint(folder) == ()


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_the_catalogue_knows_it_by_its_folder(folder: Path) -> None:
    pack = Catalogue.shipped().get(folder.parent.name, int(folder.name))
    assert pack.procedure["sector"] == folder.parents[1].name


@pytest.mark.parametrize(("folder", "outcome"), OUTCOMES, ids=[f"{at.parent.name} {row.file}" for at, row in OUTCOMES])
def test_its_own_examples(folder: Path, outcome: TestOutcome) -> None:
    assert (folder / outcome.file).is_file()
    assert not outcome.missing
    assert not outcome.extra


@pytest.mark.parametrize("folder", WHOLE, ids=str)
def test_it_has_enough_examples(folder: Path) -> None:
    assert len(list(folder.glob("tests/accept-*.json"))) >= 8
    assert len(list(folder.glob("tests/reject-*.json"))) >= 10


@pytest.mark.parametrize("folder", WHOLE, ids=str)
def test_help_says_why_and_shows_an_example(folder: Path) -> None:
    pack = load_pack(folder)
    for control in controls(pack.ui):
        path = of_scope(control["scope"])[1:].replace("/", ".")
        if path.endswith("ngoai_tinh"):
            continue
        assert "ví dụ: " in pack.text(f"{path}.description").lower(), path
        english = pack.text(f"{path}.description", "en")
        assert "xample: " in english or "e.g. " in english, path


@pytest.mark.parametrize("folder", WHOLE, ids=str)
def test_the_blank_paper_asks_and_tells_nobodys_answers(folder: Path) -> None:
    pack = load_pack(folder)
    answers, today = next(good_answers(folder))
    blank = draw_official_form(pack, answers, today=today, blank=True)
    assert blank == draw_official_form(pack, {}, today=today, blank=True)
    assert reading.text(blank).count(".....") > 40
    assert read_codes(blank) == ()


@pytest.mark.parametrize("folder", WHOLE, ids=str)
def test_what_was_typed_is_read_back_from_the_paper_and_its_code(folder: Path) -> None:
    pack = load_pack(folder)
    for answers, today in good_answers(folder):
        pdf = draw_official_form(pack, answers, today=today, draft_id=DRAFT)
        text = signs(reading.text(pdf))
        data = complete(pack, answers, today=today)
        for expected in _written(pack, data):
            assert signs(expected) in text
        for word in _in_rows(pack, data):
            assert word in text
        code = read_form_code(read_codes(pdf)[-1])
        kept = prune(pack, nfc(answers))
        assert code is not None
        assert code.sha256 == hashlib.sha256(canonical(kept)).hexdigest()
        assert code.answers == kept or (code.answers is None and lists_of(pack.schema))


@pytest.mark.parametrize("folder", WHOLE, ids=str)
def test_who_signs_does_so_on_a_page_with_what_is_signed(folder: Path) -> None:
    pack = load_pack(folder)
    answers, today = next(good_answers(folder))
    for blank in (True, False):
        signed = [
            page for page in reading.pages(draw_official_form(pack, answers, today=today, blank=blank)) if "(Ký" in page
        ]
        assert len(signed) == 1
        above = signs(signed[0].partition("(Ký")[0])
        assert "Làmtại:" in above or signs(pack.text("pledge"))[-60:] in above


def _in_rows(pack: ProcedurePack, data: Any) -> Iterator[str]:
    """The words in the tables' rows; a cell's lines stand among those of its neighbours."""
    for segment in values(pack.print_layout["blocks"]):
        for pointer in rows_of(segment["value"], data) if "*" in segment["value"] else ():
            yield from (worded(pack, data, pointer, segment["as"]) or "").split()


def _written(pack: ProcedurePack, data: Any) -> Iterator[str]:
    for segment in values(pack.print_layout["blocks"]):
        answer = worded(pack, data, segment["value"], segment["as"])
        if answer:
            yield unicodedata.normalize("NFC", answer)
