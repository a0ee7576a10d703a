"""One step of a form: the widgets of a category, shown by the rules for the answers at hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.form_entry.checking import Checking
from desktop.ui.form_entry.control import Faults
from desktop.ui.form_entry.drawing import Drawing, add
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.part import Ground, Part
from desktop.ui.icons import Icons
from desktop.ui.theme import Look
from desktop.ui.words import lang
from forms.answers import get, put
from forms.calculation import calculated
from forms.law import Clause, behind
from forms.pack import Answers, ProcedurePack
from forms.rules import Element
from forms.schema_paths import subschema
from forms.validation import error_text


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, or doubtful, with the field at *pointer*, which is called *label* (`Dòng 4 – Họ tên`).

    *place* is the step, where several are shown.
    """

    pointer: str
    label: str
    sentence: str
    is_doubt: bool = False
    law: tuple[Clause, ...] = ()
    place: str = ""


class StepForm(QWidget):
    """Tells `edited` when an answer changed, `laid` when many were put, `checked` when one was left and looked at.

    `answers` are always what is on the screen and what was there before; several on one page share one `checking`.
    """

    edited = Signal()
    laid = Signal()
    checked = Signal()

    def __init__(
        self, pack: ProcedurePack, category: Element, answers: Answers, today: Callable[[], date],
        icons: Icons, look: Look, *, dense: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._pack = pack
        self._today = today
        self.checking = Checking(pack, today)
        self._part = Part("", self)
        drawing = Drawing(Ground(pack, icons, look, is_dense=dense), self._part)
        layout = drawing.layout(gap=20)
        self.setLayout(layout)
        for element in category.get("elements", []):
            add(layout, drawing.made(element, parent=self))
        self._calculated = drawing.calculated
        self._part.put(self._with_defaults(answers), set())
        self._calculate()
        self._part.edited.connect(self._edited)
        self._part.left.connect(self._left)

    @property
    def answers(self) -> Answers:
        """All answers of the draft, those of other steps too."""
        return dict(self._part.value)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by pointer; a list is one, however many it has in its rows."""
        return self._part.fields

    def show_all_faults(self) -> list[Fault]:
        """Check every visible field of the step; what is wrong, in order, then what is doubtful."""
        self._part.ask_all()
        self.show_faults()
        return sorted(self._faults(), key=lambda fault: fault.is_doubt)

    def show_faults(self) -> None:
        """Show anew what is wrong with what was touched."""
        if not self._part.may_be_faulty:
            return
        errors: dict[str, str] = {}
        doubts: dict[str, str] = {}
        law: dict[str, tuple[Clause, ...]] = {}
        for fault in sorted(self._faults(), key=lambda fault: fault.is_doubt):
            (doubts if fault.is_doubt else errors).setdefault(fault.pointer, fault.sentence)
            law.setdefault(fault.pointer, fault.law)
        self._part.show_faults(Faults(errors, doubts, law))

    def take(self, answers: Answers) -> None:
        """Answers that were given elsewhere: the rules here may look at them."""
        self._part.value = answers
        self._part.refresh()
        self._calculate()

    def put(self, answers: Answers) -> None:
        """Show answers as if they had been typed: the fields, the rules, faults where they are shown already."""
        self.show_answers(answers)
        self.edited.emit()
        self.laid.emit()

    def show_answers(self, answers: Answers) -> None:
        """The same without telling: they were put elsewhere."""
        self._part.put(self._with_defaults(answers), self._part.touched)
        self._calculate()
        self.show_faults()

    def field_at(self, pointer: str) -> Field | None:
        """The field of *pointer*, or the one it lies in or that lies in it."""
        found = self._part.field_of(pointer)
        return self.fields[found] if found is not None else None

    def reached(self, pointer: str) -> QWidget | None:
        """Where the cursor goes for *pointer*; a row that is not shown is brought to the light."""
        return self._part.reached(pointer)

    def _with_defaults(self, answers: Answers) -> Answers:
        for pointer in self.fields:
            schema = subschema(self._pack.schema, pointer) or {}
            if "default" in schema and get(answers, pointer) is None:
                answers = put(answers, pointer, schema["default"])
        return answers

    def _edited(self) -> None:
        self._calculate()
        self.edited.emit()

    def _calculate(self) -> None:
        values = calculated(self._pack, self.answers, today=self._today()) if self._calculated else {}
        for pointer, (holder, words) in self._calculated.items():
            words.setText(str(values.get(pointer) or ""))
            holder.setVisible(bool(values.get(pointer)))

    def _faults(self) -> Iterator[Fault]:
        for found in self.checking.faults(self._part.value):
            pointer = self._part.owner(found.pointer, self.answers)
            if pointer is not None:
                words = self._part.said(pointer), error_text(self._pack, found, lang())
                yield Fault(pointer, *words, found.severity == "warning", behind(self._pack, found))

    def _left(self) -> None:
        self.show_faults()
        self.checked.emit()
