"""The look-up page of a kiosk."""

from desktop.ui.desk import Desk
from desktop.ui.pages.kiosk_page import KioskPage
from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings
from desktop.ui.words import tr


def lookup_page(around: Surroundings, desk: Desk) -> Page:
    """A page without sign-in."""
    del desk
    page = KioskPage(around, tr("kiosk.lookup"))
    page.headline(tr("kiosk.lookup"), tr("kiosk.lookup_help"))
    page.body.addStretch(1)
    return page
