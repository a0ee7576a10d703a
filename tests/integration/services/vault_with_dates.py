"""A real vault in which things are due: told by a portal, written down by hand, followed from elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from desktop import assembly
from desktop.adapters.database.vault import Vault
from desktop.domain.by_hand import HandFiling, Way
from desktop.domain.dossier import Dossier, Status
from desktop.domain.followed import FollowedDossier, ToldBy
from desktop.domain.submission import State
from tests.fakes.time_and_chance import FakeClock
from tests.integration.vault.records import CHILD, GRANDMOTHER, NOW, draft, filed

DUE = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
"""A Friday, 17:00 in Viet Nam."""
LATE_IN_THE_EVENING = datetime(2026, 11, 27, 17, 30, tzinfo=UTC)
"""Half past midnight of the 28th in Viet Nam."""
NAMES = (CHILD, GRANDMOTHER, "Lò Văn Tâm", "038090000001", "Hà Thị Nết")


@contextmanager
def counted(vault: Vault) -> Iterator[list[str]]:
    """The questions that the store is asked meanwhile."""
    asked: list[str] = []

    def count(*said: Any) -> None:
        asked.append(said[2])

    event.listen(vault.engine, "before_cursor_execute", count)
    try:
        yield asked
    finally:
        event.remove(vault.engine, "before_cursor_execute", count)


@contextmanager
def services_at(home: Path, clock: FakeClock) -> Iterator[assembly.Services]:
    key = assembly.create_vault(home, "mat khau tap").key
    link = assembly.PortalLink(practice_data=home.with_name("practice"), offline=True)
    services = assembly.open_services(home, key, link=link, clock=clock)
    yield services
    services.close()


def dossier(**more: object) -> Dossier:
    plain = Dossier("i1", 4, "H56.149.23-261123-0001", Status.RECEIVED, "Được tiếp nhận", due_at=DUE, refreshed_at=NOW)
    return replace(plain, **more)  # type: ignore[arg-type]


def told(vault: Vault, number: int = 1, **more: object) -> None:
    """A dossier that the portal has and told about; a submission has its own item's id."""
    item = filed(vault, number)
    with vault.unit() as uow:
        uow.outbox.save(replace(item, state=State.PREFLIGHT))
        uow.outbox.save(replace(item, state=State.UPLOADING))
        uow.outbox.save(replace(item, state=State.SUBMITTING, started=True))
        uow.outbox.save(
            replace(item, state=State.RECEIPTED, started=True, receipt="a.b.c", receipted_at=NOW, account="tam",
                    portal_id="practice-1")
        )  # fmt: skip
        uow.dossiers.upsert(dossier(id=f"s{number}", **more))
        uow.commit()


def written_down(vault: Vault, due_on: date = date(2026, 11, 30)) -> None:
    with vault.unit() as uow:
        uow.drafts.add(draft("d8", finalised_as="h8"))
        uow.by_hand.add(HandFiling("h8", "d8", Way.COUNTER, date(2026, 11, 20), NOW, NOW, due_on=due_on))
        uow.commit()


def followed(vault: Vault, due_on: date = date(2026, 12, 1)) -> None:
    one = FollowedDossier(
        "f9", "H56.38-261101-0003", "1234", "Giấy phép của Hà Thị Nết", NOW, ToldBy.PERSON, due_on=due_on
    )
    with vault.unit() as uow:
        uow.followed.add(one)
        uow.commit()
