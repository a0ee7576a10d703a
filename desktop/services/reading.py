"""Reading from a portal as one account; what a reader cannot mend becomes an error with a code."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from desktop.domain.errors import Refusal, StillWaiting
from desktop.domain.retry import RetryPolicy
from desktop.services.ports import LINE_CUT, Answer, AnswerClass, Connect, OpenUnit, Portal, PortalTrouble
from desktop.services.signing_in import SigningIn

T = TypeVar("T")
_WAITING = {
    AnswerClass.NOT_REACHED: "portal.offline",
    AnswerClass.NOT_THE_PORTAL: "portal.captive",
    AnswerClass.WAIT: "portal.busy",
    AnswerClass.LOGIN: "sign-in.needed",
    AnswerClass.TOO_OLD: "client-too-old",
}
_LONGEST = RetryPolicy().retry_after_cap


@dataclass(frozen=True, slots=True)
class Refreshed:
    """Ids of what changed, and what stood in the way of the rest, the first first."""

    changed: tuple[str, ...]
    trouble: Refusal | StillWaiting | None = None

    def all(self) -> tuple[str, ...]:
        """The ids where nothing stood in the way; raises what did."""
        if self.trouble is not None:
            raise self.trouble
        return self.changed


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes reading calls with a token that is good; PortalTrouble comes through as it is."""

    portal: Portal
    account: str
    signing_in: SigningIn

    def read(self, call: Callable[[str], T]) -> T:
        """What a call gives; a token that has run out is renewed once."""
        portal_id = self.portal.profile.portal_id
        token = self.signing_in.token_for(portal_id, self.account)
        try:
            return call(token)
        except PortalTrouble as trouble:
            if trouble.answer.kind is not AnswerClass.LOGIN:
                raise
        return call(self.signing_in.renew(portal_id, self.account, token))

    def ask(self, call: Callable[[str], Answer]) -> Answer:
        """The answer to a call about one item; PortalTrouble for an answer that says nothing about it."""
        return self.read(lambda token: _about_it(call(token)))


def _about_it(answer: Answer) -> Answer:
    if answer.kind in _WAITING and not is_about_one(answer):
        raise PortalTrouble(answer)
    return answer


def open_reader(connect: Connect, open_unit: OpenUnit, signing_in: SigningIn) -> Reader:
    """A reader of the chosen portal as who is signed in; StillWaiting `sign-in.needed`, `portal.offline`."""
    portal, _ = connect()
    with open_unit() as uow:
        account = uow.accounts.current(portal.profile.portal_id)
    if account is None or account.signed_out:
        raise StillWaiting("sign-in.needed")
    return Reader(portal, account.id, signing_in)


def is_about_one(answer: Answer) -> bool:
    """Whether the portal itself answered, and what it said of this one thing does not hold."""
    return answer.kind is AnswerClass.NOT_THE_PORTAL and answer.code.startswith(("fee.", "receipt.", "upload."))


def asked_to_wait(answer: Answer) -> timedelta | None:
    """How long a portal wants to be left alone, up to an hour; none where it does not say, or says nothing of time."""
    if answer.kind is not AnswerClass.WAIT or answer.retry_after is None or answer.retry_after <= 0:
        return None
    return timedelta(seconds=min(answer.retry_after, _LONGEST))


def minutes_of(left: timedelta) -> int:
    """A wait as it is told: whole minutes, at least one."""
    return max(1, -(-int(left.total_seconds()) // 60))


def busy(left: timedelta) -> StillWaiting:
    """The portal wants to be left alone for so long."""
    return StillWaiting("portal.busy", minutes=minutes_of(left))


def as_error(trouble: PortalTrouble) -> Refusal | StillWaiting:
    """What a person is told about an answer that was not the one asked for."""
    answer = trouble.answer
    if answer.code == LINE_CUT:
        return StillWaiting("portal.offline")
    if (left := asked_to_wait(answer)) is not None:
        return busy(left)
    if answer.kind in _WAITING:
        return StillWaiting(answer.code if is_about_one(answer) else _WAITING[answer.kind])
    return Refusal("portal.refused", reason=answer.code)
