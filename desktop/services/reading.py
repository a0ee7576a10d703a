"""Reading from a portal as one account; what a reader cannot mend becomes an error with a code."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from desktop.domain.errors import Refusal, StillWaiting
from desktop.services.ports import LINE_CUT, AnswerClass, Connect, OpenUnit, Portal, PortalTrouble
from desktop.services.signing_in import SigningIn

T = TypeVar("T")
_WAITING = {
    AnswerClass.NOT_REACHED: "portal.offline",
    AnswerClass.NOT_THE_PORTAL: "portal.captive",
    AnswerClass.WAIT: "portal.busy",
    AnswerClass.LOGIN: "sign-in.needed",
    AnswerClass.TOO_OLD: "client-too-old",
}


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


def open_reader(connect: Connect, open_unit: OpenUnit, signing_in: SigningIn) -> Reader:
    """A reader of the chosen portal as who is signed in; StillWaiting `sign-in.needed`, `portal.offline`."""
    portal, _ = connect()
    with open_unit() as uow:
        account = uow.accounts.current(portal.profile.portal_id)
    if account is None or account.signed_out:
        raise StillWaiting("sign-in.needed")
    return Reader(portal, account.id, signing_in)


def as_error(trouble: PortalTrouble) -> Refusal | StillWaiting:
    """What a person is told about an answer that was not the one asked for."""
    answer = trouble.answer
    if answer.code == LINE_CUT:
        return StillWaiting("portal.offline")
    if answer.kind in _WAITING:
        named = answer.kind is AnswerClass.NOT_THE_PORTAL and answer.code.startswith(("fee.", "receipt.", "upload."))
        return StillWaiting(answer.code if named else _WAITING[answer.kind])
    return Refusal("portal.refused", reason=answer.code)
