"""A clock that stands until it is moved, ids in order, and chance that is always the same."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass
class FakeClock:
    at: datetime = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def forward(self, **amount: float) -> None:
        self.at += timedelta(**amount)


@dataclass
class FakeIds:
    """Shaped like UUIDv7; the n-th is known beforehand."""

    made: list[str] = field(default_factory=list)

    def __call__(self) -> str:
        self.made.append(f"{len(self.made) + 1:08x}-0000-7000-8000-{len(self.made) + 1:012x}")
        return self.made[-1]


def half() -> float:
    return 0.5
