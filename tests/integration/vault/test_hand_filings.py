"""Filings by hand and carried drafts in the store: they come back as written, and the store itself keeps them apart."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.adapters.database.engine import open_engine, reading, writing
from desktop.adapters.database.migrating import SCRIPTS, migrate
from desktop.adapters.database.vault import Vault, open_vault
from desktop.domain.by_hand import HandFiling, HandStatus, Printing, Way
from desktop.domain.carried import CarriedDraft
from desktop.domain.errors import HosoError
from desktop.domain.submission import IllegalMove, Move, after
from forms.migration import Note, Reason
from tests.integration.vault.conftest import KEY
from tests.integration.vault.records import NOW, SOON, draft, filed, item, refused, submission, unit

FILING = HandFiling("h1", "d1", Way.POST, date(2026, 11, 20), NOW, NOW, "H56.0007", date(2026, 11, 27), "EB123")


def filed_by_hand(vault: Vault) -> HandFiling:
    with unit(vault) as uow:
        uow.drafts.add(draft())
        uow.by_hand.add(FILING)
        uow.drafts.save(draft(finalised_as="h1"))
        uow.commit()
    return FILING


def test_they_come_back_as_they_were_written(vault: Vault) -> None:
    changed = HandFiling("h1", "d1", Way.COUNTER, date(2026, 11, 21), NOW, SOON, status=HandStatus.SUPPLEMENT)
    printing = Printing("d1", Way.POST, NOW, SOON)
    notes = (
        Note("/con/que", {"xa": "14845"}, 1, Reason(2, "migration.que", ("60/2014/QH13#15.1",))),
        Note("/x", 3, 1, None),
    )
    carried = CarriedDraft("d1", "d0", 1, NOW, notes)
    filed_by_hand(vault)
    with unit(vault) as uow:
        uow.by_hand.save(changed)
        uow.by_hand.save_printing(Printing("d1", Way.COUNTER, NOW, NOW))
        uow.by_hand.save_printing(printing)
        uow.carried.add(carried)
        uow.commit()
    with unit(vault) as uow:
        assert uow.by_hand.all() == (changed,)
        assert uow.by_hand.of_draft("d1") == changed
        assert uow.by_hand.printings() == (printing,)
        assert uow.by_hand.printing("d2") is None
        assert uow.carried.of_draft("d1") == carried
        assert uow.carried.made_from("d0") == (carried,)


def test_a_draft_that_goes_takes_its_printing_along(vault: Vault) -> None:
    with unit(vault) as uow:
        uow.drafts.add(draft(discarded_at=NOW))
        uow.by_hand.save_printing(Printing("d1", Way.COUNTER, NOW, NOW))
        uow.carried.add(CarriedDraft("d1", "d0", 1, NOW))
        assert uow.drafts.remove_binned_before(SOON) == 1
        uow.commit()
    with unit(vault) as uow:
        assert uow.by_hand.printings() == ()
        assert uow.carried.of_draft("d1") is None


def test_the_store_lets_no_submission_be_made_of_it(vault: Vault) -> None:
    filed_by_hand(vault)
    with unit(vault) as uow, refused("draft.filed-by-hand"):
        uow.submissions.add(submission())


def test_the_store_takes_no_filing_by_hand_of_what_is_on_its_way(vault: Vault) -> None:
    filed(vault)
    with unit(vault) as uow, refused("draft.finalised"):
        uow.by_hand.add(FILING)
    with unit(vault) as uow:
        uow.outbox.save(after(uow.outbox.get("i1"), Move.CANCEL))
        uow.by_hand.add(FILING)
        uow.commit()


def test_the_draft_stays_as_it_was_filed(vault: Vault) -> None:
    filed_by_hand(vault)
    for change in (draft(), draft(finalised_as="h2"), draft(finalised_as="h1", answers={})):
        with unit(vault) as uow, pytest.raises(HosoError, match=r"^draft\.(filed-by-hand|finalised)$"):
            uow.drafts.save(change)
    with unit(vault) as uow:
        uow.by_hand.remove("h1")
        uow.drafts.save(draft())
        uow.commit()
    with unit(vault) as uow, refused("id.unknown"):
        uow.by_hand.remove("h1")


def test_a_filing_keeps_its_draft_and_a_draft_has_one(vault: Vault) -> None:
    filed_by_hand(vault)
    with unit(vault) as uow, pytest.raises(IllegalMove):
        uow.by_hand.save(HandFiling("h1", "d2", Way.POST, date(2026, 11, 20), NOW, NOW))
    with unit(vault) as uow, pytest.raises(Exception, match="UNIQUE"):
        uow.by_hand.add(HandFiling("h2", "d1", Way.POST, date(2026, 11, 20), NOW, NOW))


def test_a_vault_of_before_opens_with_everything_in_it(home: Path, tmp_path: Path) -> None:
    """As the first program made it: a draft, and a dossier on its way."""
    scripts = tmp_path / "scripts"
    shutil.copytree(SCRIPTS, scripts)
    for path in (scripts / "versions").glob("000[2-9]*"):
        path.unlink()
    home.mkdir()
    old = open_engine(home / "vault.db", KEY)
    migrate(old, home, KEY, scripts)
    with writing(old) as connection:
        connection.execute(
            text(
                "INSERT INTO draft (id, procedure, version, answers, created_at, saved_at, title)"
                " VALUES ('d1', '1.001193', 1, '{\"con\":{}}', :now, :now, 'Khai sinh')"
            ),
            {"now": NOW.isoformat(timespec="microseconds")},
        )
    old.dispose()
    with open_vault(home, KEY) as vault:
        assert (home / "vault.before-0001.db").exists()
        with unit(vault) as uow:
            assert uow.drafts.get("d1").answers == {"con": {}}
            assert uow.by_hand.all() == ()
            uow.by_hand.add(FILING)
            uow.drafts.save(replace(uow.drafts.get("d1"), finalised_as="h1"))
            uow.commit()
        with reading(vault.engine) as connection:
            assert connection.execute(text("SELECT count(*) FROM hand_filing")).scalar() == 1
        with unit(vault) as uow, refused("draft.filed-by-hand"):
            uow.submissions.add(submission())
        assert vault.check() == ()


def test_an_item_of_another_draft_is_not_meant(vault: Vault) -> None:
    filed(vault, 2)
    filed_by_hand(vault)
    with unit(vault) as uow:
        assert uow.outbox.get("i2").state == item().state
        assert uow.by_hand.get("h1") == FILING
