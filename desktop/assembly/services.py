"""All services over one vault and one portal."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from desktop.adapters.database.vault import Vault, open_vault
from desktop.adapters.documents.signatures import OfflineSignatures
from desktop.adapters.ids import SystemClock, new_id
from desktop.assembly.building import Inside, attaching_over, beside, for_officers, outbox_over, with_portal
from desktop.assembly.links import LateConnection, PortalLink
from desktop.assembly.vaults import make_backup, verify_backup
from desktop.domain.events import Event
from desktop.domain.retry import RetryPolicy
from desktop.services.acceptance import AcceptanceSlips
from desktop.services.agreeing import Agreeing
from desktop.services.answering import Answering
from desktop.services.asking_again import AskingAgain
from desktop.services.attaching import Attaching
from desktop.services.card_reading import CardReading
from desktop.services.consenting import Consenting
from desktop.services.draft_reading import DraftReading
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
from desktop.services.portal_time import PortalTime
from desktop.services.ports import Checkpoint, Clock, OpenUnit, Publish, passed
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

__all__ = ["PortalLink", "Services", "World", "open_services", "services_over"]


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that a window or a command may do."""

    catalogue: Catalogue
    drafting: Drafting
    finalising: Finalising
    attaching: Attaching
    outbox: Outbox
    answering: Answering
    draft_reading: DraftReading
    tracking: Tracking
    enquiring: Enquiring
    paying: Paying
    fee_receipts: FeeReceipts
    results: Results
    signing_in: SigningIn
    handing_over: HandingOver
    remembering: Remembering
    duplicating: Duplicating
    card_reading: CardReading
    filing_by_hand: FilingByHand
    migrating: Migrating
    residents: Residents
    serving: Serving
    consenting: Consenting
    agreeing: Agreeing
    acceptance: AcceptanceSlips
    following: Following
    slip_reading: SlipReading
    many: Many
    reminding: Reminding
    talking: Talking
    likenesses: Likenesses
    upkeep: Upkeep
    open_unit: OpenUnit
    connect: LateConnection
    clock: Clock
    vault: Vault
    key: bytes

    def close(self) -> None:
        """Give the network and the vault back."""
        self.upkeep.keeping.give_up()
        self.connect.close()
        self.vault.close()


def _unheard(_: Event) -> None:
    """Nobody listens on the command line."""


def open_services(
    home: Path,
    key: bytes,
    *,
    link: PortalLink,
    catalogue: Catalogue | None = None,
    publish: Publish = _unheard,
    retry: RetryPolicy | None = None,
    chance: Callable[[], float] = random.random,
    clock: Clock | None = None,
) -> Services:
    """Open the vault in *home* and build every service over it; StoreFault when the store cannot be opened."""
    vault = open_vault(home, key)
    retries = retry or RetryPolicy()
    return services_over(vault, home, key, link=link, catalogue=catalogue, world=World(clock, publish, retries, chance))


@dataclass(frozen=True, slots=True)
class World:
    """What services are given of time and chance, and who hears of events; `clock` None = the system's."""

    clock: Clock | None = None
    publish: Publish = _unheard
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    chance: Callable[[], float] = random.random
    checkpoint: Checkpoint = passed


def services_over(
    vault: Vault, home: Path, key: bytes, *, link: PortalLink, catalogue: Catalogue | None, world: World
) -> Services:
    """Every service over the open vault in *home*; *key* is what the program may ask them for."""
    packs = catalogue or Catalogue.shipped()
    time = world.clock or SystemClock()
    portal_time = PortalTime(time)
    connect = LateConnection(link, vault.unit, portal_time.heard)
    keep = (partial(make_backup, home, key), partial(verify_backup, key))
    inside = Inside(keep, time, portal_time, world.publish, world.retry, world.chance, world.checkpoint)
    return _built(vault, key, packs, connect, inside)


def _built(vault: Vault, key: bytes, packs: Catalogue, connect: LateConnection, world: Inside) -> Services:
    unit, papers, clock, publish = vault.unit, vault.papers, world.clock, world.publish
    steps = world.checkpoint
    signing_in = SigningIn(open_unit=unit, connect=connect, clock=clock, checkpoint=steps)
    attaching = attaching_over(vault, packs, clock)
    draft = partial(Drafting, open_unit=unit, papers=papers, catalogue=packs, clock=clock, new_id=new_id)
    final = partial(Finalising, open_unit=unit, papers=papers, catalogue=packs, clock=clock, new_id=new_id)
    answer = partial(Answering, open_unit=unit, papers=papers, catalogue=packs, clock=clock, new_id=new_id)
    remembering = Remembering(open_unit=unit, catalogue=packs, clock=clock, new_id=new_id)
    result = partial(Results, open_unit=unit, papers=papers, connect=connect, signing_in=signing_in, clock=clock)
    receipts = partial(FeeReceipts, open_unit=unit, papers=papers, connect=connect, signing_in=signing_in, clock=clock)
    drafting, finalising = draft(publish=publish), final(publish=publish, learn=remembering.learn_in, checkpoint=steps)
    outbox = outbox_over(vault, packs, connect, signing_in, world)
    track = partial(Tracking, open_unit=unit, connect=connect, signing_in=signing_in, clock=clock, publish=publish)
    ask_again = partial(AskingAgain, clock=clock, retry=world.retry, chance=world.chance)
    tracking, again = track(portal_time=world.portal_time, again=ask_again(), checkpoint=steps), ask_again()
    pay = partial(Paying, open_unit=unit, connect=connect, signing_in=signing_in, clock=clock, new_id=new_id)
    return Services(
        catalogue=packs,
        drafting=drafting,
        finalising=finalising,
        attaching=attaching,
        outbox=outbox,
        answering=answer(attaching=attaching, checkpoint=steps),
        tracking=tracking,
        enquiring=Enquiring(open_unit=unit, catalogue=packs, tracking=tracking),
        paying=pay(outbox=outbox, publish=publish, again=again),
        fee_receipts=receipts(verifier=OfflineSignatures(), publish=publish, again=again),
        results=result(verifier=OfflineSignatures()),
        signing_in=signing_in,
        remembering=remembering,
        **beside(vault, packs, world),
        **with_portal(vault, packs, connect, signing_in, world),
        **for_officers(vault, packs, world, drafting, finalising),
        open_unit=unit,
        connect=connect,
        clock=clock,
        vault=vault,
        key=key,
    )
