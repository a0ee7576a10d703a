"""What an item stands on, a dossier on its consent and all else on its dossier: a portal put back may have lost it."""

from dataclasses import dataclass, replace

from desktop.domain.submission import FINAL, Kind, Move, OutboxItem, State
from desktop.services.consequences import Consequence, as_evidence, consequence
from desktop.services.lane import Lane
from desktop.services.ports import Answer, AnswerClass, OpenUnit
from desktop.services.restored import offer_again, put_again

NO_CONSENT, NOT_FOUND = "consent-required", "not-found"
FORGOT = Consequence(Move.PAUSE_FOR_RETRY, "portal.forgot")
_ON_A_DOSSIER = frozenset(Kind) - {Kind.DOSSIER, Kind.CONSENT}
_MEANT = (AnswerClass.OK, AnswerClass.GONE, AnswerClass.FIX, AnswerClass.CONFLICT)
"""Answers about the ground after which the portal's no is about the item itself."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """Looks behind a no before a person is asked to mend what was right (fault 23).

    What the portal forgot goes there again as it was, under the same id, and the item waits for it.
    """

    open_unit: OpenUnit
    lane: Lane

    def why_waits(self, item: OutboxItem, answer: Answer) -> Consequence | None:
        """Why an item that was put and refused waits; None where the portal has its ground and means its no."""
        ground = self._doubted(item, answer)
        if ground is None:
            return None
        portal = self.lane.portal
        held = as_evidence(ground, self.lane.call(lambda token: portal.ask(ground, token)))
        if held.kind is AnswerClass.UNKNOWN_ID:
            return FORGOT if self._goes_again(ground) else None
        return None if held.kind in _MEANT else consequence(replace(item, state=State.UNKNOWN), held)

    def _doubted(self, item: OutboxItem, answer: Answer) -> OutboxItem | None:
        """What the portal may have forgotten, as far as it was sent to this very portal by this account."""
        if answer.kind is not AnswerClass.FIX:
            return None
        named = item.depends_on if answer.code == NO_CONSENT else None
        if answer.code == NOT_FOUND and item.kind in _ON_A_DOSSIER:
            named = item.submission
        if named is None:
            return None
        with self.open_unit() as uow:
            ground = uow.outbox.get(named)
        here = (self.lane.portal.profile.portal_id, self.lane.account)
        return ground if (ground.portal_id, ground.account) == here else None

    def _goes_again(self, ground: OutboxItem) -> bool:
        """Whether it is on its way there once more; what was taken back, or the office let go, is not."""
        with self.open_unit() as uow:
            if ground.kind is Kind.DOSSIER:
                offer_again(uow, ground.id)
            else:
                put_again(uow, [ground.id])
            uow.commit()
            return uow.outbox.get(ground.id).state not in FINAL
