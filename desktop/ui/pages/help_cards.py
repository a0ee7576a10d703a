"""Help and law at the right of a page."""

from PySide6.QtWidgets import QFrame, QWidget

from desktop.ui.icons import Icons
from desktop.ui.widgets.basic import card, picture, row, text
from desktop.ui.words import lang, tr
from forms.pack import ProcedurePack


def why_card(pack: ProcedurePack, key: str) -> list[QWidget]:
    """*Vì sao hỏi*: the pack's `help`, `why` and `example` texts under *key*, if it has any."""
    words = [
        pack.text(f"{key}.{what}", lang()) for what in ("why", "help", "example") if pack.has_text(f"{key}.{what}")
    ]
    title = tr("help.why") if words else tr("help.how")
    return [card(text(title, "label"), *[text(one, "help") for one in words or [tr("help.example")]])]


def unbroken(words: str) -> str:
    """Numbers of laws in one piece: no line ends after a slash or a hyphen."""
    return words.replace("/", "/\u2060").replace("-", "-\u2060").replace("Điều ", "Điều\u00a0")


def law_card(pack: ProcedurePack, icons: Icons) -> QFrame:
    """The legal basis in short, with its first clauses."""
    basis = pack.procedure.get("legal_basis", [])[:2]
    lines = [
        text(unbroken("\n".join([law["title"], ", ".join(law.get("clauses", []))]).strip()), "help") for law in basis
    ]
    title = row(picture(icons, "scale", "muted", 20), text(tr("help.law"), "label"))
    return card(title, *lines, text(tr("help.kept"), "help"), name="lawCard")
