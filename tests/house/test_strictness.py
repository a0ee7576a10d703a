"""The rules of conftest.py bite: each of these tests fails when somebody else runs it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import tree

CAREFREE = """
import logging
import socket
import warnings

import pytest
from PySide6.QtCore import qWarning


def test_stray_log_line():
    logging.getLogger("anything").warning("nobody expects this")


@pytest.mark.expects_log("something")
def test_absent_log_line():
    pass


@pytest.mark.expects_log("somebody expects this")
def test_expected_log_line_passes():
    logging.getLogger("anything").warning("somebody expects this")


def test_network():
    socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_name_lookup():
    socket.getaddrinfo("example.org", 80)


def test_warning():
    warnings.warn("old", DeprecationWarning)


def test_qt_warning():
    qWarning("Qt is not happy")


@pytest.mark.unheard_of
def test_unknown_mark():
    pass
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("carefree")
    (folder / "tests").mkdir()
    for name in ("pyproject.toml", "tests/conftest.py"):
        (folder / name).write_bytes((tree.ROOT / name).read_bytes())
    unknown = CAREFREE.index("\n\n@pytest.mark.unheard_of")
    (folder / "tests/test_carefree.py").write_text(CAREFREE[:unknown], encoding="utf-8")
    (folder / "tests/test_unknown.py").write_text("import pytest\n" + CAREFREE[unknown:], encoding="utf-8")
    return run_pytest(folder)


def run_pytest(folder: Path) -> str:
    command = [sys.executable, "-m", "pytest", "-rA", "-q", "tests", "--continue-on-collection-errors"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=100).stdout


@pytest.mark.parametrize(
    "line",
    [
        "ERROR tests/test_carefree.py::test_stray_log_line",
        "ERROR tests/test_carefree.py::test_absent_log_line",
        "FAILED tests/test_carefree.py::test_network",
        "FAILED tests/test_carefree.py::test_name_lookup",
        "FAILED tests/test_carefree.py::test_warning",
        "FAILED tests/test_carefree.py::test_qt_warning",
        "ERROR tests/test_unknown.py",
        "PASSED tests/test_carefree.py::test_expected_log_line_passes",
    ],
)
def test_rule_bites(report: str, line: str) -> None:
    assert line in report


def test_expected_line_raises_no_error(report: str) -> None:
    assert "ERROR tests/test_carefree.py::test_expected_log_line_passes" not in report
