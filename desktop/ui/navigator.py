"""Where the person is and where they go next; pages know this and not the window."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class Place:
    """A page and what it is about: a procedure's code, an id of a draft or submission, a step."""

    name: str
    key: str = ""
    step: str = ""


class Navigator(QObject):
    """Tells whoever listens that the person wants to be elsewhere."""

    went = Signal(object)

    def __init__(self, start: Place, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trail = [start]

    @property
    def here(self) -> Place:
        """Where the person is."""
        return self._trail[-1]

    def go(self, name: str, key: str = "", step: str = "") -> None:
        """Open a page."""
        place = Place(name, key, step)
        if place != self.here:
            self._trail = [*self._trail[-50:], place]
        self.went.emit(place)

    def back(self) -> None:
        """Open the page before this one."""
        if len(self._trail) > 1:
            self._trail.pop()
        self.went.emit(self.here)

    def again(self) -> None:
        """Open this page anew."""
        self.went.emit(self.here)
