"""Signing in at the fake portal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from desktop.services.ports import Answer, AnswerClass, DeviceCode, PortalTrouble, Tokens
from tests.fakes.portal import FakePortal


@dataclass
class FakeIdentity:
    """Gives tokens that the portal then knows; `trouble` is what the next call comes to."""

    portal: FakePortal
    user: str = "mai"
    trouble: Answer | None = None
    outcome: str | None = None
    refreshed: int = 0
    revoked: list[str] = field(default_factory=list)
    deaf: bool = False
    refuses: str | None = None
    expires_in: int = 900

    def in_browser(self, open_browser: Callable[[str], bool], wait: timedelta) -> Tokens:
        assert wait > timedelta(0)
        open_browser("http://127.0.0.1:1/oauth/authorize")
        return self._tokens()

    def give_up(self) -> None:
        """Nobody waits here."""

    def start_device(self) -> DeviceCode:
        return DeviceCode("device", "BCDF-GHJK", "http://127.0.0.1:1/device", 300, 5)

    def poll_device(self, code: DeviceCode) -> Tokens | str:
        assert code.device_code == "device"
        return self.outcome or self._tokens()

    def approve_device(self, code: DeviceCode, user: str, admin_token: str) -> None:
        assert code.user_code
        assert admin_token
        self.user = user

    def refresh(self, refresh_token: str) -> Tokens:
        if self.trouble is not None:
            raise PortalTrouble(self.trouble)
        self.user = refresh_token.removeprefix("refresh-")
        self.refreshed += 1
        return self._tokens()

    def revoke(self, token: str) -> None:
        if self.deaf:
            raise PortalTrouble(Answer(AnswerClass.NOT_REACHED, "offline"))
        if token == self.refuses:
            raise PortalTrouble(Answer(AnswerClass.FIX, "unsupported_token_type", wrote=True))
        self.revoked.append(token)

    def whoami(self, access_token: str) -> tuple[str, str]:
        return self.portal.tokens[access_token], "Nguyễn Thị Mai"

    def _tokens(self) -> Tokens:
        if self.trouble is not None:
            raise PortalTrouble(self.trouble)
        token = f"access-{self.user}-{len(self.portal.tokens)}"
        self.portal.tokens[token] = self.user
        return Tokens(token, f"refresh-{self.user}", self.expires_in)
