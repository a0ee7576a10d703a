import shutil
from pathlib import Path

import pytest

from forms.catalogue import Catalogue
from forms.pack import ProcedurePack
from tests.unit.forms.births import PACK


@pytest.fixture
def birth() -> ProcedurePack:
    return Catalogue.shipped().get("1.001193")


@pytest.fixture
def birth_copy(tmp_path: Path) -> Path:
    """The birth pack where a test may break it, with the shared blocks beside it."""
    shutil.copytree(PACK.parents[2] / "_shared", tmp_path / "packs" / "_shared")
    target = tmp_path / "packs" / "civil-status" / "1.001193" / "1"
    shutil.copytree(PACK, target)
    return target
