"""Which papers a dossier needs, by its answers."""

from collections.abc import Collection

from forms.pack import Answers, ProcedurePack, Slot
from forms.rules import holds


def open_slots(pack: ProcedurePack, data: Answers) -> tuple[Slot, ...]:
    """The slots whose condition holds for *data*, in the pack's order."""
    return tuple(slot for slot in pack.slots if slot.condition is None or holds(slot.condition, data))


def missing_slots(pack: ProcedurePack, data: Answers, attached: Collection[str]) -> tuple[str, ...]:
    """Codes of the open slots that must be sent and have no paper among *attached* (slot codes)."""
    return tuple(
        slot.code for slot in open_slots(pack, data) if slot.submit and slot.required and slot.code not in attached
    )
