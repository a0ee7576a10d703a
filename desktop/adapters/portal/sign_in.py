"""Signing in at one portal: the system's browser with PKCE, or a device code (contract §5)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client.oauth2_session import OAuth2ClientAuth
from authlib.oauth2.base import OAuth2Error
from authlib.oauth2.client import OAuth2Client

from desktop.adapters.portal import payloads
from desktop.adapters.portal.errors import WIRE_ERRORS, translate
from desktop.adapters.portal.loopback import Loopback, listening
from desktop.adapters.portal.replies import Reply, classify
from desktop.adapters.portal.wire import Wire, accepted, origin_of
from desktop.domain.errors import Refusal
from desktop.services.ports import Answer, AnswerClass, DeviceCode, PortalTrouble, Tokens

SUBMIT = "dossier.submit"


@dataclass(frozen=True, slots=True)
class Client:
    """What the portal knows this program as; `name` is what a person is shown before they approve it."""

    id: str = "hoso-desktop"
    scope: str = f"openid {SUBMIT}"
    name: str = ""


def kiosk_client(name: str) -> Client:
    """A kiosk: it may submit dossiers for one visit, is given no refresh token, and says where it stands."""
    return Client("hoso-kiosk", SUBMIT, name)


DESKTOP = Client()
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
OUTCOMES = frozenset({"authorization_pending", "slow_down", "expired_token", "access_denied"})
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_ANSWERED = frozenset({200, 400, 401})


class _OverRequests(OAuth2Client):  # type: ignore[misc]
    """Authlib's client over our own session: a public client signs its requests as requests wants it."""

    client_auth_class = OAuth2ClientAuth
    oauth_error_class = OAuthError


class PortalIdentity:
    """Implements the port Identity.

    PortalTrouble for what portal and network do; a refresh token that is no longer good is its class LOGIN.
    """

    def __init__(self, wire: Wire, *, lang: str = "vi", client: Client = DESKTOP) -> None:
        self._wire = wire
        self._who = client
        self._lang = lang
        self._waiting: Loopback | None = None

    def in_browser(self, open_browser: Callable[[str], bool], wait: timedelta) -> Tokens:
        """Let the person sign in in the system's browser.

        Refusal `sign-in.no-browser`, `sign-in.access-denied`, `sign-in.wrong-answer`; StillWaiting `sign-in.timed-out`,
        `sign-in.given-up`.
        """
        with listening(self._lang) as loopback:
            client = self._client(redirect_uri=loopback.address, scope=self._who.scope, code_challenge_method="S256")
            verifier = generate_token(64)
            url, state = client.create_authorization_url(self._wire.url("/oauth/authorize"), code_verifier=verifier)
            self._waiting = loopback
            try:
                if not open_browser(url):
                    raise Refusal("sign-in.no-browser")
                came_back = loopback.wait(wait)
            finally:
                self._waiting = None
        code = self._code(came_back, state)
        return self._tokens(
            lambda: client.fetch_token(
                self._token_url, grant_type="authorization_code", code=code, code_verifier=verifier
            )
        )

    def give_up(self) -> None:
        """End a wait for the browser, from another thread."""
        if (waiting := self._waiting) is not None:
            waiting.give_up()

    def start_device(self) -> DeviceCode:
        """Codes for a screen; the person approves them elsewhere."""
        asked = {"client_id": self._who.id, "scope": self._who.scope}
        if self._who.name:
            asked["device_name"] = self._who.name
        said = self._form("/oauth/device_authorization", asked).json()
        code, shown = payloads.text(said.get("device_code")), payloads.text(said.get("user_code"))
        if code is None or shown is None:
            raise PortalTrouble(Answer(AnswerClass.WAIT, "portal.reply-damaged", wrote=True))
        return DeviceCode(
            device_code=code,
            user_code=shown,
            verification_uri=payloads.text(said.get("verification_uri")) or "",
            expires_in=payloads.whole(said.get("expires_in")),
            interval=payloads.whole(said.get("interval")) or 5,
            verification_uri_complete=payloads.text(said.get("verification_uri_complete")) or "",
        )

    def poll_device(self, code: DeviceCode) -> Tokens | str:
        """Tokens once approved, else which of the four other outcomes of RFC 8628 it is."""
        try:
            return self._tokens(
                lambda: self._client().fetch_token(
                    self._token_url, grant_type=DEVICE_GRANT, device_code=code.device_code
                )
            )
        except PortalTrouble as trouble:
            if trouble.answer.code in OUTCOMES:
                return trouble.answer.code
            raise

    def approve_device(self, code: DeviceCode, user: str, admin_token: str) -> None:
        """Approve it as *user*; practice portals only."""
        approval = {"user_code": code.user_code, "user": user}
        accepted(self._wire.post("/practice/v1/device-approvals", approval, token=admin_token))

    def refresh(self, refresh_token: str) -> Tokens:
        """New tokens; within a minute a portal gives the same successor again, so a lost answer costs nothing."""
        return self._tokens(lambda: self._client().refresh_token(self._token_url, refresh_token=refresh_token))

    def revoke(self, token: str) -> None:
        """End this sign-in at the portal."""
        self._form("/oauth/revoke", {"token": token, "client_id": self._who.id})

    def whoami(self, access_token: str) -> tuple[str, str]:
        """Id and name of the account."""
        said = self._wire.read("/api/v1/me", token=access_token)
        sub = payloads.text(said.get("sub"))
        if sub is None:
            raise PortalTrouble(Answer(AnswerClass.WAIT, "portal.reply-damaged", wrote=True))
        return sub, payloads.text(said.get("name")) or sub

    @property
    def _token_url(self) -> str:
        return self._wire.url("/oauth/token")

    def _client(self, **options: str) -> _OverRequests:
        client = _OverRequests(self._wire.session, client_id=self._who.id, **options)
        for moment in ("access_token_response", "refresh_token_response"):
            client.register_compliance_hook(moment, self._looked_at)
        return client

    def _looked_at(self, response: requests.Response) -> requests.Response:
        self._wire.check_marker(response)
        if response.status_code not in _ANSWERED:
            raise PortalTrouble(classify(Reply("POST", response.status_code, response.headers, response.content)))
        return response

    def _code(self, came_back: str, state: str) -> str:
        """The code, when state and issuer are those that were asked (RFC 9207)."""
        answer = {name: values[0] for name, values in parse_qs(urlsplit(came_back).query).items()}
        if answer.get("state") != state or origin_of(answer.get("iss", "")) != origin_of(self._wire.origin):
            raise Refusal("sign-in.wrong-answer")
        if answer.get("error") == "access_denied":
            raise Refusal("sign-in.access-denied")
        if "code" not in answer:
            raise Refusal("sign-in.wrong-answer")
        return answer["code"]

    def _form(self, address: str, fields: Mapping[str, str]) -> Reply:
        body = urlencode(fields).encode()
        return accepted(self._wire.call("POST", address, headers=_FORM, body=body))

    def _tokens(self, ask: Callable[[], Mapping[str, Any]]) -> Tokens:
        try:
            said = ask()
        except (OAuth2Error, OAuthError) as error:
            raise PortalTrouble(Answer(AnswerClass.LOGIN, str(error.error), wrote=True)) from error
        except WIRE_ERRORS as error:
            raise PortalTrouble(translate(error)) from error
        except ValueError as error:
            raise PortalTrouble(Answer(AnswerClass.WAIT, "portal.reply-damaged", wrote=True)) from error
        access = payloads.text(said.get("access_token"))
        if access is None:
            raise PortalTrouble(Answer(AnswerClass.WAIT, "portal.reply-damaged", wrote=True))
        return Tokens(access, payloads.text(said.get("refresh_token")), payloads.whole(said.get("expires_in")))
