"""A page that is looked at."""

from collections.abc import Callable
from dataclasses import dataclass

FIRST_RUN = ("toCommune", "toProtection", "makeVault", "recoveryKept")
"""What is pressed from the first page to the first procedure, when nothing is answered."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A page: its name, where it is (nowhere: it stands alone) and what is done there, before one looks."""

    name: str
    place: tuple[str, ...] = ()
    acts: tuple[Callable[[], None], ...] = ()
