"""The day that pages count from is the offices', not this machine's."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from desktop import config
from desktop.ui.event_bridge import EventBridge
from desktop.ui.icons import Icons
from desktop.ui.navigator import Navigator, Place
from desktop.ui.surroundings import Surroundings
from desktop.ui.tasks import TaskRunner
from desktop.ui.theme import Look

PARIS = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 22, 16, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 17, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 22, 18, 0, tzinfo=PARIS), date(2026, 11, 23)),
    ],
)
@pytest.mark.usefixtures("qtbot")
def test_a_day_begins_at_midnight_in_viet_nam(moment: datetime, day: date) -> None:
    resources = config.resource("theme").parent
    look = Look("light", 1.0, {})
    runner = TaskRunner()
    icons = Icons(resources / "icons", look.tokens)
    around = Surroundings(runner, runner, runner, Navigator(Place("home")), EventBridge(), icons, look, lambda: moment)
    assert around.today() == day
    runner.stop(drop_waiting=True)
