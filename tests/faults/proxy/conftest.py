"""A portal, a line to it that does what it is told, and somebody who goes over it."""

from collections.abc import Iterator

import pytest

from tests.contract.client.visitor import Visitor, visit
from tests.contract.practice.office import Running, running
from tests.faults.proxy.tcp_proxy import Proxy, tcp_proxy


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("faults") / "data") as portal:
        yield portal


@pytest.fixture
def proxy(portal: Running) -> Iterator[Proxy]:
    with tcp_proxy(portal.url) as proxy:
        yield proxy


@pytest.fixture
def visitor(portal: Running, proxy: Proxy) -> Iterator[Visitor]:
    with visit(proxy.url, portal.token) as visitor:
        yield visitor
