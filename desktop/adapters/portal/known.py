"""What was read before: asked for with its ETag, and given again when the portal says that nothing changed."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from desktop.adapters.portal.wire import Wire, accepted

MOST = 256
"""Of the records last read; in memory, and gone with the connection."""


class Known:
    """Reads through a wire; what one sign-in was told is never given to another."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._kept: OrderedDict[tuple[str, str], tuple[str, Mapping[str, Any]]] = OrderedDict()

    def read(self, address: str, *, token: str) -> Mapping[str, Any]:
        """The JSON object at *address*; PortalTrouble for everything else."""
        tag, body = self._kept.get((token, address), ("", {}))
        reply = self._wire.call("GET", address, token=token, headers={"If-None-Match": tag} if tag else None)
        if reply.status == 304 and tag:
            return body
        body = accepted(reply).json()
        if tag := reply.headers.get("ETag", ""):
            self._kept[token, address] = (tag, body)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return body
