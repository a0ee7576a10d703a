"""An old store becomes a new one, or stays as it was."""

import re
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from desktop.adapters.database.engine import connect, open_engine, reading, writing
from desktop.adapters.database.migrating import SCRIPTS, migrate
from desktop.adapters.database.schema import HEAD
from desktop.adapters.database.unit_of_work import StoredUnit
from desktop.adapters.database.vault import Vault, open_vault
from desktop.domain.by_hand import Way
from desktop.domain.submission import IllegalMove, Kind, OutboxItem, State, allowed_pairs
from tests.integration.vault.conftest import KEY
from tests.integration.vault.records import ROADS, brought_to, draft, filed, item, refused, unit

NEXT = f"{int(HEAD) + 1:04}"
REBUILD = """
import sqlalchemy as sa
from alembic import op
revision = "{new}"
down_revision = "{old}"
def upgrade():
    with op.batch_alter_table("draft", recreate="always") as batch:
        batch.add_column(sa.Column("colour", sa.Text))
    op.execute("{then}")
"""
WORKS = REBUILD.format(old=HEAD, new=NEXT, then="SELECT 1")
ORPHANS = REBUILD.format(old=HEAD, new=NEXT, then="DELETE FROM draft")
FAILS = REBUILD.format(old=HEAD, new=NEXT, then="INSERT INTO nowhere VALUES (1)")


APPLICANTS = (
    ("p1", "citizen", "Hà Thị Sáng", "personal_id", "038150000009", "0912000111", None, None),
    ("p2", "citizen", "Lò Văn Tâm", "old_id", "171234567", None, None, "bản Lát"),
    ("p3", "organisation", "Hội Người cao tuổi bản Lát", "tax_code", "2800000000", None, None, None),
)


def up_to(revision: str, folder: Path) -> Path:
    """The project's migrations as they were then."""
    shutil.copytree(SCRIPTS, folder)
    for script in (folder / "versions").glob("0*"):
        if script.name[:4] > revision:
            script.unlink()
    return folder


def schema(engine: Engine) -> dict[str, str]:
    with reading(engine) as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    return {name: re.sub(r"\s+", " ", re.sub(r"\s*([(),])\s*", r"\1", sql)).strip() for name, sql in rows}


def rules(engine: Engine) -> dict[str, str]:
    return {name: sql for name, sql in schema(engine).items() if sql.startswith("CREATE TRIGGER")}


def one_more(folder: Path, script: str) -> Path:
    """The project's migrations, and one after them."""
    shutil.copytree(SCRIPTS, folder)
    (folder / "versions" / f"{NEXT}_next.py").write_text(script, encoding="utf-8")
    return folder


@pytest.fixture
def first(home: Path) -> Engine:
    """A store as the first migration makes it."""
    home.mkdir()
    engine = open_engine(home / "vault.db", KEY)
    migrate(engine, home, KEY)
    return engine


def test_a_migrated_store_is_the_same_as_a_fresh_one(first: Engine, tmp_path: Path) -> None:
    with open_vault(tmp_path / "fresh", KEY) as fresh:
        assert schema(first) == schema(fresh.engine)
    first.dispose()


def test_the_frozen_table_of_moves_is_the_domains() -> None:
    frozen = (SCRIPTS / "versions" / "0001_first.sql").read_text(encoding="utf-8")
    moves = re.search(r"TRIGGER item_moves_by_the_table .* NOT IN \((.*?)\) BEGIN", frozen)
    assert moves is not None
    assert {tuple(pair.strip(" '").split(">")) for pair in moves[1].split(",")} == allowed_pairs()
    states = re.search(r"CONSTRAINT state_is_known CHECK \(state IN \(([^)]*'withdrawn'[^)]*)\)\)", frozen)
    assert states is not None
    assert {word.strip(" '") for word in states[1].split(",")} == {state.value for state in State}


def test_a_migrated_store_is_a_working_vault(first: Engine, home: Path) -> None:
    first.dispose()
    with open_vault(home, KEY) as vault:
        filed(vault)
        assert brought_to(vault, State.RECEIPTED).state is State.RECEIPTED
        assert vault.check() == ()


def test_items_in_every_state_go_on_after_an_upgrade(vault: Vault, home: Path, tmp_path: Path) -> None:
    states = dict(enumerate(ROADS, start=1))
    for number, state in states.items():
        filed(vault, number)
        brought_to(vault, state, f"i{number}")
    before = [items(vault, number) for number in states]
    migrate(vault.engine, home, KEY, one_more(tmp_path / "scripts", WORKS))
    assert [items(vault, number) for number in states] == before
    assert [item.state for item in before] == list(ROADS)


def items(vault: Vault, number: int) -> OutboxItem:
    with unit(vault) as uow:
        return uow.outbox.get(f"i{number}")


def test_rows_and_their_children_survive_a_rebuilt_table(vault: Vault, home: Path, tmp_path: Path) -> None:
    filed(vault)
    before = rules(vault.engine)
    migrate(vault.engine, home, KEY, one_more(tmp_path / "scripts", WORKS))
    with reading(vault.engine) as connection:
        assert connection.execute(text("SELECT id, colour FROM draft")).all() == [("d1", None)]
        assert connection.execute(text("SELECT id FROM submission")).all() == [("s1",)]
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA user_version")).scalar() == int(NEXT)
    assert rules(vault.engine) == before, "every trigger is back"
    with closing(connect(home / f"vault.before-{HEAD}.db", KEY)) as copy:
        assert copy.execute("SELECT id FROM draft").fetchall() == [("d1",)]
    assert b"SQLite format" not in (home / f"vault.before-{HEAD}.db").read_bytes()


def test_applicants_become_people_and_nothing_else_changes(home: Path, tmp_path: Path) -> None:
    home.mkdir()
    engine = open_engine(home / "vault.db", KEY)
    migrate(engine, home, KEY, up_to("0001", tmp_path / "scripts"))
    with writing(engine) as connection:
        for row in APPLICANTS:
            connection.exec_driver_sql("INSERT INTO applicant VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        connection.exec_driver_sql("INSERT INTO setting VALUES ('language', 'en')")
    engine.dispose()
    with open_vault(home, KEY) as vault, unit(vault) as uow:
        assert {person.name: person.answers for person in uow.persons.all()} == {
            "Hà Thị Sáng": {"ho_ten": "Hà Thị Sáng", "so_dinh_danh": "038150000009", "dien_thoai": "0912000111"},
            "Lò Văn Tâm": {"ho_ten": "Lò Văn Tâm", "giay_to": {"loai": "cmnd", "so": "171234567"}},
        }
        assert uow.settings.get("language") == "en"
        assert vault.check() == ()


def test_what_was_filed_by_hand_before_is_there_and_the_portal_is_a_way_now(home: Path, tmp_path: Path) -> None:
    home.mkdir()
    engine = open_engine(home / "vault.db", KEY)
    migrate(engine, home, KEY, up_to("0003", tmp_path / "scripts"))
    moment = "2026-11-20T02:00:00.000000+00:00"
    with writing(engine) as connection:
        for name, filed_as in (("d1", "h1"), ("d2", None)):
            row = (name, "1.001193", 1, "{}", moment, moment, filed_as, "Làm giấy khai sinh")
            connection.exec_driver_sql(
                "INSERT INTO draft (id, procedure, version, answers, created_at, saved_at, finalised_as, title)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row
            )  # fmt: skip
        connection.exec_driver_sql("INSERT INTO printing VALUES ('d2', 'counter', ?, ?)", (moment, moment))
        connection.exec_driver_sql(
            "INSERT INTO hand_filing VALUES ('h1', 'd1', 'post', '2026-11-20', ?, ?, 'H56', NULL, 'EB1', 'waiting')",
            (moment, moment),
        )
    engine.dispose()
    with open_vault(home, KEY) as vault, unit(vault) as uow:
        filing, printing = uow.by_hand.get("h1"), uow.by_hand.printing("d2")
        assert (filing.draft, filing.way, filing.code, filing.post_number) == ("d1", Way.POST, "H56", "EB1")
        assert printing is not None
        uow.by_hand.save_printing(replace(printing, way=Way.ONLINE))
        uow.by_hand.save(replace(filing, way=Way.ONLINE))
        uow.commit()
        with pytest.raises(IllegalMove, match="hand-filing"):
            uow.by_hand.save(replace(filing, draft="d2"))
    with open_vault(home, KEY) as again:
        assert again.check() == ()


def test_an_item_that_was_under_way_goes_on_and_a_message_may_follow_it(home: Path, tmp_path: Path) -> None:
    home.mkdir()
    engine = open_engine(home / "vault.db", KEY)
    migrate(engine, home, KEY, up_to("0004", tmp_path / "scripts"))
    moment = "2026-11-20T02:00:00.000000+00:00"
    with writing(engine) as connection:
        connection.exec_driver_sql(
            "INSERT INTO draft (id, procedure, version, answers, created_at, saved_at, finalised_as, title)"
            " VALUES ('d1', '1.001193', 1, '{}', ?, ?, 's1', 'Làm giấy khai sinh')", (moment, moment)
        )  # fmt: skip
        connection.exec_driver_sql(
            "INSERT INTO submission VALUES ('s1', 'd1', '1.001193', 1, 'Làm giấy khai sinh', 'practice',"
            " 'sha256:aa', ?, '14923', NULL, NULL)", (moment,)
        )  # fmt: skip
        connection.exec_driver_sql(
            "INSERT INTO outbox_item (id, kind, submission, body, fingerprint, mode, created_at, state, started,"
            " attempts, paused) VALUES ('i1', 'dossier', 's1', x'7b7d', 'sha256:aa', 'practice', ?, 'queued', 0, 3, 0)",
            (moment,),
        )
        for state in ("preflight", "uploading", "submitting"):
            change = "UPDATE outbox_item SET state = ?, started = ?"
            connection.exec_driver_sql(change, (state, state == "submitting"))
        upload = ("i1", "TP01", 1, 2, "ab", 9, "application/pdf", "u1", 4, 0)
        connection.exec_driver_sql("INSERT INTO paper_upload VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", upload)
        connection.exec_driver_sql("INSERT INTO attempt VALUES ('i1', 1, ?, NULL, 'failed', NULL)", (moment,))
    migrate(engine, home, KEY)
    with StoredUnit(engine) as uow:
        stored = uow.outbox.get("i1")
        assert (stored.state, stored.started, stored.attempts, stored.body) == (State.SUBMITTING, True, 3, b"{}")
        assert [(one.upload_id, one.offset, one.generation) for one in uow.outbox.uploads("i1")] == [("u1", 4, 2)]
        assert len(uow.outbox.attempts("i1")) == 1
        uow.outbox.add(item("m1", "s1", Kind.MESSAGE))
        uow.commit()
        with pytest.raises(IllegalMove, match="started"):
            uow.outbox.save(replace(stored, started=False))
    engine.dispose()


def test_a_dossier_of_before_has_no_twin_until_the_portal_names_one(home: Path, tmp_path: Path) -> None:
    home.mkdir()
    engine = open_engine(home / "vault.db", KEY)
    migrate(engine, home, KEY, up_to("0006", tmp_path / "scripts"))
    with writing(engine) as connection:
        connection.exec_driver_sql(
            "INSERT INTO dossier (id, seq, status, status_label, before_intake, final, paused, fee_notices,"
            " allowed_actions) VALUES ('s1', 4, 'processing', 'Đang xử lý', 0, 0, 0, '[]', '[]')"
        )
    engine.dispose()
    with open_vault(home, KEY) as vault, unit(vault) as uow:
        stored = uow.dossiers.get("s1")
        assert stored is not None
        assert (stored.seq, stored.possible_duplicate_of) == (4, ())
        assert uow.dossiers.upsert(replace(stored, possible_duplicate_of=("s2",)))


@pytest.mark.parametrize("broken", [ORPHANS, FAILS], ids=["orphans", "fails"])
def test_a_migration_that_fails_leaves_the_store_as_it_was(
    vault: Vault, home: Path, tmp_path: Path, broken: str
) -> None:
    filed(vault)
    before = schema(vault.engine)
    with pytest.raises(Exception, match=r"vault\.migration-failed|no such table"):
        migrate(vault.engine, home, KEY, one_more(tmp_path / "scripts", broken))
    assert schema(vault.engine) == before
    vault.close()
    with open_vault(home, KEY) as again, unit(again) as uow:
        assert uow.drafts.get("d1") == draft(finalised_as="s1")


def test_a_newer_store_is_refused_and_left_alone(vault: Vault, home: Path) -> None:
    filed(vault)
    with writing(vault.engine) as connection:
        connection.execute(text(f"PRAGMA user_version = {int(HEAD) + 1}"))
    vault.close()
    before = (home / "vault.db").read_bytes()
    with refused("vault.newer") as refusal:
        open_vault(home, KEY)
    assert refusal.value.parameters == {"found": int(HEAD) + 1, "known": int(HEAD)}
    assert (home / "vault.db").read_bytes() == before


def test_alembic_is_imported_only_to_migrate(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from desktop.adapters.database.vault import open_vault\n"
        "for _ in 'make', 'open again':\n    open_vault(Path(sys.argv[1]), bytes(32)).close()\n"
        "sys.exit('alembic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "home")], check=True, timeout=60)
