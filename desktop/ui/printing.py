"""A PDF on paper, by the system's own print dialog; no file is left behind."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from desktop.domain.errors import Refusal
from desktop.ui.pdf_pages import pages_of

SHARP = 1240
"""Pixels across a page; twice as many are drawn: 300 dots per inch on A4."""


def print_pdf(parent: QWidget, pdf: bytes) -> bool:
    """Whether it was handed to a printer, False when the person changed their mind; Refusal `print.no-printer`."""
    if not QPrinterInfo.availablePrinterNames():
        raise Refusal("print.no-printer")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if accepted:
        draw_on(printer, pdf)
    return accepted


def draw_on(printer: QPrinter, pdf: bytes) -> None:
    """Every page from edge to edge of a sheet; Refusal `print.failed`."""
    painter = QPainter()
    if not painter.begin(printer):
        raise Refusal("print.failed")
    try:
        for number, page in enumerate(pages_of(pdf, SHARP)):
            if number and not printer.newPage():
                raise Refusal("print.failed")
            paper = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
            painter.drawImage(QRectF(0, 0, paper.width(), paper.width() * page.height() / page.width()), page)
    finally:
        painter.end()
