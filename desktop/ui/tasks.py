"""Run slow work off the main thread."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")


class TaskRunner(QObject):
    """Run one task at a time on a worker thread and report on the main thread.

    The runner, not the task, owns the signal: a QObject that lives in a worker is destroyed on the wrong thread.
    """

    _done = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="task")
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._stopped = False
        self._is_heard = True
        self._retired: Callable[[], None] | None = None
        self.waiting = 0

    def run(
        self,
        task: Callable[[], T],
        on_success: Callable[[T], None],
        on_failure: Callable[[Exception], None],
    ) -> None:
        """Run *task*; call exactly one of the callbacks on the main thread. Does nothing once stopped."""
        if self._stopped:
            return
        self.waiting += 1
        future = self._executor.submit(task)
        future.add_done_callback(lambda done: self._tell(done, on_success, on_failure))

    def stop(self, *, drop_waiting: bool) -> None:
        """Let the running task finish; drop the waiting ones (network) or run them (store: autosaves)."""
        self._stopped = True
        self._executor.shutdown(wait=True, cancel_futures=drop_waiting)

    def retire(self, *, drop_waiting: bool, is_heard: bool = True, then: Callable[[], None] = lambda: None) -> None:
        """The same without waiting: once nothing runs any more *then* is called on the main thread, and it goes.

        Not *is_heard*, nobody is told of what still runs.
        """
        self._stopped, self._is_heard, self._retired = True, is_heard, then
        self._executor.shutdown(wait=False, cancel_futures=drop_waiting)
        self._go_if_idle()

    def _go_if_idle(self) -> None:
        if not self.waiting and self._retired is not None:
            told, self._retired = self._retired, None
            told()
            self.deleteLater()

    def _tell(self, done: Future[T], on_success: Callable[[T], None], on_failure: Callable[[Exception], None]) -> None:
        try:
            self._done.emit(done, on_success, on_failure)
        except RuntimeError:  # the window went, and with it whoever would have heard
            if not self._stopped:
                raise

    @Slot(object, object, object)
    def _deliver(
        self,
        future: Future[Any],
        on_success: Callable[[Any], None],
        on_failure: Callable[[Exception], None],
    ) -> None:
        self.waiting -= 1
        try:
            if self._is_heard:
                self._report(future, on_success, on_failure)
        finally:
            self._go_if_idle()

    def _report(
        self,
        future: Future[Any],
        on_success: Callable[[Any], None],
        on_failure: Callable[[Exception], None],
    ) -> None:
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            on_success(future.result())
        elif isinstance(error, Exception):
            on_failure(error)
        else:
            raise error
