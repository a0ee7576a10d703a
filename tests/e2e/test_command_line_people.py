"""`people` and `new --for`: an officer's script finds somebody and begins with what is known."""

import pytest

from desktop import assembly, cli, config
from desktop.domain.person import Person
from tests.e2e.conftest import PASSPHRASE, run
from tests.gui.officer import OFFICER, VI_DU

KEY = "0192aaaa-0000-7000-8000-000000000001"


pytestmark = pytest.mark.usefixtures("command_line")


@pytest.fixture(autouse=True)
def _home() -> None:
    made = assembly.create_vault(config.home_dir(), PASSPHRASE)
    link = assembly.PortalLink(practice_data=config.home_dir() / "practice", offline=True)
    services = assembly.open_services(config.home_dir(), made.key, link=link)
    with services.open_unit() as uow:
        uow.persons.save(Person(KEY, VI_DU["ho_ten"], VI_DU, services.clock.now()))
        uow.commit()
    services.close()


def test_people_are_found_and_their_numbers_masked(capsys: pytest.CaptureFixture[str]) -> None:
    status, rows, _ = run(capsys, "people", "lo", "vi", "du")
    assert status == 0
    assert [(row["person"], row["number"], row["drafts"]) for row in rows] == [(KEY, "038•••••1234", 0)]
    assert run(capsys, "people", "không ai")[:2] == (0, [])
    assert cli.main(["people"]) == 0
    assert VI_DU["so_dinh_danh"] not in capsys.readouterr().out


def test_a_draft_begins_with_what_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    status, refused, _ = run(capsys, "new", "1.004873", "--for", KEY[:8])
    assert (status, refused["error"]) == (1, "submitter.missing")
    officer = ",".join(("officer", *OFFICER))
    status, _made, _ = run(capsys, "new", "1.004873", "--for", KEY[:8], "--submitter", officer)
    assert status == 0
    status, _made, _ = run(capsys, "new", "1.004873", "--for", VI_DU["so_dinh_danh"], "--at", "/nguoi_duoc_cap")
    assert status == 0, "the officer is known by now"
    assert [row["drafts"] for row in run(capsys, "people")[1]] == [2]
    status, refused, _ = run(capsys, "new", "1.004873", "--for", "0192bbbb")
    assert (status, refused["error"]) == (1, "id.unknown")
