"""What was asked of the portal since it started: method, path and status, nothing else."""

import threading
import time
from collections import deque
from dataclasses import asdict, dataclass

KEPT = 100_000


@dataclass(frozen=True, slots=True)
class SeenRequest:
    """One request; `status` 0 = the connection was closed without an answer."""

    at: str
    method: str
    path: str
    status: int


class RequestLog:
    """The last requests, and when the last one came (monotonic seconds)."""

    def __init__(self) -> None:
        self._seen: deque[SeenRequest] = deque(maxlen=KEPT)
        self._lock = threading.Lock()
        self.last = time.monotonic()

    def add(self, request: SeenRequest) -> None:
        """Remember a request."""
        with self._lock:
            self._seen.append(request)
            self.last = time.monotonic()

    def all(self) -> list[dict[str, object]]:
        """Every request remembered, the oldest first."""
        with self._lock:
            return [asdict(request) for request in self._seen]

    def clear(self) -> None:
        """Forget them."""
        with self._lock:
            self._seen.clear()
