"""Brings a large paper from a vault to a portal, and says how much memory that took: `brought.py HOME URL MIB`."""

import json
import sys
import tracemalloc
from pathlib import Path

from desktop.adapters.database.vault import open_vault
from desktop.domain.attachment import PaperUpload
from tests.integration.vault.large import Large
from tests.unit.portal import made

MIB = 1024 * 1024


def resident() -> int:
    """The most bytes that this process has had in memory; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main(home: str, url: str, size: int) -> None:
    with open_vault(Path(home), bytes(range(32))) as vault:
        stored = vault.papers.put(Large(size))
        upload = PaperUpload(
            item=made.DOSSIER,
            slot="TP01",
            n=1,
            sha256=stored.sha256,
            size=stored.size,
            media_type="application/pdf",
            upload_id=made.OTHER,
        )
        client, before = made.client(url), resident()
        tracemalloc.start()
        with vault.papers.open(stored.sha256) as paper:
            step = client.upload(upload, paper, "token", lambda _moved: None)
        peak = tracemalloc.get_traced_memory()[1]
    told = {"complete": step.upload.complete, "sha256": stored.sha256, "peak": peak, "grew": resident() - before}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) * MIB)
