"""Device grant (RFC 8628): a screen shows a code, its person approves it elsewhere."""

import secrets
import time

from sqlalchemy import select

from desktop.practice.problems import Problem
from desktop.practice.sign_in_tables import DeviceCode
from desktop.practice.store import Store
from desktop.practice.tokens import Refused, Tokens, digest, register

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
LIFE_SECONDS = 300
INTERVAL_SECONDS = 1
SLOWER_SECONDS = 5


class Devices:
    """Waiting devices and the answers of their persons."""

    def __init__(self, store: Store, tokens: Tokens) -> None:
        self._store = store
        self._tokens = tokens

    def start(self, client: str, scope: str) -> dict[str, object]:
        """A new pair of codes: {device_code, user_code, expires_in, interval}."""
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
                    expires=time.time() + LIFE_SECONDS,
                    interval=float(INTERVAL_SECONDS),
                )
            )
        return {"device_code": code, "user_code": user_code, "expires_in": LIFE_SECONDS, "interval": INTERVAL_SECONDS}

    def waiting(self, user_code: str) -> DeviceCode:
        """The device that shows this code; Problem `not-found` when none waits any more."""
        with self._store.read() as session:
            return _waiting(session.scalar(select(DeviceCode).where(DeviceCode.user_code == _tidy(user_code))))

    def decide(self, user_code: str, account: str, name: str, *, approved: bool) -> None:
        """The person's answer; the account is made when it is new."""
        with self._store.write() as session:
            row = _waiting(session.scalar(select(DeviceCode).where(DeviceCode.user_code == _tidy(user_code))))
            register(session, account, name, None)
            row.account = account
            row.state = "approved" if approved else "denied"

    def poll(self, code: str, client: str) -> dict[str, object]:
        """Tokens once approved; otherwise Refused with which of the four other outcomes it is."""
        with self._store.write() as session:
            row = session.get(DeviceCode, digest(code))
            if row is None or row.client != client or row.state == "used":
                error = "invalid_grant"
            elif row.expires < time.time():
                error = "expired_token"
            elif row.state == "denied":
                error = "access_denied"
            elif row.state == "approved" and row.account is not None:
                row.state = "used"
                return self._tokens.grant(session, row.account, client, row.scope)
            else:
                error = _pending(row)
        raise Refused(error)


def _pending(row: DeviceCode) -> str:
    now = time.time()
    hasty = now - row.asked < row.interval
    row.asked = now
    if hasty:
        row.interval += SLOWER_SECONDS
    return "slow_down" if hasty else "authorization_pending"


def _waiting(row: DeviceCode | None) -> DeviceCode:
    if row is None or row.state != "pending" or row.expires < time.time():
        raise Problem("not-found", 404)
    return row


def _tidy(user_code: str) -> str:
    letters = "".join(letter for letter in user_code.upper() if letter in LETTERS)
    return f"{letters[:4]}-{letters[4:]}"
