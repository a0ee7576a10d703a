import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house import tree

MODULE_LINES = 300
FUNCTION_LINES = 40


def too_long(path: Path) -> Iterator[str]:
    """The module, and each of its functions, that the eye does not take in at once."""
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines > MODULE_LINES:
        yield f"{path.name}: {lines}"
    for node in ast.walk(tree.parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{path.name}:{node.lineno} {node.name}: {lines}"


def test_no_module_and_no_function_is_longer_than_the_eye() -> None:
    assert {tree.shown(path): found for path in tree.modules() if (found := list(too_long(path)))} == {}


def test_that_check_bites(tmp_path: Path) -> None:
    """300 lines and 40 lines are allowed, one more of each is not."""
    lines = {"just": (300, 40), "over": (301, 41)}
    found = {}
    for name, (module, function) in lines.items():
        path = tmp_path / f"{name}.py"
        body = ["async def long():", *["    1"] * (function - 1)]
        path.write_text("\n".join([*body, *["1"] * (module - function)]), encoding="utf-8")
        found[name] = list(too_long(path))
    assert found == {"just": [], "over": ["over.py: 301", "over.py:1 long: 41"]}


def test_no_module_is_named_for_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "manager", "common", "misc", "controller", "data", "info"}
    assert [tree.shown(path) for path in tree.modules() if path.stem in empty] == []
