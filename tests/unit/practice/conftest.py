"""A portal's store on its own, and its tokens under seconds that only a test moves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.practice.store import Store
from desktop.practice.tokens import Tokens
from tests.unit.practice.wall import Wall


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "portal.db")
    yield opened
    opened.close()


@pytest.fixture
def tokens(store: Store, wall: Wall) -> Tokens:
    return Tokens(store, b"s" * 32, wall)
