"""A tiny server that answers with whatever bytes a test wants, and remembers what it was asked."""

import json
import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

MARKER = {"Hoso-Portal": "v=1, mode=practice"}
RESET = b""
"""As an answer: the connection is reset."""


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


Script = Callable[[Asked], bytes]


@dataclass(slots=True)
class Scripted:
    url: str
    asked: list[Asked] = field(default_factory=list)
    script: Script = field(default=lambda _: reply(404))


def reply(status: int, content: Any = b"", headers: Mapping[str, str] | None = None, *, marked: bool = True) -> bytes:
    """A whole HTTP reply; a dict becomes JSON."""
    is_json = not isinstance(content, bytes)
    body = json.dumps(content).encode() if is_json else content
    lines = {
        "Content-Length": str(len(body)),
        "Content-Type": "application/json" if is_json else "application/octet-stream",
        "Connection": "close",
        **(MARKER if marked else {}),
        **(headers or {}),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} X\r\n{head}\r\n".encode("latin-1") + body


def problem(status: int, slug: str, headers: Mapping[str, str] | None = None, **more: Any) -> bytes:
    """An RFC 9457 problem as the portal writes it."""
    return reply(status, {"type": f"https://portal/problems/{slug}", "status": status, **more}, headers)


@contextmanager
def scripted(script: Script | None = None) -> Iterator[Scripted]:
    """Serve *script* on a free port until the block is left."""

    class Once(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            asked = _read(self.request)
            if asked is None:
                return
            server.asked.append(asked)
            answer = server.script(asked)
            if answer == RESET:
                self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            else:
                self.request.sendall(answer)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Once) as listening:
        listening.daemon_threads = True
        server = Scripted(f"http://127.0.0.1:{listening.server_address[1]}")
        if script is not None:
            server.script = script
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        listening.shutdown()
        thread.join()


def _read(connection: socket.socket) -> Asked | None:
    stream = connection.makefile("rb")
    first = stream.readline().decode("latin-1").split()
    if len(first) != 3:
        return None
    headers: dict[str, str] = {}
    while line := stream.readline().strip().decode("latin-1"):
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", "0")))
    return Asked(first[0], first[1], headers, body)
