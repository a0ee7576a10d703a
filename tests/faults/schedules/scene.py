"""A case that is led: people, the office and the portal do by name what brings an item where it is wanted."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from desktop.domain.submission import Kind, OutboxItem, State
from desktop.services.reading_round import LOOK_AGAIN
from desktop.services.uploading import papers_of
from forms.catalogue import Catalogue
from tests.faults.schedules.acts import Citizen, items_of, sign_in
from tests.faults.schedules.elsewhere import Elsewhere
from tests.faults.schedules.openings import Fates
from tests.faults.schedules.program import Machine, Program
from tests.faults.schedules.refusals import Reasons, refusals
from tests.faults.schedules.schedule import Schedule
from tests.faults.schedules.stage import STORY, Stage

CASTS: Mapping[str, tuple[str, ...]] = {
    "ready": ("ready",),
    "queued": ("queued",),
    "held": ("held",),
    "for another": ("consent", "queued"),
    "asked": ("supplement",),
}
TINY = 100
"""Bytes: less than any paper here has."""
PATIENCE = 30.0
"""Real seconds: no line stalls here, and a busy computer must not lead elsewhere."""
LEASE = timedelta(minutes=6)
"""After which what a program that died was at is anybody's."""


class Scene(Schedule):
    """What may be done in it; `acting` is the program that everything befalls while it is set."""

    def __init__(self, stage: Stage, name: str, cast: str) -> None:
        super().__init__(stage, name, cast)
        self.acting: Program | None = None
        self._foreign: set[str] = set()
        self._repealed: set[str] = set()

    def _machine(self, home: Path) -> Machine:
        machine = super()._machine(home)
        machine.patience = PATIENCE
        return machine

    @property
    def program(self) -> Program:
        return self.acting or self._program(0)

    @property
    def machine(self) -> Machine:
        return self.machines[0]

    def item(self, *kinds: Kind) -> OutboxItem:
        """The first that is of one of these kinds, else the dossier."""
        return next(item for item in items_of(self.program) if item.kind in (kinds or (Kind.DOSSIER,)))

    def do(self, act: "Act") -> None:
        """A program that dies of it is gone, and what else may befall it is no error of the harness."""
        if self.program.life.is_over:
            return
        self.outcome.log.append(getattr(act, "__name__", "").replace("_", " "))
        with self.program.living():
            act(self)

    def reasons(self) -> Reasons:
        rests = refusals(self._stage.proxy.seen, self.machines)
        for item in self._repealed:
            rests[item] = rests.get(item, frozenset()) | {State.NEEDS_FORM_UPGRADE}
        return Reasons(rests, frozenset(self._foreign))

    def send(self, fates: Fates) -> None:
        self.outcome.log[-1] += "".join(f", {fate} at {where}" for where, fate in fates.items())
        self.program.line.arm(fates)
        self.program.services.outbox.send_due()

    def read(self) -> None:
        self.program.services.tracking.refresh()

    def enqueue(self) -> None:
        self.program.services.finalising.enqueue(self.item().id)

    def cancel(self) -> None:
        """What a person lets go: the dossier, or the answer that was given last."""
        item = self._last_said()
        self._wishes.let_go.add(item.id)
        self.program.services.outbox.cancel(item.id)

    def take_back(self) -> None:
        dossier = self.item().id
        self._wishes.let_go.add(dossier)
        self.program.services.answering.withdraw(dossier, "Tôi xin rút hồ sơ")

    def answer(self) -> None:
        Citizen(self.program, self._chance, self._wishes)._answer(self.item().id)

    def retry(self) -> None:
        self.program.services.outbox.retry(self.item().id)

    def try_now(self) -> None:
        self.program.services.outbox.send_item(self.item().id)

    def sign_in(self) -> None:
        sign_in(self.program, self._stage.office)

    def sign_out(self) -> None:
        """The sign-in ends at the portal, which nobody here is told."""
        with self.machine.seen.unit() as uow:
            accounts = [uow.accounts.current(profile.portal_id) for profile in uow.profiles.all()]
        for account in accounts:
            token = {"token": account.access_token if account else ""}
            self._stage.office.session.post(f"{self._stage.office.url}/oauth/revoke", data=token)
        self._around.add("token")

    def wait(self) -> None:
        self.machine.clock.at += LEASE

    def long_after(self) -> None:
        """Of what nothing was heard since is asked then."""
        self.machine.clock.at += LOOK_AGAIN + LEASE

    def receive(self) -> None:
        self._stage.office.act(self.item().id, "receive")

    def limit(self) -> None:
        self._stage.office.limit(TINY)

    def retire(self) -> None:
        self._stage.office.retire()

    def repeal(self) -> None:
        """The program is renewed, and its new packs say that the procedure has ended."""
        pack = self.machine.catalogue.get(STORY["procedure"])
        ended = replace(pack, procedure={**pack.procedure, "status": "replaced"})
        self.machine.catalogue = Catalogue.of([ended])
        self._repealed.add(self.item().id)
        self._restart()

    def forgot(self) -> None:
        """The portal is put back to how it stood when this began."""
        self._stage.office.restore(self.outcome.cast)
        self._around.add("forgot")

    def lose_paper(self) -> None:
        """A paper of what waits, else any, is no longer in the store."""
        stored = set(self.machine.seen.papers.all())
        with self.machine.seen.unit() as uow:
            wanted = sorted({str(row["sha256"]) for item in uow.outbox.open() for row in papers_of(item)} & stored)
        for lost in (wanted or sorted(stored))[:1]:
            self._taken.append(b"".join(self.machine.seen.papers.pieces(lost)))
            self.machine.seen.papers.drop([lost])
            self._around.add("papers")

    def find_papers(self) -> None:
        self._papers_found()

    def drop_uploads(self) -> None:
        with self.machine.seen.unit() as uow:
            uploads = [upload.upload_id for upload in uow.outbox.uploads(self.item().id)]
        Elsewhere(self._stage.office).drop(uploads)

    def revoke_consent(self) -> None:
        Elsewhere(self._stage.office).revoke(self.item(Kind.CONSENT).id)

    def take_back_elsewhere(self) -> None:
        self._wishes.let_go.add(self.item().id)
        Elsewhere(self._stage.office).take_back(self.item().id)

    def put_other_bytes(self) -> None:
        item = self._last_said()
        self._foreign.add(item.id)
        Elsewhere(self._stage.office).put_other(item, self.machine.seen.papers)

    def _last_said(self) -> OutboxItem:
        return self.item(Kind.SUPPLEMENT) if self.outcome.cast == "asked" else self.item()


Act = Callable[[Scene], object]
