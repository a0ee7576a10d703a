"""`make papers`: every official paper, blank and filled in by made-up people, as small grey pictures in docs/papers."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from desktop.adapters.documents.official_form import draw_official_form
from forms.catalogue import PACKS
from forms.loader import load_pack
from forms.pack import ProcedurePack
from forms.pack_tests import examples
from forms.validation import validate

TARGET = Path(__file__).parents[2] / "docs" / "papers"
DOTS_PER_INCH = 66
GREYS = 8
DRAFT = "0199aaaa-0000-7000-8000-000000000001"
HEAD = """# Papers

The official papers as the program prints them, blank and filled in by made-up people (the richest of each pack's own
examples). Drawn by `make papers`; nobody edits this page by hand.
"""


def main() -> int:
    """Draw all of them anew."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for old in TARGET.glob("*.png"):
        old.unlink()
    lines = [HEAD]
    for folder in newest_folders():
        pack = load_pack(folder)
        if pack.print_layout.get("blocks"):
            lines.append(f"\n## {pack.code} {pack.name}\n")
            lines += [f"![{title}]({path.name})" for title, path in draw(pack, folder, TARGET)]
    (TARGET / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in TARGET.iterdir())
    sys.stdout.write(f"{len(list(TARGET.glob('*.png')))} pictures, {size // 1024} KB\n")
    return 0


def newest_folders() -> list[Path]:
    """The newest version of each shipped pack."""
    newest: dict[str, Path] = {}
    for path in PACKS.glob("[!_]*/*/*/procedure.json"):
        code, version = path.parent.parent.name, int(path.parent.name)
        if code not in newest or version > int(newest[code].name):
            newest[code] = path.parent
    return [newest[code] for code in sorted(newest)]


def draw(pack: ProcedurePack, folder: Path, target: Path) -> Iterator[tuple[str, Path]]:
    """The pictures of one pack's paper, page by page: what each shows, and where it lies."""
    answers, today = richest_example(pack, folder)
    for name, shown, blank in (("blank", "mẫu trống", True), ("filled", "đã điền", False)):
        pdf = draw_official_form(pack, answers, today=today, blank=blank, draft_id=None if blank else DRAFT)
        for number, picture in enumerate(pictures(pdf), 1):
            path = target / f"{pack.code}-{name}-{number}.png"
            picture.save(path, optimize=True)
            yield f"{pack.code}, {shown}, trang {number}", path


def richest_example(pack: ProcedurePack, folder: Path) -> tuple[dict[str, Any], date]:
    """The good example that answers most and makes nobody wonder, with its day; the first by name among equals."""
    good = [
        (example["answers"], date.fromisoformat(example.get("today", pack.procedure["last_checked"])))
        for name, example in sorted(examples(folder).items())
        if name.startswith("tests/accept-")
    ]
    quiet = [(answers, today) for answers, today in good if not validate(pack, answers, today=today)]
    return max(quiet or good, key=lambda one: len(json.dumps(one[0], ensure_ascii=False)))


def pictures(pdf: bytes) -> Iterator[Image.Image]:
    """The pages in a few shades of grey."""
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        for page in document:
            drawn = page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil().convert("L")
            yield drawn.quantize(GREYS, dither=Image.Dither.NONE)


if __name__ == "__main__":
    sys.exit(main())
