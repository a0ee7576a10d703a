"""What keeps a vault in order, together: bin, backup, retention, erasing."""

from dataclasses import dataclass
from datetime import datetime

from desktop.services.bin import KEEPS, Bin
from desktop.services.erasing import Erasing
from desktop.services.keeping import Keeping
from desktop.services.retaining import Retaining
from desktop.services.steady_time import SteadyTime


@dataclass(frozen=True, slots=True)
class Upkeep:
    """The services that let things go, and the one that keeps them."""

    bin: Bin
    keeping: Keeping
    retaining: Retaining
    erasing: Erasing
    steady: SteadyTime

    def tidy(self) -> datetime | None:
        """Let go what has been kept for long enough; nothing at all, and None, while days cannot be counted.

        Gives the moment before which what was put away is gone.
        """
        seen = self.steady.look()
        if seen is None:
            return None
        self.bin.purge(seen)
        self.retaining.tidy(seen)
        return min(seen, self.bin.clock.now() - KEEPS)
