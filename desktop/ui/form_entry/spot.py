"""Where the cursor stands in a form, in terms that outlive its widgets."""

from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.ui.form_entry.field import Field


@dataclass(frozen=True, slots=True)
class Spot:
    """An input of the field at *pointer*, else the widget of this *name*; `cursor` counts letters."""

    pointer: str
    number: int
    name: str
    cursor: int
    has_summary: bool = False

    def widget_in(self, page: QWidget) -> QWidget | None:
        """The same place in a page that was drawn anew."""
        field = page.findChild(Field, self.pointer) if self.pointer else None
        if field is not None:
            inputs = field.control.inputs()
            return inputs[min(self.number, len(inputs) - 1)]
        return page.findChild(QWidget, self.name) if self.name else None

    def put_cursor(self, widget: QWidget) -> None:
        """Between the same letters as before."""
        if isinstance(widget, QLineEdit):
            widget.setCursorPosition(self.cursor)
        elif isinstance(widget, QPlainTextEdit):
            cursor = widget.textCursor()
            cursor.setPosition(min(self.cursor, len(widget.toPlainText())))
            widget.setTextCursor(cursor)


def spot_of(widget: QWidget) -> Spot:
    """Where *widget* stands."""
    field: QWidget | None = widget
    while field is not None and not (isinstance(field, Field) and widget in field.control.inputs()):
        field = field.parentWidget()
    if not isinstance(field, Field):
        return Spot("", 0, widget.objectName(), 0)
    return Spot(field.pointer, field.control.inputs().index(widget), widget.objectName(), _cursor(widget))


def _cursor(widget: QWidget) -> int:
    if isinstance(widget, QLineEdit):
        return widget.cursorPosition()
    return widget.textCursor().position() if isinstance(widget, QPlainTextEdit) else 0
