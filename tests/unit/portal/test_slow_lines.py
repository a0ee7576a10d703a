"""Two thousand bytes a second, three seconds to an answer, cut every minute: a paper comes over all the same."""

import io
from dataclasses import dataclass, field

import pytest

from desktop.adapters.portal.session import CONNECT_SECONDS, PortalSession
from desktop.adapters.portal.slow_lines import SEND_SECONDS
from desktop.services.ports import AnswerClass
from tests.unit.portal import made
from tests.unit.portal.scripted import RESET, Asked, scripted
from tests.unit.portal.test_uploads import PAPER, Clock, Shelf, upload

BYTES_A_SECOND = 2000
LATENCY = 3.0
MINUTE = 60.0


@dataclass
class SlowLine:
    """Time passes only here: for what is sent, for each answer, and up to the cut that comes in between."""

    shelf: Shelf
    clock: Clock
    cuts: list[float] = field(default_factory=list)

    def __call__(self, asked: Asked) -> bytes:
        ends = self.clock.now + LATENCY + len(asked.body) / BYTES_A_SECOND
        cut = (self.clock.now // MINUTE + 1) * MINUTE
        if ends > cut:
            self.clock.now = cut
            self.cuts.append(cut)
            return RESET
        self.clock.now = ends
        return self.shelf(asked)


def test_a_slow_line_that_is_cut_every_minute_finishes() -> None:
    line = SlowLine(Shelf(), Clock())
    with scripted(line) as portal:
        client = made.client(portal.url, line.clock.pace())
        step, passes = client.upload(upload(), io.BytesIO(PAPER), "token", lambda _: None), 1
        while step.answer.kind is AnswerClass.WAIT and passes < 30:  # the outbox comes again after a pause
            step = client.upload(step.upload, io.BytesIO(PAPER), "token", lambda _: None)
            passes += 1
    assert step.upload.complete
    assert bytes(line.shelf.held) == PAPER
    at_best = len(PAPER) / BYTES_A_SECOND
    assert len(line.cuts) >= at_best // MINUTE
    assert line.clock.now < 2.5 * at_best


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_sending_may_take_longer_than_connecting(scheme: str) -> None:
    with PortalSession() as session:
        pools = session.get_adapter(f"{scheme}://127.0.0.1").poolmanager  # type: ignore[attr-defined]
        assert pools.connection_from_host("127.0.0.1", 1, scheme).ConnectionCls.__module__.endswith("slow_lines")
    with scripted() as portal, PortalSession() as session:
        pool = session.get_adapter(portal.url).poolmanager.connection_from_url(portal.url)  # type: ignore[attr-defined]
        connection = pool._get_conn()
        connection.timeout = CONNECT_SECONDS
        connection.connect()
        assert connection.sock.gettimeout() == SEND_SECONDS
        connection.close()
