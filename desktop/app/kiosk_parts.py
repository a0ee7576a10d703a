"""The look-up page of a kiosk, and its keyboard."""

from PySide6.QtWidgets import QWidget

from desktop.ui.desk import Desk
from desktop.ui.pages.lookup import LookupPage
from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.keyboard import Keyboard


def lookup_page(around: Surroundings, desk: Desk) -> Page:
    """A page without sign-in."""
    return LookupPage(around, desk, keep=False)


def keyboard(around: Surroundings) -> QWidget:
    """It shows itself where something can be typed."""
    return Keyboard(around)
