"""Signing in on the command line by a code, over a network that loses an answer."""

import re
import time

import pytest

from tests.contract.practice.office import Running
from tests.e2e.conftest import run

CODE = re.compile(r"(?<![\w-])[A-Z]{4}-[A-Z]{4}(?![\w-])")
"""Alone: the recovery code of a new vault, told on the same line of errors, has such groups by chance."""


@pytest.mark.usefixtures("command_line")
def test_a_lost_answer_costs_neither_the_code_nor_the_yes(
    portal: Running, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOSO_PORTAL", portal.url)
    waited: list[float] = []

    def meanwhile(seconds: float) -> None:
        """What happens while the command waits: the person agrees, and the answer that says so is lost."""
        waited.append(seconds)
        if len(waited) == 1:
            shown = CODE.search(capsys.readouterr().err)
            assert shown is not None
            portal.admin("POST", "/device-approvals", {"user_code": shown[0], "user": "net"})
            rule = {"match": {"path": "/oauth/token"}, "do": "drop_after_commit", "times": 1}
            portal.admin("PUT", "/faults", {"rules": [rule]})

    monkeypatch.setattr(time, "sleep", meanwhile)
    status, said, _ = run(capsys, "sign-in", "--device")
    assert (status, said["account"], waited) == (0, "net", [1, 2])
