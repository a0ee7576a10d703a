"""USB sticks as the only place for files: what a kiosk has instead of file dialogs."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget


class StickPaper(Protocol):
    """A paper on a stick; size in bytes, `changed` seconds since 1970."""

    @property
    def path(self) -> Path: ...
    @property
    def folder(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def changed(self) -> float: ...


class Sticks(Protocol):
    """The sticks that are plugged in; `refuse_elsewhere` raises Refusal `stick.gone`."""

    def roots(self) -> tuple[Path, ...]: ...
    def files(self, root: Path) -> Sequence[StickPaper]: ...
    def refuse_elsewhere(self, path: Path) -> None: ...


class StickWays(Protocol):
    """Lets the person choose a paper on a stick, or a stick to save on; nothing is called when they change their mind.

    The page is the one that asks. What *make* gives may be printed instead, where there is a printer.
    """

    def choose(self, page: QWidget, title: str, then: Callable[[str], None]) -> None: ...
    def save(
        self, page: QWidget, name: str, then: Callable[[str], None], make: Callable[[], bytes] | None = None
    ) -> None: ...
