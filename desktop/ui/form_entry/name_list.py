"""Names that open under a line while one types; the text is touched only when one of them is taken."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from desktop.ui.words import tr

T = TypeVar("T")
_NAME = Qt.ItemDataRole.UserRole
MOST = 8


class NameList(QObject, Generic[T]):
    """*find* gives (name, words, thing) for what was typed; *take* gets the thing that was chosen.

    The list shows the words, the line gets the name. What an input method still composes is not looked at.
    """

    def __init__(
        self, line: QLineEdit, find: Callable[[str], Sequence[tuple[str, str, T]]], take: Callable[[T], None]
    ) -> None:
        super().__init__(line)
        self._find = find
        self._take = take
        self._things: list[T] = []
        self._model = QStandardItemModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCompletionRole(_NAME)
        completer.setMaxVisibleItems(MOST)
        if (popup := completer.popup()) is not None:
            popup.setAccessibleName(tr("form.suggestions"))
        completer.activated[QModelIndex].connect(self._chosen)  # type: ignore[index]  # the stubs know one overload
        line.setCompleter(completer)
        line.textEdited.connect(self._typed)

    def _typed(self, words: str) -> None:
        found = self._find(words)[:MOST]
        self._things = [thing for _, _, thing in found]
        self._model.clear()
        for name, shown, _ in found:
            item = QStandardItem(shown)
            item.setData(name, _NAME)
            self._model.appendRow(item)

    def _chosen(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._things):
            self._take(self._things[index.row()])
