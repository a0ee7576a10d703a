"""A page that is looked at."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scene:
    """A page: its name, where it is (nowhere: it stands alone) and what is done there, before one looks."""

    name: str
    place: tuple[str, ...] = ()
    acts: tuple[Callable[[], None], ...] = ()
