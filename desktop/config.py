"""Where things are: the program's own files, the vault's home, the practice portal's data, the log."""

import os
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

VERSION = "0.1.0"
RELEASED = datetime(2026, 11, 1, tzinfo=UTC)
"""Moved on with VERSION. No computer on which this runs can rightly show an earlier time."""
NAME = "hoso"

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """A file or folder under resources/, from source, wheel and frozen program alike; FileNotFoundError."""
    for root in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        if (path := root / name).exists():
            return path
    raise FileNotFoundError(name)


def packs_dir() -> Path:
    """The packs that are shipped."""
    return _PACKAGE.parent / "forms" / "packs"


def home_dir(given: str | None = None) -> Path:
    """The vault's home: as given, else HOSO_HOME, else where the system wants a program's data."""
    chosen = given or os.environ.get("HOSO_HOME")
    return Path(chosen).expanduser().absolute() if chosen else platformdirs.user_data_path(NAME, appauthor=False)


def practice_dir(home: Path) -> Path:
    """The practice portal's own data, beside the home and never in it: they are unencrypted and may be erased."""
    return home.with_name(f"{home.name}-practice")


def log_dir() -> Path:
    """Where traces of our bugs go, without personal values."""
    return platformdirs.user_log_path(NAME, appauthor=False)
