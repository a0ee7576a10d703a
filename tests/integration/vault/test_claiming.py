from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desktop.adapters.database.vault import Vault
from desktop.domain.submission import CLAIMABLE, Kind, State
from desktop.services.ports import ITEM_ORDER
from tests.integration.vault.records import NOW, ROADS, SOON, brought_to, filed, item, refused, unit

LATER = SOON + timedelta(seconds=1)


def claimed(vault: Vault, *skip: str, owner: str = "me", now: datetime = NOW) -> str | None:
    with unit(vault) as uow:
        found = uow.outbox.claim(owner, now, now + timedelta(minutes=5), skip=skip)
        uow.commit()
    return found.id if found else None


def test_the_oldest_goes_first_and_is_held(vault: Vault) -> None:
    filed(vault, 1, created_at=SOON)
    filed(vault, 2)
    assert [claimed(vault), claimed(vault), claimed(vault)] == ["i2", "i1", None]
    with unit(vault) as uow:
        held = uow.outbox.get("i2")
    assert (held.state, held.lease_owner, held.lease_until) == (State.QUEUED, "me", SOON)


def test_a_lease_ends_by_release_or_by_time(vault: Vault) -> None:
    filed(vault)
    claimed(vault)
    with unit(vault) as uow:
        uow.outbox.release("i1", "another")
        uow.commit()
    assert claimed(vault, owner="another", now=SOON - timedelta(seconds=1)) is None
    assert claimed(vault, owner="another", now=SOON) == "i1"
    with unit(vault) as uow:
        uow.outbox.release("i1", "another")
        uow.commit()
    assert claimed(vault) == "i1"


@pytest.mark.parametrize("years", [1, 40])
def test_what_was_written_before_the_clock_went_back_holds_up_nothing(vault: Vault, years: int) -> None:
    before = NOW - timedelta(days=365 * years)
    filed(vault)
    claimed(vault)
    assert claimed(vault, owner="another", now=before) == "i1"
    waiting = replace(brought_to(vault, State.RETRY_WAIT), next_try_at=SOON, lease_owner=None, lease_until=None)
    with unit(vault) as uow:
        uow.outbox.save(waiting)
        uow.commit()
    assert claimed(vault) is None
    assert claimed(vault, now=before) == "i1"


def test_a_lease_that_was_renewed_a_moment_ago_is_no_sign_of_another_clock(vault: Vault) -> None:
    filed(vault)
    claimed(vault, now=NOW + timedelta(seconds=20))
    assert claimed(vault, owner="another") is None


@pytest.mark.parametrize("state", ROADS)
def test_only_what_a_program_can_go_on_with_is_claimed(vault: Vault, state: State) -> None:
    filed(vault)
    brought_to(vault, state)
    assert (claimed(vault) == "i1") == (state in CLAIMABLE | {State.RETRY_WAIT})


def test_an_item_waits_for_its_time_and_for_the_person_who_paused_it(vault: Vault) -> None:
    filed(vault)
    waiting = replace(brought_to(vault, State.RETRY_WAIT), next_try_at=SOON)
    with unit(vault) as uow:
        uow.outbox.save(waiting)
        uow.commit()
    assert claimed(vault) is None
    with unit(vault) as uow:
        uow.outbox.save(replace(waiting, paused=True))
        uow.commit()
    assert claimed(vault, now=LATER) is None
    with unit(vault) as uow:
        uow.outbox.save(waiting)
        uow.commit()
    assert claimed(vault, "i1", now=LATER) is None, "it was tried in this pass"
    assert claimed(vault, now=LATER) == "i1"


def test_a_dossier_waits_for_its_consent_and_the_rest_for_the_dossier(vault: Vault) -> None:
    filed(vault)
    with unit(vault) as uow:
        uow.outbox.remove("i1")
        uow.outbox.add(item("s1", depends_on="c1"))
        uow.outbox.add(item("c1", kind=Kind.CONSENT, created_at=SOON))
        uow.outbox.add(item("p1", kind=Kind.PAYMENT, created_at=NOW - timedelta(days=1)))
        uow.commit()
    assert claimed(vault) == "c1"
    assert claimed(vault) is None
    brought_to(vault, State.RECEIPTED, "c1")
    assert claimed(vault) == "s1"
    assert claimed(vault) is None
    brought_to(vault, State.RECEIPTED, "s1")
    assert claimed(vault) == "p1"


def test_kinds_go_in_their_order_whatever_their_age(vault: Vault) -> None:
    filed(vault)
    brought_to(vault, State.RECEIPTED)
    filed(vault, 2)
    with unit(vault) as uow:
        for days, kind in enumerate(kind for kind in ITEM_ORDER if kind is not Kind.DOSSIER):
            uow.outbox.add(item(kind.value, kind=kind, created_at=NOW + timedelta(days=days)))
        uow.commit()
    order = [claimed(vault) for _ in ITEM_ORDER]
    assert order == [kind.value if kind is not Kind.DOSSIER else "i2" for kind in ITEM_ORDER]


@pytest.mark.parametrize("stuck", [State.NEEDS_FIX, State.CONFLICT, State.QUARANTINED, State.NEEDS_LOGIN])
def test_one_bad_item_holds_up_no_other(vault: Vault, stuck: State) -> None:
    filed(vault, 1)
    brought_to(vault, stuck)
    filed(vault, 2, created_at=SOON)
    assert claimed(vault) == "i2"


def test_an_item_that_is_not_there_is_said_so(vault: Vault) -> None:
    with refused("outbox.unknown"), unit(vault) as uow:
        uow.outbox.get("nobody")
