"""The tree as the architecture tests see it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON_FOLDERS = ("desktop", "forms", "tests")
SKIPPED = frozenset({".git", ".venv", "__pycache__", "build", "dist", ".mypy_cache", ".ruff_cache", ".hypothesis"})


@cache
def modules(*folders: str) -> tuple[Path, ...]:
    found = [path for folder in folders or PYTHON_FOLDERS for path in (ROOT / folder).rglob("*.py")]
    return tuple(sorted(path for path in found if SKIPPED.isdisjoint(path.parts)))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def text_files() -> Iterator[tuple[Path, str]]:
    for path in sorted(ROOT.rglob("*")):
        if not path.is_file() or not SKIPPED.isdisjoint(path.relative_to(ROOT).parts):
            continue
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
