"""Files that the person chose, read whole off the main thread."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from desktop.domain.errors import Refusal
from desktop.ui.pages.page import Page

ChooseFile = Callable[..., tuple[str, Any]]
"""Like QFileDialog.getOpenFileName(parent, title, folder, kinds)."""


def ask_for_file(page: Page, dialog: ChooseFile, words: tuple[str, str], then: Callable[[str], None]) -> None:
    """Let the person choose, from a stick where there is nothing else; *words* are the title and the kinds."""
    title, kinds = words
    if page.around.sticks is not None:
        page.around.sticks.choose(page, title, then)
        return
    path, _kind = dialog(page, title, "", kinds)
    if path:
        then(path)


def read_file(path: str) -> tuple[str, bytes]:
    """Name and bytes of a chosen file; Refusal `file.unreadable`."""
    try:
        return Path(path).name, Path(path).read_bytes()
    except OSError as error:
        raise Refusal("file.unreadable", file=path) from error


class DropTarget(QObject):
    """Event filter: files that are dropped on a widget are given to *take*, one by one."""

    def __init__(self, take: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._take = take

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and event.mimeData().hasUrls():
            event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            for url in event.mimeData().urls():
                if url.isLocalFile():
                    self._take(url.toLocalFile())
            event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)
