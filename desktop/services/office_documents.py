"""Documents that the office issued: brought over whole, compared with their digest, verified, and put away."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from io import BytesIO
from typing import TypeVar

from desktop.domain.download import Download
from desktop.domain.errors import Refusal, StillWaiting
from desktop.domain.signature import SignatureVerdict
from desktop.services.asking_again import NOT_ASKED
from desktop.services.ports import PaperStore, SignatureVerifier, StoredPaper
from desktop.services.reading import Reader

T = TypeVar("T")
_EVERYBODYS = NOT_ASKED | {"client-too-old"}
"""What would meet the next document too."""


def one_by_one(documents: Iterable[T], keep: Callable[[T], None]) -> None:
    """Keep each of them; what was wrong with one, the first first, is raised when the others had their turn."""
    troubles: list[Refusal | StillWaiting] = []
    for document in documents:
        try:
            keep(document)
        except (Refusal, StillWaiting) as trouble:
            troubles.append(trouble)
            if trouble.code in _EVERYBODYS:
                break
    if troubles:
        raise troubles[0]


def bring(reader: Reader, rid: str, begun: Download, *, name: str, largest: int) -> bytes:
    """All bytes of a document, on from what *begun* holds; PortalTrouble, Refusal `result.too-large`."""

    def rest(token: str) -> None:
        for _ in reader.portal.content(rid, token, begun):
            if begun.content.tell() > largest:
                raise Refusal("result.too-large", name=name)

    reader.read(rest)
    return begun.content.getvalue()


def put_away(
    papers: PaperStore, verifier: SignatureVerifier, reader: Reader, content: bytes, *, name: str, digest: str
) -> tuple[StoredPaper, SignatureVerdict]:
    """The paper in the store and what its signature is worth; Refusal `result.digest-differs`."""
    if sha256(content).hexdigest() != digest:
        raise Refusal("result.digest-differs", name=name)
    root = reader.portal.profile.result_ca
    verdict = verifier.verify(content, (root,) if root else ())
    return papers.put(BytesIO(content)), verdict
