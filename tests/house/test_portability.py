"""What keeps the program alive on the machines it is for."""

import subprocess
import sys

from PySide6.QtCore import QObject, Signal

from tests.house import tree

IMPORT_ALL = """
import importlib, sys
for name in ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog"):
    sys.modules[name] = None
failed = {}
for module in sys.argv[1:]:
    try:
        importlib.import_module(module)
    except Exception as error:
        failed[module] = f"{type(error).__name__}: {error}"
sys.exit("\\n".join(f"{module}: {why}" for module, why in failed.items()) or 0)
"""
MIGRATIONS = "desktop/adapters/database/migrations"


def test_every_module_imports_without_posix() -> None:
    names = [tree.dotted(path) for path in tree.modules("desktop", "forms") if MIGRATIONS not in tree.shown(path)]
    command = [sys.executable, "-c", IMPORT_ALL, *names]
    outcome = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True, check=False, timeout=100)
    assert outcome.returncode == 0, outcome.stderr


def test_that_check_bites() -> None:
    command = [sys.executable, "-c", IMPORT_ALL, "json", "pty"]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)
    assert outcome.returncode == 1
    assert outcome.stderr.startswith("pty: ")


class Bell(QObject):
    rang = Signal(bool)


def test_signals_do_not_eat_true() -> None:
    """PySide6 6.12.0 on Python 3.11 loses one reference to True with every emit and ends in an abort."""
    bell = Bell()
    heard: list[bool] = []
    bell.rang.connect(heard.append)
    before = sys.getrefcount(True)
    for _ in range(1000):
        bell.rang.emit(True)
    heard_all = len(heard) == 1000
    heard.clear()
    assert heard_all
    assert sys.getrefcount(True) > before - 500
