"""Writing a file where the person wants it: official papers, packages, results."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from desktop.services.writing_out import write_whole
from desktop.ui.pages.page import Page
from desktop.ui.words import tr

AskWhere = Callable[[Page, str], str]


def ask_where(page: Page, suggested: str) -> str:
    """The path that the person chose in the file dialog; empty when they changed their mind."""
    path, _kind = QFileDialog.getSaveFileName(page, tr("save.title"), str(Path.home() / suggested))
    return path


class PaperOut:
    """Makes something off the main thread and saves it where the person says; *make* takes a key, *after* too."""

    def __init__(
        self,
        make: Callable[[str], bytes],
        name: str,
        where: AskWhere = ask_where,
        after: Callable[[str], object] = lambda _key: None,
    ) -> None:
        self._make = make
        self._after = after
        self._name = name
        self._where = where

    def save(self, page: Page, key: str, then: Callable[[str], None] | None = None) -> None:
        """Ask where, then make and write it; the page tells how it went, or *then* does with the path."""
        name = self._name.format(key=key[:12])

        def write(path: str) -> None:
            page.ask(page.around.store, lambda: self._write(key, path), then or (lambda done: _tell(page, done)))

        if page.around.sticks is not None:
            make = (lambda: self._printed(key)) if name.endswith(".pdf") else None
            page.around.sticks.save(page, name, write, make)
        elif path := self._where(page, name):
            write(path)

    def _printed(self, key: str) -> bytes:
        content = self._make(key)
        self._after(key)
        return content

    def _write(self, key: str, path: str) -> str:
        content = self._make(key)
        write_whole(Path(path), lambda target: target.write(content))
        self._after(key)
        return path


def _tell(page: Page, path: str) -> None:
    page.say("ok", tr("save.done"), path)
