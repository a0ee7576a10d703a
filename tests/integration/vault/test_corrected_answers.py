"""An answer that the portal refused makes room for the corrected one under its id; nothing else that was tried goes."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.adapters.database.engine import open_engine, writing
from desktop.adapters.database.migrating import migrate
from desktop.adapters.database.unit_of_work import StoredUnit
from desktop.adapters.database.vault import Vault
from desktop.domain.submission import Attempt, Kind, Move, State, after
from tests.integration.vault.conftest import KEY
from tests.integration.vault.records import NOW, SOON, brought_to, filed, item, refused, unit
from tests.integration.vault.test_migrations import rules, up_to


@pytest.mark.parametrize("kind", [Kind.SUPPLEMENT, Kind.CONFIRMATION, Kind.ACKNOWLEDGEMENT])
def test_an_answer_that_the_portal_refused_makes_room_once_it_is_taken_back(vault: Vault, kind: Kind) -> None:
    filed(vault)
    brought_to(vault, State.RECEIPTED)
    answer = item("x1", "s1", kind)
    with unit(vault) as uow:
        uow.outbox.add(answer)
        uow.commit()
    stands = brought_to(vault, State.NEEDS_FIX, "x1")
    tried = Attempt("x1", 1, NOW, NOW, "fix", "invalid")
    with unit(vault) as uow:
        uow.outbox.add_attempt(tried)
        uow.commit()
    with refused("submit.started"), unit(vault) as uow:
        uow.outbox.remove("x1")
    corrected = replace(answer, body=b'{"a":1}', fingerprint="sha256:bb", created_at=SOON)
    with unit(vault) as uow:
        uow.outbox.save(after(stands, Move.CANCEL))
        uow.outbox.remove("x1")
        uow.outbox.add(corrected)
        assert uow.outbox.attempts("x1") == ()
        uow.outbox.add_attempt(tried)
        uow.commit()
    with unit(vault) as uow:
        assert uow.outbox.get("x1") == corrected
        assert uow.outbox.attempts("x1") == (tried,)


def test_an_answer_with_a_receipt_and_a_dossier_are_never_removed(vault: Vault) -> None:
    filed(vault)
    brought_to(vault, State.RECEIPTED)
    with unit(vault) as uow:
        uow.outbox.add(item("x1", "s1", Kind.SUPPLEMENT))
        uow.commit()
    forgotten = after(brought_to(vault, State.RECEIPTED, "x1"), Move.PORTAL_FORGOT)
    filed(vault, 2)
    brought_to(vault, State.WITHDRAWING, "i2")
    with unit(vault) as uow:
        for stored in (forgotten, replace(forgotten, state=State.NEEDS_FIX), replace(forgotten, state=State.WITHDRAWN)):
            uow.outbox.save(stored)
        uow.outbox.save(after(uow.outbox.get("i2"), Move.WITHDRAWN))
        uow.commit()
    for stays in ("x1", "i2"):
        with refused("submit.started"), unit(vault) as uow:
            uow.outbox.remove(stays)


def test_an_answer_that_was_refused_before_may_be_corrected_now(home: Path, tmp_path: Path) -> None:
    home.mkdir()
    engine = open_engine(home / "vault.db", KEY)
    migrate(engine, home, KEY, up_to("0008", tmp_path / "scripts"))
    moment = "2026-11-20T02:00:00.000000+00:00"
    with writing(engine) as connection:
        for name in ("x1", "x2"):
            connection.exec_driver_sql(
                "INSERT INTO outbox_item (id, kind, body, fingerprint, mode, created_at, state, started, attempts,"
                " paused) VALUES (?, 'supplement', x'7b7d', 'sha256:aa', 'practice', ?, 'queued', 0, 0, 0)",
                (name, moment),
            )
        for state in ("preflight", "uploading", "submitting", "needs_fix"):
            change = "UPDATE outbox_item SET state = ?, started = ?"
            connection.exec_driver_sql(change, (state, state in ("submitting", "needs_fix")))
        connection.exec_driver_sql("UPDATE outbox_item SET state = 'withdrawn' WHERE id = 'x1'")
    before = rules(engine)
    migrate(engine, home, KEY)
    changed = {name for name, rule in rules(engine).items() if before[name] != rule}
    assert (changed, rules(engine).keys()) == ({"item_started_stays"}, before.keys())
    with StoredUnit(engine) as uow:
        uow.outbox.remove("x1")
        uow.commit()
        assert uow.outbox.get("x2").state is State.NEEDS_FIX
        with refused("submit.started"):
            uow.outbox.remove("x2")
    engine.dispose()
