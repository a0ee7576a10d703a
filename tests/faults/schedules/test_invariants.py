"""The invariants see what they are for: the loss of anything that the portal has confirmed, whatever kind it is."""

import json
import sys
from collections.abc import Iterator

import pytest

from desktop.domain.submission import Kind, OutboxItem, State
from tests.faults.schedules.acts import items_of
from tests.faults.schedules.desk import TO_THE_END
from tests.faults.schedules.elsewhere import Elsewhere
from tests.faults.schedules.holdings import name_of
from tests.faults.schedules.invariants import Ending, broken
from tests.faults.schedules.openings import Move
from tests.faults.schedules.schedule import Schedule
from tests.faults.schedules.stage import CASTS, Stage, stage

if sys.platform == "win32":
    pytest.skip("what is killed here is killed as POSIX kills", allow_module_level=True)

ENDED = ("finished", "read", "fetch")
SAID = {
    Kind.DOSSIER: ("supplement", ("send",)),
    Kind.CONSENT: ("consent and ready", ("send",)),
    Kind.SUPPLEMENT: ("supplement", ("answer", "send")),
    Kind.PAYMENT: ("fee and held", ("pay", "send")),
    Kind.CONFIRMATION: ("draft certificate and fee", ("confirm", "send")),
    Kind.WITHDRAWAL: ("supplement", ("ask back", "send")),
    Kind.MESSAGE: ("supplement", ("write", "send")),
    Kind.ACKNOWLEDGEMENT: ("consent and ready", ("send", *ENDED, "acknowledge", "send")),
    Kind.RATING: ("consent and ready", ("send", *ENDED, "rate", "send")),
}


@pytest.fixture(scope="module")
def played() -> Iterator[Stage]:
    with stage({cast: CASTS[cast] for cast, _ in SAID.values()}) as made:
        yield made


def finished(stage: Stage) -> None:
    for entry in stage.office.ledger()["dossiers"]:
        for action in TO_THE_END:
            stage.office.act(entry["id"], action, note="–")


def arrived(stage: Stage, kind: Kind) -> tuple[Schedule, OutboxItem]:
    """A case in which something of this kind was received, and its item."""
    cast, names = SAID[kind]
    schedule = Schedule(stage, 0, cast)
    for name in names:
        if name == "finished":
            finished(stage)
        else:
            schedule._deed(0, Move(name, {}))
    found = [item for item in items_of(schedule._program(0)) if (item.kind, item.state) == (kind, State.RECEIPTED)]
    return schedule, found[0]


def seen(schedule: Schedule) -> list[str]:
    ending = Ending(schedule._stage, schedule.machines, schedule._wishes, is_split=False)
    return broken(ending)


@pytest.mark.parametrize("kind", Kind)
def test_the_loss_of_every_kind_is_seen(played: Stage, kind: Kind) -> None:
    schedule, item = arrived(played, kind)
    assert not [wrong for wrong in seen(schedule) if item.id in wrong]
    played.office.lose(*name_of(item))
    expected = f"I2 lost: shown as received and not at the portal: {kind} {item.id}"
    assert [wrong for wrong in seen(schedule) if wrong.startswith(expected)]
    schedule.put_away()


def test_what_was_said_twice_is_seen(played: Stage) -> None:
    schedule, item = arrived(played, Kind.MESSAGE)
    Elsewhere(played.office).write(str(item.submission), json.loads(item.body)["text"])
    wrong = "\n".join(seen(schedule))
    assert "I2 doubled: 2 times message" in wrong
    assert "I2 at the portal and in no store: message" in wrong
    schedule.put_away()
