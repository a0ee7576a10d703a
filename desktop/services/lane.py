"""One account at one portal: what its items are sent with."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.errors import StillWaiting
from desktop.services.ports import Answer, AnswerClass, Portal
from desktop.services.signing_in import SIGNED_OUT, SigningIn

Call = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Lane:
    """Calls a portal as one account; a token that has run out is renewed once. `heard` is told each answer."""

    portal: Portal
    account: str
    signing_in: SigningIn
    heard: Callable[[Answer], object] = lambda _answer: None

    def token(self) -> str | Answer:
        """A bearer token, or the answer that stands for having none."""
        try:
            return self.signing_in.token_for(self.portal.profile.portal_id, self.account)
        except StillWaiting as waiting:
            return _without_token(waiting)

    def call(self, call: Call) -> Answer:
        """The answer to a call made with a token that is good."""
        token = self.token()
        return self.call_with(token, call) if isinstance(token, str) else token

    def call_with(self, token: str, call: Call) -> Answer:
        """The answer to a call; 401 means that it was not looked at, so it is made again with a new token."""
        answer = self._heard(call(token))
        if answer.kind is not AnswerClass.LOGIN:
            return answer
        portal_id = self.portal.profile.portal_id
        try:
            renewed = self.signing_in.renew(portal_id, self.account, token)
        except StillWaiting as waiting:
            return _without_token(waiting)
        answer = self._heard(call(renewed))
        if answer.kind is AnswerClass.LOGIN:
            self.signing_in.end_session(portal_id, self.account)
        return answer

    def _heard(self, answer: Answer) -> Answer:
        self.heard(answer)
        return answer


def _without_token(waiting: StillWaiting) -> Answer:
    kind = AnswerClass.LOGIN if waiting.code in SIGNED_OUT else AnswerClass.NOT_REACHED
    return Answer(kind, waiting.code)
