"""One portal for the whole suite, an account of its own for each test."""

from collections.abc import Iterator

import pytest

from tests.contract.practice.office import Citizen, Running, new_id, running, sign_in


@pytest.fixture(scope="session")
def shared_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("practice") / "data") as portal:
        yield portal


@pytest.fixture
def portal(shared_portal: Running) -> Iterator[Running]:
    yield shared_portal
    shared_portal.admin("PUT", "/faults", {"rules": []})


@pytest.fixture
def citizen(portal: Running) -> Citizen:
    return sign_in(portal, f"binh-{new_id()}")
