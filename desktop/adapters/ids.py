"""New ids and the time, as this machine gives them."""

from datetime import UTC, datetime

from uuid_utils import uuid7


def new_id() -> str:
    """A UUIDv7 (RFC 9562): unique, and sorted by when it was made."""
    return str(uuid7())


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)
