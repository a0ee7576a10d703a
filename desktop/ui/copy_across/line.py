"""One line to copy: what the box is called on the portal, what goes into it, and whether it was copied."""

import re
from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import button, column, picture, retone, row, text
from desktop.ui.words import lang, tr
from forms.eform import CopyLine

_LONG_WORD = re.compile(r"\S{18}(?=\S)")


class LineFrame(QFrame):
    """Label `label_<n>`, value `value_<n>`, button `copy_<n>`, mark `copied_<n>`; the next one has a frame."""

    def __init__(self, around: Surroundings, number: int, line: CopyLine, copy: Callable[[], None]) -> None:
        super().__init__()
        self.line = line
        self.setProperty("role", "copyLine")
        self.setObjectName(f"line_{number}")
        self._value = text(breakable_value(line.value), "label", name=f"value_{number}")
        self._mark = _mark(around, number)
        self.copy = button(tr("copy.copy"), f"copy_{number}", copy)
        name = tr("copy.copy_this", name=spoken_name(line), value=line.value)
        self.copy.setAccessibleName(name)
        head = row(text(label_words(line), "second", name=f"label_{number}"), self._mark, gap=8)
        head.setStretch(0, 1)
        words = column(head, self._value, gap=2)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(10, 6, 10, 6)
        inside.setSpacing(10)
        inside.addLayout(words, 1)
        inside.addWidget(self.copy)
        self.tick(is_copied=False)

    def tick(self, *, is_copied: bool) -> None:
        """Say that it was copied: icon and word."""
        self._mark.setVisible(is_copied)

    def point(self, *, is_next: bool) -> None:
        """Frame the one that comes next."""
        tone = "next" if is_next else ""
        if self.property("tone") != tone:
            retone(self, tone)


class NoteFrame(QFrame):
    """What the person chooses on the portal themselves."""

    def __init__(self, around: Surroundings, line: CopyLine) -> None:
        super().__init__()
        self.setProperty("role", "copyLine")
        words = column(text(label_words(line), "second"), text(line.value), gap=2)
        inside = row(picture(around.icons, "info", "muted", 18), words, gap=8)
        inside.setContentsMargins(10, 6, 10, 6)
        inside.setStretch(1, 1)
        self.setLayout(inside)


def label_words(line: CopyLine) -> str:
    """The label, with the portal's own beside it where it is in another language."""
    same = lang() == "vi" or line.label == line.portal_label
    return line.label if same else f"{line.label} ({line.portal_label})"


def spoken_name(line: CopyLine) -> str:
    """With its group, for who cannot see under which heading it stands."""
    return ", ".join(part for part in (line.group, label_words(line)) if part)


def breakable_value(words: str) -> str:
    """A value that may go over to the next line inside a very long word; what is copied is the value itself."""
    return _LONG_WORD.sub(lambda found: f"{found[0]}\u200b", words)


def _mark(around: Surroundings, number: int) -> QWidget:
    said: QLabel = text(tr("copy.copied"), "second", tone="ok", wrap=False)
    holder = QWidget()
    holder.setObjectName(f"copied_{number}")
    holder.setLayout(row(picture(around.icons, "circle-check", "ok", 16), said, gap=4))
    return holder
