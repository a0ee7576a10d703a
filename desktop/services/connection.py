"""The way to the portal: whether the line is up, and whether a portal in trouble is left in peace."""

from datetime import datetime, timedelta

from desktop.domain.breaker import Breaker
from desktop.domain.events import ConnectionChanged
from desktop.domain.submission import Mode
from desktop.services.ports import LINE_CUT, Answer, AnswerClass, Chance, Clock, Portal, PortalProfile, Publish

_CONNECTIONS = {AnswerClass.NOT_REACHED: "offline", AnswerClass.NOT_THE_PORTAL: "captive", AnswerClass.WAIT: "busy"}
_IN_THE_WAY = {"portal.captive": "captive", "portal.busy": "busy"}
_SAYS_NOTHING = (AnswerClass.NOT_REACHED, AnswerClass.NOT_THE_PORTAL)
"""Neither proves that the portal works nor that it does not."""


class Connection:
    """What was found last; `state` is online, offline, captive or busy."""

    def __init__(self, clock: Clock, chance: Chance, publish: Publish, longest_rest: timedelta) -> None:
        self._clock = clock
        self._chance = chance
        self._publish = publish
        self._breaker = Breaker(longest=longest_rest)
        self.state = "online"

    @property
    def rests_until(self) -> datetime | None:
        """Until when nobody asks the portal; None while it is asked."""
        return self._breaker.until if self._breaker.is_open(self._clock.now()) else None

    @property
    def is_back(self) -> bool:
        """Whether the portal is well again, and only others are let go first."""
        return self._breaker.is_back and self.rests_until is not None

    def look(self, portal: Portal) -> str:
        """Ask the portal whether it is there."""
        answer = portal.health()
        if answer.code == LINE_CUT:
            return self.found("offline")
        if answer.kind is AnswerClass.WAIT:
            self._breaker = self._breaker.failed(self._clock.now())
        return self.found(_CONNECTIONS.get(answer.kind, "online"))

    def not_opened(self, code: str) -> None:
        """There was no portal to be asked, and why."""
        if code == "portal.busy":
            self._breaker = self._breaker.failed(self._clock.now())
        self.found(_IN_THE_WAY.get(code, "offline"))

    def came_back(self, profile: PortalProfile, *, is_hurried: bool) -> None:
        """The portal is there, also for all the others that left it in peace (contract §4.6).

        A practice portal has no others: who practises waits for nobody. Nor does a person who wants it now.
        """
        rest, has_others = self._breaker, profile.mode == Mode.LIVE and not is_hurried
        self._breaker = rest.came_back(self._clock.now(), self._chance) if has_others else rest.probed()

    def heard(self, answer: Answer) -> None:
        """What an answer says about the portal itself."""
        if answer.code == LINE_CUT or answer.kind in _SAYS_NOTHING:
            return
        is_busy = answer.kind is AnswerClass.WAIT
        self._breaker = self._breaker.failed(self._clock.now()) if is_busy else self._breaker.succeeded()

    def found(self, state: str) -> str:
        """Tell whoever shows it, when it has changed."""
        if state != self.state:
            self.state = state
            self._publish(ConnectionChanged(state))
        return state
