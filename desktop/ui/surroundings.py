"""What every page is given: runners, navigator, icons, the look, the time and the events."""

import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from desktop.ui.event_bridge import EventBridge
from desktop.ui.icons import Icons
from desktop.ui.navigator import Navigator
from desktop.ui.sticks import StickWays
from desktop.ui.tasks import TaskRunner
from desktop.ui.theme import Look
from desktop.ui.words import VIETNAM


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`store` runs what touches the disk, `network` what may wait for the portal, `aside` what may wait for a person.

    `sticks` stands where files come from and go to instead of the system's dialogs.
    """

    store: TaskRunner
    network: TaskRunner
    aside: TaskRunner
    navigator: Navigator
    events: EventBridge
    icons: Icons
    look: Look
    now: Callable[[], datetime]
    sticks: StickWays | None = None
    open_browser: Callable[[str], bool] = webbrowser.open

    def today(self) -> date:
        """The day in Viet Nam, whatever zone this machine is set to."""
        return self.now().astimezone(VIETNAM).date()
