"""The one way HTTP leaves this program."""

import logging
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from urllib3.exceptions import HTTPError

from desktop import config
from desktop.adapters.portal.slow_lines import SlowLineAdapter

LONGEST_OFFSET = timedelta(days=36525)
"""No clock is wrong by a hundred years: what says so is no time."""
CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0
PATCH_SECONDS = 60.0
BODY_SECONDS = 120.0
"""The longest that one reply may take to arrive, however steadily it trickles."""
BODY_BYTES = 4 * 1024 * 1024
PIECE = 64 * 1024

logging.getLogger("urllib3").setLevel(logging.ERROR)  # its warnings would show addresses and traces to a citizen


class ReplyTooLargeError(requests.RequestException):
    """More bytes than any reply of the contract has, counted after decompression."""


class PortalSession(requests.Session):
    """Insists on time-outs and bounded replies; takes nothing from the environment, redirects and repeats nothing."""

    def __init__(
        self,
        *,
        lang: str = "vi",
        read_seconds: float = READ_SECONDS,
        body_bytes: int = BODY_BYTES,
        heard: Callable[[timedelta, str], object] = lambda _offset, _mode: None,
    ) -> None:
        super().__init__()
        self.trust_env = False
        self._heard = heard
        self.clock_offset: timedelta | None = None
        self._read_seconds = read_seconds
        self._body_bytes = body_bytes
        self.headers.update(
            {"User-Agent": f"hoso/{config.VERSION}", "Accept-Language": lang, "Accept-Encoding": "identity"}
        )
        for scheme in ("http://", "https://"):
            self.mount(scheme, SlowLineAdapter(max_retries=0))

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """Send it once; the body is read here, within bounds, unless `stream` was asked for."""
        is_streamed = bool(options.get("stream"))
        if options.get("timeout") is None:
            read = PATCH_SECONDS if request.method == "PATCH" else self._read_seconds
            options["timeout"] = (CONNECT_SECONDS, read)
        options |= {"allow_redirects": False, "stream": True}
        request.headers.setdefault("Request-Id", str(uuid.uuid4()))
        before = datetime.now(UTC)
        started = time.monotonic()
        response = super().send(request, **options)
        self._compare_clocks(response, before + timedelta(seconds=(time.monotonic() - started) / 2))
        if not is_streamed:
            _read_body(response, self._body_bytes)
        return response

    def _compare_clocks(self, response: requests.Response, midway: datetime) -> None:
        """Only the portal's own word counts: a login page may have any clock."""
        try:
            theirs = parsedate_to_datetime(response.headers["Date"])
        except (KeyError, ValueError, OverflowError):
            return
        if theirs.tzinfo is not None and "Hoso-Portal" in response.headers:
            marks = (part.strip() for part in response.headers["Hoso-Portal"].split(","))
            if abs(theirs - midway) > LONGEST_OFFSET:
                return
            self.clock_offset = theirs - midway
            self._heard(self.clock_offset, next((mark[5:] for mark in marks if mark.startswith("mode=")), ""))


def _read_body(response: requests.Response, limit: int) -> None:
    """Fill in the content of *response*; the connection is dropped when anything is wrong with it."""
    until = time.monotonic() + BODY_SECONDS
    content = bytearray()
    try:
        while piece := response.raw.read1(PIECE, decode_content=True):
            content += piece
            if len(content) > limit:
                raise ReplyTooLargeError(response=response)
            if time.monotonic() > until:
                raise requests.ReadTimeout(response=response)
    except (requests.RequestException, HTTPError, OSError):
        response.close()
        raise
    response._content = bytes(content)  # noqa: SLF001 requests has no other door for a body that was read within bounds
    response._content_consumed = True  # type: ignore[attr-defined]  # noqa: SLF001 the same
    response.close()
