"""Controls for numbers as people write them here: 25,5 and 1.500.000; what is no number is kept as it was typed."""

import re
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from desktop.ui.form_entry.control import Value
from desktop.ui.form_entry.lines import LineControl, nfc, quietly
from desktop.ui.widgets.basic import text
from desktop.ui.words import tr

_WHOLE = re.compile(r"[-−]?\d{1,15}")
_GROUPED = re.compile(r"[-−]?\d{1,3}(?:([. \u00a0])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"([-−]?)(\d+|\d{1,3}(?:\.\d{3})+(?=,))?(?:[.,](\d+))?")
_DONG = re.compile(r"\s*(?:đồng|đ|₫|vnđ|vnd)\.?$", re.IGNORECASE)
EXACT = 15
"""Digits that a JSON number carries everywhere without loss."""


class NumberControl(LineControl):
    """A whole number."""

    def __init__(self, width: int, *beside: QWidget) -> None:
        super().__init__(width, *beside)
        self._line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)

    def value(self) -> Value:
        typed = self._line.text().strip()
        whole = whole_number(typed)
        return nfc(typed) if whole is None else whole


class DecimalControl(LineControl):
    """A number with decimals; the answer is the text `25.5` when *as_text*, else a JSON number."""

    def __init__(self, width: int, *, as_text: bool) -> None:
        super().__init__(width)
        self._as_text = as_text
        self._line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self._line.editingFinished.connect(lambda: self.put(self.value()))

    def value(self) -> Value:
        typed = self._line.text().strip()
        number = decimal_number(typed)
        if number is None:
            return nfc(typed)
        return plain_decimal(number) if self._as_text else _json_number(number)

    def put(self, value: Value) -> None:
        quietly(self._line, decimal_words(value))


class MoneyControl(NumberControl):
    """Whole đồng: digits while one types, dots between the thousands once one has left."""

    def __init__(self, width: int, *, says_unit: bool) -> None:
        super().__init__(width, *([text(tr("form.dong"), "help", wrap=False)] if says_unit else []))
        self._line.installEventFilter(self)

    def describe(self, label: str, help_text: str) -> None:
        super().describe(f"{label} ({tr('form.dong')})", help_text)

    def value(self) -> Value:
        typed = _DONG.sub("", self._line.text().strip())
        whole = whole_number(typed.replace(",", "."))
        return nfc(self._line.text().strip()) if whole is None else whole

    def put(self, value: Value) -> None:
        quietly(self._line, self._words(value))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._line and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            quietly(self._line, self._words(self.value(), is_being_typed=event.type() == QEvent.Type.FocusIn))
        return super().eventFilter(watched, event)

    def _words(self, value: Value, *, is_being_typed: bool | None = None) -> str:
        """Dots would be in the way of whoever types."""
        typing = self._line.hasFocus() if is_being_typed is None else is_being_typed
        return str(value) if typing and is_number(value) else grouped(value)


def whole_number(typed: str) -> int | None:
    """The number that was typed, with dots or spaces between the thousands or without; None for anything else."""
    if _GROUPED.fullmatch(typed):
        typed = re.sub(r"[. \u00a0]", "", typed)
    typed = typed.replace("−", "-")
    return int(typed) if typed.isascii() and _WHOLE.fullmatch(typed) else None


def decimal_number(typed: str) -> Decimal | None:
    """The number that was typed, its decimals behind a comma or a point; None for anything else."""
    found = _DECIMAL.fullmatch(typed) if typed.isascii() or typed.startswith("−") else None
    if found is None or not (found[2] or found[3]):
        return None
    digits = (found[2] or "0").replace(".", "")
    decimals = found[3] or ""
    if len((digits + decimals).lstrip("0")) > EXACT:
        return None
    return Decimal(f"{'-' if found[1] else ''}{digits}.{decimals or '0'}")


def plain_decimal(number: Decimal) -> str:
    """`25.5`, the text that the format `decimal` wants."""
    whole = f"{number:f}"
    shown = whole.rstrip("0").rstrip(".") if "." in whole else whole
    return "0" if shown in ("-0", "") else shown


def decimal_words(value: Value) -> str:
    """`25,5`; what is no number as it is."""
    if value is None:
        return ""
    if isinstance(value, float):
        value = f"{Decimal(repr(value)):f}".removesuffix(".0")
    shown = str(value)
    return shown.replace(".", ",") if re.fullmatch(r"-?\d+(\.\d+)?", shown) else shown


def grouped(value: Value) -> str:
    """`1.500.000`; what is no number as it is."""
    return f"{value:,}".replace(",", ".") if is_number(value) else "" if value is None else str(value)


def is_number(value: Value) -> bool:
    """Whether it is a whole number (True is none)."""
    return isinstance(value, int) and not isinstance(value, bool)


def _json_number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
