"""Calls to one origin; what comes back is the portal's, or an answer that says why not."""

import json
from collections.abc import Generator, Mapping
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import requests

from desktop.adapters.portal.errors import WIRE_ERRORS, translate
from desktop.adapters.portal.replies import Reply, classify, parse
from desktop.adapters.portal.session import PortalSession
from desktop.services.ports import Answer, AnswerClass, PortalTrouble

MARKER = "Hoso-Portal"
MOST_REDIRECTS = 3
OURS = "/api/v1/"
"""How the instance of a problem begins where it is the address that was asked (contract A8)."""
PIECE = 256 * 1024
Pieces = Generator[bytes, None, None]
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Wire:
    """One origin through one session; `mode` is what its marker must say, None until it is known."""

    def __init__(self, origin: str, session: PortalSession, *, mode: str | None = None) -> None:
        self.origin = origin.rstrip("/")
        self.session = session
        self._mode = mode

    def call(
        self,
        method: str,
        address: str,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Reply:
        """One exchange; PortalTrouble when no whole reply of the portal came back, whatever its status."""
        with self._exchange(method, address, _headers(token, headers, body), body, stream=False) as response:
            reply = Reply(method, response.status_code, response.headers, response.content)
        return self._for_us(reply, response.url)

    def read(self, address: str, *, token: str | None = None) -> Mapping[str, Any]:
        """The JSON object at *address*; PortalTrouble for everything else."""
        reply = self.call("GET", address, token=token)
        return accepted(reply).json()

    def post(self, address: str, content: object, *, token: str | None = None) -> Reply:
        """POST a JSON body."""
        return self.call("POST", address, token=token, body=json.dumps(content, ensure_ascii=False).encode())

    def stream(self, address: str, *, token: str, headers: Mapping[str, str]) -> tuple[Reply, Pieces]:
        """The reply's head, and its body piece by piece; PortalTrouble when there is none or it breaks off."""
        response = self._exchange("GET", address, _headers(token, headers, None), None, stream=True)
        head = Reply("GET", response.status_code, response.headers, _refusal(response))
        return self._for_us(head, response.url), _pieces(response)

    def _exchange(
        self, method: str, address: str, headers: Mapping[str, str], body: bytes | None, *, stream: bool
    ) -> requests.Response:
        url, left = self.url(address), MOST_REDIRECTS
        while True:
            try:
                response = self.session.request(method, url, headers=headers, data=body, stream=stream)
            except WIRE_ERRORS as error:
                raise PortalTrouble(translate(error)) from error
            if method != "GET" or response.status_code not in _REDIRECTS or not left:
                self.check_marker(response)
                return response
            url, left = self._own(urljoin(url, response.headers.get("Location", "")), response), left - 1

    def url(self, address: str) -> str:
        """The whole address; PortalTrouble when it leads to another origin."""
        url = urljoin(f"{self.origin}/", address)
        if origin_of(url) != origin_of(self.origin):
            raise PortalTrouble(Answer(AnswerClass.NOT_THE_PORTAL, "portal.other-host"))
        return url

    def _own(self, url: str, response: requests.Response) -> str:
        response.close()
        if origin_of(url) != origin_of(self.origin):
            raise PortalTrouble(Answer(AnswerClass.NOT_THE_PORTAL, "portal.other-host", wrote=True))
        return url

    def _for_us(self, reply: Reply, url: str) -> Reply:
        """PortalTrouble when a problem names another address as its instance: two answers were mixed up on the way."""
        named = _address(problem.get("instance")) if reply.status >= 400 and (problem := parse(reply.body)) else ""
        if not named.startswith(OURS) or _address(url).endswith(named):
            return reply
        self.session.close()  # the answers that follow on our open lines would be mixed up too
        raise PortalTrouble(Answer(AnswerClass.NOT_THE_PORTAL, "receipt.other-item", wrote=True))

    def check_marker(self, response: requests.Response) -> None:
        """PortalTrouble unless the reply carries the portal's mark, in the mode that was pinned, and is no page."""
        code = None
        marks = {part.strip() for part in response.headers.get(MARKER, "").split(",")}
        if response.status_code in _REDIRECTS:
            code = "portal.redirected"
        elif "v=1" not in marks:
            code = "portal.captive"
        elif self._mode is not None and f"mode={self._mode}" not in marks:
            code = "portal.other-mode"
        elif response.status_code < 300 and response.headers.get("Content-Type", "").startswith("text/html"):
            code = "portal.captive"
        if code is not None:
            response.close()
            self.session.close()  # whoever answered is at the other end of our open lines too
            raise PortalTrouble(Answer(AnswerClass.NOT_THE_PORTAL, code, wrote=True))


def accepted(reply: Reply) -> Reply:
    """The reply when it is a 2xx; PortalTrouble with its answer otherwise."""
    if reply.status >= 300:
        raise PortalTrouble(classify(reply))
    return reply


def _address(url: object) -> str:
    """The path; empty for what is no address."""
    try:
        return unquote(urlsplit(url).path).rstrip("/") if isinstance(url, str) else ""
    except ValueError:
        return ""


def origin_of(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    return parts.scheme, parts.hostname or "", port or {"http": 80, "https": 443}.get(parts.scheme)


def _headers(token: str | None, more: Mapping[str, str] | None, body: bytes | None) -> dict[str, str]:
    headers = {"Accept": "application/json, application/problem+json"}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    if body is not None:
        headers["Content-Type"] = "application/json"
    return {**headers, **(more or {})}


def _refusal(response: requests.Response) -> bytes:
    """The problem in a refused reply; what is wanted of it is short."""
    if response.status_code < 300:
        return b""
    with response:
        try:
            problem: bytes = response.raw.read(PIECE)
        except WIRE_ERRORS as error:
            raise PortalTrouble(translate(error)) from error
    return problem


def _pieces(response: requests.Response) -> Pieces:
    with response:
        try:
            while piece := response.raw.read1(PIECE):  # what came before a cut is kept
                yield piece
        except WIRE_ERRORS as error:
            raise PortalTrouble(translate(error)) from error
