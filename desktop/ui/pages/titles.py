"""What a draft is called: the procedure and, once it is known, whom the record is about."""

from desktop.domain.draft import Draft
from desktop.ui.words import lang
from forms.answers import get
from forms.catalogue import Catalogue
from forms.pack import ProcedurePack


def plain_name(pack: ProcedurePack) -> str:
    """The friendly name of a procedure, else its official one."""
    key = "procedure.alias" if pack.has_text("procedure.alias") else "procedure.name"
    return pack.text(key, lang())


def draft_title(catalogue: Catalogue, draft: Draft) -> str:
    """`Làm giấy khai sinh – Lò Văn Bảo`."""
    pack = catalogue.get(draft.procedure, draft.version)
    pointer = pack.procedure.get("dossier", {}).get("subject", {}).get("name", "")
    subject = get(dict(draft.answers), pointer) if pointer else None
    return f"{plain_name(pack)} – {subject}" if isinstance(subject, str) and subject else plain_name(pack)
