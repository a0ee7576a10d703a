"""What is typed about a resident: name, number, birth, gender, telephone, address; one sentence for each fault."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import messages
from desktop.services.residents import Typed, faults
from desktop.ui.form_entry.choices import RadioControl
from desktop.ui.form_entry.commune import CommuneControl
from desktop.ui.form_entry.control import Control
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.lines import DateControl, LineControl
from desktop.ui.surroundings import Surroundings
from desktop.ui.words import lang, tr

_GENDERS = ("nam", "nu")


class ResidentForm(QWidget):
    """Fields `name`, `number`, `born`, `gender`, `phone`, `unit`, `detail`."""

    def __init__(self, around: Surroundings, typed: Typed) -> None:
        super().__init__()
        self._around = around
        px = around.look.px
        genders = [(gender, tr(f"resident.gender.{gender}")) for gender in _GENDERS]
        controls: Mapping[str, Control] = {
            "name": LineControl(px(460)),
            "number": LineControl(px(240)),
            "born": DateControl(px(70)),
            "gender": RadioControl(genders),
            "phone": LineControl(px(240)),
            "unit": CommuneControl(px(520)),
            "detail": LineControl(px(520)),
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(18)
        self._fields: dict[str, Field] = {}
        for name, control in controls.items():
            control.put(getattr(typed, name) or None)
            words = (tr(f"resident.{name}"), tr(f"resident.{name}_help"))
            field = Field(name, control, words, around.icons, around.look)
            control.committed.connect(lambda name=name: self._check(name))
            self._fields[name] = field
            layout.addWidget(field)

    def typed(self) -> Typed:
        """What stands there now."""
        words = {name: str(field.control.value() or "").strip() for name, field in self._fields.items()}
        return Typed(**{**words, "number": words["number"].replace(" ", "")})

    def first_fault(self) -> QWidget | None:
        """Show all that is wrong; the input to go to first, None when all is well."""
        found = self._faults()
        for name, field in self._fields.items():
            field.show_fault(self._sentence(found.get(name)))
        return next((self.input(name) for name in self._fields if name in found), None)

    def input(self, name: str = "name") -> QWidget:
        """Where a field is written."""
        return self._fields[name].control.inputs()[0]

    def _check(self, name: str) -> None:
        """Of what was left one only tells what is wrong with what stands there."""
        code = self._faults().get(name) if self._fields[name].control.value() else None
        self._fields[name].show_fault(self._sentence(code))

    def _faults(self) -> dict[str, str]:
        return faults(self.typed(), self._around.today())

    def _sentence(self, code: str | None) -> str:
        return messages.say(code, lang()) if code else ""
