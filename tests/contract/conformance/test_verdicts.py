"""The comparison with ajv bites, and holds for ten times as many answers."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from forms.loader import load_pack
from tests.contract.conformance.peer import Peer, peer
from tests.contract.conformance.verdicts import compared, folders, judged, ours

FOLDERS = folders()
BIRTH = next(folder for folder in FOLDERS if folder.parent.name == "1.001193")


@pytest.fixture(scope="module")
def asked() -> Iterator[Peer]:
    with peer() as one:
        yield one


def without(keyword: str) -> Callable[[Any], Any]:
    def walked(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: walked(value) for key, value in node.items() if key != keyword or isinstance(value, dict)}
        return [walked(item) for item in node] if isinstance(node, list) else node

    return walked


@pytest.mark.parametrize(
    "keyword", ["required", "type", "enum", "const", "format", "maxLength", "maximum", "additionalProperties", "if"]
)
def test_a_keyword_that_one_side_lacks_is_seen(asked: Peer, keyword: str) -> None:
    schema = load_pack(BIRTH).schema
    spoilt = without(keyword)(schema) if keyword != "if" else without("then")(schema)
    assert compared(asked, BIRTH, 100)[0] == []
    if spoilt != schema:
        assert compared(asked, BIRTH, 500, spoilt)[0]


def test_mutations_break_every_kind_of_rule() -> None:
    pack = load_pack(BIRTH)
    found = [ours(pack, answers) for answers in judged(pack, BIRTH, 1000)]
    kinds = Counter(kind for faults in found for _, kind in faults)
    assert 50 < sum(not faults for faults in found) < 700
    assert {"required", "type", "enum", "const", "format", "maxLength", "additionalProperties"} <= kinds.keys()


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_ten_times_as_many(asked: Peer, folder: Path) -> None:
    assert compared(asked, folder, 10_000) == ([], 10_000)
