"""The fields of one object of the answers: of the whole form, or of one row of a list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.form_entry.control import Faults, Value
from desktop.ui.form_entry.field import Field
from desktop.ui.icons import Icons
from desktop.ui.theme import Look
from desktop.ui.widgets.arrangement import show_at_once
from forms.pack import Json, ProcedurePack
from forms.pointers import get, put
from forms.rules import Element, is_enabled, is_shown
from forms.validation import is_within


@dataclass(frozen=True, slots=True)
class Ground:
    """What every part of a form is drawn from; a dense one keeps its help behind a ? and its fields in columns."""

    pack: ProcedurePack
    icons: Icons
    look: Look
    is_dense: bool = False


class Part(QObject):
    """Tells `edited` with every change and `left` when a field was left; pointers of `fields` count from the object.

    `value` is what the fields hold and what was there before, also where no field asks for it.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, at: str, parent: QObject) -> None:
        super().__init__(parent)
        self.at = at
        self.value: Json = {}
        self.fields: dict[str, Field] = {}
        self.touched: set[str] = set()
        self._rules: dict[str, tuple[Element, ...]] = {}
        self._ruled: list[tuple[QWidget, tuple[Element, ...]]] = []

    def add(self, pointer: str, field: Field, rules: Iterable[Element]) -> None:
        """Take a field in; *rules* are the elements around it that a rule may hide, itself included."""
        self.fields[pointer] = field
        self._rules[pointer] = tuple(rules)
        field.control.edited.connect(lambda: self._edited(pointer))
        field.control.committed.connect(lambda: self._left(pointer))

    def obey(self, widget: QWidget, *rules: Element) -> None:
        """Show and enable *widget* by the rules of these elements, all together."""
        self._ruled.append((widget, rules))

    def put(self, value: Json, touched: set[str]) -> None:
        """Show other answers; *touched* are the fields that may be told to be wrong."""
        self.value, self.touched = value, touched
        for pointer, field in self.fields.items():
            field.control.put(get(value, pointer))
            field.show_fault("")
        self.refresh()

    def move_to(self, at: str, place: str) -> None:
        """The object stands elsewhere in its list now."""
        self.at = at
        for pointer, field in self.fields.items():
            field.move_to(f"{at}{pointer}", place)

    def refresh(self) -> None:
        """Show and enable by the rules for the answers at hand."""
        turned: dict[QWidget, bool] = {}
        for widget, rules in self._ruled:
            if (shown := all(is_shown(element, self.value) for element in rules)) == widget.isHidden():
                turned[widget] = shown
            enabled = all(is_enabled(element, self.value) for element in rules)
            if enabled == widget.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled):  # its own state, not its parent's
                widget.setEnabled(enabled)
        show_at_once(turned)

    def field_of(self, pointer: str) -> str | None:
        """The field of *pointer*, the one that it lies in, or one that lies in it."""
        return next(self._near(pointer), None)

    def owner(self, pointer: str, value: Json) -> str | None:
        """The field that shows a fault at *pointer* when the answers are *value*; None when none is shown then."""
        found = self.field_of(pointer)
        if found is None or not all(is_shown(element, value) for element in self._rules[found]):
            return None
        inner = self.fields[found].control.owner(pointer.removeprefix(found) if is_within(pointer, found) else "")
        return None if inner is None else f"{found}{inner}"

    def said(self, pointer: str) -> str:
        """What the field at *pointer* is called."""
        found = next(self._near(pointer))
        return self.fields[found].control.said(pointer.removeprefix(found)) or self.fields[found].label

    def reached(self, pointer: str) -> QWidget | None:
        """The widget that takes the cursor for *pointer*."""
        found = self.field_of(pointer)
        if found is None:
            return None
        rest = pointer.removeprefix(found) if is_within(pointer, found) else ""
        return self.fields[found].control.reached(rest)

    @property
    def may_be_faulty(self) -> bool:
        """Whether anything in it was touched, or may have been: a list knows that itself."""
        return bool(self.touched) or any(field.control.has_fields for field in self.fields.values())

    def show_faults(self, faults: Faults) -> None:
        """Show what is wrong with the fields that were touched."""
        for pointer, field in self.fields.items():
            if pointer in self.touched:
                at = field.pointer
                field.show_fault(faults.errors.get(at, ""), faults.warnings.get(at, ""), faults.law.get(at, ()))
            field.control.show_faults(faults)

    def ask_all(self) -> None:
        """From now on every field may be told to be wrong."""
        self.touched |= set(self.fields)
        for field in self.fields.values():
            field.control.ask_all()

    def set_read_only(self) -> None:
        """Let everything be read, never changed."""
        for field in self.fields.values():
            field.control.set_read_only()

    def _near(self, pointer: str) -> Iterator[str]:
        """The field of *pointer*, the one that it lies in, those that lie in it."""
        yield from (one for one in self.fields if is_within(pointer, one))
        yield from (one for one in self.fields if is_within(one, pointer))

    def _edited(self, pointer: str) -> None:
        answer: Value = self.fields[pointer].control.value()
        self.value = put(self.value, pointer, answer) if pointer else answer
        self.refresh()
        self.edited.emit()

    def _left(self, pointer: str) -> None:
        field = self.fields[pointer]
        if not field.control.has_fields and (field.control.value() is not None or field.error):
            self.touched.add(pointer)
        self.left.emit()
