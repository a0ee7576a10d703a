"""Tries to pay that a portal has forgotten because it was put back to before them (fault 23)."""

from dataclasses import replace

from desktop.domain.fee import FeeNotice, Payment, PaymentState
from desktop.domain.submission import Move, OutboxItem, State, after
from desktop.services.ports import AnswerClass, OpenUnit, PortalTrouble, UnitOfWork
from desktop.services.reading import Reader

_GONE = (AnswerClass.UNKNOWN_ID, AnswerClass.GONE)


def is_forgotten(reader: Reader, item: OutboxItem, trouble: PortalTrouble) -> bool:
    """Whether the portal no longer knows what it has confirmed: it is asked by its id where *trouble* hints so."""
    if trouble.answer.kind is not AnswerClass.UNKNOWN_ID and trouble.answer.code != "not-found":
        return False
    return reader.read(lambda token: reader.portal.ask(item, token)).kind is AnswerClass.UNKNOWN_ID


def put_again(open_unit: OpenUnit, reader: Reader, payment: Payment) -> Payment:
    """The try without its code, which is void; while its notice stands, the same bytes go there under the same id.

    Money may have been sent with the code. A dossier that is unknown there too goes first: who follows it sees to that.
    """
    may_have_paid = payment.qr is not None or payment.state is PaymentState.PENDING
    notices = _notices(reader, payment.dossier)
    stands = notices is None or any(one.notice == payment.notice and one.is_open for one in notices)
    left = replace(payment, qr=None, state=payment.state if stands else PaymentState.FAILED)
    with open_unit() as uow:
        item = uow.outbox.get(payment.id)
        if notices is not None and stands and item.state is State.RECEIPTED:
            uow.outbox.save(after(item, Move.PORTAL_FORGOT, reason="portal.forgot"))
            uow.dossiers.forget_cursor(item.portal_id or "", item.account or "")  # it may have forgotten more
        note(uow, left, is_forgotten=may_have_paid)
        uow.commit()
    return left


def note(uow: UnitOfWork, payment: Payment, *, is_forgotten: bool = False) -> None:
    """The try, and beside its notice that there is one."""
    uow.dossiers.save_payment(payment)
    dossier = uow.dossiers.get(payment.dossier)
    if dossier is None:
        return
    notices = (
        one.after_look(payment, is_forgotten=is_forgotten) if one.notice == payment.notice else one
        for one in dossier.fee_notices
    )
    uow.dossiers.upsert(replace(dossier, fee_notices=tuple(notices)))


def _notices(reader: Reader, dossier: str) -> tuple[FeeNotice, ...] | None:
    """What the portal asks money for now; None where it does not know the dossier either."""
    try:
        return reader.read(lambda token: reader.portal.dossier(dossier, token)).fee_notices
    except PortalTrouble as trouble:
        if trouble.answer.kind in _GONE:
            return None
        raise
