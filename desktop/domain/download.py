"""A document on its way from the portal."""

from dataclasses import dataclass, field
from io import BytesIO


@dataclass(slots=True)
class Download:
    """What has come over of a document, in memory only; given again, a later call goes on where the line was cut.

    `sha256` (hex) is what it must be as a whole, where that is known.
    """

    sha256: str = ""
    etag: str = ""
    content: BytesIO = field(default_factory=BytesIO)
