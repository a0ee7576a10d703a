"""What a look at a file may find: plain values that go through a pipe."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding by its code `paper.…`; parameters are numbers and short ASCII words, never content."""

    code: str
    severity: Severity = "error"
    parameters: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a slot takes; `max_size` in bytes."""

    accept: tuple[str, ...] = ("pdf", "jpg", "png")
    max_size: int = 6 * 1024 * 1024
    max_pages: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen; `pages` is None when the file could not be opened."""

    media_type: str
    size: int
    pages: int | None
    faults: tuple[Fault, ...] = ()


class PaperFaultError(Exception):
    """Work on a paper stopped at this fault."""

    def __init__(self, code: str, **parameters: str | int) -> None:
        super().__init__(code)
        self.fault = Fault(code, "error", parameters)
