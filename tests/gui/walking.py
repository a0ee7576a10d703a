"""What is wrong with a window for somebody who cannot see it well, cannot point, or needs large text."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTreeView,
    QWidget,
)

from desktop.ui.form_entry.field import Field
from desktop.ui.pdf_pages import PageView
from desktop.ui.widgets.basic import TARGET, WordsButton
from desktop.ui.widgets.word_wrap import Elided

INPUTS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton)
SLACK = 1
"""Pixels that rounding may cost."""


def shown(window: QWidget, *kinds: type[QWidget]) -> Iterator[QWidget]:
    """Everything of these kinds that is on the page, also where one has to scroll to it."""
    for one in window.findChildren(QWidget):
        if isinstance(one, kinds or QWidget) and one.isVisibleTo(window) and one.window() is window.window():
            yield one


def told(widget: QWidget) -> str:
    """A widget for whoever reads a failure."""
    words = getattr(widget, "text", lambda: "")
    return f"{type(widget).__name__} {widget.objectName()!r} {str(words() if callable(words) else '')[:40]!r}"


def spoken(widget: QWidget, what: QAccessible.Text) -> str:
    """What a screen reader is told."""
    face = QAccessible.queryAccessibleInterface(widget)
    return str(face.text(what))


def focusable(window: QWidget) -> Iterator[QWidget]:
    """Everything that Tab stops at, in no order."""
    for one in shown(window):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled() and one.focusProxy() is None:
            yield one


def nameless(window: QWidget) -> list[str]:
    """Controls that a screen reader could only call *button*; names that are no words."""
    names = ((one, spoken(one, QAccessible.Text.Name).strip()) for one in focusable(window))
    return [told(one) for one, name in names if not any(letter.isalnum() for letter in name)]


def undescribed(window: QWidget) -> list[str]:
    """Inputs whose help or error is only to be seen."""
    silent = []
    for field in shown(window, Field):
        assert isinstance(field, Field)
        for one in field.control.inputs():
            description = spoken(one, QAccessible.Text.Description)
            silent += [f"{told(one)}: {words}" for words in (field.help, field.error) if words not in description]
    return silent


def doubled_accelerators(window: QWidget) -> list[str]:
    """Keys that two buttons or shortcuts of one page want."""
    keys = [QKeySequence.mnemonic(one.text()).toString() for one in shown(window, QAbstractButton)]  # type: ignore[attr-defined]
    keys += [action.shortcut().toString() for one in [window, *shown(window)] for action in one.actions()]
    return [key for key, number in Counter(keys).items() if key and number > 1]


def out_of_order(window: QWidget) -> list[str]:
    """Inputs of a form that Tab does not reach, or reaches after one that stands below them."""
    inputs = [one for field in shown(window, Field) for one in field.control.inputs() if one.isEnabled()]  # type: ignore[attr-defined]
    ring = list(tab_ring(window))
    missing = [f"{told(one)} is not reached" for one in inputs if one not in ring and not _is_spare_radio(one)]
    tops = [(one, one.mapTo(window, QPoint(0, 0))) for one in ring if one in inputs]
    late = [
        f"{told(later)} comes after {told(sooner)}"
        for (sooner, first), (later, second) in pairwise(tops)
        if second.y() < first.y() - SLACK and second.x() <= first.x() + SLACK
    ]
    return missing + late


def tab_ring(window: QWidget) -> Iterator[QWidget]:
    """What Tab goes through, once around."""
    stops = set(focusable(window))
    one = window.window()
    while (following := one.nextInFocusChain()) not in (None, window.window()):
        assert following is not None
        one = following
        if one in stops:
            yield one


def trees(window: QWidget) -> list[str]:
    """Tree views, which screen readers skip."""
    return [told(one) for one in shown(window, QTreeView)]


def scrolls_sideways(window: QWidget) -> list[str]:
    """Pages wider than the window."""
    areas = [one for one in shown(window, QScrollArea) if isinstance(one, QScrollArea)]
    wide = [one for one in areas if one.horizontalScrollBar().maximum() > 0]
    return [f"{told(one)}: {_widest(one)}" for one in wide]


def cut_off(window: QWidget) -> list[str]:
    """Labels and buttons with less room than their words need."""
    faults = []
    for one in shown(window, QLabel, QAbstractButton):
        if isinstance(one, (Elided, PageView, WordsButton)) or not one.isVisible():
            continue
        if isinstance(one, QLabel) and one.wordWrap():
            low = one.height() + SLACK < one.heightForWidth(one.width())
            faults += [f"{told(one)} is {one.height()} high"] if low or _has_a_long_word(one) else []
        elif one.width() + SLACK < one.sizeHint().width():
            faults.append(f"{told(one)} is {one.width()} wide and wants {one.sizeHint().width()}")
    return faults + _out_of_their_parents(window)


def too_small(window: QWidget) -> list[str]:
    """What is pressed and is less than 44 pixels high."""
    targets = [one for one in focusable(window) if isinstance(one, INPUTS)]
    return [f"{told(one)} is {one.height()} high" for one in targets if one.height() < TARGET]


def many_next_steps(window: QWidget) -> list[str]:
    """Primary buttons of a page that has more than one."""
    found = [told(one) for one in shown(window, QPushButton) if one.property("role") == "primary"]
    return found if len(found) > 1 else []


CHECKS: Mapping[str, Callable[[QWidget], list[str]]] = {
    check.__name__: check
    for check in (
        nameless, undescribed, doubled_accelerators, out_of_order, trees, scrolls_sideways, cut_off, too_small,
        many_next_steps,
    )
}  # fmt: skip


def _is_spare_radio(one: QWidget) -> bool:
    """Tab stops at one radio of a group, the arrow keys at the others."""
    return isinstance(one, QAbstractButton) and one.group() is not None and one.group().exclusive()


def _has_a_long_word(label: QLabel) -> bool:
    metrics: QFontMetrics = label.fontMetrics()
    words = re.split(r"[\s\u200b]+", label.text())
    return bool(words) and max(map(metrics.horizontalAdvance, words)) > label.contentsRect().width() + SLACK


def _out_of_their_parents(window: QWidget) -> list[str]:
    """What reaches over the right edge of what it lies in."""
    faults = []
    for one in shown(window, QLabel, QAbstractButton, QLineEdit):
        parent = one.parentWidget()
        if isinstance(parent, QWidget) and one.isVisible():
            beyond = QRect(one.geometry()).right() - parent.rect().right()
            faults += [f"{told(one)} reaches {beyond} pixels out"] if beyond > SLACK else []
    return faults


def _widest(area: QScrollArea) -> str:
    room = area.viewport().width()
    inside = area.widget() or area
    wide = [one for one in shown(inside, QLabel, *INPUTS) if one.minimumSizeHint().width() > room // 2]
    return ", ".join(f"{told(one)} {one.minimumSizeHint().width()}" for one in wide[:4])
