"""One step of a form: the widgets of a category, shown by the rules for the answers at hand."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.kinds import control_for
from desktop.ui.form_entry.steps import label_of, optional_mark
from desktop.ui.icons import Icons
from desktop.ui.theme import Look
from desktop.ui.widgets.arrangement import FlowLayout
from desktop.ui.widgets.basic import text
from desktop.ui.words import lang, tr
from forms.answers import get, put
from forms.calculation import calculated
from forms.law import Clause, behind
from forms.pack import Answers, Json, ProcedurePack
from forms.pointers import dotted, of_scope
from forms.rules import Element, is_enabled, is_shown
from forms.schema_paths import is_object, subschema
from forms.validation import error_text, validate


class StepForm(QWidget):
    """Tells `edited` when an answer changed; `answers` are always what is on the screen and what was there before."""

    edited = Signal()

    def __init__(
        self, pack: ProcedurePack, category: Element, answers: Answers, today: Callable[[], date],
        icons: Icons, look: Look,
    ) -> None:  # fmt: skip
        super().__init__()
        self.answers = answers
        self.fields: dict[str, Field] = {}
        self._pack = pack
        self._today = today
        self._icons = icons
        self._look = look
        self._ruled: list[tuple[Element, QWidget]] = []
        self._calculated: dict[str, tuple[QWidget, QLabel]] = {}
        self._touched: set[str] = set()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(20)
        for element in category.get("elements", []):
            layout.addWidget(self._made(element))
        self._fill_in()
        self._refresh()

    def show_all_faults(self) -> list[tuple[Field, str]]:
        """Check every visible field of the step; those with errors, in order."""
        self._touched |= set(self.fields)
        self._show_faults()
        return [(field, field.error) for field in self.fields.values() if field.error]

    def take(self, answers: Answers) -> None:
        """Answers that were given elsewhere: the rules here may look at them."""
        self.answers = answers
        self._refresh()

    def field_at(self, pointer: str) -> Field | None:
        """The field of *pointer*, or the one it lies in or that lies in it."""
        if pointer in self.fields:
            return self.fields[pointer]
        near = (
            one for key, one in self.fields.items() if pointer.startswith(f"{key}/") or key.startswith(f"{pointer}/")
        )
        return next(near, None)

    def _made(self, element: Element) -> QWidget:
        kind = element.get("type")
        if kind == "Label":
            widget: QWidget = text(label_of(self._pack, element, lang()), "lead")
        elif kind == "Control":
            widget = self._control(element)
        else:
            widget = self._group(element, title=kind == "Group", flowing=kind == "HorizontalLayout")
        if "rule" in element:
            self._ruled.append((element, widget))
        return widget

    def _group(self, element: Element, *, title: bool, flowing: bool) -> QWidget:
        frame = QFrame()
        layout = FlowLayout(gap=24) if flowing else QVBoxLayout()
        frame.setLayout(layout)
        layout.setContentsMargins(0, 0, 0, 0)
        if isinstance(layout, QVBoxLayout):
            layout.setSpacing(16)
        if title:
            frame.setProperty("role", "card")
            layout.setContentsMargins(20, 16, 20, 20)
            layout.addWidget(text(label_of(self._pack, element, lang()), "section"))
        for child in element.get("elements", []):
            layout.addWidget(self._made(child))
        return frame

    def _control(self, element: Element) -> QWidget:
        pointer = of_scope(element["scope"])
        schema = subschema(self._pack.schema, pointer) or {}
        if is_object(schema):
            inner = [
                {"type": "Control", "scope": f"{element['scope']}/properties/{name}"} for name in schema["properties"]
            ]
            return self._group({**element, "i18n": dotted(pointer), "elements": inner}, title=True, flowing=False)
        if schema.get("readOnly"):
            return self._calculated_line(pointer)
        return self._field(pointer, schema, element)

    def _calculated_line(self, pointer: str) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(text(self._text(pointer, "label"), "help"))
        words = text("", name=pointer)
        layout.addWidget(words)
        self._calculated[pointer] = (holder, words)
        return holder

    def _field(self, pointer: str, schema: Mapping[str, Json], element: Element) -> Field:
        control = control_for(self._pack, pointer, schema, element.get("options", {}), self._look, lang())
        label = self._text(pointer, "label") or pointer.rpartition("/")[2]
        if optional_mark(self._pack, pointer, schema, label) and not control.says_label:
            label = f"{label} {tr('form.optional')}"
        field = Field(pointer, control, (label, self._text(pointer, "description")), self._icons, self._look)
        control.edited.connect(lambda: self._edited(field))
        control.committed.connect(lambda: self._committed(field))
        self.fields[pointer] = field
        return field

    def _text(self, pointer: str, what: str) -> str:
        key = f"{dotted(pointer)}.{what}"
        return self._pack.text(key, lang()) if self._pack.has_text(key) else ""

    def _fill_in(self) -> None:
        for pointer, field in self.fields.items():
            value = get(self.answers, pointer)
            schema = subschema(self._pack.schema, pointer) or {}
            if value is None and "default" in schema:
                value = schema["default"]
                self.answers = put(self.answers, pointer, value)
            field.control.put(value)

    def _edited(self, field: Field) -> None:
        self.answers = put(self.answers, field.pointer, field.control.value())
        self._refresh()
        self.edited.emit()

    def _committed(self, field: Field) -> None:
        if field.control.value() is not None or field.error:
            self._touched.add(field.pointer)
        self._show_faults()

    def _refresh(self) -> None:
        for element, widget in self._ruled:
            widget.setVisible(is_shown(element, self.answers))
            widget.setEnabled(is_enabled(element, self.answers))
        values = calculated(self._pack, self.answers, today=self._today()) if self._calculated else {}
        for pointer, (holder, words) in self._calculated.items():
            words.setText(str(values.get(pointer) or ""))
            holder.setVisible(bool(values.get(pointer)))

    def _show_faults(self) -> None:
        errors: dict[str, str] = {}
        warnings: dict[str, str] = {}
        law: dict[str, tuple[Clause, ...]] = {}
        for fault in validate(self._pack, self.answers, today=self._today()):
            field = self.field_at(fault.pointer)
            if field is not None and field.isVisibleTo(self):
                kept = errors if fault.severity == "error" else warnings
                if field.pointer not in kept:
                    kept[field.pointer] = error_text(self._pack, fault, lang())
                    rests = behind(self._pack, fault)
                    law[field.pointer] = rests if kept is errors else law.get(field.pointer, rests)
        for pointer, field in self.fields.items():
            if pointer in self._touched:
                field.show_fault(errors.get(pointer, ""), warnings.get(pointer, ""), law.get(pointer, ()))
