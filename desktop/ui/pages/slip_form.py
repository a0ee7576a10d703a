"""What the person copies from the office's slip and VNPost's: way, days, code, number, and where it stands."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.by_hand import HandStatus, Way
from desktop.services.filing_by_hand import Slip
from desktop.ui.form_entry.choices import RadioControl
from desktop.ui.form_entry.control import Control
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.lines import DateControl, LineControl
from desktop.ui.surroundings import Surroundings
from desktop.ui.words import tr


class SlipForm(QWidget):
    """Fields `filedOn`, `code`, `dueOn`, `postNumber` and, where it is corrected, `way` and `status`."""

    def __init__(self, around: Surroundings, slip: Slip, *, is_new: bool) -> None:
        super().__init__()
        self._around = around
        self._way = slip.way
        px = around.look.px
        ways = RadioControl([(way.value, tr(f"by_hand.way.{way}")) for way in Way])
        states = RadioControl([(state.value, tr(f"by_hand.status.{state}")) for state in HandStatus])
        self._ways = self._field("way", ways, slip.way.value)
        self._filed_on = self._field("filedOn", DateControl(px(70)), slip.filed_on.isoformat())
        self._code = self._field("code", LineControl(px(320)), slip.code)
        self._due_on = self._field("dueOn", DateControl(px(70)), slip.due_on.isoformat() if slip.due_on else None)
        self._post_number = self._field("postNumber", LineControl(px(320)), slip.post_number)
        self._status = self._field("status", states, slip.status.value)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(18)
        fields = (self._status, self._ways, self._filed_on, self._code, self._due_on, self._post_number)
        for field in fields[2:] if is_new else fields:
            layout.addWidget(field)
        ways.committed.connect(lambda: self.go_by(Way(ways.value())))
        self.go_by(slip.way)

    def go_by(self, way: Way) -> None:
        """Ask for what this way has: a number of the post only where it went by post."""
        self._way = way
        self._post_number.setVisible(way is Way.POST)

    def first_line(self) -> QWidget:
        """Where the writing begins."""
        return self._filed_on.control.inputs()[0]

    def slip(self) -> Slip | None:
        """What was written, None while a day is no day; what is wrong is shown at its field."""
        filed_on = self._day(self._filed_on, needed=True)
        due_on = self._day(self._due_on, needed=False)
        faulty = next((field for field in (self._filed_on, self._due_on) if field.error), None)
        if faulty is not None or filed_on is None:
            (faulty or self._filed_on).control.inputs()[0].setFocus()
            return None
        words = {"code": self._code.control.value(), "post_number": self._post_number.control.value()}
        return Slip(self._way, filed_on, due_on=due_on, status=HandStatus(self._status.control.value()), **words)

    def _day(self, field: Field, *, needed: bool) -> date | None:
        typed = field.control.value()
        try:
            day = date.fromisoformat(str(typed)) if typed else None
        except ValueError:
            field.show_fault(tr("by_hand.bad_day"))
            return None
        field.show_fault(tr("by_hand.day_needed") if needed and day is None else "")
        return day

    def _field(self, name: str, control: Control, value: str | None) -> Field:
        control.put(value)
        words = (tr(f"by_hand.{name}"), tr(f"by_hand.{name}_help"))
        return Field(name, control, words, self._around.icons, self._around.look)
