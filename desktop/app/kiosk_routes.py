"""Which page stands at which place of a kiosk's visit; settings, wallet and the like are nowhere."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.app.routes import Routes
from desktop.ui.navigator import Place
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.device_sign_in import DeviceSignInPage
from desktop.ui.pages.kiosk_end import Farewell, KioskEndPage
from desktop.ui.pages.kiosk_sent import KioskSentPage
from desktop.ui.pages.lookup import LookupPage
from desktop.ui.pages.page import Page

SHARED = frozenset(
    {
        "home", "search", "sheet", "guide", "filing_for", "form", "newer_form", "papers", "check", "paper_way",
        "by_hand", "dossier", "dossiers", "waiting", "supplement", "draft_certificate", "fee", "result", "talk",
    }
)  # fmt: skip
"""Places of the program that a kiosk has too."""


@dataclass(frozen=True, slots=True)
class KioskRoutes:
    """Makes the page for a place; *signed_in* is told when somebody signed in."""

    routes: Routes
    farewell: Farewell
    signed_in: Callable[[], None]

    def page(self, place: Place) -> Page:
        """The page; home for a place that a kiosk does not have."""
        around, desk = self.routes.around, self.routes.services
        if place.name == "lookup":
            return LookupPage(around, desk, keep=False)
        if place.name == "sign_in":
            return self._sign_in(place.key)
        if place.name == "end":
            return KioskEndPage(around, desk, self.farewell)
        if place.name == "sent":
            return self._sent(place.key)
        return self.routes.page(place if place.name in SHARED else Place("home"))

    def _sent(self, submission: str) -> Page:
        return KioskSentPage(
            self.routes.around, self.routes.services, submission, self.routes.sending(), self.routes.slip_out()
        )

    def _sign_in(self, submission: str) -> Page:
        timer: OutboxTimer = self.routes.timer
        go = self.routes.around.navigator.go

        def back() -> None:
            if submission:
                go("sent", submission)
            else:
                go("home")

        def done(_account: object) -> None:
            self.signed_in()
            timer.run_now()
            back()

        return DeviceSignInPage(self.routes.around, self.routes.services, done, back)
