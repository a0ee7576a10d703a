"""The import contracts of pyproject.toml: they hold, and each of them bites."""

import ast
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.house import tree

FORMS_MAY_USE = frozenset({"jsonschema_rs", "rfc8785", "phonenumbers", "stdnum"})
# Comes with what we declare, in a version that it chooses: FastAPI's Starlette and Pydantic, pyHanko's ASN.1 …
COMES_ALONG = frozenset({"asn1crypto", "pydantic", "pyhanko_certvalidator", "shiboken6", "starlette", "urllib3"})
BAD_IMPORTS = {
    "layers": ("desktop/domain/draft.py", "import desktop.services.drafting"),
    "forms-alone": ("forms/pack.py", "import desktop.config"),
    "rules-without-world": ("desktop/services/drafting.py", "import sqlalchemy"),
    "no-qt": ("desktop/adapters/portal/client.py", "import PySide6.QtCore"),
    "adapters-apart": ("desktop/adapters/portal/client.py", "import desktop.adapters.database.engine"),
    "practice-apart": ("desktop/practice/workflow.py", "import desktop.domain.draft"),
}
HOUSE = (
    "desktop/__main__.py",
    "desktop/app/__init__.py",
    "desktop/assembly/__init__.py",
    "desktop/config.py",
    "desktop/messages.py",
    "desktop/bugs.py",
    "desktop/cli/__init__.py",
    "desktop/ui/__init__.py",
    "desktop/domain/draft.py",
    "desktop/services/drafting.py",
    "desktop/practice/workflow.py",
    "desktop/adapters/portal/client.py",
    "desktop/adapters/database/engine.py",
    "forms/pack.py",
)


def contracts() -> list[str]:
    settings = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]]


def lint_imports(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as lint; lint()"
    command = [sys.executable, "-c", program, "--no-cache", "--config", str(tree.ROOT / "pyproject.toml"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=100)


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    for name in HOUSE:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        for folder in path.relative_to(tmp_path).parents[:-1]:
            (tmp_path / folder / "__init__.py").touch()
    return tmp_path


def test_contracts_hold() -> None:
    outcome = lint_imports(tree.ROOT)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_contracts_hold_in_a_small_house(small_house: Path) -> None:
    outcome = lint_imports(small_house)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_no_contract_was_taken_away() -> None:
    assert set(contracts()) == set(BAD_IMPORTS)


@pytest.mark.parametrize("contract", contracts())
def test_contract_bites(small_house: Path, contract: str) -> None:
    name, bad_import = BAD_IMPORTS[contract]
    (small_house / name).write_text(f"{bad_import}\n", encoding="utf-8")
    outcome = lint_imports(small_house, "--contract", contract)
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert "1 broken" in outcome.stdout


def test_new_folder_must_be_placed(small_house: Path) -> None:
    (small_house / "desktop/utils.py").touch()
    outcome = lint_imports(small_house, "--contract", "layers")
    assert outcome.returncode == 1
    assert "utils" in outcome.stdout + outcome.stderr


def test_forms_uses_few_libraries() -> None:
    used = {
        name.split(".")[0]
        for path in tree.modules("forms")
        for node in ast.walk(tree.parsed(path))
        for name in imported(node)
    }
    assert used - sys.stdlib_module_names - {"forms"} <= FORMS_MAY_USE


def test_program_uses_only_what_it_declares() -> None:
    settings = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {normal(line) for line in settings["project"]["dependencies"]}
    owners = packages_distributions()
    used = {
        name.split(".")[0]
        for path in tree.modules("desktop", "forms")
        for node in ast.walk(tree.parsed(path))
        for name in imported(node)
    }
    foreign = used - sys.stdlib_module_names - {"desktop", "forms"}
    undeclared = {name for name in foreign if declared.isdisjoint(normal(owner) for owner in owners.get(name, [name]))}
    assert undeclared <= COMES_ALONG


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module]
    return []


def normal(requirement: str) -> str:
    return requirement.partition(">")[0].strip().lower().replace("_", "-")
