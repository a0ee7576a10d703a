"""Homes and portals made once, copied for every schedule: what a person had done before anything went wrong."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop import assembly
from desktop.assembly import Services
from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.draft import FilingFor, Relation, Submitter
from desktop.domain.submission import Mode
from desktop.services.ports import NewId
from forms.catalogue import Catalogue
from tests.fakes.time_and_chance import FakeClock
from tests.faults.proxy.tcp_proxy import Proxy, tcp_proxy
from tests.faults.schedules.office import ROOT, Office, office_in
from tests.faults.schedules.program import Machine, attaching_with

STORY = json.loads((ROOT / "resources" / "demo" / "birth.json").read_text(encoding="utf-8"))
KEY = bytes(range(32))
USER = "lo-van-tam"
MEMORY = Path("/dev/shm")  # noqa: S108  a folder of our own is made in it
LETTERS = "ABCDĐEGHIKLMNOPQRSTUVXY"
BIG = 300_000
CASTS: Mapping[str, tuple[str, ...]] = {
    "consent and ready": ("consent", "ready"),
    "big and draft": ("queued", "big", "draft"),
    "supplement": ("supplement", "queued"),
    "fee and held": ("fee", "held", "ready"),
    "consent and held": ("consent", "held", "draft"),
    "draft certificate and fee": ("confirmation", "fee"),
    "all": ("supplement", "fee", "consent"),
}


@dataclass
class Stage:
    """What all schedules of one process share."""

    office: Office
    proxy: Proxy
    folder: Path
    catalogue: Catalogue
    keys: Mapping[str, Ed25519PublicKey]
    templates: Path

    def template(self, cast: str) -> Path:
        return self.templates / cast.replace(" ", "-")

    def machine(self, home: Path) -> Machine:
        return Machine(home, KEY, self.proxy.url, self.proxy, self.catalogue)

    def build(self, cast: str, parts: Sequence[str]) -> None:
        """The home of this cast and, under the same name, the portal as it stood then."""
        self.office.restore("empty")
        home = self.template(cast)
        machine = self.machine(home)
        link = assembly.PortalLink(practice_data=home / "none", url=self.proxy.url)
        services = assembly.open_services(
            home, KEY, link=link, catalogue=self.catalogue, clock=FakeClock(machine.clock.at)
        )
        services.signing_in.as_user(USER, self.office.token)
        services.drafting._new_id = _ids_for(cast)
        for number, part in enumerate(parts):
            self._play(services, machine, part, number)
        services.tracking.refresh()
        services.close()
        self.office.keep(cast)

    def _play(self, services: Services, machine: Machine, part: str, number: int) -> None:
        draft = filled(services, machine, part, number)
        if part == "draft":
            return
        if part == "ready":
            services.finalising.finalise(draft, pledge=True, mode=Mode.PRACTICE)
            return
        submission = services.finalising.submit(draft, pledge=True, mode=Mode.PRACTICE).id
        if part in {"queued", "big", "consent"}:
            services.outbox.pause(submission)
            return
        services.outbox.send_due()
        if part == "supplement":
            self.office.act(submission, "receive")
            asked = STORY["supplement"]
            more = {"text": asked["text"], "fields": asked["fields"], "slots": asked["slots"]}
            assert self.office.act(submission, "process")
            assert self.office.act(submission, "ask_supplement", **more)
        asks = {"fee": "ask_payment", "confirmation": "ask_confirmation"}
        if part in asks:
            assert self.office.act(submission, "receive")
            assert self.office.act(submission, "process")
            assert self.office.act(submission, asks[part])


def _ids_for(cast: str) -> NewId:
    """The same ids of drafts on every stage, from which a dossier's follows: a seed's order must not be drawn anew."""
    digests = (sha256(f"{cast} {number}".encode()).hexdigest() for number in count())
    return lambda: f"019aa000-0000-7{next(digests)[:3]}-8000-{next(digests)[:12]}"


def name_of(number: int) -> str:
    return f"Lò Văn {LETTERS[number]}"


def paper(mark: str, size: int = 2000) -> bytes:
    return b"%PDF-1.4\n% " + mark.encode() + b"\n" + bytes(number * 7 % 251 for number in range(size))


def filled(services: Services, machine: Machine, part: str, number: int) -> str:
    answers: dict[str, Any] = STORY["answers"] | {"con": STORY["answers"]["con"] | {"ho_ten": name_of(number)}}
    draft = services.drafting.start(STORY["procedure"], answers=answers).id
    attaching = attaching_with(services.vault, machine.catalogue, machine.clock)
    attaching.attach(draft, "TP01", "mot.pdf", paper(f"{part} {number}", BIG if part == "big" else 2000))
    if part == "consent":
        services.drafting.file_for(draft, FilingFor.OTHER, Submitter(Relation.RELATIVE, "Lò Văn Tâm", "038204003456"))
        attaching.attach(draft, "TP01", "hai.pdf", paper(f"second {number}"))
        attaching.attach(draft, CONSENT_SLOT, "dong-y.pdf", paper(f"consent {number}"))
    return draft


@contextmanager
def stage(casts: Mapping[str, tuple[str, ...]] = CASTS) -> Iterator[Stage]:
    place = MEMORY if MEMORY.is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="hoso-faults-", dir=place))
    try:
        with office_in(folder / "portal") as office, tcp_proxy(office.url) as proxy:
            office.keep("empty")
            made = Stage(office, proxy, folder, Catalogue.shipped(), office.keys(), folder / "templates")
            for cast, parts in casts.items():
                made.build(cast, parts)
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def place_of(made: Stage) -> dict[str, str]:
    """Where another process finds this stage."""
    return {
        "url": made.office.url, "token": made.office.token, "folder": str(made.folder),
        "templates": str(made.templates),
    }  # fmt: skip


@contextmanager
def visiting(where: Mapping[str, str], folder: Path) -> Iterator[Stage]:
    """The stage of another process, with a line of one's own; one visitor at a time."""
    office = Office(where["url"], where["token"])
    with tcp_proxy(office.url) as proxy:
        yield Stage(office, proxy, folder, Catalogue.shipped(), office.keys(), Path(where["templates"]))
    office.session.close()
