"""A child that sends many drafts as the page does, a line for each, until it is through or killed.

`python tests/faults/kills/batcher.py HOME KEY`: the key in hex, as a test may hold it.
"""

import sys
from pathlib import Path

from desktop import assembly
from desktop.domain.submission import Mode


def main(home: str, key: str) -> None:
    link = assembly.PortalLink(practice_data=Path(home).parent / "practice", offline=True)
    services = assembly.open_services(Path(home), bytes.fromhex(key), link=link)
    batching = services.many.batching
    ready = [one for one in map(batching.check, [one.draft.id for one in batching.candidates()]) if one.is_ready]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for one in ready:
        outcome = batching.submit(one, mode=Mode.PRACTICE)
        sys.stdout.write(f"{outcome.draft}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
