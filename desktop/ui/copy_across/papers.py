"""The papers that go along: under names of our own, saved to a folder from which the browser takes them."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.services.copying_across import CopySheet
from desktop.services.handing_over import HandingOver
from desktop.services.paper_names import NamedPaper
from desktop.services.writing_out import new_folder, write_whole
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import button, chip, column, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import breakable, size, told, tr


class PapersPart(QFrame):
    """Rows `paper_<name>`; button `savePapers`; where they were saved: `papersSaved`."""

    def __init__(self, around: Surroundings, handing_over: HandingOver, sheet: CopySheet) -> None:
        super().__init__()
        self._around = around
        self._handing_over = handing_over
        self._sheet = sheet
        self._said = QVBoxLayout()
        save = button(tr("copy.save_papers"), "savePapers", self._save, icon="folder-open", icons=around.icons)
        rows = [self._row(paper) for paper in sheet.papers]
        things: list[QWidget] = [text(tr("copy.papers"), "section")]
        if rows:
            things += [text(tr("copy.papers_help"), "help"), *rows, save]
        else:
            things.append(text(tr("papers.none"), "help"))
        inside = column(*things, self._said, gap=8)
        inside.setContentsMargins(10, 6, 10, 6)
        self.setLayout(inside)

    def _row(self, paper: NamedPaper) -> QWidget:
        words = column(
            text(paper.title, "label"),
            text(f"{breakable(paper.name)} · {size(paper.paper.size)}", "second"),
            gap=2,
        )
        if paper.is_too_big:
            words.addWidget(chip(tr("copy.too_big"), "warn"))
            words.addWidget(text(tr("copy.too_big_help"), "second"))
        holder = QWidget()
        holder.setObjectName(f"paper_{paper.name}")
        holder.setLayout(words)
        return holder

    def _save(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("copy.choose_folder"), str(Path.home()))
        if not chosen:
            return
        self._around.store.run(
            lambda: self._write(Path(chosen)),
            lambda folder: self._tell("ok", tr("copy.papers_saved"), tr("copy.papers_where", folder=str(folder))),
            lambda error: self._tell("error", told(error), ""),
        )

    def _write(self, beside: Path) -> Path:
        folder = new_folder(beside, self._handing_over.package_name(self._sheet.draft.id))
        for paper in self._sheet.papers:
            write_whole(folder / paper.name, partial(self._handing_over.copy_paper, paper.paper.sha256))
        return folder

    def _tell(self, tone: str, title: str, second: str) -> None:
        if not isValid(self):
            return
        while (item := self._said.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._said.addWidget(notice(self._around.icons, tone, title, breakable(second), name="papersSaved"))
