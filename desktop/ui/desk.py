"""What the window calls: the services over one vault, as the program opens them."""

from collections.abc import Callable
from typing import Protocol

from desktop.services.acceptance import AcceptanceSlips
from desktop.services.agreeing import Agreeing
from desktop.services.answering import Answering
from desktop.services.attaching import Attaching
from desktop.services.card_reading import CardReading
from desktop.services.consenting import Consenting
from desktop.services.drafting import Drafting
from desktop.services.duplicating import Duplicating
from desktop.services.enquiring import Enquiring
from desktop.services.fee_receipts import FeeReceipts
from desktop.services.filing_by_hand import FilingByHand
from desktop.services.finalising import Finalising
from desktop.services.following import Following
from desktop.services.handing_over import HandingOver
from desktop.services.likeness import Likenesses
from desktop.services.many import Many
from desktop.services.migrating import Migrating
from desktop.services.outbox import Outbox
from desktop.services.paying import Paying
from desktop.services.ports import Account, OpenUnit
from desktop.services.remembering import Remembering
from desktop.services.reminding import Reminding
from desktop.services.residents import Residents
from desktop.services.results import Results
from desktop.services.serving import Serving
from desktop.services.signing_in import SigningIn
from desktop.services.slip_reading import SlipReading
from desktop.services.talking import Talking
from desktop.services.tracking import Tracking
from desktop.services.upkeep import Upkeep
from forms.catalogue import Catalogue


class Desk(Protocol):
    """All of it; the window does not know who put it together."""

    @property
    def catalogue(self) -> Catalogue: ...
    @property
    def open_unit(self) -> OpenUnit: ...
    @property
    def drafting(self) -> Drafting: ...
    @property
    def finalising(self) -> Finalising: ...
    @property
    def attaching(self) -> Attaching: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def answering(self) -> Answering: ...
    @property
    def tracking(self) -> Tracking: ...
    @property
    def enquiring(self) -> Enquiring: ...
    @property
    def paying(self) -> Paying: ...
    @property
    def fee_receipts(self) -> FeeReceipts: ...
    @property
    def results(self) -> Results: ...
    @property
    def signing_in(self) -> SigningIn: ...
    @property
    def handing_over(self) -> HandingOver: ...
    @property
    def remembering(self) -> Remembering: ...
    @property
    def duplicating(self) -> Duplicating: ...
    @property
    def card_reading(self) -> CardReading: ...
    @property
    def filing_by_hand(self) -> FilingByHand: ...
    @property
    def migrating(self) -> Migrating: ...
    @property
    def residents(self) -> Residents: ...
    @property
    def serving(self) -> Serving: ...
    @property
    def consenting(self) -> Consenting: ...
    @property
    def agreeing(self) -> Agreeing: ...
    @property
    def acceptance(self) -> AcceptanceSlips: ...
    @property
    def following(self) -> Following: ...
    @property
    def slip_reading(self) -> SlipReading: ...
    @property
    def many(self) -> Many: ...
    @property
    def reminding(self) -> Reminding: ...
    @property
    def likenesses(self) -> Likenesses: ...
    @property
    def talking(self) -> Talking: ...
    @property
    def upkeep(self) -> Upkeep: ...


SignIn = Callable[[], Account]
"""Signs in at the portal and waits for it; opens a browser where it must."""
