"""On a dossier's page: the portal takes another one for the same matter; what that means and what may be done."""

from PySide6.QtWidgets import QFrame

from desktop.services.twins import Twin
from desktop.ui.pages.page import Page
from desktop.ui.widgets.basic import button
from desktop.ui.widgets.notice import notice
from desktop.ui.words import tr


def twin_notice(page: Page, twins: tuple[Twin, ...]) -> QFrame:
    """Notice `twinNotice`; button `seeTwin` opens the first of them that is kept here."""
    around = page.around
    here = next((twin for twin in twins if twin.is_here), None)
    if here is None:
        return notice(around.icons, "warn", tr("twin.title"), f"{tr('twin.elsewhere')} {_advice()}", name="twinNotice")
    other = tr("twin.here", code=here.code) if here.code else tr("twin.here_no_code")
    place = "dossier" if here.is_told else "sent"
    see = button(tr("same.see"), "seeTwin", lambda: around.navigator.go(place, here.dossier))
    return notice(around.icons, "warn", tr("twin.title"), f"{other} {_advice()}", name="twinNotice", action=see)


def _advice() -> str:
    return tr("twin.advice")
