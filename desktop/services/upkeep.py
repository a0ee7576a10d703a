"""What keeps a vault in order, together: bin, backup, retention, erasing."""

from dataclasses import dataclass

from desktop.services.bin import Bin
from desktop.services.erasing import Erasing
from desktop.services.keeping import Keeping
from desktop.services.retaining import Retaining


@dataclass(frozen=True, slots=True)
class Upkeep:
    """The services that let things go, and the one that keeps them."""

    bin: Bin
    keeping: Keeping
    retaining: Retaining
    erasing: Erasing
