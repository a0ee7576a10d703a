"""The portal's clock: real time with an offset and a speed, never backwards."""

import threading
import time
from datetime import UTC, datetime, timedelta, timezone

HANOI = timezone(timedelta(hours=7))


def real_now() -> datetime:
    """Wall-clock time, for what lives in real seconds: tokens, uploads, the Date header."""
    return datetime.now(UTC)


class PracticeClock:
    """Time of the office, at +07:00; `offset` and `speed` come from the admin API."""

    def __init__(self, *, offset: float = 0.0, speed: float = 1.0, not_before: datetime | None = None) -> None:
        self._lock = threading.Lock()
        self._start = datetime.now(HANOI)
        self._ticked = time.monotonic()
        self._offset = offset
        self._speed = speed
        self._latest = not_before or datetime.min.replace(tzinfo=UTC)

    @property
    def offset(self) -> float:
        """Seconds added to the clock."""
        return self._offset

    @property
    def speed(self) -> float:
        """Office seconds in one real second."""
        return self._speed

    def now(self) -> datetime:
        """The office's time, +07:00; it stands still rather than go back."""
        with self._lock:
            self._latest = max(self._latest, self._reading())
            return self._latest.astimezone(HANOI)

    def set(self, *, offset: float, speed: float) -> None:
        """Move the clock; the speed counts from now on."""
        with self._lock:
            self._start = self._reading() - timedelta(seconds=self._offset)
            self._ticked = time.monotonic()
            self._offset = offset
            self._speed = speed

    def _reading(self) -> datetime:
        elapsed = (time.monotonic() - self._ticked) * self._speed
        return self._start + timedelta(seconds=elapsed + self._offset)
