"""What goes to a printer is the card as it was drawn: read back from a printer that writes a PDF."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from desktop import assembly
from desktop.adapters.documents.codes import read_codes
from desktop.adapters.keys.recovery_code import new_code
from desktop.domain.errors import Refusal
from desktop.ui.printing import draw_on


def printer_into(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setFullPage(True)
    return printer


@pytest.mark.usefixtures("qapp")
def test_a_camera_reads_the_printed_card(tmp_path: Path) -> None:
    code, out = new_code(), tmp_path / "printed.pdf"
    draw_on(printer_into(out), assembly.draw_recovery_card(code, "Lò Văn Tâm"))
    assert read_codes(out.read_bytes()) == (code,)
    assert assembly.count_pages(out.read_bytes()) == 1


@pytest.mark.qt_log_ignore("begin")
def test_a_printer_that_takes_nothing_says_so(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp is not None
    with pytest.raises(Refusal, match=r"^print\.failed$"):
        draw_on(printer_into(tmp_path / "no" / "folder" / "x.pdf"), assembly.draw_recovery_card(new_code(), ""))
