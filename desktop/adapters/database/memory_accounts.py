"""Accounts that no file ever sees: the tokens of a visit at a kiosk."""

from dataclasses import replace
from threading import Lock

from desktop.services.vault_ports import Account


class MemoryAccounts:
    """Implements the port Accounts beside the units of work: what is saved is known at once, and rolled back never."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._accounts: dict[tuple[str, str], Account] = {}
        self._closed = False

    def save(self, record: Account) -> None:
        """Signing in anew makes an account the current one; after `forget` nothing is kept any more."""
        key = (record.portal_id, record.id)
        with self._lock:
            before = self._accounts.get(key)
            if before is None or (before.signed_out and not record.signed_out):
                self._accounts.pop(key, None)
            if not self._closed:
                self._accounts[key] = record

    def get(self, portal_id: str, account_id: str) -> Account | None:
        with self._lock:
            return self._accounts.get((portal_id, account_id))

    def current(self, portal_id: str) -> Account | None:
        """The account that signed in last and did not sign out."""
        with self._lock:
            last_first = reversed(self._accounts.values())
            return next((one for one in last_first if one.portal_id == portal_id and not one.signed_out), None)

    def sign_out(self, portal_id: str, account_id: str) -> None:
        """Its tokens are dropped; what waits for it goes on waiting."""
        with self._lock:
            if (account := self._accounts.get((portal_id, account_id))) is not None:
                wiped = replace(account, signed_out=True, access_token="", refresh_token=None)
                self._accounts[portal_id, account_id] = wiped

    def forget(self) -> tuple[str, ...]:
        """Nobody was ever here; the access tokens that were held, for whoever ends them at the portal."""
        with self._lock:
            held = tuple(account.access_token for account in self._accounts.values() if account.access_token)
            self._accounts.clear()
            self._closed = True
            return held
