"""The services that stand beside the main way, put together in groups."""

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypedDict

from desktop.adapters.database.vault import Vault
from desktop.adapters.ids import new_id
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
from desktop.assembly.links import LateConnection
from desktop.domain.retry import RetryPolicy
from desktop.services.acceptance import AcceptanceSlips
from desktop.services.agreeing import Agreeing
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
from desktop.services.likeness import Likenesses
from desktop.services.many import Many
from desktop.services.migrating import Migrating
from desktop.services.outbox import Outbox
from desktop.services.portal_time import PortalTime
from desktop.services.ports import Checkpoint, Clock, Publish, passed
from desktop.services.reminding import Reminding
from desktop.services.residents import Residents
from desktop.services.retaining import Retaining
from desktop.services.serving import Serving
from desktop.services.signing_in import SigningIn
from desktop.services.slip_reading import SlipReading
from desktop.services.steady_time import SteadyTime
from desktop.services.talking import Talking
from desktop.services.upkeep import Upkeep
from forms.catalogue import Catalogue
from forms.deadlines import WorkCalendar


@dataclass(frozen=True, slots=True)
class Inside:
    """What every service is given of the world: the clock, chance, who hears of events, how copies are made."""

    keep: tuple[Make, Verify]
    clock: Clock
    portal_time: PortalTime
    publish: Publish
    retry: RetryPolicy
    chance: Callable[[], float]
    checkpoint: Checkpoint = passed


class _Beside(TypedDict):
    handing_over: HandingOver
    duplicating: Duplicating
    card_reading: CardReading
    filing_by_hand: FilingByHand
    migrating: Migrating
    slip_reading: SlipReading
    reminding: Reminding
    talking: Talking
    likenesses: Likenesses
    upkeep: Upkeep


def beside(vault: Vault, packs: Catalogue, world: Inside) -> _Beside:
    """What needs no portal."""
    unit, clock, publish = vault.unit, world.clock, world.publish
    copy = partial(Duplicating, open_unit=unit, catalogue=packs, clock=clock, new_id=new_id)
    move = partial(Migrating, open_unit=unit, catalogue=packs, clock=clock, new_id=new_id)
    return {
        "handing_over": _handing_over(vault, packs, clock),
        "duplicating": copy(publish=publish),
        "card_reading": CardReading(read_codes),
        "filing_by_hand": FilingByHand(open_unit=unit, clock=clock, new_id=new_id, publish=publish),
        "migrating": move(publish=publish),
        "slip_reading": SlipReading(read_marks, code_of_our_slip),
        "reminding": Reminding(open_unit=unit, clock=world.portal_time, calendar=WorkCalendar.shipped()),
        "likenesses": Likenesses(open_unit=unit, catalogue=packs, clock=clock),
        "talking": Talking(open_unit=unit, clock=clock, new_id=new_id),
        "upkeep": _upkeep(vault, world),
    }


class _WithPortal(TypedDict):
    draft_reading: DraftReading
    acceptance: AcceptanceSlips
    following: Following
    consenting: Consenting


def with_portal(
    vault: Vault, packs: Catalogue, connect: LateConnection, signing_in: SigningIn, world: Inside
) -> _WithPortal:
    """What asks the portal beside the outbox."""
    unit, clock = vault.unit, world.clock
    read = partial(DraftReading, open_unit=unit, connect=connect, signing_in=signing_in, catalogue=packs)
    return {
        "draft_reading": read(read_text=read_text),
        "acceptance": AcceptanceSlips(open_unit=unit, connect=connect, signing_in=signing_in),
        "following": Following(open_unit=unit, connect=connect, clock=clock, new_id=new_id, publish=world.publish),
        "consenting": Consenting(
            open_unit=unit, catalogue=packs, signing_in=signing_in, clock=clock, publish=world.publish
        ),
    }


class _ForOfficers(TypedDict):
    residents: Residents
    serving: Serving
    agreeing: Agreeing
    many: Many


def for_officers(
    vault: Vault, packs: Catalogue, world: Inside, drafting: Drafting, finalising: Finalising
) -> _ForOfficers:
    """What a desk needs where residents are helped."""
    unit, clock = vault.unit, world.clock
    return {
        "residents": Residents(open_unit=unit, catalogue=packs, clock=clock, new_id=new_id),
        "serving": Serving(open_unit=unit, catalogue=packs, drafting=drafting),
        "agreeing": Agreeing(open_unit=unit, catalogue=packs, clock=clock),
        "many": _many(vault, packs, world, drafting, finalising),
    }


def _many(vault: Vault, packs: Catalogue, world: Inside, drafting: Drafting, finalising: Finalising) -> Many:
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


def _upkeep(vault: Vault, world: Inside) -> Upkeep:
    unit, clock = vault.unit, world.clock
    make, verify = world.keep
    emptied = Bin(open_unit=unit, papers=vault.papers, named=vault.named_papers, clock=clock)
    return Upkeep(
        emptied,
        Keeping(open_unit=unit, make=make, verify=verify, clock=clock),
        Retaining(open_unit=unit, drop=emptied.drop, clock=clock, publish=world.publish),
        Erasing(unit),
        SteadyTime(open_unit=unit, portal_time=world.portal_time),
    )


def attaching_over(vault: Vault, packs: Catalogue, clock: Clock) -> Attaching:
    """Papers are looked at in a child process."""
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


def outbox_over(
    vault: Vault, packs: Catalogue, connect: LateConnection, signing_in: SigningIn, world: Inside
) -> Outbox:
    """The sender, under a name that is this process's alone."""
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
        checkpoint=world.checkpoint,
    )
