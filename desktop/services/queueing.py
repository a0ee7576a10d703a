"""What is said about a dossier after it was finalised joins the queue behind it."""

from dataclasses import replace

from desktop.domain.errors import Refusal
from desktop.domain.submission import Move, OutboxItem, State, after
from desktop.services.ports import UnitOfWork


def join(uow: UnitOfWork, item: OutboxItem) -> OutboxItem:
    """The item as it is queued, bound to where its dossier went; the same again is the one that is there already.

    Refusal `answer.given` when another content stands under its id.
    """
    earlier = next((other for other in uow.outbox.of_submission(item.submission or "") if other.id == item.id), None)
    if earlier is not None:
        if earlier.state is State.WITHDRAWN and not earlier.started:
            uow.outbox.remove_unstarted(item.id)
        elif earlier.fingerprint == item.fingerprint and earlier.state is not State.WITHDRAWN:
            return earlier
        else:
            raise Refusal("answer.given", item=item.id)
    dossier = uow.outbox.get(item.submission or "")
    queued = replace(after(item, Move.ENQUEUE), account=dossier.account, portal_id=dossier.portal_id)
    uow.outbox.add(queued)
    return queued
