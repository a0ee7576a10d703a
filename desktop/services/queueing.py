"""What is said about a dossier after it was finalised joins the queue behind it."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.domain.errors import Refusal
from desktop.domain.submission import (
    FINAL,
    Attempt,
    Kind,
    Move,
    OutboxItem,
    State,
    after,
    can_be_made_anew,
    is_in_doubt,
)
from desktop.services.ports import UnitOfWork


def join(uow: UnitOfWork, item: OutboxItem) -> OutboxItem:
    """The item as it is queued, bound to where its dossier went; the same again is the one that is there already.

    One that was taken back or that the portal refused makes room, for the portal knows an answer by this id alone.
    Refusal `answer.given` when another content stands under its id.
    """
    earlier = next((other for other in uow.outbox.of_submission(item.submission or "") if other.id == item.id), None)
    tries: Sequence[Attempt] = ()
    if earlier is not None and can_be_made_anew(earlier):
        tries = uow.outbox.attempts(earlier.id)
        take_back(uow, earlier)
        uow.outbox.remove(earlier.id)
    elif earlier is not None and earlier.fingerprint == item.fingerprint:
        return earlier
    elif earlier is not None:
        raise Refusal("answer.given", item=item.id)
    dossier = uow.outbox.get(item.submission or "")
    queued = replace(after(item, Move.ENQUEUE), account=dossier.account, portal_id=dossier.portal_id)
    uow.outbox.add(queued)
    for one in tries:  # what happened under this id is still told
        uow.outbox.add_attempt(one)
    return queued


def cancel(uow: UnitOfWork, item: OutboxItem) -> OutboxItem:
    """The item taken back, here or by asking the portal, and with it what ends with it; IllegalMove as of `after`."""
    cancelled = after(item, Move.CANCEL)
    uow.outbox.save(cancelled)
    follow(uow, cancelled)
    if item.kind is Kind.DOSSIER:
        for other in uow.outbox.of_submission(item.submission or ""):
            if other.kind is Kind.CONSENT and not other.started and other.state not in FINAL:
                uow.outbox.save(after(other, Move.CANCEL))  # it names somebody for whom nothing is filed
    return cancelled


def follow(uow: UnitOfWork, dossier: OutboxItem) -> None:
    """What was to be said about a dossier ends with it: nobody is there to be told, and it would wait for ever.

    What may be there already asks first. What a portal forgot and was to get again ends too, tried as it was.
    """
    if dossier.kind is not Kind.DOSSIER or dossier.state is not State.WITHDRAWN:
        return
    for item in uow.outbox.of_submission(dossier.submission or ""):
        is_under_way = item.state is State.SUBMITTING or is_in_doubt(item)
        if item.kind not in (Kind.DOSSIER, Kind.CONSENT) and item.state not in FINAL and not is_under_way:
            ended = replace(item, state=State.WITHDRAWN, reason="cancelled", resume_state=None, next_try_at=None)
            uow.outbox.save(ended)


def take_back(uow: UnitOfWork, item: OutboxItem) -> None:
    """What another is said in place of ends here, unless it did already."""
    if item.state is not State.WITHDRAWN:
        cancel(uow, item)
