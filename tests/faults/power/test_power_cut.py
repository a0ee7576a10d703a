"""The power goes at a thousand moments of the main job: every disk that it may leave opens, and keeps what was said."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop import assembly
from desktop.adapters.database.vault import Vault, open_vault
from desktop.domain.errors import HosoError
from desktop.domain.submission import Kind, State
from desktop.services.leasing import LEASE
from tests.e2e.oracle import audit
from tests.fakes.time_and_chance import FakeClock
from tests.faults.power.disk import Event, Image, image
from tests.faults.power.trace import Trace, command

if sys.platform != "linux":
    pytest.skip("strace reads Linux's system calls", allow_module_level=True)

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]
ROOT = Path(__file__).parents[3]
IMAGES = 1000
"""Disks that differ from one another and were opened."""
MOST_CUTS = 10 * IMAGES
SENT_ON = 20
"""How many of the disks the sender goes on with, to the portal that may hold it already."""
MOST_PASSES = 3
SEED = 20261126


@dataclass(frozen=True, slots=True)
class Recorded:
    home: Path
    events: list[Event]
    key: bytes
    url: str
    token: str

    def said_before(self, cut: int) -> list[tuple[str, str, str]]:
        """What a person had been told when the power went: the word, about what, how much of it."""
        words = [event.path.split() for event in self.events[:cut] if event.kind == "said"]
        return [(one[1], one[2], one[3] if len(one) > 3 else "") for one in words]

    def sent_before(self, cut: int) -> set[str]:
        """Dossiers of which a first byte had gone out."""
        return {event.path for event in self.events[:cut] if event.kind == "sent"}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    place = tmp_path_factory.mktemp("power")
    home, log = place / "home", place / "log"
    portal = [sys.executable, "-m", "desktop", "portal", "--data", str(place / "portal")]
    with subprocess.Popen(portal, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        job = [sys.executable, "-m", "tests.faults.power.job", str(home), ready["ready"], ready["token"]]
        subprocess.run([*command(log), *job], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        events = list(Trace(home).events(log))
        told = next(event.path.split()[2] for event in events if event.path.startswith("SAID keyed"))
        yield Recorded(home, events, bytes.fromhex(told), ready["ready"], ready["token"])
        process.terminate()
        process.wait(timeout=20)


def faults_of(recorded: Recorded, cut: int, folder: Path, chance: random.Random) -> list[str]:
    """What is wrong with the disk that a power cut before event *cut* left in *folder*."""
    return faults_in(recorded, cut, image(recorded.events, cut, chance), folder)


def faults_in(recorded: Recorded, cut: int, left: Image, folder: Path) -> list[str]:
    """The same of a disk that is known."""
    left.lay(str(recorded.home), folder)
    said = recorded.said_before(cut)
    if not said:
        return (
            [] if assembly.vault_exists(folder) or not (folder / "vault.db").exists() else ["a store without its key"]
        )
    if assembly.ways_in(folder) == ():
        return ["the key file is gone"]
    with open_vault(folder, recorded.key) as vault:
        found = [f"{finding.code} {finding.where}" for finding in vault.check()]
        return found + broken_words(vault, said) + unwritten_starts(vault, recorded.sent_before(cut))


def broken_words(vault: Vault, said: list[tuple[str, str, str]]) -> list[str]:
    """What was told and is not so."""
    broken = []
    with vault.unit() as uow:
        typed = {about: int(count) for word, about, count in said if word == "typed"}
        broken += [one for one, count in typed.items() if len(uow.drafts.get(one).answers) < count]
        for word, about, _ in said:
            if word == "attached" and not vault.papers.is_intact(about):
                broken.append(f"paper {about[:8]}")
            if word == "queued" and uow.outbox.get(about).kind is not Kind.DOSSIER:
                broken.append(f"queued {about}")
            if word == "receipted" and uow.outbox.get(about).state is not State.RECEIPTED:
                broken.append(f"receipted {about}")
            if word == "followed" and uow.dossiers.get(about) is None:
                broken.append(f"followed {about}")
    return broken


def unwritten_starts(vault: Vault, sent: set[str]) -> list[str]:
    """R1: that it was started is on disk before a byte of it goes out."""
    with vault.unit() as uow:
        return [f"sent before it was written: {one}" for one in sent if not uow.outbox.get(one).started]


def cuts(recorded: Recorded, number: int) -> Iterator[tuple[int, random.Random]]:
    """Moments all over the job, each with its own chance: `(cut, seed)` says how to repeat one."""
    for count in range(number):
        chance = random.Random(SEED + count)
        yield chance.randint(0, len(recorded.events)), chance


def test_whatever_the_power_cut_leaves_opens_and_keeps_its_word(recorded: Recorded, tmp_path: Path) -> None:
    faults, opened, folder = {}, set[bytes](), tmp_path / "image"
    for count, (cut, chance) in enumerate(cuts(recorded, MOST_CUTS)):
        left = image(recorded.events, cut, chance)
        if left.digest in opened:
            continue
        if found := faults_in(recorded, cut, left, folder):
            faults[SEED + count, cut] = found
        shutil.rmtree(folder, ignore_errors=True)
        if recorded.said_before(cut):
            opened.add(left.digest)
        if len(opened) == IMAGES:
            break
    assert faults == {}
    assert len(opened) == IMAGES


def test_the_sender_goes_on_from_such_a_disk_and_nothing_is_doubled(recorded: Recorded, tmp_path: Path) -> None:
    queued = [number for number, event in enumerate(recorded.events) if event.path.startswith("SAID queued")]
    for count in range(SENT_ON):
        chance = random.Random(SEED - 1 - count)
        folder = tmp_path / f"image-{count}"
        image(recorded.events, chance.randint(queued[0] + 1, len(recorded.events)), chance).lay(
            str(recorded.home), folder
        )
        assert drained(recorded, folder) == {State.RECEIPTED}, f"image {count}"
    found = audit(recorded.url, recorded.token)
    assert found["faults"] == []
    assert len(found["dossiers"]) == 2


def drained(recorded: Recorded, home: Path) -> set[State]:
    """What has become of everything in this home, once its lease is over and all was sent."""
    later = FakeClock(datetime.now(UTC) + 2 * LEASE)
    link = assembly.PortalLink(practice_data=home.with_name("none"), url=recorded.url)
    services = assembly.open_services(home, recorded.key, link=link, clock=later)
    services.signing_in.as_user("lo-van-tam", recorded.token)
    for _ in range(MOST_PASSES):
        services.outbox.send_due()
        later.at += timedelta(hours=1)
        services.signing_in.as_user("lo-van-tam", recorded.token)
    states = {one.item.state for one in services.tracking.listing.all()}
    services.close()
    return states


@pytest.mark.parametrize("lying", ["vault.db-wal", "vault.key.json", "papers.db-wal"])
def test_a_disk_that_only_says_it_synced_is_found_out(recorded: Recorded, tmp_path: Path, lying: str) -> None:
    files = {event.file for event in recorded.events if lying in event.path}
    unsynced = [event for event in recorded.events if not (event.kind == "sync" and event.file in files)]
    bad = replace(recorded, events=unsynced)
    assert any(is_bad(bad, cut, tmp_path / str(count), chance) for count, (cut, chance) in enumerate(cuts(bad, 300)))


def is_bad(recorded: Recorded, cut: int, folder: Path, chance: random.Random) -> bool:
    try:
        return bool(faults_of(recorded, cut, folder, chance))
    except HosoError:
        return True
