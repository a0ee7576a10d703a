"""Held back: a wrong number and an unknown code are refused at the same moment, however little each needs."""

import json
import time
from pathlib import Path

import pytest
from starlette.requests import Request

from desktop.practice import lookup
from desktop.practice.options import PracticeOptions
from desktop.practice.portal import open_portal
from desktop.practice.problems import Problem
from desktop.practice.tables import Dossier

CODE, UNKNOWN = "H56.148.45-261122-0001", "H56.148.45-261122-9999"
HELD = 0.3
"""Seconds, far more than either refusal needs on the slowest machine."""


def test_no_refusal_comes_before_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "LEAST_SECONDS", HELD)
    portal = open_portal(PracticeOptions(tmp_path))
    manifest = json.dumps({"applicant": {"name": "Hà Thị Nết", "id_no": "038190001234"}}).encode()
    with portal.store.write() as session:
        session.add(
            Dossier(id="d", account="net", seq=1, changed=1, state="received", since="", submitted_at="",
                    manifest=manifest, code=CODE)
        )  # fmt: skip
    request = Request({"type": "http", "client": ("127.0.0.1", 1), "headers": []})
    for code in (CODE, UNKNOWN):
        begun = time.monotonic()
        with pytest.raises(Problem, match="not-found-by-code"):
            lookup.look_up(request, portal, lookup.LookupBody(code=code, id_last4="0000"))
        assert time.monotonic() - begun >= HELD
    portal.store.close()
