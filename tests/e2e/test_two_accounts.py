"""Two people at one vault: whoever signs out loses nothing, and nobody sends what is another's (portal.md fault 56)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from desktop import assembly, cli
from desktop.domain.submission import State
from desktop.services.signing_in import SignedOut
from tests.contract.practice.office import Running, new_id, until
from tests.gui.conftest import ends_portal
from tests.gui.prepared import queued
from tests.screenshots.drafts import filled_draft


def states(program: assembly.Services, submission: str) -> set[State]:
    with program.open_unit() as uow:
        return {item.state for item in uow.outbox.of_submission(submission)}


def test_what_the_first_began_waits_for_the_first(program: assembly.Services, portal: Running) -> None:
    tam, net = f"tam-{new_id()}", f"net-{new_id()}"
    draft = filled_draft(program)
    program.signing_in.as_user(tam, portal.token)
    known = queued(program)
    program.outbox.send_due()
    portal.act(known, "receive")
    program.tracking.refresh()
    begun = queued(program)
    portal.fault("503", "PUT", f"/api/v1/dossiers/{begun}", times=9)
    program.outbox.send_due()
    item = program.outbox.item(begun)
    assert (item.account, item.started) == (tam, True)
    portal.admin("PUT", "/faults", {"rules": []})

    assert program.signing_in.sign_out() is SignedOut.TOLD
    assert program.signing_in.whoami() is None
    assert [one.id for one in program.drafting.open()] == [draft]
    last_told = program.tracking.status(known).dossier
    assert last_told is not None
    assert last_told.code is not None

    program.signing_in.as_user(net, portal.token)
    others = queued(program)
    report = program.outbox.send_due()
    assert others in report.sent
    assert begun not in report.sent
    assert begun in report.needs_person
    program.tracking.refresh()
    assert program.tracking.status(known).dossier == last_told
    assert (program.outbox.item(others).account, program.outbox.item(begun).account) == (net, tam)

    program.signing_in.as_user(tam, portal.token)
    program.outbox.retry(begun)
    program.outbox.send_due()
    assert states(program, begun) == {State.RECEIPTED}
    stored = {entry["id"] for entry in portal.admin("GET", "/ledger")["dossiers"]}
    assert {known, begun, others} <= stored


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the command line is at home, with a practice portal that it starts itself."""
    monkeypatch.setenv("HOSO_PASSPHRASE", "chim sẻ đồng")
    home = tmp_path / "hoso"
    monkeypatch.setenv("HOSO_HOME", str(home))
    yield home
    ends_portal(assembly.practice_folder(home))


def token_of(home: Path) -> str:
    """The access token in the vault."""
    key = assembly.unlock(home, passphrase="chim sẻ đồng")
    services = assembly.open_services(
        home, key, link=assembly.PortalLink(practice_data=assembly.practice_folder(home), offline=True)
    )
    account = services.signing_in.whoami()
    services.close()
    assert account is not None
    return account.access_token


def is_good(home: Path, token: str) -> bool:
    url = assembly.running_practice(assembly.practice_folder(home))
    assert url is not None
    return requests.get(f"{url}/api/v1/me", headers={"Authorization": f"Bearer {token}"}, timeout=20).ok


@pytest.mark.timeout(180)
def test_the_command_line_tells_the_portal_now_or_at_the_next_contact(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = assembly.practice_folder(home)
    assert cli.main(["sign-in", "--user", "lo-van-tam"]) == 0
    first = token_of(home)
    assert is_good(home, first)
    assert cli.main(["sign-out"]) == 0
    assert "Đã đăng xuất. Bản nháp" in capsys.readouterr().out
    assert not is_good(home, first)

    assert cli.main(["sign-in", "--user", "lo-van-tam"]) == 0
    second = token_of(home)
    ends_portal(folder)
    until(lambda: assembly.running_practice(folder) is None)
    assert cli.main(["sign-out"]) == 0
    assert "Ở máy này đã đăng xuất; cổng chưa được báo." in capsys.readouterr().out
    assert assembly.running_practice(folder) is None
    assert cli.main(["sign-in", "--user", "ha-thi-net"]) == 0
    assert not is_good(home, second)
    assert is_good(home, token_of(home))
