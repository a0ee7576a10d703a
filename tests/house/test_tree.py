"""What may stand in the tree, and what may not."""

import re
import tomllib

from tests.house import tree

TOP = frozenset({"desktop", "forms", "resources", "tests", "docs"})
SUITES = frozenset({"house", "unit", "contract", "integration", "gui", "e2e", "faults"})
OTHER_TEST_FOLDERS = frozenset({"bench", "fakes", "screenshots"})
INDEX = re.compile(r"index[-_]url|find[-_]links|https?://[^\s\"']*/simple\b|pypi\.org|pythonhosted\.org")
BOUNDED = re.compile(r"^(?P<name>[A-Za-z0-9-]+)>=[0-9.]+,<[0-9.]+$")
PINNED = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+) ", re.MULTILINE)


def test_no_index_and_no_place_outside_is_named() -> None:
    outside = "../" + "shared"
    naming = [
        f"{tree.shown(path)}:{number}"
        for path, text in tree.text_files()
        if path.name not in {"test_tree.py", "lock.sh"}
        for number, line in enumerate(text.splitlines(), 1)
        if INDEX.search(line) or outside in line
    ]
    assert naming == []


def test_top_level_is_as_drawn() -> None:
    folders = {path.name for path in tree.ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert folders - {"build", "dist", "__pycache__"} - {"hoso.egg-info"} <= TOP


def test_every_test_folder_is_a_suite_that_is_run() -> None:
    folders = {path.name for path in (tree.ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders - OTHER_TEST_FOLDERS <= SUITES
    check = (tree.ROOT / ".ci/check.sh").read_text(encoding="utf-8")
    run = re.search(r"suites='([^']*)'", check)
    assert run is not None
    assert set(run[1].split()) == SUITES


def test_every_dependency_is_bounded_and_pinned() -> None:
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime = [*project["dependencies"], *project["optional-dependencies"]["setup"]]
    locks = {"requirements.lock": runtime, "requirements-dev.lock": runtime + project["optional-dependencies"]["dev"]}
    for lock, requirements in locks.items():
        pinned = {match["name"] for match in PINNED.finditer((tree.ROOT / lock).read_text(encoding="utf-8"))}
        bounds = [BOUNDED.match(requirement) for requirement in requirements]
        assert [line for line, bound in zip(requirements, bounds, strict=True) if bound is None] == []
        assert {bound["name"].lower() for bound in bounds if bound} - pinned == set()


def test_both_locks_pin_the_same_versions() -> None:
    small, large = (
        {match["name"]: match["version"] for match in PINNED.finditer((tree.ROOT / lock).read_text(encoding="utf-8"))}
        for lock in ("requirements.lock", "requirements-dev.lock")
    )
    assert small.items() <= large.items()


def test_every_pin_has_a_hash() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (tree.ROOT / lock).read_text(encoding="utf-8")
        entries = re.split(r"\n(?=[a-z0-9])", text)
        assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
