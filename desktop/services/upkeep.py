"""What keeps a vault in order, together: bin, backup, retention, erasing."""

from dataclasses import dataclass

from desktop.services.bin import Bin
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

    def tidy(self) -> bool:
        """Let go what has been kept for long enough; nothing at all, and False, while days cannot be counted."""
        if not self.steady.look():
            return False
        self.bin.purge()
        self.retaining.tidy()
        return True
