"""Looks for what a person typed, everywhere that the next one could find it."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)


def written(word: str) -> tuple[bytes, ...]:
    """A word as a file may hold it."""
    forms = {unicodedata.normalize(form, word) for form in ("NFC", "NFD")}
    return tuple(one.encode(code) for one in forms for code in ("utf-8", "utf-16-le", "utf-16-be"))


def in_files(folders: Iterable[Path], words: Sequence[str]) -> list[str]:
    """Files that hold one of the words, wherever they lie under the folders; their names are looked at too."""
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
            content += str(path).encode()
            found += [f"{path}: {word}" for word in words if any(one in content for one in written(word))]
    return found


def in_widgets(words: Sequence[str]) -> list[str]:
    """Widgets, shown or not, in which one of the words stands: in any property, list, completer or undo stack."""
    found = []
    for widget in QApplication.allWidgets():
        said = "\n".join(_said(widget))
        found += [f"{type(widget).__name__} {widget.objectName()}: {word}" for word in words if word in said]
    return found


def undo_stacks() -> list[str]:
    """Fields that could give back what was typed."""
    fields = [one for one in QApplication.allWidgets() if isinstance(one, QLineEdit) and one.isUndoAvailable()]
    boxes = [one for one in QApplication.allWidgets() if isinstance(one, QPlainTextEdit)]
    return [one.objectName() for one in [*fields, *(box for box in boxes if box.document().isUndoAvailable())]]


def in_clipboard(words: Sequence[str]) -> list[str]:
    """What is there to be pasted."""
    clipboard = QApplication.clipboard()
    modes = [QClipboard.Mode.Clipboard, *([QClipboard.Mode.Selection] if clipboard.supportsSelection() else [])]
    return [word for mode in modes for word in words if word in clipboard.text(mode)]


def _said(widget: QWidget) -> Iterator[str]:
    about = widget.metaObject()
    for number in range(about.propertyCount()):
        name = about.property(number).name()
        if isinstance(value := widget.property(str(name)), str):
            yield value
    for dynamic in widget.dynamicPropertyNames():
        with suppress(RuntimeError):  # what Qt keeps there for itself has no Python face
            yield str(widget.property(bytes(dynamic.data()).decode()))
    yield from _listed(widget)


def _listed(widget: QWidget) -> Iterator[str]:
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    models: list[QAbstractItemModel | None] = [one.model() for one in widget.findChildren(QCompleter, "", direct)]
    if isinstance(widget, QComboBox | QListView):
        models.append(widget.model())
    for completer in [widget.completer()] if isinstance(widget, QLineEdit) else []:
        if completer is not None:
            models.append(completer.model())
            yield completer.completionPrefix()
    for model in models:
        for line in range(model.rowCount() if model is not None else 0):
            assert model is not None
            yield str(model.index(line, 0).data(Qt.ItemDataRole.DisplayRole))
