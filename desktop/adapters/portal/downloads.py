"""Bytes of a result, piece by piece; a cut line goes on where it stopped."""

from collections.abc import Iterator
from contextlib import closing

from desktop.adapters.portal.replies import Reply
from desktop.adapters.portal.wire import Wire, accepted
from desktop.services.ports import Answer, AnswerClass, PortalTrouble

MOST_CUTS = 5
_CUTS = frozenset({"network.cut", "network.read-timeout"})


def pieces(wire: Wire, address: str, token: str) -> Iterator[bytes]:
    """The content at *address*; PortalTrouble when it is refused, or cut too often.

    Whoever keeps it compares the digest: a cut without a length looks like an end.
    """
    done = cuts = 0
    etag = ""
    while True:
        try:
            wanted = {"Range": f"bytes={done}-", "If-Range": etag} if done else {}
            head, rest = wire.stream(address, token=token, headers={"Accept": "*/*", **wanted})
            with closing(rest):
                etag = _same_thing(accepted(head), etag)
                seen = _start(head)
                for piece in rest:
                    fresh = piece[max(0, done - seen) :]
                    seen += len(piece)
                    done += len(fresh)
                    if fresh:
                        yield fresh
            return
        except PortalTrouble as trouble:
            cuts += 1
            if trouble.answer.code not in _CUTS or not (done and etag) or cuts > MOST_CUTS:
                raise


def _same_thing(head: Reply, etag: str) -> str:
    found = head.headers.get("ETag", "")
    if etag and found != etag:
        raise PortalTrouble(Answer(AnswerClass.WAIT, "portal.reply-damaged", wrote=True))
    return found


def _start(head: Reply) -> int:
    """Where the body of a 206 begins; a 200 begins at 0."""
    span = head.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    return int(span) if head.status == 206 and span.isdecimal() else 0
