"""A dossier that was filed elsewhere in words: whose move it is first, and whose word that is."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QFrame

from desktop import messages
from desktop.domain.dossier import Status, Turn
from desktop.domain.followed import FollowedDossier, ToldBy
from desktop.domain.looked_up import LookedUp
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import card, column, picture, row, text
from desktop.ui.words import lang, tr
from forms.units import is_unit, unit_address

_SAID_NO = (Status.REFUSED, Status.STOPPED)
PROVINCE = "38"


@dataclass(frozen=True, slots=True)
class Turned:
    """Whose move it is: an icon with its token, a title, what to do next."""

    icon: str
    token: str
    title: str
    second: str


def turned(told: LookedUp | FollowedDossier, *, is_overdue: bool) -> Turned:
    """The first line about it."""
    status = told.status
    if status is None and not is_overdue:
        return Turned("circle-help", "muted", tr("followed.untold"), tr("followed.untold_second"))
    if told.turn is Turn.YOURS:
        key = f"followed.yours.{status}" if status is not Status.FINISHED or told.has_result else "followed.yours.done"
        return Turned("hand", "warn", tr(key), tr(f"{key}_second"))
    if told.turn is Turn.NOBODY:
        icon, token = ("circle-x", "error") if status in _SAID_NO else ("circle-check", "ok")
        second = tr("followed.ask_why") if status in _SAID_NO else status_label(told)
        return Turned(icon, token, tr("dossier.nobodys_turn"), second)
    if is_overdue:
        return Turned("triangle-alert", "warn", tr("followed.late"), tr("dossier.overdue_help"))
    return Turned("clock", "muted", tr("dossier.office_turn"), status_label(told))


def turn_card(around: Surroundings, told: Turned) -> QFrame:
    """Whose move it is, large."""
    words = column(text(told.title, "section", name="whoseMove"), text(told.second, "lead"), gap=2)
    inside = row(picture(around.icons, told.icon, told.token, 30), words, gap=18)
    inside.setStretch(1, 1)
    return card(inside, name="turnCard")


def status_label(told: LookedUp | FollowedDossier) -> str:
    """The status in words; an unknown one as the portal calls it."""
    return messages.say(f"status.{told.status}", lang(), label=told.status_label or "") if told.status else ""


def chip_words(one: FollowedDossier, today: date) -> tuple[str, str]:
    """A chip's words and tone."""
    if one.is_overdue(today):
        return tr("dossier.overdue"), "error"
    if one.status is None:
        return tr("followed.untold_chip"), "neutral"
    if one.turn is Turn.YOURS:
        return tr("turn.yours"), "warn"
    return tr(f"turn.{one.turn}"), "neutral"


def told_by(one: FollowedDossier) -> str:
    """*Cổng báo* or *Bạn tự ghi*."""
    return tr("followed.portal_says") if one.told_by is ToldBy.PORTAL else tr("by_hand.mark")


def code_and_place(told: LookedUp | FollowedDossier) -> str:
    """`Mã hồ sơ H56… · xã Mường Lát, tỉnh Thanh Hóa`."""
    known = told.unit is not None and (told.unit == PROVINCE or is_unit(told.unit))
    where = unit_address(told.unit) if told.unit is not None and known else ""
    return " · ".join(part for part in (tr("dossier.code", code=told.code), where) if part)
