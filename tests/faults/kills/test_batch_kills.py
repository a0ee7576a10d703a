"""Killed in the middle of *Gửi N hồ sơ* and pressed again: each dossier is at the portal exactly once."""

import json
import random
import subprocess
import sys
import time
from base64 import b64decode
from pathlib import Path

import pytest

from desktop import assembly
from desktop.domain.submission import Mode
from tests.contract.practice.office import Running, running
from tests.e2e.oracle import audit
from tests.integration.services.many import checked, drafts, number, opened

ROOT = Path(__file__).parents[3]
MANY, KILLS, SECONDS = 12, 4, 60


def killed(folder: Path, key: bytes, chance: random.Random) -> int:
    """Run the child and kill it a little after some line; how many lines it came to."""
    command = [sys.executable, str(ROOT / "tests/faults/kills/batcher.py"), str(folder / "home"), key.hex()]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**_environment()})
    assert child.stdout is not None
    seen = 0
    for _ in range(chance.randrange(1, 4)):
        seen += bool(child.stdout.readline())
    wait_until = time.monotonic() + chance.uniform(0, 0.02)
    while time.monotonic() < wait_until and child.poll() is None:
        pass
    child.kill()
    child.wait(SECONDS)
    child.stdout.close()
    return seen


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT)}


def sent_again(folder: Path, portal: Running) -> None:
    """The officer opens the program again, presses once more, and the network is there."""
    services = opened(folder)
    for one in checked(services):
        assert one.is_ready
        assert services.many.batching.submit(one, mode=Mode.PRACTICE).error is None
    services.close()
    link = assembly.PortalLink(practice_data=folder / "practice", url=portal.url)
    services = assembly.open_services(folder / "home", services.key, link=link)
    services.signing_in.as_user("mai", portal.token)
    until = time.monotonic() + SECONDS
    while services.outbox.items() and time.monotonic() < until:
        services.outbox.send_due()
    assert services.outbox.items() == ()
    services.close()


@pytest.mark.timeout(240)
def test_each_is_at_the_portal_exactly_once(tmp_path: Path) -> None:
    services = opened(tmp_path)
    made = drafts(services, MANY)
    key = services.key
    services.close()
    chance = random.Random(2026)
    in_the_middle = 0
    for _ in range(KILLS):
        killed(tmp_path, key, chance)
        services = opened(tmp_path)
        left = len(services.many.batching.candidates())
        with services.open_unit() as uow:
            done = uow.submissions.all()
            items = {one.id for submission in done for one in uow.outbox.of_submission(submission.id)}
        services.close()
        assert len(done) + left == MANY
        assert len({one.draft for one in done}) == len(done) == len(items)
        in_the_middle += 0 < left < MANY
    assert in_the_middle, "no kill fell between the first and the last"

    with running(tmp_path / "portal") as portal:
        sent_again(tmp_path, portal)
        held = portal.admin("GET", "/ledger")["dossiers"]
        faults = audit(portal.url, portal.token)["faults"]
    told = sorted(json.loads(b64decode(one["manifest"]))["applicant"]["id_no"] for one in held)
    assert told == [number(of) for of in range(MANY)]
    assert faults == []
    assert len(made) == len(held)
