"""Runs cases over a program with one planted fault until something is seen: a process of its own for each.

`python -m tests.faults.schedules.planting NAME STAGE CASE...`: STAGE is the JSON of where the stage stands; a CASE is
a seed or how the names of led cases begin.
"""

import json
import signal
import sys
import tempfile
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

from tests.faults.schedules.plant import Plant
from tests.faults.schedules.plants import PLANTS

LONGEST = 20
"""Seconds of work, not of waiting for a busy computer; a case takes about half of one."""


class PlantError(Exception):
    """The text that is to be changed does not stand there exactly once."""


class Planter(MetaPathFinder):
    """Changes the source of what it is told while it is loaded."""

    def __init__(self, plant: Plant) -> None:
        self._plant = plant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        changes = [(old, new) for module, old, new in self._plant.changes if module == fullname]
        spec = PathFinder.find_spec(fullname, path, target) if changes else None
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = Changed(fullname, spec.loader.path, changes)
        return spec


class Changed(SourceFileLoader):
    """Loads the changed text; nothing of it is ever written to disk."""

    def __init__(self, fullname: str, path: str, changes: Sequence[tuple[str, str]]) -> None:
        super().__init__(fullname, path)
        self._changes = changes

    def get_code(self, fullname: str) -> CodeType:
        return compile(changed(self.get_source(fullname) or "", self._changes), self.path, "exec", dont_inherit=True)


def changed(text: str, changes: Sequence[tuple[str, str]]) -> str:
    for old, new in changes:
        if text.count(old) != 1:
            raise PlantError(f"{text.count(old)} times: {old!r}")
        text = text.replace(old, new)
    return text


def plant_named(name: str) -> Plant:
    return next(plant for plant in PLANTS if plant.name == name)


def hunt(where: Any, wanted: Sequence[str]) -> dict[str, object]:
    """The first of these cases in which something was seen, and what."""
    from tests.faults.schedules.pairs import by_name
    from tests.faults.schedules.stage import visiting

    signal.signal(signal.SIGPROF, _too_long)
    with tempfile.TemporaryDirectory(dir=where["folder"]) as place, visiting(where, Path(place)) as stage:
        for count, (name, play) in enumerate(by_name(wanted), start=1):
            signal.setitimer(signal.ITIMER_PROF, LONGEST)
            try:
                wrong = play(stage).wrong
            except TooLongError:
                wrong = ["it never ends"]
            signal.setitimer(signal.ITIMER_PROF, 0)
            if wrong:
                return {"case": name, "seen": wrong[0], "tried": count}
    return {"case": None, "seen": None, "tried": count}


class TooLongError(BaseException):
    """A case that goes on for ever; nothing may hold this up."""


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TooLongError


def main(name: str, where: str, *wanted: str) -> None:
    sys.meta_path.insert(0, Planter(plant_named(name)))
    sys.stdout.write(json.dumps(hunt(json.loads(where), wanted)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
