"""Device grant (RFC 8628): a screen shows a code, its person approves it elsewhere."""

import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.practice.problems import Problem
from desktop.practice.sign_in_tables import DeviceCode, DeviceName
from desktop.practice.store import Store
from desktop.practice.tokens import GRACE_SECONDS, Refused, Tokens, digest, register

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
LIFE_SECONDS = 300
INTERVAL_SECONDS = 1
SLOWER_SECONDS = 5
MOST_NAME = 80
"""Letters of the name by which a device asks to be known."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A device that waits for its person: its code, the client, the name it gave itself, when (seconds since 1970)."""

    user_code: str
    client: str
    name: str
    asked_at: float


class Devices:
    """Waiting devices and the answers of their persons."""

    def __init__(self, store: Store, tokens: Tokens, now: Callable[[], float] = time.time) -> None:
        self._store = store
        self._tokens = tokens
        self._now = now

    def start(self, client: str, scope: str, name: str = "") -> dict[str, object]:
        """A new pair of codes: {device_code, user_code, expires_in, interval}; *name* is what the person is shown."""
        code = secrets.token_urlsafe(32)
        letters = "".join(secrets.choice(LETTERS) for _ in range(8))
        user_code = f"{letters[:4]}-{letters[4:]}"
        with self._store.write() as session:
            session.add(
                DeviceCode(
                    digest=digest(code),
                    user_code=user_code,
                    client=client,
                    scope=scope,
                    expires=self._now() + LIFE_SECONDS,
                    interval=float(INTERVAL_SECONDS),
                )
            )
            session.flush()
            session.add(DeviceName(digest=digest(code), name=_plain(name), asked_at=self._now()))
        return {"device_code": code, "user_code": user_code, "expires_in": LIFE_SECONDS, "interval": INTERVAL_SECONDS}

    def asking(self, user_code: str) -> Asking | None:
        """The device that shows this code; None when none waits any more."""
        with self._store.read() as session:
            row = session.scalar(select(DeviceCode).where(DeviceCode.user_code == tidy(user_code)))
            if row is None or not _waits(row, self._now()):
                return None
            named = session.get(DeviceName, row.digest)
            return Asking(row.user_code, row.client, named.name if named else "", named.asked_at if named else 0.0)

    def decide(self, user_code: str, account: str, name: str, *, approved: bool) -> None:
        """The person's answer; the account is made when it is new. Problem `not-found` when no device waits."""
        with self._store.write() as session:
            row = session.scalar(select(DeviceCode).where(DeviceCode.user_code == tidy(user_code)))
            if row is None or not _waits(row, self._now()):
                raise Problem("not-found", 404)
            if approved:
                register(session, account, name, None)
                row.account = account
            row.state = "approved" if approved else "denied"

    def poll(self, code: str, client: str) -> dict[str, object]:
        """Tokens once approved, the same ones again for a while; otherwise Refused with which other outcome it is."""
        now = self._now()
        with self._store.write() as session:
            row = session.get(DeviceCode, digest(code))
            if row is None or row.client != client or (row.state == "used" and now - row.asked > GRACE_SECONDS):
                error = "invalid_grant"
            elif row.state == "used" or (row.state == "approved" and row.expires >= now):
                return self._granted(session, row, code)
            elif row.expires < now:
                error = "expired_token"
            elif row.state == "denied":
                error = "access_denied"
            else:
                error = _pending(row, now)
        raise Refused(error)

    def _granted(self, session: Session, row: DeviceCode, code: str) -> dict[str, object]:
        """The answer may be lost on its way: within the grace it is given again, as that of a refresh is."""
        if row.state != "used":
            row.state, row.asked = "used", self._now()
        named = session.get(DeviceName, row.digest)
        name = named.name if named is not None else ""
        return self._tokens.grant(session, row.account or "", row.client, row.scope, name=name or None, seed=code)


def _pending(row: DeviceCode, now: float) -> str:
    hasty = now - row.asked < row.interval
    row.asked = now
    if hasty:
        row.interval += SLOWER_SECONDS
    return "slow_down" if hasty else "authorization_pending"


def _waits(row: DeviceCode, now: float) -> bool:
    return row.state == "pending" and row.expires >= now


def tidy(user_code: str) -> str:
    """A code as it is kept, however it was typed."""
    letters = "".join(letter for letter in user_code.upper() if letter in LETTERS)
    return f"{letters[:4]}-{letters[4:]}"


def _plain(name: str) -> str:
    """One short line without signs that are not seen: nobody's name may turn the words around it."""
    seen = "".join(" " if letter.isspace() else letter for letter in name[:MOST_NAME])
    return " ".join("".join(one for one in seen if unicodedata.category(one)[0] != "C").split())
