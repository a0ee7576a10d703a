import ast

from tests.house import tree

MODULE_LINES = 300
FUNCTION_LINES = 40


def test_no_module_is_longer_than_the_eye() -> None:
    lengths = {tree.shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in tree.modules()}
    assert {name: lines for name, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_no_function_is_longer_than_the_eye() -> None:
    long = {
        f"{tree.shown(path)}:{node.lineno} {node.name}": lines
        for path in tree.modules()
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    }
    assert long == {}


def test_no_module_is_named_for_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "manager", "common", "misc", "controller", "data", "info"}
    assert [tree.shown(path) for path in tree.modules() if path.stem in empty] == []
