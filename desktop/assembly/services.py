"""All services over one vault and one portal."""

import os
import random
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypedDict

from desktop.adapters.database.vault import Vault, open_vault
from desktop.adapters.documents.signatures import OfflineSignatures
from desktop.adapters.ids import SystemClock, new_id
from desktop.adapters.papers.inspector import ChildInspector
from desktop.assembly.documents import (
    code_of_our_slip,
    draw_checklist,
    draw_form,
    package_note,
    read_codes,
    read_marks,
    read_text,
)
from desktop.assembly.links import LateConnection, PortalLink
from desktop.assembly.vaults import make_backup, verify_backup
from desktop.domain.dossier import Dossier
from desktop.domain.errors import StillWaiting
from desktop.domain.events import Event
from desktop.domain.retry import RetryPolicy
from desktop.services.acceptance import AcceptanceSlips
from desktop.services.agreeing import Agreeing
from desktop.services.answering import Answering
from desktop.services.attaching import Attaching
from desktop.services.batching import Batching
from desktop.services.bin import Bin
from desktop.services.card_reading import CardReading
from desktop.services.consenting import Consenting
from desktop.services.day_book import DayBook
from desktop.services.draft_reading import DraftReading
from desktop.services.drafting import Drafting
from desktop.services.duplicating import Duplicating
from desktop.services.erasing import Erasing
from desktop.services.filing_by_hand import FilingByHand
from desktop.services.finalising import Finalising
from desktop.services.following import Following
from desktop.services.handing_over import HandingOver
from desktop.services.importing import Importing
from desktop.services.keeping import Keeping, Make, Verify
from desktop.services.many import Many
from desktop.services.migrating import Migrating
from desktop.services.outbox import Outbox
from desktop.services.paying import Paying
from desktop.services.ports import Clock, OpenUnit, Publish
from desktop.services.remembering import Remembering
from desktop.services.reminding import Reminding
from desktop.services.residents import Residents
from desktop.services.results import Results
from desktop.services.retaining import Retaining
from desktop.services.serving import Serving
from desktop.services.signing_in import SigningIn
from desktop.services.slip_reading import SlipReading
from desktop.services.tracking import StatusView, Tracking
from desktop.services.upkeep import Upkeep
from forms.catalogue import Catalogue
from forms.deadlines import WorkCalendar

__all__ = ["PortalLink", "Services", "open_services", "told"]


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
    paying: Paying
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


def services_over(
    vault: Vault, home: Path, key: bytes, *, link: PortalLink, catalogue: Catalogue | None, world: World
) -> Services:
    """Every service over the open vault in *home*; *key* is what the program may ask them for."""
    packs = catalogue or Catalogue.shipped()
    time = world.clock or SystemClock()
    connect = LateConnection(link, vault.unit)
    keep = (partial(make_backup, home, key), partial(verify_backup, key))
    return _built(vault, key, packs, connect, _World(keep, time, world.publish, world.retry, world.chance))


@dataclass(frozen=True, slots=True)
class _World:
    keep: tuple[Make, Verify]
    clock: Clock
    publish: Publish
    retry: RetryPolicy
    chance: Callable[[], float]


def _built(vault: Vault, key: bytes, packs: Catalogue, connect: LateConnection, world: _World) -> Services:
    unit, papers, clock, publish = vault.unit, vault.papers, world.clock, world.publish
    signing_in = SigningIn(open_unit=unit, connect=connect, clock=clock)
    attaching = _attaching(vault, packs, clock)
    draft = partial(Drafting, open_unit=unit, papers=papers, catalogue=packs, clock=clock, new_id=new_id)
    final = partial(Finalising, open_unit=unit, papers=papers, catalogue=packs, clock=clock, new_id=new_id)
    answer = partial(Answering, open_unit=unit, papers=papers, catalogue=packs, clock=clock, new_id=new_id)
    move = partial(Migrating, open_unit=unit, catalogue=packs)
    read = partial(DraftReading, open_unit=unit, connect=connect, signing_in=signing_in, catalogue=packs)
    remembering = Remembering(open_unit=unit, catalogue=packs, clock=clock, new_id=new_id)
    result = partial(Results, open_unit=unit, papers=papers, connect=connect, signing_in=signing_in, clock=clock)
    drafting, finalising = draft(publish=publish), final(publish=publish, learn=remembering.learn_in)
    outbox = _outbox(vault, packs, connect, signing_in, world)
    pay = partial(Paying, open_unit=unit, connect=connect, signing_in=signing_in, clock=clock, new_id=new_id)
    return Services(
        catalogue=packs,
        drafting=drafting,
        finalising=finalising,
        attaching=attaching,
        outbox=outbox,
        answering=answer(attaching=attaching),
        draft_reading=read(read_text=read_text),
        tracking=Tracking(open_unit=unit, connect=connect, signing_in=signing_in, clock=clock, publish=publish),
        paying=pay(outbox=outbox),
        results=result(verifier=OfflineSignatures()),
        signing_in=signing_in,
        handing_over=_handing_over(vault, packs, clock),
        remembering=remembering,
        duplicating=Duplicating(open_unit=unit, catalogue=packs, clock=clock, new_id=new_id, publish=publish),
        card_reading=CardReading(read_codes),
        filing_by_hand=FilingByHand(open_unit=unit, clock=clock, new_id=new_id, publish=publish),
        migrating=move(clock=clock, new_id=new_id, publish=publish),
        **_for_officers(vault, packs, drafting, signing_in, clock),
        acceptance=AcceptanceSlips(open_unit=unit, connect=connect, signing_in=signing_in),
        following=Following(open_unit=unit, connect=connect, clock=clock, new_id=new_id, publish=publish),
        slip_reading=SlipReading(read_marks, code_of_our_slip),
        many=_many(vault, packs, world, drafting, finalising),
        reminding=Reminding(open_unit=unit, clock=clock, calendar=WorkCalendar.shipped()),
        upkeep=_upkeep(vault, world),
        open_unit=unit,
        connect=connect,
        clock=clock,
        vault=vault,
        key=key,
    )


class _ForOfficers(TypedDict):
    residents: Residents
    serving: Serving
    agreeing: Agreeing
    consenting: Consenting


def _for_officers(
    vault: Vault, packs: Catalogue, drafting: Drafting, signing_in: SigningIn, clock: Clock
) -> _ForOfficers:
    unit = vault.unit
    return {
        "residents": Residents(open_unit=unit, catalogue=packs, clock=clock, new_id=new_id),
        "serving": Serving(open_unit=unit, catalogue=packs, drafting=drafting),
        "agreeing": Agreeing(open_unit=unit, catalogue=packs, clock=clock),
        "consenting": Consenting(open_unit=unit, catalogue=packs, signing_in=signing_in, clock=clock),
    }


def _many(vault: Vault, packs: Catalogue, world: _World, drafting: Drafting, finalising: Finalising) -> Many:
    unit, clock = vault.unit, world.clock
    return Many(
        Batching(open_unit=unit, catalogue=packs, clock=clock, drafting=drafting, finalising=finalising),
        Importing(open_unit=unit, catalogue=packs, clock=clock, new_id=new_id, publish=world.publish),
        DayBook(open_unit=unit, catalogue=packs),
    )


def _handing_over(vault: Vault, packs: Catalogue, clock: Clock) -> HandingOver:
    return HandingOver(
        open_unit=vault.unit,
        papers=vault.papers,
        catalogue=packs,
        draw_form=draw_form,
        draw_checklist=draw_checklist,
        explain=package_note,
        clock=clock,
    )


def _upkeep(vault: Vault, world: _World) -> Upkeep:
    unit, clock = vault.unit, world.clock
    make, verify = world.keep
    emptied = Bin(open_unit=unit, papers=vault.papers, named=vault.named_papers, clock=clock)
    return Upkeep(
        emptied,
        Keeping(open_unit=unit, make=make, verify=verify, clock=clock),
        Retaining(open_unit=unit, drop=emptied.drop, clock=clock, publish=world.publish),
        Erasing(unit),
    )


def _attaching(vault: Vault, packs: Catalogue, clock: Clock) -> Attaching:
    child = ChildInspector()
    return Attaching(
        open_unit=vault.unit,
        papers=vault.papers,
        catalogue=packs,
        inspector=child,
        converter=child,
        clock=clock,
        new_id=new_id,
    )


def _outbox(vault: Vault, packs: Catalogue, connect: LateConnection, signing_in: SigningIn, world: _World) -> Outbox:
    return Outbox(
        open_unit=vault.unit,
        papers=vault.papers,
        catalogue=packs,
        connect=connect,
        signing_in=signing_in,
        clock=world.clock,
        new_id=new_id,
        chance=world.chance,
        publish=world.publish,
        retry=world.retry,
        owner=f"{socket.gethostname()}:{os.getpid()}:{new_id()}",
    )


def told(view: StatusView) -> Dossier:
    """What the portal told about a dossier; StillWaiting `results.not-sent` when it told nothing yet."""
    if view.dossier is None:
        raise StillWaiting("results.not-sent")
    return view.dossier


def draw_envelope(services: Services, draft_id: str, lang: str = "vi") -> bytes:
    """The sheet for filing a draft by post; Refusal `by-hand.no-post`."""
    from desktop.adapters.documents.envelope import draw_envelope as drawn

    return drawn(services.handing_over.letter(draft_id, lang), lang=lang)


def draw_slip(services: Services, submission: str) -> bytes:
    """Our proof slip about a dossier's receipt; StillWaiting `results.not-sent` where there is none."""
    from desktop.adapters.documents.proof_slip import ActingFor, draw_proof_slip
    from desktop.adapters.portal.receipts import verify_receipt

    view = services.tracking.status(submission)
    if view.item.receipt is None:
        raise StillWaiting("results.not-sent")
    with services.open_unit() as uow:
        claims = verify_receipt(view.item.receipt, uow.profiles.all()).claims
    pack = services.catalogue.get(view.submission.procedure, view.submission.version)
    consent = services.consenting.of_submission(submission)
    acting = None
    if consent is not None:
        until = consent.standing.expires_at if consent.standing is not None else None
        acting = ActingFor(consent.submitter.name, consent.consent.applicant_name, until)
    return draw_proof_slip(claims, view.item.receipt, pack.name, acting=acting)


def draw_consent(services: Services, draft_id: str) -> bytes:
    """The paper that the applicant signs; Refusal `submitter.missing`."""
    from desktop.adapters.documents.consent_form import draw_consent as drawn

    return drawn(services.consenting.paper(draft_id))
