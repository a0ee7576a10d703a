"""A child that drains a vault's outbox until it is empty or killed; it knows services and adapters only.

It loads its modules once, then forks for every line on stdin, so that two hundred kills cost no two hundred starts.
It says `pid`, then a dot for everything that happens to an item, then `=status`.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path

from desktop.adapters.database.vault import Vault, open_vault
from desktop.adapters.ids import SystemClock, new_id
from desktop.adapters.portal.connect import Connection
from desktop.domain.events import Event
from desktop.domain.retry import RetryPolicy
from desktop.services.outbox import Outbox
from desktop.services.signing_in import SigningIn
from forms.catalogue import Catalogue

AT_ONCE = RetryPolicy(base=0.001, cap=0.01)
LEASE = timedelta(milliseconds=1)
MOST_PASSES = 2000


def no_practice() -> str:
    raise AssertionError("the portal was named")


def tell(_: Event) -> None:
    os.write(1, b".\n")


def outbox_of(vault: Vault, url: str) -> Outbox:
    connect = Connection(url=url, ensure_practice=no_practice, open_unit=vault.unit)
    clock = SystemClock()
    return Outbox(
        open_unit=vault.unit,
        papers=vault.papers,
        catalogue=Catalogue.shipped(),
        connect=connect,
        signing_in=SigningIn(open_unit=vault.unit, connect=connect, clock=clock),
        clock=clock,
        new_id=new_id,
        chance=lambda: 0.5,
        publish=tell,
        retry=AT_ONCE,
        owner=new_id(),
        lease=LEASE,
    )


def drain(home: Path, key: bytes, url: str) -> None:
    with open_vault(home, key) as vault:
        outbox = outbox_of(vault, url)
        for _ in range(MOST_PASSES):
            if not outbox.items():
                return
            outbox.send_due()


def main(home: str, key: str, url: str) -> None:
    Catalogue.shipped()  # read once, and not by each of those that are forked
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            drain(Path(home), bytes.fromhex(key), url)
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"={status}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
