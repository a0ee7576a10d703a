"""The day where the offices are."""

from datetime import date

from desktop.services.ports import Clock
from forms.deadlines import ICT


def today(clock: Clock) -> date:
    """The date at +07:00, whatever zone this machine is set to."""
    return clock.now().astimezone(ICT).date()
