"""Any order of sending, losing, doubling, dying, cancelling: never two, never lost, never said without proof."""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from desktop.domain.errors import HosoError
from desktop.domain.submission import State
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.portal import CAPTIVE, OFFLINE, Line
from tests.fakes.world import World

A = AnswerClass
FAULTS = [
    *Line,
    OFFLINE,
    CAPTIVE,
    Answer(A.OK, wrote=True),
    Answer(A.WAIT, "http-503", retry_after=90, wrote=True),
    Answer(A.LOGIN, "invalid_token", wrote=True),
    Answer(A.UPLOADS, "uploads-incomplete", wrote=True),
    Answer(A.TOO_OLD, "unsupported-version", wrote=True),
]
CALLS = ["put", "put", "put", "ask", "upload", "withdraw", "health"]


class PowerCutError(BaseException):
    """The process ends here."""


class Sending(RuleBasedStateMachine):
    submissions: Bundle[str] = Bundle("submissions")

    @initialize()
    def begin(self) -> None:
        self.world = World()
        self.world.sign_in()

    @rule(target=submissions, for_another=st.booleans())
    def queue(self, *, for_another: bool) -> str:
        return self.world.queued(for_another=for_another).id

    @rule(call=st.sampled_from(CALLS), fault=st.sampled_from(FAULTS))
    def break_the_line(self, call: str, fault: Line | Answer) -> None:
        if (call, fault) not in (("withdraw", FAULTS[6]), ("health", FAULTS[6])):
            self.world.portal.says(call, fault)

    @rule()
    def send(self) -> None:
        self.world.outbox.send_due()

    @rule(call=st.sampled_from(["put", "ask", "upload"]))
    def die_while_sending(self, call: str) -> None:
        def cut(name: str, _about: str) -> None:
            if name == call:
                raise PowerCutError

        self.world.portal.before_call = cut
        try:
            self.world.outbox.send_due()
        except PowerCutError:
            self.world.vault.open_units = 0
        self.world.portal.before_call = self.world._watch

    @rule(minutes=st.integers(1, 90))
    def wait(self, minutes: int) -> None:
        self.world.clock.at += timedelta(minutes=minutes)

    @rule()
    def late_copies_arrive(self) -> None:
        self.world.portal.deliver_late()

    @rule(submission=submissions)
    def take_back(self, submission: str) -> None:
        if submission in self.world.vault.tables.items:
            try:
                self.world.answering.withdraw(submission, "tôi nộp nhầm")
            except HosoError as error:
                assert error.code == "outbox.being-sent"  # noqa: PT017 - which refusal it may be

    @rule(submission=submissions)
    def change_ones_mind(self, submission: str) -> None:
        if submission in self.world.vault.tables.items:
            try:
                self.world.finalising.reopen(submission)
            except HosoError as error:
                assert error.code == "submit.started"  # noqa: PT017 - the same

    @rule()
    def sign_in_again(self) -> None:
        self.world.sign_in()

    @invariant()
    def each_is_there_once_and_as_it_was_frozen(self) -> None:
        created = [item for item, _ in self.world.portal.created]
        assert len(created) == len(set(created))

    @invariant()
    def nothing_is_said_that_the_portal_does_not_hold(self) -> None:
        portal = self.world.portal
        for item in self.world.vault.tables.items.values():
            holds = item.id in portal.held and item.id not in portal.tombstones
            if item.state is State.RECEIPTED:
                assert holds
                assert portal.held[item.id].fingerprint == item.fingerprint
            if item.state is State.WITHDRAWN:
                assert not holds

    def teardown(self) -> None:
        """Once the line is good and somebody is signed in, everything comes to an end of its own."""
        portal = self.world.portal
        portal.line.clear()
        self.world.sign_in()
        for _ in range(6):
            self.world.wait()
            self.world.outbox.send_due()
        portal.deliver_late()
        self.nothing_is_said_that_the_portal_does_not_hold()
        states = {item.state for item in self.world.vault.tables.items.values()}
        assert states <= {State.RECEIPTED, State.WITHDRAWN}, states


def test_sending_in_any_order() -> None:
    run_state_machine_as_test(Sending, settings=settings(max_examples=40, stateful_step_count=25))


@pytest.mark.long
def test_sending_in_any_order_for_longer() -> None:
    run_state_machine_as_test(Sending, settings=settings(max_examples=800, stateful_step_count=40))
