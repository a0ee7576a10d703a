"""Portals, browsers, programs and a command line to walk with; the oracle looks at every portal that was used."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome

from desktop import assembly, cli
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


@pytest.fixture
def program(portal: Running, tmp_path: Path) -> Iterator[assembly.Services]:
    """A program over a new vault, at the portal of its module, which breaks nothing any more afterwards."""
    key = assembly.create_vault(tmp_path / "home", "mat khau tap").key
    link = assembly.PortalLink(practice_data=tmp_path / "practice", url=portal.url)
    opened = assembly.open_services(tmp_path / "home", key, link=link)
    yield opened
    opened.close()
    portal.admin("PUT", "/faults", {"rules": []})


PASSPHRASE = "chim sẻ đồng"


@pytest.fixture
def command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The vault opens by itself, and no portal can be reached."""
    monkeypatch.setenv("HOSO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("HOSO_PORTAL", "http://127.0.0.1:9")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any, str]:
    """Exit code, JSON document and standard error of a command."""
    status = cli.main([*words, "--json"])
    said = capsys.readouterr()
    return status, json.loads(said.out), said.err


@pytest.fixture(autouse=True)
def _everything_adds_up(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "portal" in request.fixturenames:
        place = request.getfixturevalue("portal")
        faults = audit(place.url, place.token)["faults"]
        # Here many made-up people file one and the same made-up birth.
        assert [fault for fault in faults if "same content as" not in fault] == []
