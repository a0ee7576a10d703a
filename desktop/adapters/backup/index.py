"""The index of a backup: what belongs to one state, and where it stands in the file."""

import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.adapters.backup.segments import NONCE, PADDING, PAPER, PIECE, TAG, VAULT, DamagedError, Segment

_ROW = struct.Struct(">32sQQ")
_HEAD = 16


@dataclass(frozen=True, slots=True)
class Run:
    """Content in segments that stand one after the other; `size` in bytes of content."""

    kind: bytes
    at: int
    size: int

    def segments(self) -> Iterator[Segment]:
        """Where its segments stand."""
        at, left = self.at, self.size
        while left > 0:
            held = min(left, PIECE)
            segment = Segment(self.kind, at, _HEAD + NONCE + _filled(self.kind, held) + TAG)
            yield segment
            at, left = segment.end, left - held

    @property
    def stored(self) -> int:
        """Bytes that it takes in the file."""
        return sum(segment.size for segment in self.segments())


def _filled(kind: bytes, held: int) -> int:
    return -(-held // PADDING) * PADDING if kind == PAPER else held


def filled(content: bytes) -> bytes:
    """A paper's piece, filled up with zeros."""
    return content + bytes(_filled(PAPER, len(content)) - len(content))


@dataclass(frozen=True, slots=True)
class Index:
    """One state: which backup of the file it is, when it was made, and its vault.db and papers by digest."""

    number: int
    made_at: str
    vault: Run
    vault_sha256: str
    key_sha256: str
    papers: Mapping[str, Run]

    @property
    def content(self) -> int:
        """Bytes of vault.db and papers."""
        return self.vault.size + sum(run.size for run in self.papers.values())

    def encoded(self) -> bytes:
        """As it is sealed: a line of JSON, then a row for each paper."""
        line = {
            "number": self.number, "made_at": self.made_at, "vault": [self.vault.at, self.vault.size],
            "vault_sha256": self.vault_sha256, "key_sha256": self.key_sha256, "papers": len(self.papers),
        }  # fmt: skip
        rows = [_ROW.pack(bytes.fromhex(name), run.size, run.at) for name, run in sorted(self.papers.items())]
        return json.dumps(line).encode() + b"\n" + b"".join(rows)


def decoded(content: bytes) -> Index:
    """The index; DamagedError."""
    first, _, rest = content.partition(b"\n")
    try:
        line = json.loads(first)
        rows = [_ROW.unpack_from(rest, place) for place in range(0, len(rest), _ROW.size)]
        at, size = line["vault"]
        papers = {name.hex(): Run(PAPER, place, length) for name, length, place in rows}
        whole = Index(
            line["number"], line["made_at"], Run(VAULT, at, size), line["vault_sha256"], line["key_sha256"], papers
        )
        if len(papers) != line["papers"]:
            raise DamagedError("index")
    except (ValueError, KeyError, TypeError, struct.error) as error:
        raise DamagedError("index") from error
    return whole
