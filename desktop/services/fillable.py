"""Which procedures can be filled in here: a thin sheet only tells about its own."""

from desktop.domain.errors import Refusal
from forms.pack import ProcedurePack


def fillable(pack: ProcedurePack) -> ProcedurePack:
    """The pack when it has a form; else Refusal `procedure.no-form`, which says what to do instead."""
    if not pack.has_form:
        raise Refusal("procedure.no-form", procedure=pack.code, name=pack.name)
    return pack
