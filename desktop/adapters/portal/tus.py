"""The four calls of tus 1.0.0, for any server that speaks it."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.adapters.portal.replies import Reply, classify
from desktop.adapters.portal.wire import Wire, accepted
from desktop.services.ports import Answer, AnswerClass, PortalTrouble

VERSION = {"Tus-Resumable": "1.0.0"}
_CHUNK = {"Content-Type": "application/offset+octet-stream"}
_OVERRIDE = {"X-HTTP-Method-Override": "PATCH"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the server says of an upload; `digest` is its own Repr-Digest once it is complete."""

    offset: int
    digest: str | None = None


class Tus:
    """One collection of uploads on one origin."""

    def __init__(self, wire: Wire, collection: str) -> None:
        self._wire = wire
        self.collection = collection
        self._is_patch_blocked = False

    def create(self, length: int, metadata: Mapping[str, str], headers: Mapping[str, str], token: str) -> str | None:
        """Announce an upload; where it is, or None when the server does not say."""
        named = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in metadata.items())
        announced = {**VERSION, "Upload-Length": str(length), "Upload-Metadata": named, **headers}
        reply = accepted(self._wire.call("POST", self.collection, token=token, headers=announced))
        return reply.headers.get("Location")

    def standing(self, location: str, token: str) -> Standing:
        """How far it has come."""
        return standing_of(accepted(self._wire.call("HEAD", location, token=token, headers=VERSION)))

    def append(self, location: str, offset: int, chunk: bytes, token: str) -> Reply:
        """Add *chunk* at *offset*; the reply, whatever its status. A proxy that blocks PATCH is gone around by POST."""
        checksum = base64.b64encode(hashlib.sha256(chunk).digest()).decode()
        headers = {**VERSION, **_CHUNK, "Upload-Offset": str(offset), "Upload-Checksum": f"sha256 {checksum}"}
        if not self._is_patch_blocked:
            reply = self._wire.call("PATCH", location, token=token, headers=headers, body=chunk)
            if reply.status not in {405, 501}:
                return reply
            self._is_patch_blocked = True
        return self._wire.call("POST", location, token=token, headers={**headers, **_OVERRIDE}, body=chunk)


def standing_of(reply: Reply) -> Standing:
    """The offset that a reply tells; PortalTrouble when it tells none, or says no."""
    if reply.status >= 300:
        raise PortalTrouble(classify(reply))
    offset = reply.headers.get("Upload-Offset", "")
    if not offset.isdecimal() or len(offset) > 15:
        raise PortalTrouble(Answer(AnswerClass.WAIT, "portal.reply-damaged", wrote=True))
    return Standing(int(offset), reply.headers.get("Repr-Digest"))
