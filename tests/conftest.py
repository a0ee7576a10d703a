"""What holds for every test: no screen, no network but this machine, no home but a temporary one, no stray log line."""

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from hypothesis import settings
from keyring.backend import KeyringBackend

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost", b"127.0.0.1", b"localhost", "0.0.0.0", "", None})  # noqa: S104
WARNING = 30

settings.register_profile("searching", database=None, deadline=None, print_blob=True)
settings.register_profile("same", settings.get_profile("searching"), derandomize=True)


class NetworkRefusedError(BaseException):
    """A test reached for another machine; no `except Exception` may hide it."""


def _refuse_network(event: str, args: tuple[object, ...]) -> None:
    if event == "socket.connect" and isinstance(args[1], tuple):
        host = args[1][0]
    elif event == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    if host not in LOOPBACK:
        raise NetworkRefusedError(host)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--onscreen", action="store_true", help="show the windows under test instead of drawing offscreen")
    parser.addoption("--kills", type=int, default=200, help="random moments at which the kill tests strike")
    parser.addoption("--examples", type=int, default=30, help="requests per operation that the fuzz tests make")


def pytest_configure(config: pytest.Config) -> None:
    # The short run is the same every time, the long one searches.
    settings.load_profile("same" if config.getoption("markexpr") == "not long" else "searching")
    if not config.getoption("--onscreen"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    home = tempfile.TemporaryDirectory(prefix="hoso-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(home.cleanup)
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_RUNTIME_DIR"):
        os.environ[name] = home.name
    for name in [name for name in os.environ if name.startswith(("XDG_CONFIG", "XDG_DATA", "XDG_CACHE", "HOSO_"))]:
        del os.environ[name]
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    os.environ["SE_OFFLINE"] = "true"
    sys.addaudithook(_refuse_network)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSO_HOME", str(tmp_path / "hoso"))


@pytest.fixture
def use_keyring() -> Iterator[Callable[[KeyringBackend], None]]:
    """Put a keyring in the place of the one that keeps nothing."""
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def _no_stray_log_line(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    expected = {str(mark.args[0]) for mark in request.node.iter_markers("expects_log")}
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    lines = [f"{line.name}: {line.getMessage()}" for line in records if line.levelno >= WARNING]
    stray = [line for line in lines if not any(re.search(pattern, line) for pattern in expected)]
    absent = [pattern for pattern in expected if not any(re.search(pattern, line) for line in lines)]
    assert not stray, f"unexpected log lines: {stray}"
    assert not absent, f"expected log lines that did not come: {absent}"
