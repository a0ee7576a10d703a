"""One window over one home: who starts the program again is shown the window that is open."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.app.display import tell
from desktop.domain.errors import Refusal

PATIENCE_MS = 5_000
"""Longer than a program needs from its lock to its server."""
STEP_MS = 200


class Single(QObject):
    """Holds the lock beside the home while the program runs; the command line may open the vault all the same."""

    knocked = Signal()

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = f"hoso-{hashlib.sha256(str(home).encode()).hexdigest()[:24]}"
        lock = home.with_name(f"{home.name}.open")
        lock.parent.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(lock))
        self._lock.setStaleLockTime(0)  # only a process that is dead leaves a stale one, however long it was open
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def is_first(self) -> bool:
        """Whether nobody else has this home open; then `knocked` tells whenever somebody starts it again."""
        if not self._lock.tryLock(0):
            return False
        QLocalServer.removeServer(self._name)  # of one that died
        self._server.listen(self._name)
        return True

    def knock(self) -> bool:
        """Have the one that is open show its window; whether it heard."""
        deadline = QDeadlineTimer(PATIENCE_MS)
        while not deadline.hasExpired():
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(STEP_MS):
                socket.waitForReadyRead(PATIENCE_MS)
                return bool(socket.readAll().data())
            socket.waitForDisconnected(STEP_MS)
        return False

    def close(self) -> None:
        """Let the next one in."""
        self._server.close()
        self._lock.unlock()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self.knocked.emit()
            socket.write(b"shown")
            socket.flush()
            socket.disconnectFromServer()
            socket.disconnected.connect(socket.deleteLater)


def second_start(single: Single, lang: str) -> int:
    """What a second start does: the window that is open comes up, or one sentence says that there is one."""
    if single.knock():
        return 0
    tell(Refusal("app.already-open"), lang)
    return 1
