"""One practice portal in its own process for the whole suite; an account of its own for each test."""

from collections.abc import Iterator

import pytest

from tests.contract.client.visitor import Visitor, visit
from tests.contract.practice.office import Running, running


@pytest.fixture(scope="session")
def shared_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("client") / "data") as portal:
        yield portal


@pytest.fixture
def portal(shared_portal: Running) -> Iterator[Running]:
    yield shared_portal
    shared_portal.admin("PUT", "/faults", {"rules": []})


@pytest.fixture
def visitor(portal: Running) -> Iterator[Visitor]:
    with visit(portal.url, portal.token) as visitor:
        yield visitor
