"""Where a benchmark may leave things: a temporary home, no keyring, no display, nothing of the user's."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
STORY: dict[str, Any] = json.loads((ROOT / "resources" / "demo" / "birth.json").read_text(encoding="utf-8"))
OWN = ("XDG_CONFIG", "XDG_DATA", "XDG_CACHE", "HOSO_")


@contextmanager
def temporary() -> Iterator[Path]:
    """A folder for everything; the environment leads nowhere else, for child processes too."""
    with tempfile.TemporaryDirectory(prefix="hoso-bench-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        for name in [name for name in os.environ if name.startswith(OWN)]:
            del os.environ[name]
        os.environ |= {
            "HOSO_HOME": str(folder / "home"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "PYTHONPATH": str(ROOT),
            "QT_LOGGING_RULES": "default.warning=false",  # offscreen says at every window that it knows no size hints
            "QT_QPA_PLATFORM": "offscreen",
        }
        yield folder
