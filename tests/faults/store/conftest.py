from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.adapters.database.vault import Vault, open_vault

KEY = bytes(range(32))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    with open_vault(home, KEY) as opened:
        yield opened
