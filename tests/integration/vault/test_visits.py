"""A visit's home: its key in memory only, its tokens in no file, its copy opened elsewhere, its end final."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import select

from desktop import assembly
from desktop.adapters.database.engine import connect
from desktop.adapters.database.tables import metadata
from desktop.domain.errors import HosoError, Refusal
from desktop.services.backup import Secret
from desktop.services.ports import Account
from desktop.services.remembering import USE

TOKEN = "tok-3Jx9-access"
ACCOUNT = Account("mai", "practice-1", "Hà Thị Mai", TOKEN, None, datetime.now(UTC) + timedelta(minutes=10))


@pytest.fixture
def visit(tmp_path: Path) -> assembly.Visit:
    link = assembly.PortalLink(practice_data=tmp_path / "practice", offline=True, kiosk="Ki-ốt số 3")
    return assembly.begin_visit(tmp_path / "kiosk", link, publish=lambda _event: None)


def sign_in(visit: assembly.Visit) -> None:
    with visit.services.open_unit() as uow:
        uow.accounts.save(ACCOUNT)
        uow.commit()


def test_the_key_is_in_no_file_and_opens_the_store(visit: assembly.Visit, tmp_path: Path) -> None:
    assert sorted(path.name for path in visit.folder.iterdir() if path.suffix == ".json") == []
    key = bytes(visit.key)
    found = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(found) > 2
    assert [path for path in found if key in path.read_bytes() or key.hex() in path.read_bytes().decode("latin1")] == []
    visit.services.close()
    with pytest.raises(sqlcipher.DatabaseError):
        connect(visit.folder / "vault.db", bytes(32)).execute("SELECT count(*) FROM sqlite_master")
    assert connect(visit.folder / "vault.db", key).execute("SELECT count(*) FROM draft").fetchone() == (0,)


def test_a_token_reaches_not_even_the_encrypted_file(visit: assembly.Visit) -> None:
    sign_in(visit)
    with visit.services.open_unit() as uow:
        assert uow.accounts.current("practice-1") == ACCOUNT
    with visit.services.vault.engine.connect() as connection:
        rows = [str(row) for table in metadata.sorted_tables for row in connection.execute(select(table))]
    assert rows
    assert not [row for row in rows if TOKEN in row or "Hà Thị Mai" in row]


def test_after_the_end_there_is_nothing_to_be_had(visit: assembly.Visit) -> None:
    sign_in(visit)
    visit.services.drafting.start("1.001193", answers={"con": {"ho_ten": "Lò Văn Bảo"}})
    assert visit.end()
    assert (any(visit.key), visit.folder.exists()) == (False, False)
    assert visit.accounts.current("practice-1") is None
    visit.accounts.save(ACCOUNT)  # a task that still runs
    assert visit.accounts.current("practice-1") is None
    with pytest.raises(HosoError):
        visit.services.drafting.open()
    assert not visit.folder.exists()


def test_the_copy_opens_on_another_computer_by_its_code(visit: assembly.Visit, tmp_path: Path) -> None:
    draft = visit.services.drafting.start("1.001193", answers={"con": {"ho_ten": "Lò Văn Bảo"}})
    sign_in(visit)
    out = tmp_path / "stick.hoso"
    code = visit.copy_to(out)
    assert sorted(path.name for path in visit.folder.glob("*.json")) == []
    with pytest.raises(Refusal, match=r"backup\.exists"):
        visit.copy_to(out)
    visit.end()
    home = tmp_path / "at-home"
    key = assembly.restore_backup(out, home, lambda _ways: Secret(recovery=code))
    services = assembly.open_services(home, key, link=assembly.PortalLink(tmp_path / "p", offline=True))
    assert dict(services.drafting.get(draft.id).answers) == {"con": {"ho_ten": "Lò Văn Bảo"}}
    with services.open_unit() as uow:
        assert uow.settings.get(USE) == "family"
        assert uow.accounts.current("practice-1") is None
    services.close()


def test_a_stick_that_is_full_is_said_and_leaves_the_visit_whole(visit: assembly.Visit, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"file\.not-written"):
        visit.copy_to(tmp_path / "no-such-stick" / "x.hoso")
    assert sorted(path.name for path in visit.folder.glob("*.json")) == []
    with visit.services.open_unit() as uow:
        assert uow.settings.get(USE) == "kiosk"


def test_what_a_crash_left_is_cleared(visit: assembly.Visit, tmp_path: Path) -> None:
    assert visit.folder.exists()
    visit.services.close()
    assert assembly.clear_leftovers(tmp_path / "kiosk")
    assert list((tmp_path / "kiosk" / "visits").iterdir()) == []
