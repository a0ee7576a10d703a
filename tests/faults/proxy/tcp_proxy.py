"""A TCP proxy that holds the portal's whole reply before it decides what the client gets."""

import re
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.client import HTTPConnection, HTTPException
from io import BufferedIOBase
from urllib.parse import urlsplit

SECONDS = 30
BYTES_A_SECOND = 2048
PIECE = 256


class Fate(Enum):
    """What becomes of one exchange; EARLY ones strike before the portal has answered."""

    PASS = "pass"
    REFUSE = "refuse"
    """Cut before the portal sees a byte."""
    HALF_REQUEST = "half request"
    """The portal gets half of the body, then the line is cut on both sides."""
    HOLD = "hold"
    """The client is cut off; the portal gets the request later, when the client has gone on."""
    WALLED = "walled"
    """The Wi-Fi's page with 200, and the portal never sees the request."""
    OVERLOADED = "overloaded"
    """503 of something that stands before the portal and carries its mark."""
    DROP = "drop"
    """Closed without an answer."""
    RESET = "reset"
    TRUNCATE = "truncate"
    """Half of the body, then closed."""
    HALF_HEAD = "half head"
    STALL = "stall"
    """Nothing, until the client gives up."""
    DELAY = "delay"
    """A little late."""
    SLOW = "slow"
    """2 kB in a second."""
    REPEAT = "repeat"
    """The portal gets it twice, the client the second answer."""
    CAPTIVE = "captive"
    """The Wi-Fi's page with 200 in place of the answer."""
    REDIRECT = "redirect"
    """302 to the page of another host in place of the answer."""
    UNMARKED = "unmarked"
    """The portal's marker is taken out of the answer."""
    STRIPPED = "stripped"
    """Whatever HTTP itself does not know is taken out of the answer."""
    BUSY_FOR_YEARS = "busy for years"
    """503, and to come back in ten years."""
    MIXED_UP = "mixed up"
    """The answer to an earlier exchange of the same kind in place of this one's."""
    FORGED = "forged"
    """The receipt in the answer is signed by nobody."""
    LAGGING = "lagging"
    """404 of a copy of the portal that does not know yet."""
    DEAF = "deaf"
    """Whatever HTTP itself does not know is taken out of the request."""


EARLY = frozenset({Fate.REFUSE, Fate.HALF_REQUEST, Fate.HOLD, Fate.WALLED, Fate.OVERLOADED, Fate.DEAF})
GOES_ON = frozenset({Fate.PASS, Fate.REPEAT, Fate.DELAY, Fate.SLOW, Fate.STRIPPED, Fate.UNMARKED, Fate.DEAF,
                     Fate.BUSY_FOR_YEARS, Fate.MIXED_UP, Fate.FORGED, Fate.LAGGING})  # fmt: skip
KNOWN = frozenset(
    {"host", "content-type", "content-length", "content-encoding", "authorization", "accept", "accept-encoding",
     "accept-language", "user-agent", "connection", "date", "location", "etag", "if-none-match", "retry-after",
     "cache-control", "www-authenticate"}
)  # fmt: skip
REPLY_AS_IT_IS = frozenset({Fate.PASS, Fate.REPEAT, Fate.DELAY, Fate.SLOW, Fate.DEAF})
PAGE = b"<!doctype html><title>Wi-Fi</title>"
LATE = 0.05
RECEIPT = re.compile(rb'("receipt":\s*"[^"]*\.)([^".]+)(")')


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
    """`decide` is asked before the portal (for the EARLY fates) and again with its whole reply."""

    url: str
    target: str
    decide: Decide = field(default=lambda _exchange: Fate.PASS)
    seen: list[Exchange] = field(default_factory=list)
    held: list[Exchange] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def script(self, method: str, path: str, *fates: Fate) -> None:
        """The fates of the first exchanges that match (path: what it contains); all others pass."""
        left = list(fates)

        def decide(exchange: Exchange) -> Fate:
            if exchange.method != method or path not in exchange.path or not left:
                return Fate.PASS
            is_early = exchange.reply is None
            return left.pop(0) if not is_early or left[0] in EARLY else Fate.PASS

        self.decide = decide

    def deliver(self) -> None:
        """What was held arrives now; nobody hears the answers."""
        while self.held:
            self.seen.append(_forward(self.target, self.held.pop(0)))


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
    early = proxy.decide(exchange)
    if early in {Fate.WALLED, Fate.OVERLOADED}:
        _give(proxy, early, _given(early, b""), client)
        return False
    if early in {Fate.REFUSE, Fate.HALF_REQUEST, Fate.HOLD}:
        if early is Fate.HALF_REQUEST:
            _send_half(proxy.target, exchange)
        if early is Fate.HOLD:
            proxy.held.append(exchange)
        return False
    answered = _forward(proxy.target, exchange, known_only=early is Fate.DEAF)
    proxy.seen.append(answered)
    fate = proxy.decide(answered) if early is not Fate.DEAF else Fate.DEAF
    if fate is Fate.REPEAT:
        answered = _forward(proxy.target, exchange)
        proxy.seen.append(answered)
    reply = _earlier(proxy, answered) if fate is Fate.MIXED_UP else answered.reply or b""
    _give(proxy, fate, _given(fate, reply), client)
    return fate in GOES_ON and bool(answered.reply)


def _give(proxy: Proxy, fate: Fate, given: bytes, client: socket.socket) -> None:
    if fate is Fate.STALL:
        proxy.closing.wait(SECONDS)
    if fate is Fate.DELAY:
        time.sleep(LATE)
    if fate is Fate.RESET:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    piece = PIECE if fate is Fate.SLOW else max(1, len(given))
    try:
        for start in range(0, len(given), piece):
            client.sendall(given[start : start + piece])
            if fate is Fate.SLOW and proxy.closing.wait(piece / BYTES_A_SECOND):
                return
    except OSError:
        return  # the client has given up


def _given(fate: Fate, reply: bytes) -> bytes:
    head, _, body = reply.partition(b"\r\n\r\n")
    captive = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE
    away = b"HTTP/1.1 302 Found\r\nLocation: http://wifi.example/login\r\nContent-Length: 0\r\n\r\n"
    if fate in REPLY_AS_IT_IS or fate is Fate.MIXED_UP:
        return reply
    return {
        Fate.TRUNCATE: head + b"\r\n\r\n" + body[: len(body) // 2],
        Fate.HALF_HEAD: head[: len(head) // 2],
        Fate.CAPTIVE: captive,
        Fate.WALLED: captive,
        Fate.OVERLOADED: b"HTTP/1.1 503 Busy\r\nHoso-Portal: v=1, mode=practice\r\nContent-Length: 0\r\n\r\n",
        Fate.REDIRECT: away,
        Fate.FORGED: RECEIPT.sub(_unsigned, reply),
        Fate.LAGGING: b"HTTP/1.1 404 Not Found\r\nHoso-Portal: v=1, mode=practice\r\nContent-Length: 0\r\n\r\n",
        Fate.BUSY_FOR_YEARS: b"HTTP/1.1 503 Busy\r\nHoso-Portal: v=1, mode=practice\r\nRetry-After: 315360000\r\n"
        b"Content-Length: 0\r\n\r\n",
        Fate.UNMARKED: _without(head, lambda name: name == b"hoso-portal") + b"\r\n\r\n" + body,
        Fate.STRIPPED: _without(head, lambda name: name.decode() not in KNOWN) + b"\r\n\r\n" + body,
    }.get(fate, b"")


def _earlier(proxy: Proxy, exchange: Exchange) -> bytes:
    """What was answered to somebody who asked the same of something else; its own answer where nobody did."""
    kind = (exchange.method, exchange.path.count("/"))
    for seen in reversed(proxy.seen):
        if (seen.method, seen.path.count("/")) == kind and seen.path != exchange.path and seen.reply:
            return seen.reply
    return exchange.reply or b""


def _unsigned(receipt: re.Match[bytes]) -> bytes:
    return receipt[1] + receipt[2][::-1] + receipt[3]


def _without(head: bytes, is_lost: Callable[[bytes], bool]) -> bytes:
    first, *lines = head.split(b"\r\n")
    return b"\r\n".join([first, *(line for line in lines if not is_lost(line.partition(b":")[0].lower()))])


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


def _forward(target: str, exchange: Exchange, *, known_only: bool = False) -> Exchange:
    portal = HTTPConnection(urlsplit(target).netloc, timeout=SECONDS)
    try:
        _ask(portal, exchange, known_only=known_only)
        portal.send(exchange.body)
        response = portal.getresponse()
        body = response.read()
        kept = [(name, value) for name, value in response.getheaders() if name.lower() != "transfer-encoding"]
        if not any(name.lower() == "content-length" for name, _ in kept) and response.status != 204:
            kept.append(("Content-Length", str(len(body))))
        lines = "".join(f"{name}: {value}\r\n" for name, value in kept)
        reply = f"HTTP/1.1 {response.status} {response.reason}\r\n{lines}\r\n".encode("latin-1") + body
        return Exchange(exchange.method, exchange.path, exchange.headers, exchange.body, response.status, reply)
    except (OSError, HTTPException):  # the portal hung up
        return Exchange(exchange.method, exchange.path, exchange.headers, exchange.body, 0, b"")
    finally:
        portal.close()


def _send_half(target: str, exchange: Exchange) -> None:
    portal = HTTPConnection(urlsplit(target).netloc, timeout=SECONDS)
    try:
        _ask(portal, exchange, known_only=False)
        portal.send(exchange.body[: len(exchange.body) // 2])
    except OSError:
        return
    finally:
        portal.close()


def _ask(portal: HTTPConnection, exchange: Exchange, *, known_only: bool) -> None:
    portal.putrequest(exchange.method, exchange.path, skip_host=True, skip_accept_encoding=True)
    for name, value in exchange.headers:
        if not known_only or name.lower() in KNOWN:
            portal.putheader(name, value)
    portal.endheaders()
