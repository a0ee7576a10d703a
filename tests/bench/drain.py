"""Draining the queue: services.outbox.send_due beside a bare loop of requests that sends the same."""

import json
import shutil
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import requests

from desktop import assembly
from desktop.domain.submission import Kind
from tests.bench.measuring import Line, in_turn
from tests.bench.portal_here import APPENDING, USER, announcing, bearer, portal
from tests.bench.queue import DOSSIERS, Queued, queue
from tests.contract.practice.office import Running, new_id

NAME = "drain"
RUNS = 3
SECONDS = 30


def measured(folder: Path) -> Iterator[Line]:
    home = folder / "queue"
    key, queued = queue(home)
    number = count(1)
    mine, others = in_turn(
        RUNS,
        lambda: by_us(home, key, folder / f"drain-{next(number)}"),
        lambda: by_requests(queued, folder / f"drain-{next(number)}"),
    )
    sent = f"{DOSSIERS} dossiers, {DOSSIERS} consents, {sum(len(one.papers) for one in queued)} papers"
    yield Line(f"drain of {sent}", mine, "bare requests loop, nothing kept", others, unit="s")


def by_us(home: Path, key: bytes, folder: Path) -> float:
    """A copy of the queue into a fresh portal; everything has its receipt in the end."""
    with portal(folder) as here:
        shutil.copytree(home, folder / "home")
        link = assembly.PortalLink(folder / "none", url=here.url)
        services = assembly.open_services(folder / "home", key, link=link)
        services.signing_in.as_user(USER, here.token)
        began = time.perf_counter()
        services.outbox.send_due()
        took = time.perf_counter() - began
        assert services.outbox.items() == ()
        services.close()
        check(here)
        return took


def by_requests(queued: Sequence[Queued], folder: Path) -> float:
    """The same requests into a fresh portal, on one line, with nothing written down and nothing verified."""
    with portal(folder) as here, requests.Session() as session:
        session.trust_env = False
        session.headers["Authorization"] = f"Bearer {bearer(here)}"
        api = f"{here.url}/api/v1"
        began = time.perf_counter()
        for one in queued:
            if one.item.kind is Kind.CONSENT:
                put(session, f"{api}/consents/{one.item.id}", one.item.body)
                continue
            uploads = {paper.key: uploaded(session, f"{api}/uploads", paper.content) for paper in one.papers}
            put(session, f"{api}/dossiers/{one.item.id}", body_of(one, uploads))
        took = time.perf_counter() - began
        check(here)
        return took


def uploaded(session: requests.Session, uploads: str, content: bytes) -> str:
    upload_id = new_id()
    session.post(uploads, headers=announcing(upload_id, content), timeout=SECONDS).raise_for_status()
    session.patch(f"{uploads}/{upload_id}", content, headers=APPENDING, timeout=SECONDS).raise_for_status()
    return upload_id


def put(session: requests.Session, url: str, body: bytes) -> None:
    session.put(url, body, headers={"Content-Type": "application/json"}, timeout=SECONDS).raise_for_status()


def body_of(one: Queued, uploads: dict[str, str]) -> bytes:
    beside = {"fingerprint": one.item.fingerprint, "uploads": uploads, "client": "bench"}
    return b'{"manifest":' + one.item.body + b"," + json.dumps(beside).encode()[1:]


def check(here: Running) -> None:
    """Neither side may be quick by leaving something out."""
    held = here.admin("GET", "/ledger")["dossiers"]
    assert len(held) == DOSSIERS, len(held)
