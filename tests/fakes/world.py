"""Every service over fakes: one vault, one portal, one clock."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from desktop.domain.draft import Draft, FilingFor, Relation, Submitter
from desktop.domain.errors import StillWaiting
from desktop.domain.events import Event
from desktop.domain.retry import RetryPolicy
from desktop.domain.submission import Mode, OutboxItem, State, Submission
from desktop.services.answering import Answering
from desktop.services.asking_again import AskingAgain
from desktop.services.attaching import Attaching
from desktop.services.drafting import Drafting
from desktop.services.duplicating import Duplicating
from desktop.services.fee_receipts import FeeReceipts
from desktop.services.finalising import Finalising
from desktop.services.following import Following
from desktop.services.outbox import Outbox
from desktop.services.paying import Paying
from desktop.services.portal_time import PortalTime
from desktop.services.ports import SignatureVerdict
from desktop.services.remembering import Remembering
from desktop.services.results import Results
from desktop.services.signing_in import SigningIn
from desktop.services.talking import Talking
from desktop.services.tracking import Tracking
from forms.catalogue import Catalogue
from tests.fakes.answers import GRANDMOTHER
from tests.fakes.identity import FakeIdentity
from tests.fakes.papers import FakeConverter, FakeInspector, FakePapers
from tests.fakes.portal import FakePortal
from tests.fakes.time_and_chance import FakeClock, FakeIds, half
from tests.fakes.vault import FakeVault

BIRTH = "1.001193"
SCAN = b"%PDF giay chung sinh"


class FakeVerifier:
    def verify(self, pdf: bytes, roots: Sequence[str]) -> SignatureVerdict:
        assert roots is not None
        return SignatureVerdict(
            intact=pdf.startswith(b"%PDF"),
            covers_whole_file=True,
            signer="UBND xã Mường Lát (bản tập)",
            chain="practice",
            revocation="not-checked",
            signed_at=None,
        )


@dataclass
class World:
    vault: FakeVault = field(default_factory=FakeVault)
    papers: FakePapers = field(default_factory=FakePapers)
    portal: FakePortal = field(default_factory=FakePortal)
    clock: FakeClock = field(default_factory=FakeClock)
    new_id: FakeIds = field(default_factory=FakeIds)
    events: list[Event] = field(default_factory=list)
    is_offline: bool = False
    owner: str = "this process"

    def __post_init__(self) -> None:
        self.portal.before_call = self._watch

    def _watch(self, name: str, about: str) -> None:
        """Before any byte: no unit is open, and an item that is put is on disk as started and failed (R1)."""
        assert self.vault.open_units == 0, f"{name} inside a unit"
        if name == "put":
            item = self.item(about)
            tries = [row for row in self.vault.tables.attempts.values() if row.item == about]
            assert item.started
            assert item.state is State.SUBMITTING
            assert tries[-1].ended_at is None
            assert tries[-1].outcome == "failed"

    def connect(self) -> tuple[FakePortal, FakeIdentity]:
        if self.is_offline:
            raise StillWaiting("portal.offline")
        return self.portal, self.identity

    @cached_property
    def identity(self) -> FakeIdentity:
        return FakeIdentity(self.portal)

    @cached_property
    def catalogue(self) -> Catalogue:
        return Catalogue.shipped()

    @cached_property
    def drafting(self) -> Drafting:
        return Drafting(
            open_unit=self.vault,
            papers=self.papers,
            catalogue=self.catalogue,
            clock=self.clock,
            new_id=self.new_id,
            publish=self.events.append,
        )

    @cached_property
    def attaching(self) -> Attaching:
        return Attaching(
            open_unit=self.vault,
            papers=self.papers,
            catalogue=self.catalogue,
            inspector=FakeInspector(),
            converter=FakeConverter(),
            clock=self.clock,
            new_id=self.new_id,
        )

    @cached_property
    def finalising(self) -> Finalising:
        return Finalising(
            open_unit=self.vault,
            papers=self.papers,
            catalogue=self.catalogue,
            clock=self.clock,
            new_id=self.new_id,
            publish=self.events.append,
            learn=self.remembering.learn_in,
        )

    @cached_property
    def remembering(self) -> Remembering:
        return Remembering(
            open_unit=self.vault, catalogue=self.catalogue, clock=self.clock, new_id=self.new_id
        )  # fmt: skip

    @cached_property
    def duplicating(self) -> Duplicating:
        return Duplicating(
            open_unit=self.vault,
            catalogue=self.catalogue,
            clock=self.clock,
            new_id=self.new_id,
            publish=self.events.append,
        )

    @cached_property
    def signing_in(self) -> SigningIn:
        return SigningIn(open_unit=self.vault, connect=self.connect, clock=self.clock)

    @cached_property
    def outbox(self) -> Outbox:
        return self.outbox_of(self.owner)

    def outbox_of(self, owner: str) -> Outbox:
        """The outbox as another process sees it."""
        return Outbox(
            open_unit=self.vault,
            papers=self.papers,
            catalogue=self.catalogue,
            connect=self.connect,
            signing_in=self.signing_in,
            clock=self.clock,
            new_id=self.new_id,
            chance=half,
            publish=self.events.append,
            retry=RetryPolicy(),
            owner=owner,
        )

    @cached_property
    def answering(self) -> Answering:
        return Answering(
            open_unit=self.vault,
            papers=self.papers,
            catalogue=self.catalogue,
            clock=self.clock,
            new_id=self.new_id,
            attaching=self.attaching,
        )

    @cached_property
    def talking(self) -> Talking:
        return Talking(open_unit=self.vault, clock=self.clock, new_id=self.new_id)

    @cached_property
    def tracking(self) -> Tracking:
        return Tracking(
            open_unit=self.vault,
            connect=self.connect,
            signing_in=self.signing_in,
            clock=self.clock,
            portal_time=self.portal_time,
            publish=self.events.append,
            again=AskingAgain(clock=self.clock, retry=RetryPolicy(), chance=half),
        )

    @cached_property
    def portal_time(self) -> PortalTime:
        return PortalTime(self.clock)

    @cached_property
    def following(self) -> Following:
        return Following(
            open_unit=self.vault,
            connect=self.connect,
            clock=self.clock,
            new_id=self.new_id,
            publish=self.events.append,
        )

    @cached_property
    def paying(self) -> Paying:
        return Paying(
            open_unit=self.vault,
            connect=self.connect,
            signing_in=self.signing_in,
            clock=self.clock,
            new_id=self.new_id,
            outbox=self.outbox,
            publish=self.events.append,
            again=self.asking_again,
        )

    @cached_property
    def asking_again(self) -> AskingAgain:
        return AskingAgain(clock=self.clock, retry=RetryPolicy(), chance=half)

    @cached_property
    def fee_receipts(self) -> FeeReceipts:
        return FeeReceipts(
            open_unit=self.vault,
            papers=self.papers,
            connect=self.connect,
            signing_in=self.signing_in,
            verifier=FakeVerifier(),
            clock=self.clock,
            publish=self.events.append,
            again=self.asking_again,
        )

    @cached_property
    def results(self) -> Results:
        return Results(
            open_unit=self.vault,
            papers=self.papers,
            connect=self.connect,
            signing_in=self.signing_in,
            verifier=FakeVerifier(),
            clock=self.clock,
        )

    # --- what tests begin with ---

    def sign_in(self, user: str = "mai") -> None:
        self.identity.outcome = None
        self.signing_in.as_user(user, "admin")

    def draft(self, *, for_another: bool = False) -> Draft:
        """Everything that a birth registration needs."""
        draft = self.drafting.start(BIRTH, answers=GRANDMOTHER)
        self.attaching.attach(draft.id, "TP01", "chung-sinh.pdf", SCAN)
        if for_another:
            grandson = Submitter(Relation.RELATIVE, "Lò Văn Nam", "038200000123")
            self.drafting.file_for(draft.id, FilingFor.OTHER, grandson)
            self.attaching.attach(draft.id, "CONSENT", "giay-uy-quyen.pdf", b"%PDF giay uy quyen")
        return self.drafting.get(draft.id)

    def queued(self, *, for_another: bool = False) -> Submission:
        """A dossier that waits to be sent."""
        draft = self.draft(for_another=for_another)
        return self.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)

    def sent(self) -> Submission:
        """A dossier that the portal holds, with its receipt."""
        if not self.vault.tables.accounts:
            self.sign_in()
        submission = self.queued()
        self.outbox.send_due()
        assert self.item(submission.id).state is State.RECEIPTED
        return submission

    def item(self, item_id: str) -> OutboxItem:
        return self.vault.tables.items[item_id]

    def wait(self, **amount: float) -> datetime:
        """Time goes by; an hour where nothing is said, which is past every back-off and lease."""
        self.clock.forward(**(amount or {"hours": 1}))
        return self.clock.now()
