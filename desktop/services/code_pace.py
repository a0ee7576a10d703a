"""How often a portal is asked about a code that somebody approves on another device (RFC 8628 §3.5)."""

from desktop.domain.errors import StillWaiting

SLOWER = 5
"""Seconds that the portal's `slow_down` adds."""
LONGEST_WAIT = 30
"""Seconds; each question that the network lost doubles the wait up to here, and an answer ends that."""
MOST_LIFE = 300
"""Seconds that a code is believed to live at most."""


class CodePace:
    """Seconds: `interval` is what the portal wants, `wait` comes before the next question."""

    def __init__(self, interval: int) -> None:
        self.interval = self.wait = max(1, interval)

    def goes_on(self, after: StillWaiting) -> None:
        """Nobody has answered yet, or the network lost the answer: neither costs the code."""
        if after.code == "sign-in.slow-down":
            self.interval += SLOWER
        if after.code in ("sign-in.pending", "sign-in.slow-down"):
            self.wait = self.interval
        else:
            self.wait = max(self.interval, min(self.wait * 2, LONGEST_WAIT))
