"""Accounts at portals: signing in, and a token that is good whenever one is needed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from threading import Lock

from desktop.domain.errors import Refusal, StillWaiting
from desktop.services import signing_out
from desktop.services.ports import (
    Account,
    AnswerClass,
    Checkpoint,
    Clock,
    Connect,
    DeviceCode,
    Identity,
    OpenUnit,
    PortalProfile,
    PortalTrouble,
    Tokens,
    passed,
)

MARGIN = timedelta(seconds=30)
"""A token that ends within it is renewed first."""
PATIENCE = timedelta(minutes=5)
LONGEST = 366 * 24 * 3600
"""Seconds; whoever promises a sign-in for longer is asked again then."""
SIGNED_OUT = frozenset({"sign-in.needed", "sign-in.ended"})
"""Codes of what waits until somebody has signed in."""


class SignedOut(StrEnum):
    """What a sign-out came to: there was nobody, the portal knows, or it is told at the next contact."""

    NOBODY = "nobody"
    TOLD = "told"
    NOT_TOLD = "not_told"


@dataclass(slots=True, kw_only=True)
class SigningIn:
    """Signs in and out and hands out tokens; each is in the vault before it is used."""

    open_unit: OpenUnit
    connect: Connect
    clock: Clock
    checkpoint: Checkpoint = passed
    _asked: Identity | None = field(default=None, init=False)
    _has_given_up: bool = field(default=False, init=False)
    _renewing: Lock = field(default_factory=Lock, init=False)

    def in_browser(self, open_browser: Callable[[str], bool], wait: timedelta = PATIENCE) -> Account:
        """Sign in through the system's browser; Refusal `sign-in.access-denied`, StillWaiting."""
        self._has_given_up = False
        portal, identity = self.connect()
        self._asked = identity

        def opened(url: str) -> bool:
            if self._has_given_up:  # while the portal was still being looked for
                raise StillWaiting("sign-in.given-up")
            return open_browser(url)

        try:
            return self._keep(portal.profile, identity, identity.in_browser(opened, wait))
        except PortalTrouble as trouble:
            raise _plain(trouble) from trouble
        finally:
            self._asked = None

    def give_up(self) -> None:
        """The person does not sign in after all: end the wait for the browser, from any thread."""
        self._has_given_up = True
        if (asked := self._asked) is not None:
            asked.give_up()

    def as_user(self, user: str, admin_token: str) -> Account:
        """Sign in at a practice portal as one of its users, without a browser; Refusal `sign-in.practice-only`.

        Refusal `sign-in.wrong-token` where *admin_token* is not that of this run of the portal.
        """
        portal, identity = self.connect()
        if portal.profile.mode != "practice":
            raise Refusal("sign-in.practice-only")
        try:
            code = identity.start_device()
            self._approve(identity, code, user, admin_token)
            outcome = identity.poll_device(code)
            return self._account(portal.profile, identity, outcome)
        except PortalTrouble as trouble:
            raise _plain(trouble) from trouble

    def _approve(self, identity: Identity, code: DeviceCode, user: str, admin_token: str) -> None:
        try:
            identity.approve_device(code, user, admin_token)
        except PortalTrouble as trouble:
            if trouble.answer.kind is AnswerClass.LOGIN:
                raise Refusal("sign-in.wrong-token") from trouble
            raise

    def start_device(self) -> DeviceCode:
        """Begin a sign-in with a code on another device."""
        _, identity = self.connect()
        try:
            return identity.start_device()
        except PortalTrouble as trouble:
            raise _plain(trouble) from trouble

    def poll(self, code: DeviceCode) -> Account:
        """The account once the code was approved; StillWaiting `sign-in.pending`, `sign-in.slow-down` until then."""
        portal, identity = self.connect()
        try:
            return self._account(portal.profile, identity, identity.poll_device(code))
        except PortalTrouble as trouble:
            raise _plain(trouble) from trouble

    def sign_out(self) -> SignedOut:
        """End the session here, and at the portal now or at the next contact; nothing that waits is lost."""
        account = self.whoami()
        if account is None:
            return SignedOut.NOBODY
        with self.open_unit() as uow:
            uow.accounts.sign_out(account.portal_id, account.id)
            uow.settings.put(signing_out.ENDED, "")
            signing_out.leave_word(uow, account.portal_id, account.refresh_token or account.access_token)
            uow.commit()
        try:
            portal, identity = self.connect()
        except StillWaiting:
            return SignedOut.NOT_TOLD
        is_there = portal.profile.portal_id == account.portal_id
        return SignedOut.TOLD if is_there and self.tell_sign_outs(account.portal_id, identity) else SignedOut.NOT_TOLD

    def tell_sign_outs(self, portal_id: str, identity: Identity) -> bool:
        """Tell the portal of sign-outs that it could not be told of; whether it knows of all of them now."""
        return signing_out.tell(self.open_unit, portal_id, identity)

    def devices_page(self) -> str:
        """Where a person sees and ends their sign-ins at the portal (contract §5.3); StillWaiting `portal.offline`."""
        portal, _ = self.connect()
        return f"{portal.profile.url.rstrip('/')}/account"

    def whoami(self) -> Account | None:
        """The account that is signed in: at the chosen portal, or while that is out of reach at any."""
        try:
            portal_ids = [self.connect()[0].profile.portal_id]
        except StillWaiting:
            with self.open_unit() as uow:
                portal_ids = [profile.portal_id for profile in uow.profiles.all()]
        with self.open_unit() as uow:
            accounts = [uow.accounts.current(portal_id) for portal_id in portal_ids]
        return next((account for account in accounts if account is not None and not account.signed_out), None)

    def token_for(self, portal_id: str, account_id: str | None) -> str:
        """A token with some life in it; StillWaiting `sign-in.needed`, `sign-in.ended`, `portal.offline`."""
        account = self._signed_in(portal_id, account_id)
        if self.clock.now() + MARGIN < account.expires_at:
            return account.access_token
        return self.renew(portal_id, account.id, account.access_token)

    def renew(self, portal_id: str, account_id: str, spent: str) -> str:
        """A token other than *spent*; one renewal at a time, stored before it is used."""
        with self._renewing:
            account = self._signed_in(portal_id, account_id)
            if account.access_token != spent:
                return account.access_token
            if account.refresh_token is None:
                self.end_session(portal_id, account_id)
                raise StillWaiting("sign-in.needed")
            _, identity = self.connect()
            try:
                tokens = identity.refresh(account.refresh_token)
            except PortalTrouble as trouble:
                if trouble.answer.kind in (AnswerClass.LOGIN, AnswerClass.FIX):
                    self.end_session(portal_id, account_id, told=account.name)
                    raise StillWaiting("sign-in.ended") from trouble
                raise StillWaiting("portal.offline") from trouble
            self.checkpoint("token.renewed")
            return self._store(replace(account, refresh_token=tokens.refresh_token or account.refresh_token), tokens)

    def end_session(self, portal_id: str, account_id: str, *, told: str = "") -> None:
        """The account must sign in again; what it has queued stays queued. *told*: whose sign-in the portal ended."""
        with self.open_unit() as uow:
            uow.accounts.sign_out(portal_id, account_id)
            uow.settings.put(signing_out.ENDED, told)
            uow.commit()

    def _signed_in(self, portal_id: str, account_id: str | None) -> Account:
        with self.open_unit() as uow:
            account = uow.accounts.get(portal_id, account_id) if account_id else uow.accounts.current(portal_id)
        if account is None or account.signed_out:
            raise StillWaiting("sign-in.needed")
        return account

    def _account(self, profile: PortalProfile, identity: Identity, outcome: Tokens | str) -> Account:
        if isinstance(outcome, Tokens):
            return self._keep(profile, identity, outcome)
        if outcome in ("authorization_pending", "slow_down"):
            raise StillWaiting("sign-in.slow-down" if outcome == "slow_down" else "sign-in.pending")
        raise Refusal("sign-in.expired-token" if outcome == "expired_token" else "sign-in.access-denied")

    def _keep(self, profile: PortalProfile, identity: Identity, tokens: Tokens) -> Account:
        account_id, name = identity.whoami(tokens.access_token)
        account = Account(
            id=account_id,
            portal_id=profile.portal_id,
            name=name,
            access_token=tokens.access_token,
            refresh_token=tokens.refresh_token,
            expires_at=self.clock.now(),
        )
        self._make_current(account)
        self._store(account, tokens)
        self.tell_sign_outs(profile.portal_id, identity)
        with self.open_unit() as uow:
            return uow.accounts.get(profile.portal_id, account_id) or account

    def _make_current(self, account: Account) -> None:
        """Who signs in anew while still signed in leaves the former sign-in, which would stay open at the portal."""
        with self.open_unit() as uow:
            before = uow.accounts.get(account.portal_id, account.id)
            if before is not None and not before.signed_out:
                uow.accounts.sign_out(account.portal_id, account.id)
                signing_out.leave_word(uow, account.portal_id, before.refresh_token or before.access_token)
            uow.settings.put(signing_out.ENDED, "")
            uow.commit()

    def _store(self, account: Account, tokens: Tokens) -> str:
        ends = self.clock.now() + timedelta(seconds=max(0, min(tokens.expires_in, LONGEST)))
        with self.open_unit() as uow:
            uow.accounts.save(replace(account, access_token=tokens.access_token, expires_at=ends, signed_out=False))
            uow.commit()
        return tokens.access_token


def _plain(trouble: PortalTrouble) -> Refusal | StillWaiting:
    if trouble.answer.kind in signing_out.NOT_NOW:
        return StillWaiting("portal.offline")
    return Refusal(trouble.answer.code if trouble.answer.code.startswith("sign-in.") else "sign-in.access-denied")
