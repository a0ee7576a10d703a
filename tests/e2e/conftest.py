"""The oracle looks at every practice portal that a test has used."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from desktop import assembly
from tests.contract.practice.office import Running, running
from tests.e2e.chromium import chrome_in
from tests.e2e.oracle import audit


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("practice") / "data") as one:
        yield one


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chrome_in(tmp_path_factory.mktemp("chrome")) as driver:
        yield driver


@pytest.fixture
def browser(chrome: Chrome) -> Chrome:
    chrome.delete_all_cookies()
    return chrome


@pytest.fixture
def services(tmp_path: Path) -> Iterator[assembly.Services]:
    """A program over a new vault, with a practice portal of its own."""
    home = tmp_path / "home"
    key = assembly.create_vault(home, "mat khau tap").key
    opened = assembly.open_services(home, key, link=assembly.PortalLink(practice_data=tmp_path / "practice"))
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _everything_adds_up(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "portal" in request.fixturenames:
        place = request.getfixturevalue("portal")
        faults = audit(place.url, place.token)["faults"]
        # Here many made-up people file one and the same made-up birth.
        assert [fault for fault in faults if "same content as" not in fault] == []
