"""The order of the list is that of the pages, and an older store comes to the same one."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from desktop.adapters.database.engine import reading, writing
from desktop.adapters.database.migrating import SCRIPTS, migrate
from desktop.adapters.database.schema import stamp
from desktop.adapters.database.vault import Vault
from desktop.domain.dossier import Turn
from desktop.services.listing import Listing
from desktop.services.portal_time import PortalTime
from desktop.ui.pages.standing import standings
from forms.deadlines import WorkCalendar
from tests.fakes.time_and_chance import FakeClock
from tests.integration.vault.conftest import KEY
from tests.integration.vault.records import NOW, ROADS, unit
from tests.integration.vault.standing import fill, vary
from tests.integration.vault.test_migrations import schema


@pytest.fixture
def varied(vault: Vault) -> Vault:
    fill(vault)
    vary(vault)
    return vault


def made(script: Path) -> Iterator[tuple[str, str]]:
    """What a migration made, as (kind, name)."""
    kinds = re.findall(
        r"^CREATE (?:UNIQUE |VIRTUAL )?(TABLE|INDEX|TRIGGER) (\w+)", script.read_text("utf-8"), re.MULTILINE
    )
    yield from reversed(kinds)


def lines(engine: Engine) -> list[Any]:
    query = """
        SELECT submission, turn, presses, words FROM list_line JOIN list_words ON list_words.rowid = place
        ORDER BY place
    """
    with reading(engine) as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def test_the_order_follows_the_items_and_is_that_of_the_pages(varied: Vault) -> None:
    with unit(varied) as uow:
        stored = uow.submissions.listed(None, 0, 99)
        copies = uow.dossiers.some([one.id for one in stored])
    listing = Listing(varied.unit, PortalTime(FakeClock(NOW)), WorkCalendar.shipped())
    stands = standings(listing.listed(0, 99))
    assert [one.submission for one in stands] == list(stored)
    assert [one.order for one in stands] == sorted(one.order for one in stands)
    assert len(copies) == 23
    for turn in Turn:
        assert {one.turn for one in listing.listed(0, 99, turn)} == {turn}


def test_an_older_store_gets_the_lines_that_it_would_have(varied: Vault, home: Path) -> None:
    before, rules = lines(varied.engine), schema(varied.engine)
    with writing(varied.engine) as connection:
        for kind, name in made(SCRIPTS / "versions" / "0008_many.sql"):
            connection.exec_driver_sql(f"DROP {kind} IF EXISTS {name}")
        connection.exec_driver_sql("ALTER TABLE dossier DROP COLUMN possible_duplicate_of")
        stamp(connection, "0006")
    migrate(varied.engine, home, KEY)
    assert lines(varied.engine) == before
    assert len(before) == 12 + len(ROADS) + 12
    assert schema(varied.engine) == rules
