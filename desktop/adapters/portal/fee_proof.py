"""What the portal signed about a fee: amount, payee and memo of one notice of one dossier."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from desktop.adapters.portal import payloads
from desktop.adapters.portal.receipts import claims_of
from desktop.domain.errors import Refusal
from desktop.domain.fee import FeeNotice
from desktop.services.ports import PortalProfile


def signed_fee(profile: PortalProfile, dossier: str, notice: str, sig: str) -> Mapping[str, Any]:
    """The claims of *sig* about this very notice; Refusal `fee.bad-signature`."""
    try:
        signed = claims_of(sig, profile.keys)
    except Refusal as refusal:
        raise Refusal("fee.bad-signature") from refusal
    wanted = {"portal_id": profile.portal_id, "dossier": dossier, "notice": notice}
    if any(signed.get(name, value) != value for name, value in wanted.items()):
        raise Refusal("fee.bad-signature")
    return signed


def judged(profile: PortalProfile, dossier: str, notice: FeeNotice) -> FeeNotice:
    """The notice, proved where the portal signed its amount and a payee."""
    try:
        signed = signed_fee(profile, dossier, notice.notice, notice.sig)
    except Refusal:
        return notice
    payee = payloads.part(signed.get("beneficiary"))
    is_same = payloads.whole(signed.get("amount")) == notice.total and bool(payee.get("account"))
    return replace(notice, is_unproven=not is_same)
