"""A clock on the wall of a test."""


class Wall:
    """Seconds that only the test moves."""

    seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds
