"""Why an item cannot be sent to this portal now, whatever the network does."""

from desktop.domain.submission import Kind, OutboxItem
from desktop.services.ports import PortalProfile, UnitOfWork

SIGN_IN = "sign-in.needed"


def account_of(uow: UnitOfWork, item: OutboxItem, portal_id: str) -> str | None:
    """The account that an item is sent as: its own, that of what it belongs to, else the one that is signed in.

    None where nobody is signed in who may send it.
    """
    bound = item.account or _account_of_relatives(uow, item)
    account = uow.accounts.get(portal_id, bound) if bound else uow.accounts.current(portal_id)
    return account.id if account is not None and not account.signed_out else None


def obstacle(uow: UnitOfWork, item: OutboxItem, profile: PortalProfile) -> str | None:
    """`mode.mismatch`, `portal.other` or `sign-in.needed`; None when nothing but time and network is wanted."""
    if item.mode != profile.mode:
        return "mode.mismatch"
    if item.portal_id is not None and item.portal_id != profile.portal_id:
        return "portal.other"
    return SIGN_IN if account_of(uow, item, profile.portal_id) is None else None


def _account_of_relatives(uow: UnitOfWork, item: OutboxItem) -> str | None:
    """A dossier goes the way of its consent, and whatever follows a dossier goes the way of the dossier."""
    if item.submission is None:
        return None
    family = uow.outbox.of_submission(item.submission)
    for kind in (Kind.DOSSIER, Kind.CONSENT):
        for relative in family:
            if relative.kind is kind and relative.account is not None:
                return relative.account
    return None
