"""Where the browser comes back to: one answer on 127.0.0.1, under a path that nobody can guess, for five minutes."""

import contextlib
import queue
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from desktop import config
from desktop.domain.errors import StillWaiting

LONGEST = timedelta(minutes=5)
_NOBODY = ""
_STATIC = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Connection": "close",
}


class Loopback:
    """The address to come back to, and the wait for it."""

    def __init__(self, address: str, answers: "queue.Queue[str]") -> None:
        self.address = address
        self._answers = answers

    def wait(self, longest: timedelta) -> str:
        """The whole address that the browser asked for; StillWaiting `sign-in.timed-out`, `sign-in.given-up`."""
        try:
            came_back = self._answers.get(timeout=min(longest, LONGEST).total_seconds())
        except queue.Empty:
            raise StillWaiting("sign-in.timed-out") from None
        if came_back == _NOBODY:
            raise StillWaiting("sign-in.given-up")
        return came_back

    def give_up(self) -> None:
        """End the wait from another thread; an answer that has come already counts."""
        with contextlib.suppress(queue.Full):
            self._answers.put_nowait(_NOBODY)


@contextmanager
def listening(lang: str) -> Iterator[Loopback]:
    """Listen on an ephemeral port until the block is left."""
    path = f"/cb/{secrets.token_urlsafe(24)}"
    answers: queue.Queue[str] = queue.Queue(maxsize=1)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(path, answers, _page(lang)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="sign-in", daemon=True)
    thread.start()
    try:
        yield Loopback(f"http://127.0.0.1:{server.server_port}{path}", answers)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _page(lang: str) -> bytes:
    return config.resource(f"i18n/signed-in.{'en' if lang == 'en' else 'vi'}.html").read_bytes()


def _answering(path: str, answers: "queue.Queue[str]", page: bytes) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        timeout = 10.0
        server_version = "hoso"
        sys_version = ""

        def do_GET(self) -> None:
            """Take the first answer under our path; everything else is not here."""
            if self.path.partition("?")[0] != path:
                self._say(404, b"")
                return
            try:
                answers.put_nowait(self.path)
            except queue.Full:
                self._say(410, b"")
                return
            self._say(200, page)

        def _say(self, status: int, body: bytes) -> None:
            self.send_response(status)
            for name, value in {**_STATIC, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name that http.server gives
            """The address holds a code: nothing is logged."""

    return Answering
