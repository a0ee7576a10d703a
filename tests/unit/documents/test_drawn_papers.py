"""The pictures of the official papers, as `make papers` draws them."""

from pathlib import Path

from PIL import Image

from forms.loader import load_pack
from forms.validation import validate
from tests.screenshots.papers import draw, newest_folders, richest_example
from tests.unit.forms.births import PACK


def test_blank_and_filled_are_small_grey_and_always_the_same(tmp_path: Path) -> None:
    pack = load_pack(PACK)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = [path for _, path in draw(pack, PACK, tmp_path / "a")]
    again = [path for _, path in draw(pack, PACK, tmp_path / "b")]
    assert [path.name for path in first][:2] == ["1.001193-blank-1.png", "1.001193-blank-2.png"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]
    assert (tmp_path / "a" / "1.001193-filled-1.png").read_bytes() != first[0].read_bytes()
    for path in first:
        with Image.open(path) as picture:
            colours = [colour for _, colour in picture.convert("RGB").getcolors() or []]
        assert colours
        assert all(isinstance(colour, tuple) and len(set(colour)) == 1 for colour in colours)
        assert path.stat().st_size < 60_000


def test_the_people_on_it_make_nobody_wonder() -> None:
    pack = load_pack(PACK)
    answers, today = richest_example(pack, PACK)
    assert validate(pack, answers, today=today) == ()


def test_each_procedure_stands_there_once() -> None:
    codes = [folder.parent.name for folder in newest_folders()]
    assert len(set(codes)) == len(codes) >= 5
