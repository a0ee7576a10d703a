"""Faults planted in the real sender, one at a time: a rule taken away, a transition bent, a commit left out.

Each is a change of its source text, made while a test process loads it and nowhere else.
"""

from dataclasses import dataclass

SENDING = "desktop.services.sending"
CONSEQUENCES = "desktop.services.consequences"
UPLOADING = "desktop.services.uploading"
LEASING = "desktop.services.leasing"
OUTBOX = "desktop.services.outbox"
READING = "desktop.services.reading_round"
COPIES = "desktop.services.portal_copies"
GROUNDS = "desktop.services.grounds"
RESTORED = "desktop.services.restored"
SUBMISSION = "desktop.domain.submission"
RETRY = "desktop.domain.retry"
CLIENT = "desktop.adapters.portal.client"
RECEIPTS = "desktop.adapters.portal.receipts"
CLAIMING = "desktop.adapters.database.claiming"
TUS = "desktop.adapters.portal.uploads"
WIRE = "desktop.adapters.portal.wire"
SIGNING_IN = "desktop.services.signing_in"
PAYING = "desktop.services.paying"
FINALISING = "desktop.services.finalising"


@dataclass(frozen=True, slots=True)
class Plant:
    """One fault: `changes` are (module, text as it stands, text in its place)."""

    name: str
    rule: str
    changes: tuple[tuple[str, str, str], ...]


def one(name: str, rule: str, module: str, old: str, new: str) -> Plant:
    return Plant(name, rule, ((module, old, new),))


def for_good(plant: Plant) -> Plant:
    """The same, and what was taken back is not kept gone either: that would mend it a day later."""
    kept = (
        "        self._tell(self._gone.again(page.changed, self.clock.now()))\n",
        "        self._tell(self._gone.once_more(self.clock.now()))\n",
    )
    return Plant(plant.name, plant.rule, (*plant.changes, *((READING, one, "") for one in kept)))
