"""Answers typed into the fields of a form, whatever their kind, and what typing them costs."""

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from desktop.ui.form_entry.choices import DropDownControl, RadioControl, SearchControl, TickControl
from desktop.ui.form_entry.commune import CommuneControl
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.lines import DateControl
from desktop.ui.form_entry.tick_list import TickListControl
from desktop.ui.form_entry.whole import WholeForm
from forms.choices import token
from forms.pack import ProcedurePack
from forms.schema_paths import subschema
from forms.tables import ethnic_groups
from tests.gui.person import Effort, Person, telex_keys

CHOSEN_FROM_LIST = 3
"""Keys behind what is typed to search: the arrow, Enter, Tab."""
PASSES = 6


def fills(person: Person, form: WholeForm, wanted: Mapping[str, Any]) -> Effort:
    """Types what does not stand there yet, from top to bottom; what that alone should have cost."""
    cost = Effort()
    for _ in range(PASSES):
        due = list(_due(form, wanted))
        if not due:
            return cost
        for field, value in due:
            if field.isVisible() and field.control.value() != value:
                types_answer(person, field, value)
                _add(cost, typing(field, value))
    lacking = {field.pointer: (field.control.value(), value) for field, value in _due(form, wanted)}
    raise AssertionError(f"it cannot be filled in: {lacking}")


def _due(form: WholeForm, wanted: Mapping[str, Any]) -> Iterator[tuple[Field, Any]]:
    for pointer, field in form.fields.items():
        if field.isVisible() and pointer in wanted and field.control.value() != wanted[pointer]:
            yield field, wanted[pointer]


def types_answer(person: Person, field: Field, value: Any) -> None:
    """As a person does at a field of this kind."""
    pointer, control = field.pointer, field.control
    if isinstance(control, DateControl):
        person.dates(pointer, str(value))
    elif isinstance(control, RadioControl):
        person.chooses(pointer, token(value))
    elif isinstance(control, TickControl):
        person.clicks(pointer)
    elif isinstance(control, TickListControl):
        _ticks(person, control, value)
    elif isinstance(control, DropDownControl):
        person.picks_from(pointer, token(value))
    elif isinstance(control, SearchControl):
        person.picks(pointer, sought(control, value))
        person.program.window.activateWindow()  # the list under the line leaves the offscreen window inactive
    else:
        person.writes(pointer, str(value))
    assert field.control.value() == value, f"{pointer} says {field.control.value()!r}, not {value!r}"


def _ticks(person: Person, control: TickListControl, value: list[Any]) -> None:
    have = control.value() or []
    for box in control.inputs():
        assert isinstance(box, QCheckBox)
        turned = [one for one in value if token(one) == box.objectName() and one not in have]
        if turned:
            person.effort.clicks += 1
            QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(12, box.height() // 2))


def sought(control: SearchControl, value: str) -> str:
    """What is typed to find it: the shortest that one would type."""
    return "tam chung" if isinstance(control, CommuneControl) else ethnic_groups()[value]


def typing(field: Field, value: Any) -> Effort:
    """Every letter by Telex and the Tab that leaves a line; one click for a choice, however many it takes really."""
    control = field.control
    if isinstance(control, DateControl):
        return Effort(telex_keys(str(value).replace("-", "")) + 1, 0)
    if isinstance(control, TickListControl):
        return Effort(0, len(value))
    if isinstance(control, RadioControl | TickControl | DropDownControl):
        return Effort(0, 1)
    if isinstance(control, SearchControl):
        return Effort(telex_keys(sought(control, value)) + CHOSEN_FROM_LIST, 0)
    return Effort(telex_keys(str(value)) + 1, 0)


def all_typed(pack: ProcedurePack, form: WholeForm, wanted: Mapping[str, Any]) -> Effort:
    """The same answers typed into an empty form: only what the case needs, and nothing that stands in any form.

    Neither finding the form, nor the papers, nor sending are in it: the comparison is to flatter nobody.
    """
    cost = Effort()
    for pointer, field in form.fields.items():
        if not field.isVisible() or pointer not in wanted:
            continue
        schema = subschema(pack.schema, pointer) or {}
        if schema.get("default") != wanted[pointer] and not schema.get("readOnly"):
            _add(cost, typing(field, wanted[pointer]))
    return cost


def _add(cost: Effort, more: Effort) -> None:
    cost.keys += more.keys
    cost.clicks += more.clicks
