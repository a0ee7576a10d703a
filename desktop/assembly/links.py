"""The way to the portal, opened when it is first needed: the network's modules cost the window half a second."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.errors import HosoError, StillWaiting
from desktop.services.ports import Identity, OpenUnit, Portal, PortalTrouble

if TYPE_CHECKING:
    from desktop.adapters.portal.connect import Connection
    from desktop.adapters.portal.practice_process import Running


@dataclass(frozen=True, slots=True)
class PortalLink:
    """Which portal, and whether there is a network; `url` None = the practice portal, started when it is needed."""

    practice_data: Path
    url: str | None = None
    offline: bool = False
    speed: float = 1.0
    auto: bool = False
    lang: str = "vi"
    kiosk: str = ""
    """The name of the kiosk that this is; then the portal gives no more than a kiosk gets."""


class LateConnection:
    """Implements the port Connect; `offline` may be set at any time."""

    def __init__(
        self,
        link: PortalLink,
        open_unit: OpenUnit,
        heard: Callable[[timedelta, str], object] = lambda _offset, _mode: None,
    ) -> None:
        self.link = link
        self._heard = heard
        self.offline = link.offline
        self._open_unit = open_unit
        self._connection: Connection | None = None
        self._opening = threading.Lock()

    def __call__(self) -> tuple[Portal, Identity]:
        """The portal, pinned and answering; StillWaiting `portal.offline`."""
        if self.offline:
            raise StillWaiting("portal.offline")
        return self._opened()()

    def practice(self) -> "Running":
        """The practice portal behind this link, started when it is not there."""
        from desktop.adapters.portal.practice_process import PracticeProcess

        arguments = ["--speed", str(self.link.speed), *(["--auto"] if self.link.auto else [])]
        return PracticeProcess(self.link.practice_data, arguments=arguments).ensure()

    def leave(self, tokens: Sequence[str]) -> None:
        """End these sign-ins at the portal as well as can be, then close; for a thread that nobody waits for."""
        with self._opening:
            connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            _, identity = connection()
            for token in tokens:
                identity.revoke(token)
        except (PortalTrouble, HosoError):
            return  # the token dies by itself within a quarter of an hour
        finally:
            connection.close()

    def close(self) -> None:
        """Give the connections back."""
        with self._opening:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _opened(self) -> "Connection":
        from desktop.adapters.portal.connect import Connection
        from desktop.adapters.portal.sign_in import DESKTOP, kiosk_client

        with self._opening:
            if self._connection is None:
                self._connection = Connection(
                    url=self.link.url,
                    ensure_practice=lambda: self.practice().url,
                    open_unit=self._open_unit,
                    lang=self.link.lang,
                    client=kiosk_client(self.link.kiosk) if self.link.kiosk else DESKTOP,
                    heard=self._heard,
                )
            return self._connection
