"""docs/packs.md does what it says: its files are written and its commands run, exactly as they stand there."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from forms.loader import load_pack
from forms.structure import check_structure

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"(?:^`(?P<file>[^`\n]+)`:\n\n)?^```(?P<kind>\w+)(?P<more>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Block:
    file: str | None
    kind: str
    exit_code: int
    body: str


def blocks() -> Iterator[Block]:
    for match in BLOCK.finditer(PAGE):
        code = match["more"].strip().removeprefix("exit=")
        yield Block(match["file"], match["kind"], int(code or 0), match["body"])


def run(line: str, place: Path) -> tuple[int, str]:
    """One line of a shell block, on any system: `mkdir -p` and our own command are all that the page needs."""
    words = shlex.split(line)
    if words[:2] == ["mkdir", "-p"]:
        for folder in words[2:]:
            (place / folder).mkdir(parents=True)
        return 0, ""
    assert words[0] == "hoso", f"the page runs something else: {line}"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "desktop", *words[1:]], cwd=place, env=environment, capture_output=True, text=True,
        encoding="utf-8", check=False, timeout=100,
    )  # fmt: skip
    assert done.stderr == "", done.stderr
    return done.returncode, done.stdout


def test_the_page_does_what_it_says(tmp_path: Path) -> None:
    said, kinds = "", []
    for block in blocks():
        kinds.append(block.kind)
        if block.kind == "json":
            assert block.file, f"nobody says where this goes: {block.body[:60]}"
            (tmp_path / block.file).write_text(block.body, encoding="utf-8")
        elif block.kind == "sh":
            outcomes = [run(line, tmp_path) for line in block.body.splitlines()]
            assert max(code for code, _ in outcomes) == block.exit_code, outcomes
            said = "".join(words for _, words in outcomes)
        else:
            assert block.body == said
    assert (kinds.count("sh"), kinds.count("json"), kinds.count("text")) == (5, 10, 3), "a block is not seen"
    assert load_pack(tmp_path / "my-packs/community/9.000001/1").print_layout["blocks"]
    with Image.open(tmp_path / "form.png") as picture:
        assert picture.width > 400


def test_the_example_of_a_migration_is_one() -> None:
    indented = re.search(r"^    \{\n(?:    .*\n)+    \}$", PAGE.partition("## The next version")[2], re.MULTILINE)
    assert indented is not None
    check_structure("migration.json", json.loads(indented[0]), strict=True)
