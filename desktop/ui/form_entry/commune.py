"""A commune, typed by its name of today or by the name of an old unit; where that was split, the person is asked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from desktop.ui.form_entry.choices import Choices, SearchControl
from desktop.ui.form_entry.control import Value
from desktop.ui.widgets.basic import text
from desktop.ui.widgets.notice import announce
from desktop.ui.widgets.word_wrap import WordWrap
from desktop.ui.words import tr
from forms.units import UnitMatch, is_unit, search_units, unit_address, units_called


class CommuneControl(SearchControl):
    """Radios named by their codes stand under the line while a name means more than one commune of today."""

    def __init__(self, width: int) -> None:
        super().__init__(find_units, unit_words, width)
        self._question = QWidget()
        self._question.setMaximumWidth(width)
        self._parts = QVBoxLayout(self._question)
        self._parts.setContentsMargins(0, 6, 0, 0)
        self._parts.setSpacing(0)
        self._asked = ""
        self._radios: list[QRadioButton] = []
        self._label = ""
        self.stack(self._question)
        self._question.hide()
        self.edited.connect(self._ask_no_more)

    def describe(self, label: str, help_text: str) -> None:
        super().describe(label, help_text)
        self._label = label

    def put(self, value: Value) -> None:
        super().put(value)
        self._ask_no_more()

    def inputs(self) -> tuple[QWidget, ...]:
        return (*super().inputs(), *self._radios)

    def _left(self) -> None:
        typed = str(self.value() or "")
        called = () if is_unit(typed) else units_called(typed)
        if len({match.unit.code for match in called}) == 1:
            self.put(called[0].unit.code)
            self.edited.emit()
        elif called:
            self._ask(typed, called)
        super()._left()

    def _ask(self, typed: str, called: Sequence[UnitMatch]) -> None:
        if typed == self._asked:
            return
        self._ask_no_more()
        self._asked = typed
        question = text(tr("form.which_commune", name=typed), "label")
        self._parts.addWidget(question)
        group = QButtonGroup(self._question)
        for match in called:
            radio = QRadioButton(_unit_and_its_past(match))
            radio.setObjectName(match.unit.code)
            radio.setAccessibleName(f"{self._label}: {_unit_and_its_past(match)}")
            radio.toggled.connect(lambda on, code=match.unit.code: self._answered(code) if on else None)
            WordWrap(radio)
            group.addButton(radio)
            self._parts.addWidget(radio)
            self._radios.append(radio)
        self._question.show()
        announce(self, question.text())

    def _answered(self, code: str) -> None:
        self.put(code)
        self.inputs()[0].setFocus()
        self.edited.emit()
        self.committed.emit()

    def _ask_no_more(self) -> None:
        if not self._asked:
            return
        self._asked = ""
        self._radios.clear()
        self._question.hide()
        for widget in self._question.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            self._parts.removeWidget(widget)
            widget.hide()
            widget.deleteLater()


def find_units(query: str) -> Choices:
    """Communes by their new or old names."""
    return [(match.unit.code, _unit_and_its_past(match)) for match in search_units(query)]


def unit_words(code: str) -> str | None:
    """`Xã Mường Lát, tỉnh Thanh Hóa`; None for what is no code."""
    return _capital(unit_address(code)) if is_unit(code) else None


def _unit_and_its_past(match: UnitMatch) -> str:
    """Many old units kept their name, so the district says which one led here."""
    today = _capital(unit_address(match.unit.code))
    return f"{today} ({match.old_name}, {match.old_district})" if match.old_name else today


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
