"""Locking: what runs is let finish out of sight, then the vault is closed and the key is gone."""

import gc
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QWidget

from desktop import assembly
from desktop.domain.errors import StoreFault
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.tasks import TaskRunner
from desktop.ui.widgets.truth_line import waiting_dossiers


def unsent(services: assembly.Services) -> int:
    """How many dossiers wait, as far as the store tells; a store that cannot be read is locked all the same."""
    try:
        return waiting_dossiers(services.outbox.items())
    except StoreFault:
        return 0


@dataclass(frozen=True, slots=True)
class AtWork:
    """What works over an open vault, and the one order in which it ends.

    Nothing begins any more, sending and backups stop at their next step, what is typed is saved; then the vault closes.
    """

    services: assembly.Services
    timer: OutboxTimer
    store: TaskRunner
    network: TaskRunner
    aside: TaskRunner

    def hush(self) -> None:
        """Nothing begins any more, and what waits for a person or for a stick gives up."""
        self.timer.stop()
        self.services.connect.offline = True
        self.services.signing_in.give_up()
        self.services.upkeep.keeping.give_up()

    def end(self, *, drop_typed: bool = False) -> None:
        """All of it, now; whoever calls waits for what still runs."""
        self.hush()
        self.network.stop(drop_waiting=True)
        self.aside.stop(drop_waiting=True)
        self.store.stop(drop_waiting=drop_typed)
        self.services.close()
        self.timer.deleteLater()

    def put_away(self, saved: Callable[[], None]) -> None:
        """All of it, out of sight; *saved* is called once what was typed is on disk.

        The door may be opened again while a slow network still ends its step: two openings of one vault are kept apart
        by the outbox's leases, as two windows are.
        """
        self.hush()

        def closed() -> None:
            self.services.close()
            self.timer.deleteLater()
            gc.collect()  # what held the key in a circle lets go of it now, not some day

        def stored() -> None:
            saved()
            self.network.retire(drop_waiting=True, then=lambda: self.aside.retire(drop_waiting=True, then=closed))

        self.store.retire(drop_waiting=False, then=stored)


def shut_other_windows(app: QApplication, window: QWidget) -> None:
    """Dialogs and windows beside the main one show what the locked vault holds."""
    for other in app.topLevelWidgets():
        if other is not window and other.isVisible():
            other.close()
