import sys
from pathlib import Path

import pytest

from desktop.adapters.papers.inspector import ChildInspector
from desktop.domain.errors import Refusal
from desktop.services.ports import Inspection
from tests.unit.papers import hostile_files as files


def inspect(inspector: ChildInspector, content: bytes) -> Inspection:
    return inspector.inspect(content, accept=("pdf", "jpg"), max_size=6_000_000, max_pages=5)


def codes(inspection: Inspection) -> list[str]:
    return [finding.code for finding in inspection.findings]


def child(tmp_path: Path, source: str) -> tuple[str, ...]:
    path = tmp_path / "child.py"
    path.write_text(source, encoding="utf-8")
    return (sys.executable, str(path))


def test_a_sound_file_comes_back_through_the_pipe() -> None:
    content = files.pdf(2)
    seen = inspect(ChildInspector(), content)
    assert (seen.media_type, seen.size, seen.pages, seen.findings) == ("application/pdf", len(content), 2, ())


def test_findings_carry_their_parameters_as_pairs() -> None:
    seen = inspect(ChildInspector(), files.pdf(6))
    assert [(found.code, found.severity, found.parameters) for found in seen.findings] == [
        ("paper.too-many-pages", "error", (("limit", 5), ("pages", 6)))
    ]


def test_photos_are_converted_in_the_child() -> None:
    made = ChildInspector().photos_to_pdf([files.photo()])
    assert inspect(ChildInspector(), made).findings == ()


def test_what_cannot_be_converted_is_refused_with_its_code() -> None:
    with pytest.raises(Refusal, match=r"paper\.damaged"):
        ChildInspector().photos_to_pdf([files.photo()[:5000]])


def test_a_repair_comes_back_sound() -> None:
    assert inspect(ChildInspector(), ChildInspector().repair(files.pdf_without_table())).findings == ()


def test_a_child_that_hangs_is_a_finding(tmp_path: Path) -> None:
    hangs = child(tmp_path, "import threading; threading.Event().wait()")
    assert codes(inspect(ChildInspector(hangs, seconds=0.5), files.pdf())) == ["paper.too-slow"]


def test_a_child_that_dies_is_a_finding(tmp_path: Path) -> None:
    dies = child(tmp_path, "import os; os._exit(9)")
    assert codes(inspect(ChildInspector(dies), files.pdf())) == ["paper.unreadable"]


def test_a_child_that_babbles_is_a_finding(tmp_path: Path) -> None:
    babbles = child(tmp_path, "import sys; sys.stdin.buffer.read(); sys.stdout.write('[1]\\n')")
    assert codes(inspect(ChildInspector(babbles), files.pdf())) == ["paper.unreadable"]


@pytest.mark.skipif(sys.platform == "win32", reason="the job object is the other branch")
def test_the_child_may_not_take_all_memory_nor_write_files(tmp_path: Path) -> None:
    source = """
from desktop.adapters.papers import limits
limits.apply()
for greedy in (lambda: bytearray(2 << 30), lambda: open("written", "wb").write(b"x") or open("written", "ab").close()):
    try:
        greedy()
    except (MemoryError, OSError) as error:
        print(type(error).__name__)
"""
    import os
    import subprocess

    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        child(tmp_path, source), capture_output=True, text=True, cwd=tmp_path, env=environment, check=False
    )
    assert done.stdout.split()[:1] == ["MemoryError"]
    assert not (tmp_path / "written").exists() or (tmp_path / "written").stat().st_size == 0
