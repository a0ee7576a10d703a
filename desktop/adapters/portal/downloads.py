"""Bytes of a result, piece by piece; a cut line goes on where it stopped."""

import re
from collections.abc import Iterator
from contextlib import closing

from desktop.adapters.portal.replies import Reply
from desktop.adapters.portal.uploads import digest_header
from desktop.adapters.portal.wire import Wire, accepted
from desktop.domain.download import Download
from desktop.services.ports import LINE_CUT, Answer, AnswerClass, PortalTrouble

MOST_CUTS = 5
"""So often in a row without one new byte; a line that brings something each time is gone on with."""
_HEX = re.compile("[0-9a-f]{64}")
_NO_SUCH_PART = 416
_CUTS = frozenset({LINE_CUT, "network.read-timeout"})


def pieces(wire: Wire, address: str, token: str, so_far: Download) -> Iterator[bytes]:
    """What is new of the content at *address*, kept in *so_far* too; PortalTrouble when refused.

    Also when it is cut so often in a row that nothing more came. Whoever keeps it compares the digest: a cut without
    a length looks like an end.
    """
    cuts = 0
    while True:
        done = so_far.content.tell()
        try:
            wanted = {"Range": f"bytes={done}-", "If-Range": so_far.etag} if done else {}
            head, rest = wire.stream(address, token=token, headers={"Accept": "*/*", **wanted})
            with closing(rest):
                if done and head.status == _NO_SUCH_PART:
                    return _whole(head, done)
                _same_thing(accepted(head), so_far)
                seen = _start(head)
                for piece in rest:
                    fresh = piece[max(0, so_far.content.tell() - seen) :]
                    seen += len(piece)
                    so_far.content.write(fresh)
                    if fresh:
                        yield fresh
            return
        except PortalTrouble as trouble:
            cuts = 0 if so_far.content.tell() > done else cuts + 1
            is_kept = so_far.content.tell() and so_far.etag
            if trouble.answer.code not in _CUTS or not is_kept or cuts > MOST_CUTS:
                raise


def _same_thing(head: Reply, so_far: Download) -> None:
    """Nothing is put together of two things, and nothing is fetched that cannot be what it should be."""
    found = head.headers.get("ETag", "")
    if so_far.content.tell() and found != so_far.etag:
        raise PortalTrouble(Answer(AnswerClass.WAIT, "portal.reply-damaged", wrote=True))
    so_far.etag = found
    said = head.headers.get("Repr-Digest", "")
    if _HEX.fullmatch(so_far.sha256 or "") and said.startswith("sha-256=") and said != digest_header(so_far.sha256):
        raise PortalTrouble(Answer(AnswerClass.NOT_THE_PORTAL, "result.digest-differs", wrote=True))


def _whole(head: Reply, done: int) -> None:
    """Nothing is left to fetch: a body without a length may be cut after its last byte."""
    length = head.headers.get("Content-Range", "").removeprefix("bytes */")
    if length.isdecimal() and int(length) != done:
        raise PortalTrouble(Answer(AnswerClass.WAIT, "portal.reply-damaged", wrote=True))


def _start(head: Reply) -> int:
    """Where the body of a 206 begins; a 200 begins at 0."""
    span = head.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    return int(span) if head.status == 206 and span.isdecimal() else 0
