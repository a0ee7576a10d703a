"""Widgets for the elements of a layout, with their fields in a part of the form."""

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QFrame, QLabel, QLayout, QVBoxLayout, QWidget

from desktop.ui.form_entry.control import Control
from desktop.ui.form_entry.dense_field import DenseField
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.kinds import control_for
from desktop.ui.form_entry.list_with_detail import ListWithDetailControl
from desktop.ui.form_entry.part import Ground, Part
from desktop.ui.form_entry.steps import label_of, optional_mark
from desktop.ui.form_entry.table import TableControl
from desktop.ui.widgets.arrangement import FlowLayout
from desktop.ui.widgets.basic import text
from desktop.ui.widgets.columns import Columns
from desktop.ui.words import lang, tr
from forms.choices import is_tick_list
from forms.pack import Json, ProcedurePack
from forms.pointers import dotted, of_scope, pattern
from forms.rules import Element
from forms.schema_paths import is_object, subschema
from forms.visibility import row_layout

DENSE_COLUMN, DENSE_GAP = 280, 14
"""Pixels at 100 %."""


class Drawing:
    """One drawing of the elements around one part; `calculated` are the lines that nobody types."""

    def __init__(self, ground: Ground, part: Part) -> None:
        self.calculated: dict[str, tuple[QWidget, QLabel]] = {}
        self._ground = ground
        self._part = part

    def made(self, element: Element, rules: tuple[Element, ...] = (), parent: QWidget | None = None) -> QWidget:
        """The widget for an element and all in it; *rules* are those around it."""
        kind = element.get("type")
        around = (*rules, element) if "rule" in element else rules
        if kind == "Label":
            widget: QWidget = text(label_of(self._ground.pack, element, lang()), "lead")
        elif kind in ("Control", "ListWithDetail"):
            widget = self._control(element, around, parent)
        else:
            widget = self._group(element, around, parent)
        if "rule" in element:
            self._part.obey(widget, element)
        return widget

    def layout(self, *, gap: int, flowing: bool = False) -> QLayout:
        """What elements are laid out in: under each other, in a row that breaks, or in columns."""
        if self._ground.is_dense:
            return Columns(least=self._ground.look.px(DENSE_COLUMN), gap=DENSE_GAP)
        if flowing:
            return FlowLayout(gap=24)
        layout = QVBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap)
        return layout

    def _group(self, element: Element, rules: tuple[Element, ...], parent: QWidget | None) -> QWidget:
        frame = QFrame(parent)  # from the outside in: each change of parent dresses all that is inside anew
        layout = self.layout(gap=16, flowing=element.get("type") == "HorizontalLayout")
        frame.setLayout(layout)
        if element.get("type") == "Group":
            frame.setProperty("role", "card")
            layout.setContentsMargins(20, 16, 20, 20)
            add(layout, text(label_of(self._ground.pack, element, lang()), "section"))
        for child in element.get("elements", []):
            add(layout, self.made(child, rules, frame))
        return frame

    def _control(self, element: Element, rules: tuple[Element, ...], parent: QWidget | None) -> QWidget:
        inside = of_scope(element["scope"])
        pointer = f"{self._part.at}{inside}"
        schema = subschema(self._ground.pack.schema, pointer) or {}
        if is_object(schema):
            options = element.get("options", {})
            inner = [
                {"type": "Control", "scope": f"{element['scope']}/properties/{name}", "options": options}
                for name in schema["properties"]
            ]
            named = {"type": "Group", "i18n": dotted(pointer), "elements": inner}
            return self._group({**element, **named}, rules, parent)
        if schema.get("readOnly") and not self._part.at:
            return self._calculated_line(pointer)
        control = _made_control(self._ground, pointer, schema, element)
        if element.get("options", {}).get("readonly") or schema.get("readOnly"):
            control.set_read_only()
        field = self._field(pointer, control, schema, parent)
        self._part.add(inside, field, rules)
        return field

    def _field(self, pointer: str, control: Control, schema: Mapping[str, Json], parent: QWidget | None) -> Field:
        label = self._text(pointer, "label") or pointer.rpartition("/")[2]
        if optional_mark(self._ground.pack, pointer, schema, label) and not control.says_label:
            label = f"{label} {tr('form.optional')}"
        words = (label, self._text(pointer, "description"))
        make = DenseField if self._ground.is_dense and not control.has_fields else Field
        return make(pointer, control, words, self._ground.icons, self._ground.look, parent=parent)

    def _calculated_line(self, pointer: str) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(text(self._text(pointer, "label"), "help"))
        words = text("", name=pointer)
        layout.addWidget(words)
        self.calculated[pointer] = (holder, words)
        return holder

    def _text(self, pointer: str, what: str) -> str:
        key = f"{dotted(pointer)}.{what}"
        return self._ground.pack.text(key, lang()) if self._ground.pack.has_text(key) else ""


def add(layout: QLayout, widget: QWidget) -> None:
    """At the end; in columns, groups and lists have the row for themselves."""
    if isinstance(layout, Columns):
        is_list = isinstance(widget, Field) and widget.control.has_fields
        layout.add(widget, wide=is_list or isinstance(widget, QFrame))
    else:
        layout.addWidget(widget)


def control_at(ground: Ground, pointer: str) -> Control:
    """The control that the form has for the answer at *pointer*, a cell of a list too; for use outside a form."""
    element = next(_elements(ground.pack, ground.pack.ui, "", pattern(pointer)), {})
    return _made_control(ground, pointer, subschema(ground.pack.schema, pointer) or {}, element)


def _elements(pack: ProcedurePack, element: Element, at: str, wanted: str) -> Iterator[Element]:
    """The controls for the answers that *wanted* stands for."""
    if "scope" in element and element.get("type") != "Label":
        here = f"{at}{of_scope(element['scope'])}"
        if here == wanted:
            yield element
        if (layout := row_layout(pack, element, at)) is not None:
            yield from _elements(pack, layout, f"{here}/*", wanted)
    for child in element.get("elements", []):
        yield from _elements(pack, child, at, wanted)


def _made_control(ground: Ground, pointer: str, schema: Mapping[str, Json], element: Element) -> Control:
    if not is_list(schema):
        return control_for(ground.pack, pointer, schema, element.get("options", {}), ground.look, lang())
    if element.get("type") == "ListWithDetail" or not is_flat(schema):
        return ListWithDetailControl(
            ground, pointer, schema, element, lambda part, detail: Drawing(ground, part).made(detail)
        )
    return TableControl(ground, pointer, schema, element)


def is_list(schema: Mapping[str, Json]) -> bool:
    """Whether the answer is a list of entries that are filled one by one."""
    return schema.get("type") == "array" and isinstance(schema.get("items"), Mapping) and not is_tick_list(schema)


def is_flat(schema: Mapping[str, Json]) -> bool:
    """Whether an entry of the list fits into a row: no lists in it."""
    inner = schema["items"].get("properties", {}).values()
    return not any(isinstance(one, Mapping) and is_list(one) for one in inner)
