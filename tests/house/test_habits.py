"""What the code may not do, wherever it stands."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import tree

WORLD = frozenset({"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.monotonic"})
WORLD_MODULES = frozenset({"uuid", "uuid_utils", "random", "secrets"})
RULES = ("forms", "desktop/domain", "desktop/services")


def dotted_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted_name(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def calls(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree.parsed(path)):
        if isinstance(node, ast.Call):
            yield node.lineno, dotted_name(node.func)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree.parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module


def calls_of_the_world(path: Path) -> list[str]:
    asked = [f"{line} {name}" for line, name in calls(path) if ".".join(name.split(".")[-2:]) in WORLD]
    return asked + [f"{line} {name}" for line, name in imports(path) if name.split(".")[0] in WORLD_MODULES]


@pytest.mark.parametrize("folder", RULES)
def test_time_and_chance_come_in_by_the_door(folder: str) -> None:
    found = {tree.shown(path): asked for path in tree.modules(folder) if (asked := calls_of_the_world(path))}
    assert found == {}


def test_that_check_bites(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("import uuid\nimport datetime\nprint(datetime.datetime.now(), uuid.uuid4())\n", encoding="utf-8")
    assert calls_of_the_world(bad) == ["3 datetime.datetime.now", "1 uuid"]


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{tree.shown(path)}:{line}"
        for path in tree.modules("desktop", "forms")
        if "desktop/cli" not in tree.shown(path)
        for line, name in calls(path)
        if name == "print"
    ]
    assert printing == []


def test_nothing_is_evaluated() -> None:
    evaluated = [
        f"{tree.shown(path)}:{line}"
        for path in tree.modules("desktop", "forms")
        for line, name in calls(path)
        if name in {"eval", "exec", "builtins.eval", "builtins.exec", "pickle.loads", "pickle.load", "marshal.loads"}
    ]
    assert evaluated == []


def test_annotations_are_never_postponed() -> None:
    postponed = [tree.shown(path) for path in tree.modules() for _, name in imports(path) if name == "__future__"]
    assert postponed == []
