"""`hoso` over services whose ports are fakes."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from desktop import cli
from desktop.cli.context import Context
from tests.fakes.world import World

Prompt = Callable[..., tuple[int, Any, str]]


def prompt(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: str) -> Prompt:
    """Runs one command: its exit status, what it printed (the document with `--json`, else lines), what it told."""
    monkeypatch.setattr(Context, "services", world)
    monkeypatch.setattr(World, "open_unit", property(lambda self: self.vault), raising=False)

    def run(*words: str) -> tuple[int, Any, str]:
        status = cli.main([*words, "--home", home])
        said = capsys.readouterr()
        return status, json.loads(said.out) if "--json" in words else said.out.splitlines(), said.err

    return run
