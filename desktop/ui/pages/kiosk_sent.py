"""*Đã gửi chưa?* at a kiosk: it sends only while its person is there, who signs in on a page and not in a browser."""

from desktop.services.tracking import StatusView
from desktop.ui.desk import Desk
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.pages.sent import Sending, SentPage
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.notice import notice
from desktop.ui.words import tr


class KioskSentPage(SentPage):
    """Notice `waitHere` until the portal has confirmed; `signIn` leads to the page with the code."""

    def __init__(self, around: Surroundings, desk: Desk, submission: str, sending: Sending, slip: PaperOut) -> None:
        self._wait = notice(around.icons, "warn", tr("kiosk.wait"), tr("kiosk.wait_help"), name="waitHere")
        super().__init__(around, desk, submission, sending, slip)
        self.body.insertWidget(1, self._wait)

    def _show(self, found: tuple[StatusView, bool]) -> None:
        super()._show(found)
        self._wait.setVisible(found[0].item.receipted_at is None)

    def _sign_in(self) -> None:
        self.around.navigator.go("sign_in", self._submission)
