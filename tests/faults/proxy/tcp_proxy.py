"""A TCP proxy that holds the portal's whole reply before it decides what the client gets."""

import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.client import HTTPConnection
from io import BufferedIOBase
from urllib.parse import urlsplit

SECONDS = 30


class Fate(Enum):
    """What becomes of one exchange; all but REFUSE happen after the portal has answered."""

    PASS = "pass"
    REFUSE = "refuse"
    """Cut before the portal sees a byte."""
    DROP = "drop"
    """Closed without an answer."""
    RESET = "reset"
    TRUNCATE = "truncate"
    """Half of the body, then closed."""
    HALF_HEAD = "half head"
    STALL = "stall"
    """Nothing, until the client gives up."""
    REPEAT = "repeat"
    """The portal gets it twice, the client the second answer."""
    CAPTIVE = "captive"
    """The Wi-Fi's page with 200 in place of the answer."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request as it came; `reply` is None until the portal has answered."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    status: int | None = None
    reply: bytes | None = None


Decide = Callable[[Exchange], Fate]


@dataclass(slots=True)
class Proxy:
    """`decide` is asked before the portal (REFUSE or not) and again with its whole reply."""

    url: str
    target: str
    decide: Decide = field(default=lambda _exchange: Fate.PASS)
    seen: list[Exchange] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def script(self, method: str, path: str, *fates: Fate) -> None:
        """The fates of the first exchanges that match (path: what it contains); all others pass."""
        left = list(fates)

        def decide(exchange: Exchange) -> Fate:
            if exchange.method != method or path not in exchange.path or not left:
                return Fate.PASS
            is_early = exchange.reply is None
            return left.pop(0) if not is_early or left[0] is Fate.REFUSE else Fate.PASS

        self.decide = decide


@contextmanager
def tcp_proxy(target: str) -> Iterator[Proxy]:
    """Stand in front of *target* until the block is left."""

    class Line(socketserver.StreamRequestHandler):
        timeout = SECONDS

        def handle(self) -> None:
            while (exchange := _read(self.rfile)) is not None and _serve(proxy, exchange, self.connection):
                pass

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Line) as server:
        server.daemon_threads = True
        proxy = Proxy(f"http://127.0.0.1:{server.server_address[1]}", target)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            proxy.closing.set()
            server.shutdown()
            thread.join()


def _serve(proxy: Proxy, exchange: Exchange, client: socket.socket) -> bool:
    """Whether the line may go on."""
    if proxy.decide(exchange) is Fate.REFUSE:
        return False
    answered = _forward(proxy.target, exchange)
    proxy.seen.append(answered)
    fate = proxy.decide(answered)
    if fate is Fate.REPEAT:
        answered = _forward(proxy.target, exchange)
        proxy.seen.append(answered)
    given = _given(fate, answered.reply or b"")
    if fate is Fate.STALL:
        proxy.closing.wait(SECONDS)
    if fate is Fate.RESET:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.sendall(given)
    return fate in {Fate.PASS, Fate.REPEAT}


def _given(fate: Fate, reply: bytes) -> bytes:
    head, _, body = reply.partition(b"\r\n\r\n")
    page = b"<!doctype html><title>Wi-Fi</title>"
    return {
        Fate.PASS: reply,
        Fate.REPEAT: reply,
        Fate.TRUNCATE: head + b"\r\n\r\n" + body[: len(body) // 2],
        Fate.HALF_HEAD: head[: len(head) // 2],
        Fate.CAPTIVE: b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(page) + page,
    }.get(fate, b"")


def _read(stream: BufferedIOBase) -> Exchange | None:
    try:
        first = stream.readline().decode("latin-1").split()
        if len(first) != 3:
            return None
        headers = []
        while line := stream.readline().strip().decode("latin-1"):
            name, _, value = line.partition(":")
            headers.append((name, value.strip()))
        length = next((int(value) for name, value in headers if name.lower() == "content-length"), 0)
        return Exchange(first[0], first[1], tuple(headers), stream.read(length))
    except OSError:
        return None


def _forward(target: str, exchange: Exchange) -> Exchange:
    portal = HTTPConnection(urlsplit(target).netloc, timeout=SECONDS)
    try:
        portal.putrequest(exchange.method, exchange.path, skip_host=True, skip_accept_encoding=True)
        for name, value in exchange.headers:
            portal.putheader(name, value)
        portal.endheaders(exchange.body)
        response = portal.getresponse()
        body = response.read()
        kept = [(name, value) for name, value in response.getheaders() if name.lower() != "transfer-encoding"]
        if not any(name.lower() == "content-length" for name, _ in kept) and response.status != 204:
            kept.append(("Content-Length", str(len(body))))
        lines = "".join(f"{name}: {value}\r\n" for name, value in kept)
        reply = f"HTTP/1.1 {response.status} {response.reason}\r\n{lines}\r\n".encode("latin-1") + body
        return Exchange(exchange.method, exchange.path, exchange.headers, exchange.body, response.status, reply)
    finally:
        portal.close()
