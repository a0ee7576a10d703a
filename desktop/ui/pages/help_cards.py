"""Help and law at the right of a page."""

from collections.abc import Mapping

from PySide6.QtWidgets import QFrame, QWidget

from desktop.ui.icons import Icons
from desktop.ui.widgets.basic import card, picture, row, text
from desktop.ui.widgets.clauses import Clauses
from desktop.ui.words import lang, tr, unbroken
from forms.law import clauses
from forms.pack import Json, ProcedurePack


def why_card(pack: ProcedurePack, key: str) -> list[QWidget]:
    """*Vì sao hỏi*: the pack's `help`, `why` and `example` texts under *key*, if it has any."""
    words = [
        pack.text(f"{key}.{what}", lang()) for what in ("why", "help", "example") if pack.has_text(f"{key}.{what}")
    ]
    title = tr("help.why") if words else tr("help.how")
    return [card(text(title, "label"), *[text(one, "help") for one in words or [tr("help.example")]])]


def law_card(pack: ProcedurePack, icons: Icons) -> QFrame:
    """The legal basis in short, with its first clauses; each opens."""
    lines = [line for basis in pack.procedure.get("legal_basis", [])[:2] for line in basis_lines(basis, icons)]
    title = row(picture(icons, "scale", "muted", 20), text(tr("help.law"), "label"))
    return card(title, *lines, text(tr("help.kept"), "help"), name="lawCard")


def basis_lines(basis: Mapping[str, Json], icons: Icons) -> list[QWidget]:
    """One row of a legal basis: clauses that open, or words where the program does not hold them."""
    known = clauses(basis.get("law", []))
    if known:
        return [Clauses(icons, known)]
    return [text(unbroken(", ".join([basis["title"], *basis.get("clauses", [])])), "help")]
