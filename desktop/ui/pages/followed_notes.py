"""What the person writes down about a dossier that was filed elsewhere: a name, a state, the slip's day."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.domain.dossier import Status
from desktop.domain.followed import FollowedDossier
from desktop.ui.form_entry.choices import RadioControl
from desktop.ui.form_entry.control import Control
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.lines import DateControl, LineControl
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import column
from desktop.ui.words import tr

OWN = (Status.PROCESSING, Status.SUPPLEMENT, Status.FINISHED, Status.RETURNED, Status.REFUSED)
"""What a person can know of it."""
UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Noted:
    """The form's answers."""

    title: str
    status: Status | None
    due_on: date | None


class NotesForm(QWidget):
    """Fields `title`, `ownStatus`, `ownDueOn`."""

    def __init__(self, around: Surroundings, one: FollowedDossier) -> None:
        super().__init__()
        self._around = around
        px = around.look.px
        words = [(UNSAID, tr("followed.own.unsaid")), *((status.value, own_status_words(status)) for status in OWN)]
        due = one.own_due_on.isoformat() if one.own_due_on else None
        self._title = self._field("title", LineControl(px(480)), one.title if one.title != one.code else None)
        self._status = self._field("ownStatus", RadioControl(words), one.own_status.value if one.own_status else UNSAID)
        self._due_on = self._field("ownDueOn", DateControl(px(70)), due)
        self.setLayout(column(self._title, self._status, self._due_on, gap=18))

    def noted(self) -> Noted | None:
        """What was written, None while the day is no day; what is wrong is shown at its field."""
        typed = self._due_on.control.value()
        try:
            due_on = date.fromisoformat(str(typed)) if typed else None
        except ValueError:
            self._due_on.show_fault(tr("by_hand.bad_day"))
            self._due_on.control.inputs()[0].setFocus()
            return None
        self._due_on.show_fault("")
        status = self._status.control.value()
        return Noted(str(self._title.control.value() or ""), None if status == UNSAID else Status(status), due_on)

    def _field(self, name: str, control: Control, value: str | None) -> Field:
        control.put(value)
        words = (tr(f"followed.{name}"), tr(f"followed.{name}_help"))
        return Field(name, control, words, self._around.icons, self._around.look)


def own_status_words(status: Status) -> str:
    """Where it stands, as the person would say it."""
    return tr(f"followed.own.{status}")
