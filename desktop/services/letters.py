"""Filing by post: who writes to which office, and what the envelope must hold."""

from collections.abc import Collection

from desktop.domain.draft import Draft
from desktop.domain.errors import Refusal
from desktop.domain.letter import Enclosure, EnclosureKind, Letter
from desktop.services.checking import acts_for_another
from forms.answers import get
from forms.manifest import applicant_of
from forms.pack import Answers, ProcedurePack, Slot
from forms.slots import open_slots
from forms.units import is_unit

POST = "post"
SHOWN_ONLY = " (chỉ xuất trình)"
"""What a pack says behind a paper's name, and what is not so by post."""


def goes_by_post(pack: ProcedurePack) -> bool:
    """Whether the procedure may be filed by post at all (where both must come, it may not)."""
    return POST in pack.procedure.get("filing", ())


def letter_of(pack: ProcedurePack, draft: Draft, data: Answers, attached: Collection[str], lang: str = "vi") -> Letter:
    """The letter of a draft with complete answers; *attached* are slot codes; Refusal `by-hand.no-post`.

    The contents are in Vietnamese, for the office; the notes in *lang*, for the sender.
    """
    if not goes_by_post(pack):
        raise Refusal("by-hand.no-post", procedure=pack.code)
    applicant = applicant_of(pack, data)
    for_another = acts_for_another(draft)
    submitter = draft.submitter if for_another else None
    unit = get(data, pack.procedure["dossier"]["unit"])
    return Letter(
        procedure=pack.name,
        code=pack.code,
        unit=unit if isinstance(unit, str) and is_unit(unit) else None,
        sender=submitter.name if submitter else applicant["name"],
        address=None if submitter else applicant["address"],
        phone=None if submitter else applicant["phone"],
        on_behalf_of=applicant["name"] if submitter else None,
        enclosures=enclosures(pack, data, attached, for_another=for_another),
        notes=tuple(pack.text(key, lang) for key in pack.procedure.get("post_filing", ())),
    )


def enclosures(
    pack: ProcedurePack, data: Answers, attached: Collection[str], *, for_another: bool
) -> tuple[Enclosure, ...]:
    """The signed form, then every paper that these answers need, in the pack's order."""
    found = [Enclosure(EnclosureKind.FORM)]
    if for_another:
        found.append(Enclosure(EnclosureKind.CONSENT))
    for slot in open_slots(pack, data):
        if slot.signed_form:
            continue  # on paper it is the form itself
        found += _of_slot(slot, pack.text(f"slot.{slot.code}.name"), if_any=_if_any(slot, attached))
    return tuple(found)


def _of_slot(slot: Slot, name: str, *, if_any: bool) -> list[Enclosure]:
    if not slot.submit:
        return [Enclosure(EnclosureKind.CERTIFIED, 1, slot.code, name.removesuffix(SHOWN_ONLY), if_any)]
    lines = []
    if slot.originals or not slot.copies:
        lines.append(Enclosure(EnclosureKind.ORIGINAL, max(1, slot.originals), slot.code, name, if_any))
    if slot.copies:
        lines.append(Enclosure(EnclosureKind.COPY, slot.copies, slot.code, name, if_any))
    return lines


def _if_any(slot: Slot, attached: Collection[str]) -> bool:
    return not slot.required and slot.code not in attached
