"""What a sheet holds: columns that nobody knows, faults row by row, and how many rows can become drafts."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from desktop.services.importing import Opened, Row, RowFault, fault_words
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card, text
from desktop.ui.widgets.notice import notice
from desktop.ui.widgets.word_wrap import WordWrap
from desktop.ui.words import lang, tr

MOST_SHOWN = 100
"""Rows with faults that are shown; all of them go into the file of faulty rows."""
MOST_NAMED = 8


class ImportResult(QFrame):
    """A tick `withFaults`, buttons `takeRows` and `saveFaulty`; `wanted` gives the rows that shall become drafts."""

    wanted = Signal(object)
    faulty = Signal()

    def __init__(self, around: Surroundings, opened: Opened, rows: list[Row]) -> None:
        super().__init__()
        self._around = around
        self._opened = opened
        self._rows = rows
        new = [row for row in rows if row.draft is None]
        self._good = [row for row in new if not row.faults]
        self._bad = [row for row in new if row.faults]
        self.summary = tr("import.summary", n=len(rows), good=len(self._good), bad=len(self._bad))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(text(self.summary, "section", name="importSummary"))
        for one in self._columns():
            inside.addWidget(one)
        if self._bad:
            inside.addWidget(self._faults())
        inside.addWidget(self._send())
        self._count()

    def _columns(self) -> Iterator[QWidget]:
        opened, icons = self._opened, self._around.icons
        if opened.sheet.is_guessed:
            yield notice(icons, "warn", tr("import.guessed"), tr("import.guessed_second"), name="guessed")
        if opened.unknown:
            words = tr("import.unknown", names="; ".join(opened.unknown[:MOST_NAMED]), n=len(opened.unknown))
            yield notice(icons, "warn", words, tr("import.unknown_second"), name="unknownColumns")
        if opened.lacking:
            names = "; ".join(column.label for column in opened.lacking[:MOST_NAMED])
            words = tr("import.lacking", names=names, n=len(opened.lacking))
            yield notice(icons, "plain", words, _and_more(len(opened.lacking)), name="lackingColumns")
        again = [row for row in self._rows if row.draft is not None]
        if again:
            numbers = ", ".join(str(row.number) for row in again[:MOST_NAMED]) + (" …" if again[MOST_NAMED:] else "")
            words = tr("import.again", n=len(again), rows=numbers)
            yield notice(icons, "plain", words, tr("import.again_second"), name="importedBefore")
        mended = [(row, note) for row in self._rows for note in row.notes]
        if mended:
            lines = [tr("import.row", row=row.number, said=self._words(note)) for row, note in mended[:MOST_NAMED]]
            words = tr("import.mended", n=len(mended))
            said = "\n".join([*lines, _and_more(len(mended))]).strip()
            yield notice(icons, "plain", words, said, name="mended")

    def _words(self, fault: RowFault) -> str:
        return fault_words(self._opened.pack, fault, lang())

    def _faults(self) -> QFrame:
        lines: list[QWidget] = []
        for row in self._bad[:MOST_SHOWN]:
            said = "\n".join(tr("import.row", row=row.number, said=self._words(fault)) for fault in row.faults)
            lines.append(text(said, name=f"row_{row.number}"))
        if self._bad[MOST_SHOWN:]:
            lines.append(text(tr("import.and_more", n=len(self._bad) - MOST_SHOWN), "help"))
        save = button(
            tr("import.save_faulty"), "saveFaulty", self.faulty.emit, icon="download", icons=self._around.icons
        )
        return card(text(tr("import.faults", n=len(self._bad)), "label"), *lines, flow(save), name="rowFaults", gap=8)

    def _send(self) -> QFrame:
        self._tick = QCheckBox(tr("import.with_faults", n=len(self._bad)))
        self._tick.setObjectName("withFaults")
        self._tick.setAccessibleDescription(tr("import.with_faults_help"))
        WordWrap(self._tick)
        self._tick.setVisible(bool(self._bad))
        self._tick.toggled.connect(lambda _on: self._count())
        self._button = button("", "takeRows", self._take, role="primary")
        help_text = text(tr("import.with_faults_help"), "help")
        help_text.setVisible(bool(self._bad))
        return card(self._tick, help_text, flow(self._button), gap=8)

    def _chosen(self) -> list[Row]:
        rows = [*self._good, *(self._bad if self._tick.isChecked() else [])]
        return sorted(rows, key=lambda row: row.number)

    def _count(self) -> None:
        words = tr("import.take", n=len(self._chosen()))
        self._button.setText(words)
        self._button.setAccessibleName(words)
        self._button.setEnabled(bool(self._chosen()))

    def _take(self) -> None:
        self._button.setEnabled(False)
        self.wanted.emit(self._chosen())


def _and_more(n: int) -> str:
    return tr("import.and_more", n=n - MOST_NAMED) if n > MOST_NAMED else ""
