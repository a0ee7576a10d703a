"""Accounts, codes and tokens: what the OAuth endpoints grant and what a bearer proves."""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desktop.practice.clock import real_now
from desktop.practice.journal import stamp
from desktop.practice.sign_in_tables import AuthorizationCode, SignedIn, Token
from desktop.practice.store import Store
from desktop.practice.tables import Account

ACCESS_SECONDS = 15 * 60
REFRESH_SECONDS = 90 * 24 * 3600
LIVES = {"access": ACCESS_SECONDS, "refresh": REFRESH_SECONDS}
CODE_SECONDS = 60
GRACE_SECONDS = 60
NOTED_SECONDS = 60
"""How exactly it is noted when a sign-in was last used."""
DESKTOP = "hoso-desktop"
KIOSK = "hoso-kiosk"
CLIENTS = frozenset({DESKTOP, KIOSK})
SCOPE = "dossier.submit"


class Refused(Exception):
    """An OAuth error with its code of RFC 6749 or 8628."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


@dataclass(frozen=True, slots=True)
class Grant:
    """Who was granted what, to which client, in which family of tokens."""

    account: str
    client: str
    scope: str
    family: str
    device_name: str | None = None


def digest(secret: str) -> str:
    """What is kept of a code or token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def register(session: Session, account: str, name: str, id_no: str | None) -> Account:
    """The account with this id, made when new; its name and number stay what they were first."""
    row = session.get(Account, account)
    if row is None:
        row = Account(id=account, name=name, id_no=id_no, created_at=stamp(real_now()))
        session.add(row)
        session.flush()
    return row


class Tokens:
    """Grants and checks; a refresh token's successor is derived from it, so that a lost answer can be given again."""

    def __init__(self, store: Store, secret: bytes, now: Callable[[], float] = time.time) -> None:
        self._store = store
        self._secret = secret
        self._now = now

    def account_of(self, access_token: str, came_from: str = "") -> Account | None:
        """Whose token this is; None when it is unknown, expired or revoked."""
        with self._store.read() as session:
            token = session.get(Token, digest(access_token))
            if token is None or token.kind != "access" or token.revoked or token.expires < self._now():
                return None
            seen = session.get(SignedIn, token.family)
            account = session.get(Account, token.account)
        if seen is not None and (not seen.came_from or self._now() - seen.used > NOTED_SECONDS):
            self._note_use(token.family, came_from)
        return account

    def _note_use(self, family: str, came_from: str) -> None:
        with self._store.write() as session:
            row = session.get(SignedIn, family)
            if row is not None:
                row.used, row.came_from = self._now(), came_from or row.came_from

    def authorization_code(self, account: str, client: str, redirect_uri: str, challenge: str, scope: str) -> str:
        """A code for the browser to carry back; it lives a minute and works once."""
        code = secrets.token_urlsafe(32)
        with self._store.write() as session:
            session.add(
                AuthorizationCode(
                    digest=digest(code),
                    account=account,
                    client=client,
                    redirect_uri=redirect_uri,
                    challenge=challenge,
                    scope=scope,
                    expires=self._now() + CODE_SECONDS,
                )
            )
        return code

    def exchange(self, code: str, client: str, redirect_uri: str, verifier: str) -> dict[str, object]:
        """Tokens for a code; a code that comes twice revokes what it gave."""
        with self._store.write() as session:
            row = session.get(AuthorizationCode, digest(code))
            if row is not None and _fits(row, client, redirect_uri, verifier, self._now()):
                row.family = secrets.token_hex(16)
                return self._issue(session, Grant(row.account, client, row.scope, row.family))
            if row is not None and row.family is not None:
                _revoke_family(session, row.family)
        raise Refused("invalid_grant")

    def refresh(self, token: str, client: str) -> dict[str, object]:
        """The successor of a refresh token; the same one again within the grace, the end of the family after it."""
        with self._store.write() as session:
            row = session.get(Token, digest(token))
            now = self._now()
            if row is None or row.kind != "refresh" or row.client != client or row.revoked or row.expires < now:
                answer = None
            elif row.rotated is not None and now - row.rotated > GRACE_SECONDS:
                _revoke_family(session, row.family)
                answer = None
            else:
                grant = Grant(row.account, row.client, row.scope, row.family)
                row.rotated = row.rotated or now
                answer = self._issue(session, grant, seed=token)
        if answer is None:
            raise Refused("invalid_grant")
        return answer

    def grant(
        self, session: Session, account: str, client: str, scope: str, *, name: str | None = None,
        seed: str | None = None,
    ) -> dict[str, object]:  # fmt: skip
        """Tokens for a device that its person approved, the same for the same *seed*; a kiosk gets no refresh token."""
        return self._issue(session, Grant(account, client, scope, secrets.token_hex(16), name), seed)

    def revoke(self, token: str) -> None:
        """RFC 7009: the token and all of its family end; an unknown one is no error."""
        with self._store.write() as session:
            row = session.get(Token, digest(token))
            if row is not None:
                _revoke_family(session, row.family)

    def signed_in(self, account: str) -> list[SignedIn]:
        """The sign-ins of an account whose tokens still have some life, the last used first."""
        alive = (
            select(Token.family)
            .where(Token.account == account, Token.revoked.is_(False), Token.rotated.is_(None))
            .where(Token.expires >= self._now())
        )
        query = select(SignedIn).where(SignedIn.account == account, SignedIn.family.in_(alive))
        with self._store.read() as session:
            return list(session.scalars(query.order_by(SignedIn.used.desc(), SignedIn.family)))

    def end(self, account: str, family: str) -> bool:
        """The person ends one of their sign-ins from afar; whether it was theirs."""
        with self._store.write() as session:
            row = session.get(SignedIn, family)
            if row is None or row.account != account:
                return False
            _revoke_family(session, family)
            return True

    def _issue(self, session: Session, grant: Grant, seed: str | None = None) -> dict[str, object]:
        answer: dict[str, object] = {"token_type": "Bearer", "scope": grant.scope, "expires_in": ACCESS_SECONDS}
        for kind, seconds in LIVES.items():
            if kind == "refresh" and grant.client == KIOSK:
                continue
            secret = self._derived(kind, seed) if seed else secrets.token_urlsafe(32)
            answer[f"{kind}_token"] = secret
            known = session.get(Token, digest(secret))
            if known is None:
                session.add(_row(secret, kind, grant, self._now() + seconds))
                self._note(session, grant)
            elif kind == "access":
                answer["expires_in"] = max(0, int(known.expires - self._now()))
        return answer

    def _note(self, session: Session, grant: Grant) -> None:
        """A sign-in is listed from its first token on; each new token is a use."""
        row = session.get(SignedIn, grant.family)
        if row is None:
            name = grant.device_name
            row = SignedIn(family=grant.family, account=grant.account, client=grant.client, device_name=name)
            row.since = self._now()
            session.add(row)
        row.used = self._now()
        session.flush()

    def _derived(self, kind: str, seed: str) -> str:
        return hmac.new(self._secret, f"{kind}:{seed}".encode(), hashlib.sha256).hexdigest()


def accounts(store: Store) -> list[Account]:
    """Every practice account, by name."""
    with store.read() as session:
        return list(session.scalars(select(Account).order_by(Account.name)))


def _row(secret: str, kind: str, grant: Grant, expires: float) -> Token:
    return Token(
        digest=digest(secret),
        kind=kind,
        family=grant.family,
        account=grant.account,
        client=grant.client,
        scope=grant.scope,
        expires=expires,
    )


def _revoke_family(session: Session, family: str) -> None:
    session.execute(update(Token).where(Token.family == family).values(revoked=True))


def _fits(row: AuthorizationCode, client: str, redirect_uri: str, verifier: str, now: float) -> bool:
    return (
        row.family is None
        and row.expires >= now
        and row.client == client
        and row.redirect_uri == redirect_uri
        and 43 <= len(verifier) <= 128
        and hmac.compare_digest(create_s256_code_challenge(verifier), row.challenge)
    )
