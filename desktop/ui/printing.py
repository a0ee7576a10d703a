"""Papers on the machine's printer, under a name that says nothing of whose they are; no file is left behind."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from desktop.domain.errors import Refusal
from desktop.ui.pdf_pages import sheets_of

JOB = "Hồ Sơ"
"""What a print queue shows of every job."""
DOTS_ACROSS = 2480
"""An A4 page at 300 dots to the inch."""

OpenPrinter = Callable[[], QPrinter | None]


def default_printer() -> QPrinter | None:
    """The machine's printer; None where there is none."""
    found = QPrinterInfo.defaultPrinter()
    return QPrinter(found, QPrinter.PrinterMode.HighResolution) if not found.isNull() else None


def print_pdf(parent: QWidget, pdf: bytes) -> bool:
    """By the system's dialog: whether it went to a printer or the person changed their mind.

    Refusal `print.no-printer` and what `draw_on` raises.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise Refusal("print.no-printer")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if accepted:
        draw_on(printer, pdf)
    return accepted


def print_pages(pdf: bytes, printer: QPrinter | None) -> None:
    """Without a dialog; Refusal `print.refused` when there is no printer, or it does not take them."""
    if printer is None:
        raise Refusal("print.refused")
    try:
        draw_on(printer, pdf)
    except Refusal as refusal:
        raise Refusal("print.refused") from refusal


def draw_on(printer: QPrinter, pdf: bytes) -> None:
    """Every page from edge to edge of a sheet of A4; Refusal `print.failed`."""
    printer.setDocName(JOB)
    printer.setCreator(JOB)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter()
    if not painter.begin(printer):
        raise Refusal("print.failed")
    try:
        for number, page in enumerate(sheets_of(pdf, DOTS_ACROSS)):
            if number and not printer.newPage():
                raise Refusal("print.failed")
            sheet = painter.viewport()
            fits = page.size().scaled(QSize(sheet.width(), sheet.height()), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRect(0, 0, fits.width(), fits.height()), page)
    finally:
        painter.end()
