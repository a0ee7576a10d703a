"""Person blocks of a form as a person meets them: a step that is opened, what stands in a field, and on disk."""

from desktop.ui.form_entry.control import Control
from desktop.ui.form_entry.field import Field
from tests.gui.birth import CODE
from tests.gui.person import Person
from tests.gui.prepared import services_of

MARITAL, DEATH = "1.004873", "1.000656"


def value(person: Person, pointer: str) -> object:
    field = person.sees(pointer)
    assert isinstance(field, Field)
    control: Control = field.control
    return control.value()


def opens(person: Person, step: str, code: str = CODE, **answers: object) -> str:
    """A new draft at one of its steps."""
    draft = services_of(person).drafting.start(code, answers=answers)
    person.program.navigator.go("form", draft.id, step)
    person.sees("next")
    return draft.id


def is_kept(person: Person, draft: str, pointer: str, wanted: object) -> None:
    """On disk, too."""
    names = pointer.split("/")[1:]

    def stands() -> bool:
        found: object = services_of(person).drafting.get(draft).answers
        for name in names:
            found = found.get(name) if isinstance(found, dict) else None
        return found == wanted

    person.waits(stands, f"{pointer} is not {wanted!r} on disk")
