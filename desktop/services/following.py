"""Dossiers that were filed elsewhere: asked about by code and last four digits, without an account, and followed."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from desktop.domain.dossier import Status
from desktop.domain.errors import Missing, Refusal, StillWaiting
from desktop.domain.events import FollowedChanged
from desktop.domain.followed import FollowedDossier, ToldBy
from desktop.domain.looked_up import LookedUp
from desktop.services.hurdles import MOST, is_everybodys
from desktop.services.ports import Answer, AnswerClass, Clock, Connect, NewId, OpenUnit, PortalTrouble, Publish
from desktop.services.reading import Refreshed, as_error, asked_to_wait, minutes_of
from desktop.services.slip_reading import code_in
from forms.answers import nfc
from forms.deadlines import ICT
from forms.fold import fold

EVERY = timedelta(minutes=15)
"""How often one dossier is asked about by itself."""
UNKNOWN_AGAIN = timedelta(hours=6)
"""How long an unknown code is left alone: a portal counts wrong answers."""
A_ROUND = 10
MOST_ALIKE = 50
"""Codes that begin or end with another one are few."""
LONGEST = 120
"""Letters of a title."""
TOO_OFTEN, UNKNOWN = "lookup.too-often", "lookup.unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """Asks, keeps what was told apart from what the person wrote, and asks again."""

    open_unit: OpenUnit
    connect: Connect
    clock: Clock
    new_id: NewId
    publish: Publish

    def look_up(self, code: str, last4: str) -> LookedUp:
        """The portal's public word, kept nowhere.

        Refusal `lookup.no-code`, `lookup.no-digits`, `lookup.unknown`; StillWaiting `portal.offline`,
        `portal.captive`, `portal.busy`, `lookup.too-often`.
        """
        asked, digits = _code(code), _digits(last4)
        try:
            return self._ask(asked, digits)
        except PortalTrouble as trouble:
            raise _as_error(trouble.answer) from trouble

    def follow(
        self, code: str, last4: str, title: str = "", *, due_on: date | None = None, told: LookedUp | None = None
    ) -> FollowedDossier:
        """Add a dossier, with what was *told* when it was just looked up; works without a portal.

        Refusal `lookup.no-code`, `lookup.no-digits`, `follow.already` (`followed`), `follow.ours` (`submission`).
        """
        asked, digits, now = _code(code), _digits(last4), self.clock.now()
        name = _title(title)
        made = FollowedDossier(
            self.new_id(), asked, digits, name or asked, now, ToldBy.PERSON, due_on=due_on, own_due_on=due_on,
            noted_at=now if due_on else None,
        )  # fmt: skip
        if told is not None and told.code == asked:
            made = _told(made, told, now)
        with self.open_unit() as uow:
            if (known := uow.followed.by_code(asked, digits)) is not None:
                raise Refusal("follow.already", followed=known.id)
            alike = uow.dossiers.some([one.id for one in uow.submissions.found(fold(asked), MOST_ALIKE)])
            for copy in alike.values():
                if copy.code == asked:
                    raise Refusal("follow.ours", submission=copy.id)
            uow.followed.add(made)
            uow.commit()
        self.publish(FollowedChanged(made.id))
        return made

    def get(self, followed_id: str) -> FollowedDossier:
        """One of them; Missing `id.unknown`."""
        with self.open_unit() as uow:
            return uow.followed.get(followed_id)

    def all(self) -> tuple[FollowedDossier, ...]:
        """All that are followed, last added first."""
        with self.open_unit() as uow:
            return uow.followed.all()

    def change(self, followed_id: str, *, title: str, status: Status | None, due_on: date | None) -> FollowedDossier:
        """What the person writes down; the portal's word, once there is one, stays beside it."""

        def noted(one: FollowedDossier) -> FollowedDossier:
            own = replace(one, title=_title(title) or one.code, own_status=status, own_due_on=due_on,
                          noted_at=self.clock.now())  # fmt: skip
            return own if one.told_by is ToldBy.PORTAL else replace(own, status=status, due_on=due_on)

        return self._keep(followed_id, noted)

    def stop_following(self, followed_id: str) -> FollowedDossier:
        """Forget it here; what is returned can be followed again with `restore`."""
        with self.open_unit() as uow:
            gone = uow.followed.get(followed_id)
            uow.followed.remove(followed_id)
            uow.commit()
        self.publish(FollowedChanged(followed_id))
        return gone

    def restore(self, gone: FollowedDossier) -> None:
        """Undo `stop_following`."""
        with self.open_unit() as uow:
            uow.followed.add(gone)
            uow.commit()
        self.publish(FollowedChanged(gone.id))

    def refresh_one(self, followed_id: str) -> FollowedDossier:
        """Ask about one now; as `look_up`, and the answer, yes or no, is kept. A portal that said *wait* is obeyed."""
        one = self.get(followed_id)
        left = _left(one, self.clock.now())
        if one.trouble == TOO_OFTEN and left > timedelta(0):
            raise _wait(left)
        try:
            told = self._ask(one.code, one.id_last4)
        except PortalTrouble as trouble:
            self._note_trouble([one], trouble.answer)
            raise _as_error(trouble.answer) from trouble
        return self._keep(followed_id, lambda kept: _told(kept, told, self.clock.now()))

    def refresh_followed(self) -> tuple[str, ...]:
        """Ask about those that are due; ids of the changed ones. StillWaiting when the portal cannot be asked now."""
        return self.look().all()

    def look(self) -> Refreshed:
        """The same, but what changed is told although something stands in the way of the rest.

        One that the portal never tells of is left alone for a while, and holds up no other.
        """
        due, changed, met = self._due(), list[str](), list[Refusal | StillWaiting]()
        for at, one in enumerate(due[:A_ROUND]):
            try:
                told = self._ask(one.code, one.id_last4)
            except PortalTrouble as trouble:
                if trouble.answer.kind is AnswerClass.UNKNOWN_ID:
                    self._note_trouble([one], trouble.answer)
                    continue
                met.append(_as_error(trouble.answer))
                if is_everybodys(trouble.answer) or len(met) > MOST:
                    self._note_trouble(due[at:], trouble.answer)
                    return Refreshed(tuple(changed), met[-1])
                self._put_off(one.id)
                continue
            except (Refusal, StillWaiting) as trouble:
                return Refreshed(tuple(changed), trouble)
            with suppress(Missing):  # somebody stopped following it meanwhile
                kept = self._keep(one.id, lambda known, told=told: _told(known, told, self.clock.now()))  # type: ignore[misc]
                if _news(kept) != _news(one):
                    changed.append(one.id)
        return Refreshed(tuple(changed), met[0] if met else None)

    def _due(self) -> list[FollowedDossier]:
        now = self.clock.now()
        waiting = [one for one in self.all() if not _is_over(one) and _left(one, now) <= timedelta(0)]
        return sorted(waiting, key=lambda one: one.ask_after or one.added_at)

    def _ask(self, code: str, last4: str) -> LookedUp:
        portal, _ = self.connect()
        return portal.look_up(code, last4)

    def _note_trouble(self, asked: list[FollowedDossier], answer: Answer) -> None:
        """What was known stays; when to ask again is written down, but for a mere lack of network."""
        now = self.clock.now()
        if answer.kind is AnswerClass.UNKNOWN_ID:
            wait, code = UNKNOWN_AGAIN, UNKNOWN
        elif (left := asked_to_wait(answer)) is not None:
            wait, code = left, TOO_OFTEN
        else:
            return
        for one in asked:
            checked = now if code == UNKNOWN else one.checked_at
            with suppress(Missing):
                self._keep(one.id, lambda known, at=checked: replace(  # type: ignore[misc]
                    known, trouble=code, ask_after=now + wait, checked_at=at))  # fmt: skip

    def _put_off(self, followed_id: str) -> None:
        again = self.clock.now() + EVERY
        with suppress(Missing):
            self._keep(followed_id, lambda known: replace(known, ask_after=again))

    def _keep(self, followed_id: str, changed: Callable[[FollowedDossier], FollowedDossier]) -> FollowedDossier:
        with self.open_unit() as uow:
            before = uow.followed.get(followed_id)
            after = changed(before)
            uow.followed.save(after)
            uow.commit()
        if _news(after) != _news(before):
            self.publish(FollowedChanged(followed_id))
        return after


def _told(one: FollowedDossier, told: LookedUp, now: datetime) -> FollowedDossier:
    """The portal's word in front; what the person wrote stays theirs."""
    due_on = told.due_at.astimezone(ICT).date() if told.due_at else one.own_due_on
    title = told.procedure_name if one.title == one.code and told.procedure_name else one.title
    return replace(
        one, title=title, told_by=ToldBy.PORTAL, portal_id=told.portal_id, procedure=told.procedure, unit=told.unit,
        status=told.status, status_label=told.status_label, status_at=told.since, due_on=due_on, checked_at=now,
        final=told.final, has_result=told.has_result, paused=told.paused, trouble=None, ask_after=now + EVERY,
    )  # fmt: skip


def _left(one: FollowedDossier, now: datetime) -> timedelta:
    """How long it is not asked about; nothing where that was written before the clock went back."""
    left = one.ask_after - now if one.ask_after is not None else timedelta(0)
    return left if left <= UNKNOWN_AGAIN else timedelta(0)


def _is_over(one: FollowedDossier) -> bool:
    return one.final or (one.told_by is ToldBy.PORTAL and one.status is Status.RETURNED)


def _news(one: FollowedDossier) -> FollowedDossier:
    """What of it is worth telling: all but when it was asked, and is asked next."""
    return replace(one, checked_at=None, ask_after=None)


def _as_error(answer: Answer) -> Refusal | StillWaiting:
    if answer.kind is AnswerClass.UNKNOWN_ID:
        return Refusal(UNKNOWN)
    if (left := asked_to_wait(answer)) is not None:
        return _wait(left)
    return as_error(PortalTrouble(answer))


def _wait(left: timedelta) -> StillWaiting:
    return StillWaiting(TOO_OFTEN, minutes=minutes_of(left))


def _code(typed: str) -> str:
    found = code_in(typed)
    if found is None:
        raise Refusal("lookup.no-code")
    return found


def _digits(typed: str) -> str:
    digits = re.sub(r"\s", "", typed)
    if not re.fullmatch(r"[0-9]{4}", digits):
        raise Refusal("lookup.no-digits")
    return digits


def _title(typed: str) -> str:
    return " ".join(nfc(typed).split())[:LONGEST]
