"""Opens the portal that is chosen: found, probed, pinned; nothing is sent before that."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from desktop.adapters.portal.client import API, PortalClient
from desktop.adapters.portal.profile import discover, pin
from desktop.adapters.portal.session import PortalSession
from desktop.adapters.portal.sign_in import DESKTOP, Client, PortalIdentity
from desktop.adapters.portal.tus import Tus
from desktop.adapters.portal.uploads import MOST_CHUNK, Pace, Uploads
from desktop.adapters.portal.wire import Wire
from desktop.domain.errors import Refusal, StillWaiting
from desktop.services.ports import LINE_CUT, Answer, AnswerClass, OpenUnit, PortalProfile, PortalTrouble

PACE = Pace(time.monotonic, time.sleep, random.random)


@dataclass(frozen=True, slots=True)
class _Opened:
    portal: PortalClient
    identity: PortalIdentity
    session: PortalSession


class Connection:
    """Implements the port Connect for one portal: *url*, or the practice portal that *ensure_practice* gives.

    `offline` may be set at any time; then, and when the portal does not answer, StillWaiting `portal.offline`; when
    something else answers in its place, `portal.captive`; when it asks to wait, `portal.busy`. Because a portal is
    probed before it is given out, a submission without a network stays unstarted, and with that editable. Refusal
    `portal.no-address` for a *url* that is none.
    """

    def __init__(
        self,
        *,
        url: str | None,
        ensure_practice: Callable[[], str],
        open_unit: OpenUnit,
        offline: bool = False,
        lang: str = "vi",
        pace: Pace = PACE,
        client: Client = DESKTOP,
        heard: Callable[[timedelta, str], object] = lambda _offset, _mode: None,
    ) -> None:
        self.offline = offline
        self._url = url.rstrip("/") if url else None
        self._ensure_practice = ensure_practice
        self._open_unit = open_unit
        self._lang = lang
        self._pace = pace
        self._client = client
        self._heard = heard
        self._opened: dict[str, _Opened] = {}

    def __call__(self) -> tuple[PortalClient, PortalIdentity]:
        """The portal, pinned and answering."""
        if self._url is not None and not _is_address(self._url):
            raise Refusal("portal.no-address", url=self._url)
        if self.offline:
            raise StillWaiting("portal.offline")
        url = self._url or self._ensure_practice().rstrip("/")
        opened = self._opened.get(url)
        if opened is not None and opened.portal.is_outdated:
            self._opened.pop(url).session.close()
            opened = None
        if opened is None:
            opened = self._opened[url] = self._open(url)
        else:
            _probe(opened.portal.health())
        return opened.portal, opened.identity

    def close(self) -> None:
        """Give the connections back."""
        while self._opened:
            self._opened.popitem()[1].session.close()

    def _open(self, url: str) -> _Opened:
        session = PortalSession(lang=self._lang, heard=self._heard)
        try:
            said = discover(Wire(url, session))
        except PortalTrouble as trouble:
            session.close()
            _probe(trouble.answer)
            raise
        with self._open_unit() as uow:
            pinned = uow.profiles.all()
            profile = pin(said, url, pinned)
            if profile not in pinned:
                uow.profiles.save(profile)
                uow.commit()
        return self._built(profile, url, session)

    def _built(self, profile: PortalProfile, url: str, session: PortalSession) -> _Opened:
        wire = Wire(url, session, mode=profile.mode)
        uploads = Uploads(
            Tus(wire, f"{API}/uploads"), self._pace, most_chunk=profile.limits.get("chunk_max", MOST_CHUNK)
        )
        return _Opened(
            PortalClient(profile, wire, uploads), PortalIdentity(wire, lang=self._lang, client=self._client), session
        )


def _is_address(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https") and bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _probe(answer: Answer) -> None:
    if answer.kind is AnswerClass.NOT_REACHED or answer.code == LINE_CUT:
        raise StillWaiting("portal.offline", why=answer.code)
    if answer.kind is AnswerClass.NOT_THE_PORTAL:
        raise StillWaiting("portal.captive", why=answer.code)
    if answer.kind is not AnswerClass.OK:
        raise StillWaiting("portal.busy", why=answer.code)
