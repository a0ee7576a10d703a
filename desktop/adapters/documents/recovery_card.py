"""The recovery card: what opens a vault when its passphrase is forgotten or its computer is gone, to be cut out."""

from datetime import date
from typing import Any

from reportlab.platypus import Flowable, Spacer, Table

from desktop import messages
from desktop.adapters.documents import codes, fonts, sheet
from desktop.domain.errors import Refusal

CARD = (148.0, 105.0)
"""Millimetres: a postcard (A6)."""
CODE_SIDE = 36 * sheet.MM
QUIET = 4
"""Modules of white around the code."""
PER_ROW = 4
_BESIDE = (CARD[0] - 16) * sheet.MM - CODE_SIDE


def draw_recovery_card(code: str, owner: str, made_on: date, *, lang: str = "vi") -> bytes:
    """One A4 page with the card and its cutting lines; an owner whose name no letter of ours writes is left out."""

    def say(key: str, **parameters: object) -> str:
        return messages.say(f"document.recovery.{key}", lang, **parameters)

    cut = sheet.style(fonts.ITALIC, 10.5, "center", spaceAfter=8)
    card = Table([[_face(code, _writable(owner), made_on, say)]], colWidths=[CARD[0] * sheet.MM], hAlign="CENTER")
    card.setStyle([("BOX", (0, 0), (-1, -1), 0.8, "black", 0, (4, 3)), *_room(8 * sheet.MM, 6 * sheet.MM)])
    below = sheet.text(say("secret"), sheet.style(size=11, align="center", spaceBefore=10))
    return sheet.printed([sheet.text(say("cut"), cut), card, Spacer(1, 4), below], title=say("title"))


def _face(code: str, owner: str, made_on: date, say: Any) -> list[Any]:
    head = sheet.style(fonts.BOLD, 15, "left", spaceAfter=2)
    left = sheet.style(size=11, align="left", spaceAfter=1)
    lines = [sheet.text(say("title"), head)]
    if owner:
        lines.append(sheet.text(say("owner", owner=owner), left))
    lines.append(sheet.text(say("made", day=f"{made_on:%d/%m/%Y}"), left))
    lines.append(sheet.text(say("what"), sheet.style(size=10.5, align="left", spaceAfter=0, spaceBefore=4)))
    upper = Table([[lines, _Code(code)]], colWidths=[_BESIDE, CODE_SIDE])
    upper.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_room(0, 0)])
    steps = sheet.style(size=10, align="left", spaceAfter=1)
    return [upper, Spacer(1, 6), _groups(code), Spacer(1, 6), *[sheet.text(say(f"step.{n}"), steps) for n in (1, 2, 3)]]


def _groups(code: str) -> Any:
    """The code in rows of four groups, large, so that an eye finds its place again."""
    groups, look = code.split("-"), sheet.style(fonts.BOLD, 20, "center", spaceAfter=0)
    rows = [groups[at : at + PER_ROW] for at in range(0, len(groups), PER_ROW)]
    table = Table([[sheet.text(group, look) for group in row] for row in rows], hAlign="CENTER")
    table.setStyle([("BOX", (0, 0), (-1, -1), 1, "black"), *_room(2, 3)])
    return table


class _Code(Flowable):  # type: ignore[misc] # reportlab carries no types
    """The code for a camera, with its quiet zone."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._rows = codes.modules(code)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return CODE_SIDE, CODE_SIDE

    def draw(self) -> None:
        quiet = CODE_SIDE * QUIET / (len(self._rows) + 2 * QUIET)
        codes.draw(self.canv, self._rows, quiet, quiet, CODE_SIDE - 2 * quiet)


def _room(sides: float, ends: float) -> list[Any]:
    names = {"LEFTPADDING": sides, "RIGHTPADDING": sides, "TOPPADDING": ends, "BOTTOMPADDING": ends}
    return [(name, (0, 0), (-1, -1), room) for name, room in names.items()]


def _writable(owner: str) -> str:
    """A picture in a name must not cost anybody the card."""
    try:
        return fonts.printable(owner)
    except Refusal:
        return ""
