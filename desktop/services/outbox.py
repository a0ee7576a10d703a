"""The outbox: everything that the portal has not confirmed yet, and how it gets there."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desktop.domain.errors import Refusal, StillWaiting, StoreFault
from desktop.domain.events import ItemMoved, ItemStumbled
from desktop.domain.retry import RetryPolicy
from desktop.domain.submission import FINAL, NEEDS_PERSON, Attempt, IllegalMove, Kind, Move, OutboxItem, State, after
from desktop.services import exporting, short_ids
from desktop.services.connection import Connection
from desktop.services.lane import Lane
from desktop.services.leasing import LEASE, Leases, LostLeaseError
from desktop.services.obstacles import account_of, obstacle
from desktop.services.ports import (
    Chance,
    Checkpoint,
    Clock,
    Connect,
    NewId,
    OpenUnit,
    PaperStore,
    Portal,
    Publish,
    passed,
)
from desktop.services.queueing import cancel
from desktop.services.sending import Sending
from desktop.services.signing_in import SigningIn
from desktop.services.uploading import Uploading
from forms.catalogue import Catalogue

OFF_LINE = ("offline", "captive")
STUMBLED = "outbox.stumbled"


@dataclass(frozen=True, slots=True)
class SendReport:
    """Ids of items: confirmed in this pass, still waiting, and waiting for a person."""

    sent: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    needs_person: tuple[str, ...] = ()


class Outbox:
    """Shows what waits and sends what is due."""

    def __init__(  # noqa: PLR0913 - the ports of sending come in one by one, by name
        self,
        *,
        open_unit: OpenUnit,
        papers: PaperStore,
        catalogue: Catalogue,
        connect: Connect,
        signing_in: SigningIn,
        clock: Clock,
        new_id: NewId,
        chance: Chance,
        publish: Publish,
        retry: RetryPolicy,
        owner: str,
        lease: timedelta = LEASE,
        checkpoint: Checkpoint = passed,
    ) -> None:
        self._open_unit = open_unit
        self._papers = papers
        self._catalogue = catalogue
        self._connect = connect
        self._signing_in = signing_in
        self._chance = chance
        self._line = Connection(clock, chance, publish, timedelta(seconds=retry.cap))
        self._publish = publish
        self._policy = retry
        self._leases = Leases(
            open_unit=open_unit, clock=clock, publish=publish, owner=owner, length=lease, checkpoint=checkpoint
        )
        self._uploading = Uploading(papers=papers, leases=self._leases, new_id=new_id)
        self._is_hurried = False

    @property
    def connection(self) -> str:
        """How the portal was found last: online, offline, captive or busy."""
        return self._line.state

    @property
    def rests_until(self) -> datetime | None:
        """Until when the portal is left in peace; None while it is asked."""
        return self._line.rests_until

    @property
    def lets_others_go(self) -> bool:
        """Whether that is only because everybody comes back to it at once."""
        return self._line.is_back

    def hurry(self) -> None:
        """A person wants it now: the next pass asks even a portal that is left in peace."""
        self._is_hurried = True

    def items(self) -> tuple[OutboxItem, ...]:
        """Everything that is neither confirmed nor ended."""
        with self._open_unit() as uow:
            return uow.outbox.open()

    def item(self, item_id: str) -> OutboxItem:
        """One item, ended or not."""
        with self._open_unit() as uow:
            return uow.outbox.get(item_id)

    def attempts(self, item_id: str) -> tuple[Attempt, ...]:
        """What was tried, in order."""
        with self._open_unit() as uow:
            return uow.outbox.attempts(item_id)

    def resolve(self, prefix: str) -> str:
        """The full id of an item or submission for a shortened one."""
        with self._open_unit() as uow:
            return short_ids.resolve(prefix, lambda wanted: uow.outbox.find(wanted) + uow.submissions.find(wanted))

    def send_due(self) -> SendReport:
        """One pass over everything that is due; nothing that fails holds up anything else."""
        return self._pass(only=None)

    def send_item(self, item_id: str) -> OutboxItem:
        """Try one item now."""
        self.retry(item_id)
        self._pass(only=item_id)
        return self.item(item_id)

    def retry(self, item_id: str) -> None:
        """Make an item due now; StillWaiting `sign-in.needed`, Refusal `outbox.needs-person`, `paper.changed`.

        Refusal `paper.gone` when the person let its papers go.
        """
        item = self.item(item_id)
        if item.state is State.QUARANTINED and self._uploading.changed_paper(item) is not None:
            raise Refusal(self._uploading.why_changed(item), item=item_id)
        if item.state in (State.NEEDS_FIX, State.NEEDS_FORM_UPGRADE, State.CONFLICT):
            raise Refusal("outbox.needs-person", item=item_id)
        with self._open_unit() as uow:
            stored = uow.outbox.get(item_id)
            if stored.state is State.QUARANTINED:
                stored = after(stored, Move.PAPER_FOUND)
            elif stored.state is State.NEEDS_LOGIN:
                if account_of(uow, stored, stored.portal_id or "") is None:
                    raise StillWaiting("sign-in.needed")
                stored = after(stored, Move.SIGNED_IN)
            uow.outbox.save(replace(stored, next_try_at=None))
            uow.commit()
        self.hurry()
        self._tell(item, stored)

    def pause(self, item_id: str) -> None:
        """Leave an item alone until it is unpaused."""
        self._flag(item_id, paused=True)

    def unpause(self, item_id: str) -> None:
        """Let an item be sent again."""
        self._flag(item_id, paused=False)

    def cancel(self, item_id: str) -> OutboxItem:
        """Take an item back: at once when it was never tried, else through the portal; Refusal says why not.

        A consent goes with its dossier, which would wait for ever without it.
        """
        with self._open_unit() as uow:
            item = uow.outbox.get(item_id)
            if item.kind is Kind.CONSENT and uow.outbox.get(item.submission or "").state not in FINAL:
                raise Refusal("outbox.cancel-the-dossier", item=item_id)
            if item.state is State.SUBMITTING:
                raise Refusal("outbox.being-sent", item=item_id)
            try:
                cancelled = cancel(uow, item)
            except IllegalMove as error:
                raise Refusal("outbox.cannot-cancel", item=item_id) from error
            uow.commit()
        self._tell(item, cancelled)
        return cancelled

    def export(self, item_id: str) -> exporting.Exported:
        """A zip of what would be sent, byte for byte, and its papers, those that are lost or damaged named in it."""
        with self._open_unit() as uow:
            item = uow.outbox.get(item_id)
            draft = uow.submissions.get(item.submission).draft if item.submission else ""
            names = {paper.sha256: paper.name for paper in uow.attachments.of_draft(draft)}
        return exporting.archive(item, self._papers, names)

    def _pass(self, *, only: str | None) -> SendReport:
        is_hurried, self._is_hurried = self._is_hurried, False
        portal = self._open_line(is_hurried=is_hurried) if is_hurried or self.rests_until is None else None
        if portal is None:
            return self._report((), None)
        sent: list[str] = []
        done = self._skipped(portal, only)
        while item := self._leases.claim(done):
            done.add(item.id)
            ended = self._send(item, portal)
            if ended is not None and ended.state is State.RECEIPTED:
                sent.append(ended.id)
            if ended is not None and ended.reason in OFF_LINE and self._line.look(portal) != "online":
                break
            if self.rests_until is not None:
                self._line.found("busy")
                break
        return self._report(tuple(sent), portal)

    def _open_line(self, *, is_hurried: bool) -> Portal | None:
        """The portal, when it answers and it is our turn; what waited for that is due."""
        try:
            portal, identity = self._connect()
        except StillWaiting as waiting:
            self._line.not_opened(waiting.code)
            return None
        if self._line.look(portal) != "online":
            return None
        self._line.came_back(portal.profile, is_hurried=is_hurried)
        if self.rests_until is not None:
            return None
        self._signing_in.tell_sign_outs(portal.profile.portal_id, identity)
        self._wake(portal)
        return portal

    def _send(self, item: OutboxItem, portal: Portal) -> OutboxItem | None:
        with self._open_unit() as uow:
            is_free = obstacle(uow, item, portal.profile) is None  # it may have come up during the pass
            account = account_of(uow, item, portal.profile.portal_id) if is_free else None
        sending = Sending(
            leases=self._leases,
            uploading=self._uploading,
            catalogue=self._catalogue,
            retry=self._policy,
            chance=self._chance,
        )
        try:
            if account is None:
                return None
            return sending.run(item, Lane(portal, account, self._signing_in, self._line.heard))
        except LostLeaseError:
            return None
        except StoreFault:
            raise
        except Exception as error:  # noqa: BLE001  whatever it is, it holds up no other item
            self._put_off(item.id, error)
            return None
        finally:
            self._leases.release(item)

    def _put_off(self, item_id: str, error: Exception) -> None:
        """It stays as it stands on disk and waits, longer each time: what was not kept is asked for as after a kill."""
        with self._open_unit() as uow:
            item = uow.outbox.get(item_id)
            if item.state not in FINAL:
                next_try = self._leases.clock.now() + self._policy.delay(item.attempts, self._chance)
                waits = replace(item, attempts=item.attempts + 1, next_try_at=next_try, reason=STUMBLED)
                uow.outbox.save(waits)
                uow.commit()
        self._publish(ItemStumbled(item_id, type(error).__name__))

    def _wake(self, portal: Portal) -> None:
        """The network is there again, or somebody has signed in: what waited for just that is due."""
        with self._open_unit() as uow:
            for item in uow.outbox.open():
                if item.state is State.NEEDS_LOGIN and obstacle(uow, item, portal.profile) is None:
                    uow.outbox.save(after(item, Move.SIGNED_IN))
                elif item.state is State.RETRY_WAIT and item.reason in OFF_LINE and item.next_try_at is not None:
                    uow.outbox.save(replace(item, next_try_at=None))
            uow.commit()

    def _skipped(self, portal: Portal, only: str | None) -> set[str]:
        with self._open_unit() as uow:
            return {
                item.id
                for item in uow.outbox.open()
                if only not in (None, item.id) or obstacle(uow, item, portal.profile) is not None
            }

    def _report(self, sent: tuple[str, ...], portal: Portal | None) -> SendReport:
        waiting: list[str] = []
        stuck: set[str] = set()
        with self._open_unit() as uow:
            open_items = uow.outbox.open()
            for item in sorted(open_items, key=lambda item: item.depends_on is not None):
                blocked = portal is not None and obstacle(uow, item, portal.profile) is not None
                if item.state in NEEDS_PERSON or blocked or item.depends_on in stuck:
                    stuck.add(item.id)
                elif item.state is not State.READY and not item.paused:
                    waiting.append(item.id)
        needs_person = tuple(item.id for item in open_items if item.id in stuck)
        return SendReport(sent, tuple(waiting), needs_person)

    def _flag(self, item_id: str, *, paused: bool) -> None:
        with self._open_unit() as uow:
            uow.outbox.save(replace(uow.outbox.get(item_id), paused=paused))
            uow.commit()

    def _tell(self, before: OutboxItem, now: OutboxItem) -> None:
        if before.state is not now.state:
            self._publish(ItemMoved(now.id, now.kind, now.state))
