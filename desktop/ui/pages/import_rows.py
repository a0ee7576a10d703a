"""Rows of a spreadsheet into drafts: the template, the file, what is wrong row by row, and only then a button."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtWidgets import QComboBox, QFileDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.draft import Draft
from desktop.services.importing import Opened, Row, faulty_table
from desktop.services.sheets import Sheet, Table
from desktop.ui.desk import Desk
from desktop.ui.one_by_one import OneByOne
from desktop.ui.pages.file_choice import ChooseFile, DropTarget, read_file
from desktop.ui.pages.import_result import ImportResult
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.pages.titles import plain_name
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow, stack
from desktop.ui.widgets.basic import button, card, rerole, text
from desktop.ui.widgets.notice import announce
from desktop.ui.words import lang, tr

T = TypeVar("T")
ENCODINGS = ("", "utf-8", "utf-16", "cp1258")
KINDS = ("xlsx", "csv")
AT_ONCE = 50
"""Rows that are read, or written, between two looks at *Dừng*."""


@dataclass(frozen=True, slots=True)
class SheetFiles:
    """Reads and writes spreadsheets; the window does not know how."""

    read: Callable[[bytes, str], Sheet]
    write: Callable[[Table, str], bytes]


class ImportPage(Page):
    """Lists `procedure` and `encoding`; buttons `templateXlsx`, `templateCsv`, `chooseSheet`, `stop`, `takeRows`."""

    rail = "dossiers"
    choose_file: ChooseFile = staticmethod(QFileDialog.getOpenFileName)

    def __init__(self, around: Surroundings, desk: Desk, code: str, files: SheetFiles) -> None:
        super().__init__(around, "page", (tr("rail.dossiers"), tr("import.title")))
        self._desk, self._files = desk, files
        self._path = ""
        self._opened: Opened | None = None
        self._rows: list[Row] = []
        self._work: OneByOne[Any] | None = None
        self.headline(tr("import.title"), tr("import.lead"))
        self.add(self._procedure_card(code), self._file_card())
        self._progress = text("", "help", name="importProgress")
        self._stop = button(tr("batch.stop"), "stop", self._stop_work)
        self._result = QVBoxLayout()
        self._result.setSpacing(12)
        self.add(flow(self._stop), self._progress, self._result)
        self.body.addStretch(1)
        self._idle()
        self.setAcceptDrops(True)
        self.installEventFilter(DropTarget(self._take_file, self))

    def leave(self) -> None:
        """What is being read is let go; rows that were taken stay."""
        self._stop_work()

    def _procedure_card(self, code: str) -> QWidget:
        self._box = _list("procedure", tr("import.procedure"), self.around.look.px(520))
        for pack in self._desk.catalogue.all():
            if pack.has_form:
                self._box.addItem(plain_name(pack), pack.code)
        self._box.setCurrentIndex(max(self._box.findData(code), 0))
        self._box.currentIndexChanged.connect(lambda _index: self._again())
        self._template = {kind: PaperOut(partial(self._made_template, kind), f"mau-{{key}}.{kind}") for kind in KINDS}
        buttons = [
            button(tr(f"import.template_{kind}"), f"template{kind.capitalize()}", partial(self._save_template, kind))
            for kind in KINDS
        ]
        return card(
            stack(text(tr("import.procedure"), "label"), self._box, gap=5),
            text(tr("import.template_help"), "help"),
            flow(*buttons),
            gap=12,
        )

    def _file_card(self) -> QWidget:
        self._encoding = _list("encoding", tr("import.encoding"), self.around.look.px(320))
        for one in ENCODINGS:
            self._encoding.addItem(tr(f"import.encoding_{one or 'auto'}"), one)
        self._encoding.currentIndexChanged.connect(lambda _index: self._again())
        self._coded = stack(text(tr("import.encoding"), "label"), self._encoding, gap=5)
        self._coded.hide()
        self._choose_button = button(tr("import.choose"), "chooseSheet", self._choose, role="primary")
        return card(text(tr("import.file_help"), "help"), flow(self._choose_button), self._coded, gap=12)

    @property
    def _code(self) -> str:
        return str(self._box.currentData())

    def _save_template(self, kind: str) -> None:
        self._template[kind].save(self, self._code)

    def _made_template(self, kind: str, code: str) -> bytes:
        return self._files.write(self._desk.many.importing.template(code), kind)

    def _choose(self) -> None:
        path, _kind = self.choose_file(self, tr("import.choose"), "", "XLSX, CSV (*.xlsx *.csv *.txt *.tsv)")
        if path:
            self._take_file(path)

    def _take_file(self, path: str) -> None:
        self._path = path
        self._again()

    def _again(self) -> None:
        """The same file for another procedure, or in another encoding."""
        self._stop_work()
        self._idle()
        self._clear()
        if self._path:
            code, encoding = self._code, str(self._encoding.currentData())
            self.unsay()
            self.ask(self.around.store, lambda: self._open(code, encoding), self._show_opened)

    def _open(self, code: str, encoding: str) -> Opened:
        _name, content = read_file(self._path)
        return self._desk.many.importing.open(code, self._files.read(content, encoding))

    def _show_opened(self, opened: Opened) -> None:
        self._coded.setVisible(bool(opened.sheet.encoding))
        rows: list[Row] = []
        starts = range(0, len(opened.rows), AT_ONCE)
        tasks = [partial(self._desk.many.importing.read, opened, start, start + AT_ONCE) for start in starts]
        self._run(tasks, ("import.reading", len(opened.rows)), rows, lambda: self._all_read(opened, rows))

    def _run(
        self,
        tasks: Sequence[Callable[[], tuple[T, ...]]],
        told: tuple[str, int],
        found: list[T],
        end: Callable[[], None],
    ) -> None:
        """Parts one after the other, what they give into *found*; a page that is gone or at something else rests."""
        key, of = told

        def each(part: tuple[T, ...]) -> None:
            found.extend(part)
            if self._is_at(work):
                self._progress.setText(tr(key, n=len(found), of=of))

        def ended() -> None:
            if self._is_at(work):
                self._idle()
                end()

        def failed(error: Exception) -> None:
            if self._is_at(work):
                work.stop()
                self.show_refusal(error)

        work = OneByOne(self.around.store, tasks, each, ended, failed)
        self._work = work
        self._stop.show()
        self._progress.setText(tr(key, n=0, of=of))
        self._progress.show()
        work.start()

    def _is_at(self, work: object) -> bool:
        return isValid(self) and self._work is work

    def _all_read(self, opened: Opened, rows: list[Row]) -> None:
        self._clear()
        if len(rows) < len(opened.rows):
            self._progress.setText(tr("import.stopped"))
            self._progress.show()
            return
        self._opened, self._rows = opened, rows
        result = ImportResult(self.around, opened, rows)
        result.wanted.connect(self._take)
        result.faulty.connect(self._save_faulty)
        self._result.addWidget(result)
        rerole(self._choose_button, "second")
        announce(self, result.summary)

    def _take(self, rows: object) -> None:
        wanted = [row for row in rows if isinstance(row, Row)] if isinstance(rows, list) else []
        opened = self._opened
        if opened is None or not wanted:
            return
        made: list[Draft] = []
        parts = [wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE)]
        tasks = [partial(self._desk.many.importing.take, opened, part) for part in parts]
        self._run(tasks, ("import.writing", len(wanted)), made, lambda: self._all_taken(len(made)))

    def _all_taken(self, made: int) -> None:
        """All of them, or those before somebody said stop: the others can be imported later, none comes twice."""
        self._clear()
        self._path, self._opened = "", None
        go = self.around.navigator.go
        push = button(tr("batch.title"), "goBatch", lambda: go("batch"), role="primary")
        self.offer(tr("import.done", n=made), tr("import.done_second"), push)

    def _save_faulty(self) -> None:
        opened, rows = self._opened, tuple(self._rows)
        if opened is None:
            return
        table = faulty_table(opened, rows, lang())
        PaperOut(lambda _key: self._files.write(table, "xlsx"), "dong-loi-{key}.xlsx").save(self, opened.pack.code)

    def _stop_work(self) -> None:
        if self._work is not None:
            self._work.stop()

    def _idle(self) -> None:
        self._work = None
        self._stop.hide()
        self._progress.hide()

    def _clear(self) -> None:
        rerole(self._choose_button, "primary")
        while (item := self._result.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def _list(name: str, label: str, width: int) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(label)
    box.setMaximumWidth(width)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(14)
    return box
