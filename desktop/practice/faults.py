"""Faults that only the portal itself can make; what must happen on the wire alone is done by a proxy in the tests."""

import asyncio
import fnmatch
import socket
import struct
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desktop.practice.clock import real_now

TRANSPORT = "hoso.transport"
KINDS = (
    "delay", "drop_before", "drop_after_commit", "truncate", "dup", "500", "500_after_commit", "503", "429",
    "captive_html", "bad_digest", "wrong_marker", "clock_skew", "reset_conn", "slow",
)  # fmt: skip
CAPTIVE = b"<!doctype html><title>Wi-Fi</title><h1>Xin ch\xc3\xa0o! \xc4\x90\xc4\x83ng nh\xe1\xba\xadp Wi-Fi</h1>"
SLOW_PIECE = 64


@dataclass(frozen=True, slots=True)
class Rule:
    """One fault for what matches method and path (shell pattern), from the *nth* request on, *times* times."""

    do: str
    method: str = "*"
    path: str = "*"
    nth: int = 1
    ms: int = 0
    times: int = 1


class Faults:
    """The rules in force, with how often each has been met; safe from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rules: list[Rule] = []
        self._met: list[int] = []

    def set(self, rules: Sequence[Rule]) -> None:
        """Replace all rules."""
        with self._lock:
            self._rules = list(rules)
            self._met = [0] * len(rules)

    def all(self) -> tuple[Rule, ...]:
        """The rules in force."""
        with self._lock:
            return tuple(self._rules)

    def take(self, method: str, path: str) -> Rule | None:
        """The rule that this request falls under, counted; the admin API is never broken."""
        if path.startswith("/practice/v1/"):
            return None
        with self._lock:
            for index, rule in enumerate(self._rules):
                if rule.method not in {"*", method} or not fnmatch.fnmatchcase(path, rule.path):
                    continue
                self._met[index] += 1
                if rule.nth <= self._met[index] < rule.nth + rule.times:
                    return rule
        return None


def rule_of(entry: Mapping[str, Any]) -> Rule:
    """A rule from its JSON form {match: {method, path, nth}, do, ms, times}."""
    match = entry.get("match") or {}
    return Rule(
        entry["do"],
        match.get("method") or "*",
        match.get("path") or "*",
        match.get("nth") or 1,
        entry.get("ms") or 0,
        entry.get("times") or 1,
    )


async def broken(rule: Rule, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Serve this request with the rule's fault."""
    if rule.do in {"drop_before", "reset_conn"}:
        await _hang_up(scope, receive, reset=rule.do == "reset_conn")
    elif rule.do in _STATUS:
        await _plain(send, int(rule.do), retry_after=rule.ms // 1000)
    elif rule.do == "captive_html":
        await _captive(send)
    elif rule.do in {"drop_after_commit", "truncate", "500_after_commit"}:
        await _after_commit(rule, app, scope, receive, send)
    elif rule.do == "dup":
        await _twice(app, scope, receive, send)
    else:
        if rule.do == "delay":
            await asyncio.sleep(rule.ms / 1000)
        await app(scope, receive, _altered(rule, send))


_STATUS = {"500", "503", "429"}


async def _hang_up(scope: Scope, receive: Receive, *, reset: bool) -> None:
    transport: asyncio.Transport = scope[TRANSPORT]
    if reset:
        linger = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass


async def _plain(send: Send, status: int, *, retry_after: int = 0) -> None:
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"0")]
    if retry_after:
        headers.append((b"retry-after", str(retry_after).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _captive(send: Send) -> None:
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(CAPTIVE)).encode())]
    await _unmarked(send)({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": CAPTIVE})


async def _after_commit(rule: Rule, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    messages: list[Message] = []

    async def keep(message: Message) -> None:
        messages.append(message)

    await app(scope, receive, keep)
    if rule.do == "500_after_commit":
        await _plain(send, 500)
        return
    if rule.do == "truncate":
        body = b"".join(message.get("body", b"") for message in messages)
        await send(messages[0])
        await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        await asyncio.sleep(0.05)
    await _hang_up(scope, receive, reset=False)


async def _twice(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break

    async def again() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def nowhere(_message: Message) -> None:
        return

    await app(dict(scope), again, nowhere)
    await app(scope, again, send)


def _altered(rule: Rule, send: Send) -> Send:
    if rule.do == "wrong_marker":
        return _unmarked(send)
    if rule.do == "slow":
        return _trickled(rule, send)

    async def altered(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [_bent(rule, *header) for header in message["headers"]]}
            if rule.do == "clock_skew":
                date = format_datetime(real_now() + timedelta(milliseconds=rule.ms), usegmt=True)
                message["headers"].append((b"date", date.encode()))
        await send(message)

    return altered


def _bent(rule: Rule, name: bytes, value: bytes) -> tuple[bytes, bytes]:
    if rule.do == "bad_digest" and name.lower() == b"repr-digest":
        return name, b"sha-256=:" + b"A" * 43 + b"=:"
    return name, value


def _unmarked(send: Send) -> Send:
    async def unmarked(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], (b"hoso-portal", b"")]}
        await send(message)

    return unmarked


def _trickled(rule: Rule, send: Send) -> Send:
    async def trickled(message: Message) -> None:
        body = message.get("body", b"")
        for start in range(0, len(body), SLOW_PIECE):
            await send({**message, "body": body[start : start + SLOW_PIECE], "more_body": True})
            await asyncio.sleep(rule.ms / 1000)
        if message["type"] == "http.response.start" or not message.get("more_body"):
            await send({**message, "body": b""} if "body" in message else message)

    return trickled
