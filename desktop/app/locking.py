"""Locking: what runs is let finish out of sight, then the vault is closed and the key is gone."""

import gc
from collections.abc import Callable

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


def put_away(
    services: assembly.Services,
    timer: OutboxTimer,
    runners: tuple[TaskRunner, TaskRunner],
    saved: Callable[[], None],
) -> None:
    """*saved* is called once what was typed is on disk; sending stops at its next step, then the vault closes.

    The door may be opened again while a slow network still ends its step: two openings of one vault are kept apart by
    the outbox's leases, as two windows are.
    """
    store, network = runners
    timer.stop()
    services.connect.offline = True
    services.signing_in.give_up()

    def closed() -> None:
        services.close()
        for one in (timer, *runners):
            one.deleteLater()
        gc.collect()  # what held the key in a circle lets go of it now, not some day

    def stored() -> None:
        saved()
        network.retire(drop_waiting=True, then=closed)

    store.retire(drop_waiting=False, then=stored)


def shut_other_windows(app: QApplication, window: QWidget) -> None:
    """Dialogs and windows beside the main one show what the locked vault holds."""
    for other in app.topLevelWidgets():
        if other is not window and other.isVisible():
            other.close()
