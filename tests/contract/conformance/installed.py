"""What others publish and we are measured with, fetched once into `build/`: node's packages, the JSON Schema suite."""

import getpass
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from functools import cache
from pathlib import Path

from tests.house.tree import ROOT

PINS = Path(__file__).parent / "peers"
CACHE = ROOT / "build" / "conformance"
SUITE = "json-schema-suite"


class NotFetchedError(RuntimeError):
    """The registries were not to be reached; what came from them is not what was pinned is another failure."""


@cache
def installed() -> Path:
    """The folder with `node_modules` and the suite; NotFetchedError, AssertionError for what is not as pinned.

    Named after the pins, and put there whole: two runs at once do not meet, and a changed pin is fetched anew.
    """
    pins = sorted(path for path in PINS.iterdir() if path.suffix != ".mjs")
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in pins)).hexdigest()
    place = CACHE / digest[:16]
    if not place.is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE, prefix="new-") as made:
            folder = Path(made) / "whole"
            folder.mkdir()
            _fetch(folder)
            _put(folder, place)
    return place


def _fetch(folder: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PINS / name, folder)
    npm = shutil.which("npm")
    assert npm, "npm is missing; `make test` installs it"
    _run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    pinned = ["--no-deps", "--require-hashes", "-r"]
    _run([*pip, "install", "--target", "tools", *pinned, str(PINS / "build-tools.txt")], folder)
    # Only the source package carries the suite, and pip downloads none without asking it what it is.
    wanted = ["download", "--no-build-isolation", "--no-binary", "jsonschema", *pinned, str(PINS / f"{SUITE}.txt")]
    _run([*pip, *wanted], folder, PYTHONPATH=str(folder / "tools"))
    (archive,) = folder.glob("jsonschema-*.tar.gz")
    _unpack(archive, f"{archive.name.removesuffix('.tar.gz')}/json/", folder / SUITE)


def _unpack(archive: Path, inside: str, target: Path) -> None:
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            content = tar.extractfile(member) if member.name.startswith(inside) else None
            if content is not None:
                path = target / member.name.removeprefix(inside)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())


def _run(command: list[str], folder: Path, **more: str) -> None:
    home = os.path.expanduser(f"~{getpass.getuser()}")  # noqa: PTH111 Path has no way to another user's home
    environment = {**os.environ, "HOME": home, "USERPROFILE": home, **more}
    done = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        assert not any(sign in done.stderr for sign in ("EINTEGRITY", "HASHES")), done.stderr
        raise NotFetchedError(done.stderr)


def _put(folder: Path, place: Path) -> None:
    """Where another run was quicker, its folder is as good."""
    try:
        folder.rename(place)
    except OSError:
        if not place.is_dir():
            raise
