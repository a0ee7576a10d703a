"""What stands around the routes: Host check, marker, Request-Id, Date, the log of requests, faults."""

import logging
from collections.abc import Iterable
from email.utils import format_datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desktop.practice import problems
from desktop.practice.clock import real_now
from desktop.practice.faults import Faults, broken
from desktop.practice.identifiers import new_id
from desktop.practice.problems import Problem
from desktop.practice.request_log import RequestLog, SeenRequest

MARKER = "v=1, mode=practice"
BODY_MAX = 2 * 1024 * 1024
DRAINED = 32 * 1024 * 1024
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost"})
_log = logging.getLogger("desktop.practice")


class Wire:
    """The outermost layer of the portal."""

    def __init__(self, app: ASGIApp, log: RequestLog, faults: Faults) -> None:
        self._app = app
        self._requests = log
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "POST" and (b"x-http-method-override", b"PATCH") in scope["headers"]:
            scope["method"] = "PATCH"
        request_id = new_id()
        scope.setdefault("state", {})["request_id"] = request_id
        sent: list[int] = []

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent.append(message["status"])
                message = {**message, "headers": _marked(message["headers"], request_id)}
            await send(message)

        try:
            await self._answer(scope, receive, marked)
        finally:
            self._seen(scope, sent[0] if sent else 0)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_local(scope):
            await refusal(Problem("bad-host", 400), Request(scope))(scope, receive, send)
            return
        if scope["method"] != "PATCH" and _length(scope) > BODY_MAX:
            await _drain(receive)
            await refusal(Problem("too-large", 413, max_size=BODY_MAX), Request(scope))(scope, receive, send)
            return
        rule = self._faults.take(scope["method"], scope["path"])
        if rule is None:
            await self._app(scope, receive, send)
        else:
            await broken(rule, self._app, scope, receive, send)

    def _seen(self, scope: Scope, status: int) -> None:
        path = str(scope["path"])
        self._requests.add(SeenRequest(real_now().isoformat(timespec="milliseconds"), scope["method"], path, status))
        route = scope.get("route")
        _log.info("%s %s %s", scope["method"], getattr(route, "path", "-"), status)


def refusal(problem: Problem, request: Request) -> JSONResponse:
    """The answer that carries a problem, in the request's language."""
    lang = request.headers.get("accept-language", "vi")[:2].lower()
    content = problems.body(
        problem,
        base=str(request.base_url).rstrip("/"),
        path=request.url.path,
        request_id=request.scope["state"]["request_id"],
        lang=lang,
    )
    headers = {"Cache-Control": "no-store"}
    if problem.retry_after is not None:
        headers["Retry-After"] = str(problem.retry_after)
    if problem.status == 401:
        headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return JSONResponse(content, problem.status, headers, media_type="application/problem+json")


def _length(scope: Scope) -> int:
    """The length that the request claims; one that hides it (chunked) is too long, papers come by PATCH."""
    headers = dict(scope["headers"])
    if b"transfer-encoding" in headers:
        return DRAINED
    text = headers.get(b"content-length", b"0")
    return int(text) if text.isdigit() else DRAINED


async def _drain(receive: Receive) -> None:
    """Hear the client out, within reason: who is cut off while speaking does not hear the answer."""
    heard, more = 0, True
    while more and heard < DRAINED:
        message = await receive()
        heard += len(message.get("body", b""))
        more = message.get("more_body", False)


def _marked(headers: Iterable[tuple[bytes, bytes]], request_id: str) -> list[tuple[bytes, bytes]]:
    """A fault may have set a mark already, or set it to nothing, which takes it away."""
    date = format_datetime(real_now(), usegmt=True)
    marks = {b"hoso-portal": MARKER.encode(), b"date": date.encode(), b"request-id": request_id.encode()}
    given = list(headers)
    for name, _ in given:
        marks.pop(name, None)
    return [(name, value) for name, value in given if name != b"hoso-portal" or value] + list(marks.items())


def _is_local(scope: Scope) -> bool:
    hosts: list[Any] = [value for name, value in scope["headers"] if name == b"host"]
    return len(hosts) == 1 and hosts[0].decode("latin-1").rsplit(":", 1)[0].lower() in LOCAL_HOSTS
