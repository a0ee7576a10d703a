"""Many small tasks off the window's thread, one after the other, so that others get their turn and one can stop."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from desktop.ui.tasks import TaskRunner

T = TypeVar("T")


class OneByOne(Generic[T]):
    """Gives each task to the runner when the one before is done; `done` of `of` are behind it."""

    def __init__(
        self,
        runner: TaskRunner,
        tasks: Sequence[Callable[[], T]],
        each: Callable[[T], None],
        end: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._runner = runner
        self._tasks = list(tasks)
        self._each = each
        self._end = end
        self._failed = failed
        self._is_stopped = False
        self.done = 0
        self.of = len(self._tasks)

    @property
    def is_running(self) -> bool:
        """Whether something is still to be done."""
        return not self._is_stopped and self.done < self.of

    def start(self) -> None:
        """Do the first one; the rest follow."""
        self._next()

    def stop(self) -> None:
        """Finish the one that is being done and leave the others undone."""
        self._is_stopped = True

    def _next(self) -> None:
        if self.is_running:
            self._runner.run(self._tasks[self.done], self._did, self._did_not)
        else:
            self._end()

    def _did(self, value: T) -> None:
        self.done += 1
        self._each(value)
        self._next()

    def _did_not(self, error: Exception) -> None:
        """One bad never holds up another."""
        self.done += 1
        self._failed(error)
        self._next()
