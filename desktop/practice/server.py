"""Start the practice portal in its own process, on 127.0.0.1 only."""

import argparse
import asyncio
import json
import logging
import signal
import socket
import sys
import threading
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from desktop.practice import run_file
from desktop.practice.app import create_app
from desktop.practice.faults import TRANSPORT
from desktop.practice.options import PracticeOptions
from desktop.practice.portal import Portal, open_portal

HOST = "127.0.0.1"
_log = logging.getLogger("desktop.practice")
TICK_SECONDS = 0.25
GRACE_SECONDS = 2


class _Protocol(H11Protocol):
    """Lets a fault rule hang up: the transport travels in the scope."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app = partial(_with_transport, self.app, transport)


async def _with_transport(app: Any, transport: asyncio.Transport, scope: Any, receive: Any, send: Any) -> None:
    scope[TRANSPORT] = transport
    await app(scope, receive, send)


class _Server(uvicorn.Server):
    """Says when it is ready, and ends by itself when nobody has asked for a while."""

    def __init__(self, config: uvicorn.Config, portal: Portal) -> None:
        super().__init__(config)
        self._portal = portal

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        options = self._portal.options
        if options.write_run_file:
            run_file.write(options.folder, url=self._portal.base, token=self._portal.admin_token)
        sys.stdout.write(json.dumps({"ready": self._portal.base, "token": self._portal.admin_token}) + "\n")
        sys.stdout.flush()

    def work(self, ended: threading.Event) -> None:
        """Move the office's time on until the server ends."""
        idle = self._portal.options.idle_minutes * 60
        while not ended.wait(TICK_SECONDS):
            self._tick()
            if idle and time.monotonic() - self._portal.requests.last > idle:
                self.should_exit = True

    def _tick(self) -> None:
        """One bad moment never stops the office; only the kind of error is told."""
        try:
            self._portal.tick()
        except Exception as error:  # noqa: BLE001  whatever it was, the next moment may be better
            _log.error("office: %s", type(error).__name__)


def serve(options: PracticeOptions) -> int:
    """Run until told to end; 1 when another portal runs on this folder or the port is taken."""
    try:
        held = run_file.lock(options.folder)
        listening = _listen(options.port)
    except (run_file.FolderInUse, OSError) as error:
        sys.stderr.write(f"practice.not-started: {type(error).__name__}\n")
        return 1
    with held, listening:
        portal = open_portal(options)
        portal.base = f"http://{HOST}:{listening.getsockname()[1]}"
        _run(portal, listening)
    return 0


def _run(portal: Portal, listening: socket.socket) -> None:
    config = uvicorn.Config(
        create_app(portal),
        http=_Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        date_header=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = _Server(config, portal)
    ended = threading.Event()
    office = threading.Thread(target=server.work, args=(ended,), name="office", daemon=True)
    office.start()
    _end_quietly()
    try:
        server.run(sockets=[listening])
    finally:
        ended.set()
        office.join()
        portal.store.close()
        if portal.options.write_run_file:
            run_file.remove(portal.options.folder)


def _end_quietly() -> None:
    """Uvicorn raises the signal again once it has ended; then there is nothing left to do but tidy up."""
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: None)


def _listen(port: int) -> socket.socket:
    listening = socket.socket()
    try:
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
    except OSError:
        listening.close()
        raise
    return listening


def options_of(argv: Sequence[str]) -> PracticeOptions:
    """The options that a command line asks for."""
    parser = argparse.ArgumentParser(prog="hoso portal")
    parser.add_argument("--data", type=Path, required=True, help="the portal's folder")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--speed", type=float, default=1.0, help="office seconds in a real second")
    parser.add_argument("--auto", action="store_true", help="an officer moves the dossiers along")
    parser.add_argument("--packs", type=Path)
    parser.add_argument("--fonts", type=Path)
    parser.add_argument(
        "--idle-minutes", type=float, default=10.0, help="ends after so long without a request; 0: never"
    )
    parser.add_argument("--run-file", action="store_true", help="write run.json into the folder")
    asked = parser.parse_args(argv)
    return PracticeOptions(
        asked.data, asked.port, asked.speed, asked.auto, asked.packs, asked.fonts, asked.idle_minutes, asked.run_file
    )


def main(argv: Sequence[str]) -> int:
    """`desktop.practice.server` as a command; gives its exit code."""
    return serve(options_of(argv))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
