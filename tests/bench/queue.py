"""A vault with a queue of dossiers that were never sent, and what must be sent of them."""

import io
import random
import string
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from desktop import assembly
from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.draft import FilingFor, Relation, Submitter
from desktop.domain.submission import Kind, Mode, OutboxItem
from desktop.services.uploading import papers_of
from tests.bench.place import STORY

DOSSIERS = 20
FILLING = 100_000
SEED = 1001193


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a dossier as it goes over the wire."""

    key: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Queued:
    """An item, and its papers when it has some."""

    item: OutboxItem
    papers: tuple[Paper, ...]


def queue(home: Path) -> tuple[bytes, list[Queued]]:
    """Dossiers for somebody else, each with a consent and one paper; what depends on a consent comes after it."""
    key = assembly.create_vault(home, None).key
    services = assembly.open_services(home, key, link=assembly.PortalLink(home.with_name("none"), offline=True))
    chance = random.Random(SEED)
    for number in range(DOSSIERS):
        child = STORY["answers"]["con"] | {"ho_ten": f"Lò Văn {string.ascii_uppercase[number]}"}
        draft = services.drafting.start(STORY["procedure"], answers=STORY["answers"] | {"con": child})
        who = Submitter(Relation.RELATIVE, STORY["submitter"]["name"], STORY["submitter"]["id_no"])
        services.drafting.file_for(draft.id, FilingFor.OTHER, who)
        services.attaching.attach(draft.id, "TP01", "giay-chung-sinh.pdf", paper(chance))
        services.attaching.attach(draft.id, CONSENT_SLOT, "dong-y.pdf", paper(chance))
        services.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    items = sorted(services.outbox.items(), key=lambda item: item.kind is not Kind.CONSENT)
    queued = [Queued(item, papers(services, item)) for item in items]
    services.close()
    return key, queued


def papers(services: assembly.Services, item: OutboxItem) -> tuple[Paper, ...]:
    found = []
    for row in papers_of(item):
        with services.vault.papers.open(row["sha256"]) as stream:
            found.append(Paper(f"{row['slot']}/{row['n']}", stream.read()))
    return tuple(found)


def paper(chance: random.Random) -> bytes:
    """A PDF of one page, of its own and of about 100 kB, as a small scan is."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Scan = pikepdf.Stream(pdf, chance.randbytes(FILLING))
        pdf.save(out)
    return out.getvalue()
