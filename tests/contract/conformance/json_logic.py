"""Our JsonLogic beside json-logic-js: the rules of its own tests, and seeded rules of the operators that we take."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

from forms.calculation import evaluate
from forms.errors import PackError
from forms.operators import OF_ROWS, STRICT
from tests.contract.conformance.page import Row, Section
from tests.contract.conformance.peer import Peer, peer

ABOUT = """
json-logic-js 2.0.5 carries its tests as a program: each rule that it applies there is put to `forms.calculation`, and
must give the same. JsonLogic's table of examples (`tests.json`, 278 rules) is in no package of a registry, only on the
project's site: it is not run. In its stead 2,000 seeded rules of the operators that both know, over answers as packs
have them, are worked out by both.
"""
REFUSED = (
    "Operators refused by decision (a closed list, rule 3 of packs: what else is named in a pack is a fault of it)"
)
SEEDED = 2000
REFUSED_OPERATORS = ("==", "!=", "?:", "*", "/", "%", "missing", "missing_some", "merge", "log", "method")
DATA: dict[str, Any] = {
    "so": 3, "hai": 2, "khong": 0, "am": -4, "le": 2.5, "ten": "Lò Văn Tâm", "trong": "", "ma": "nam", "chu_so": "12",
    "co": True, "chua": False, "dia_chi": {"xa": "15001", "so_nha": 7},
    "hoi_vien": [{"ten": "An", "tuoi": 30, "co": True}, {"ten": "Bình", "tuoi": 17, "co": False}, {"tuoi": 64}],
    "mon": ["van", "toan"], "diem": [7, 9, 5], "rong": [],
}  # fmt: skip


def section() -> Section:
    """The score of its tests, and of seeded rules by operator."""
    with peer() as asked:
        own, refused = _own_tests(asked)
        seeded, differing = _seeded(asked)
    listed = {REFUSED: [f"`{operator}`" for operator in (*REFUSED_OPERATORS, *refused)]}
    return Section("JsonLogic", ABOUT, (own, *seeded), listed, tuple(differing))


def _own_tests(asked: Peer) -> tuple[Row, list[str]]:
    """Those of an operator that neither side has by itself agree when ours refuses it."""
    passed, refused = 0, set()
    found = asked.ask("ownLogicTests")
    for case in found:
        rule, answers = case["asked"]
        ours = ours_of(rule, answers)
    return Row("its own tests", passed, len(found)), sorted(refused)
